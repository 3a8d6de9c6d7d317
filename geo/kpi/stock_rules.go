package kpi

import (
	"maps"
	"math"
	"slices"

	"mitte/geo"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

// On works out what holds on a day.
func On(units []Unit, day geo.Date) Figures {
	f := Figures{At: day, UseMix: map[string]int{}}
	var vacantDays []int
	surveyedAll := true
	for i := range units {
		u := &units[i]
		r, _ := u.On(day)
		if !place.InStock(r.Status) {
			continue
		}
		f.fronts(u, r)
		if u.FrontOnly {
			continue
		}
		f.Stock++
		f.measure(u, r)
		f.occupied(u, r, day)
		f.warn(u, r, day)
		surveyedAll = f.survey(u, day) && surveyedAll
		if place.IsVacant(r.Status) {
			f.vacancy(u, r, day)
			vacantDays = append(vacantDays, r.VacantSince.DaysUntil(day))
		}
	}
	if !surveyedAll {
		f.OldestSurvey = geo.Date{}
	}
	f.MedianVacantDays = median(vacantDays)
	f.divide()
	return f
}

func (f *Figures) measure(u *Unit, r Run) {
	empty := place.IsVacant(r.Status)
	switch {
	case empty:
		f.Vacant++
	case r.Status == "interim_use":
		f.Interim++
	case r.Status == "threatened":
		f.Threatened++
	}
	if u.SalesAreaM2 != nil {
		f.SalesAreaKnown++
		f.SalesAreaM2 += *u.SalesAreaM2
		if empty {
			f.VacantSalesAreaM2 += *u.SalesAreaM2
		}
	}
	if u.Marketable {
		f.Marketable++
		if empty {
			f.MarketableVacant++
		}
	}
}

// fronts counts what the passer-by sees, on the street where it stands.
func (f *Figures) fronts(u *Unit, r Run) {
	if u.FrontageM == nil {
		return
	}
	f.FrontageM += *u.FrontageM
	if !u.FrontOnly {
		f.FrontageKnown++
	}
	if place.IsVacant(r.Status) {
		f.VacantFrontageM += *u.FrontageM
	}
}

// vacancy tells what kind of vacancy one is: structural after a year or where nobody would let it, persistent where most of
// the last two years were empty, however often somebody moved in between.
func (f *Figures) vacancy(u *Unit, r Run, day geo.Date) {
	if r.AtLatest {
		f.LowerBounds++
	}
	if u.structural(r, day) {
		f.Structural++
	}
	if u.daysInV(geo.Period{From: day.AddDays(-persistentYears), To: day}) >= persistentDays {
		f.Persistent++
	}
}

func (u *Unit) structural(r Run, day geo.Date) bool {
	return r.VacantSince.DaysUntil(day) > vacancy.StructuralDays || !u.Marketable
}

func (f *Figures) occupied(u *Unit, r Run, day geo.Date) {
	if r.Status != "occupied" && r.Status != "threatened" {
		return
	}
	f.UseMix[u.UseType]++
	o := u.occupancyOn(day)
	if u.UseType != "retail" || o == nil || o.ChainShopCount == nil {
		return
	}
	f.ChainKnown++
	if *o.ChainShopCount >= chainShops {
		f.Chains++
	}
}

func (u *Unit) occupancyOn(day geo.Date) *Occupancy {
	i := slices.IndexFunc(u.Occupancies, func(o Occupancy) bool { return o.Regular && o.Period.Contains(day) })
	if i < 0 {
		return nil
	}
	return &u.Occupancies[i]
}

// warn counts a unit once, whether notice was given or the lease ends soon.
func (f *Figures) warn(u *Unit, r Run, day geo.Date) {
	ending := false
	if o := u.occupancyOn(day); o != nil && !o.LeaseEnd.IsZero() {
		ending = !day.AddMonths(warningMonths).Before(o.LeaseEnd)
	}
	if r.Status != "threatened" && !ending {
		return
	}
	f.EarlyWarning++
	if u.SalesAreaM2 != nil {
		f.EarlyWarningAreaM2 += *u.SalesAreaM2
	}
}

// survey reports whether the unit was ever looked at before the day.
func (f *Figures) survey(u *Unit, day geo.Date) bool {
	at := u.surveyedBefore(day)
	if at.IsZero() {
		return false
	}
	if at.DaysUntil(day) <= surveyDays {
		f.Surveyed++
	}
	if f.OldestSurvey.IsZero() || at.Before(f.OldestSurvey) {
		f.OldestSurvey = at
	}
	return true
}

// surveyedBefore is when somebody looked last, up to the day; zero if nobody did.
func (u *Unit) surveyedBefore(day geo.Date) (last geo.Date) {
	for _, at := range u.Surveys {
		if !day.Before(at) {
			last = at
		}
	}
	return last
}

func (f *Figures) divide() {
	f.ByUnits, f.InterimRate = ratio(f.Vacant, f.Stock), ratio(f.Interim, f.Stock)
	f.ByArea, f.ByFrontage = quotient(f.VacantSalesAreaM2, f.SalesAreaM2), quotient(f.VacantFrontageM, f.FrontageM)
	f.ByMarketable = ratio(f.MarketableVacant, f.Marketable)
	f.StructuralShare, f.PersistentShare = ratio(f.Structural, f.Vacant), ratio(f.Persistent, f.Vacant)
	f.ChainShare, f.SurveyedRate = ratio(f.Chains, f.ChainKnown), ratio(f.Surveyed, f.Stock)
	f.Shannon, f.Evenness = diversity(f.UseMix)
}

// diversity is Shannon's measure of a mix and how even it is.
func diversity(mix map[string]int) (shannon, evenness *float64) {
	all := 0
	for _, n := range mix {
		all += n
	}
	if all == 0 {
		return nil, nil
	}
	h := 0.0
	for _, use := range slices.Sorted(maps.Keys(mix)) { // a sum of the same parts in another order is another number
		p := float64(mix[use]) / float64(all)
		h -= p * math.Log(p)
	}
	if k := len(mix); k >= 2 {
		e := h / math.Log(float64(k))
		evenness = &e
	}
	return &h, evenness
}

func ratio(part, whole int) *float64 { return quotient(float64(part), float64(whole)) }

func quotient(part, whole float64) *float64 {
	if whole == 0 {
		return nil
	}
	q := part / whole
	return &q
}

// median of whole days; between two it is their mean.
func median(days []int) *float64 {
	if len(days) == 0 {
		return nil
	}
	slices.Sort(days)
	n := len(days)
	m := float64(days[(n-1)/2]+days[n/2]) / 2
	return &m
}
