package kpi

import "mitte/geo"

// Figures are what holds on a day. Rates are between 0 and 1.
type Figures struct {
	At geo.Date

	Stock, Vacant, Interim, Threatened int
	ByUnits, InterimRate               *float64

	SalesAreaM2, VacantSalesAreaM2 float64
	SalesAreaKnown                 int // units of the stock
	ByArea                         *float64

	FrontageM, VacantFrontageM float64
	FrontageKnown              int
	ByFrontage                 *float64

	Marketable, MarketableVacant int
	ByMarketable                 *float64

	Structural, Persistent           int
	StructuralShare, PersistentShare *float64

	MedianVacantDays *float64 // of what is vacant now
	LowerBounds      int      // units among them of which only the latest possible first day is known

	UseMix   map[string]int // units occupied, by use
	Shannon  *float64       // −Σ p ln p
	Evenness *float64       // Shannon / ln k; nil with fewer than two uses

	ChainKnown, Chains int
	ChainShare         *float64

	EarlyWarning       int // threatened, or with a lease that ends within twelve months; each once
	EarlyWarningAreaM2 float64

	Surveyed     int // of the stock, in the 90 days before
	SurveyedRate *float64
	OldestSurvey geo.Date // zero if one was never surveyed
}

// Limits of domain.md 2.2 and 5.
const (
	persistentDays  = 366 // at least
	persistentYears = 730 // days looked back
	surveyDays      = 90
	chainShops      = 5
	warningMonths   = 12

	// FewestPublic is how many units a public figure stands for at least.
	FewestPublic = 5
)

// Public reports whether the figures may be shown to everybody: few units would tell of one.
func (f *Figures) Public() bool { return f.Stock >= FewestPublic }
