package kpi

import (
	"cmp"
	"slices"

	"mitte/geo"
)

// Released are figures as everybody may see them: nothing of fewer than FewestPublic units, and nothing that leases or
// contacts tell. What is held back is nil.
type Released struct {
	At                                             geo.Date
	Stock, Vacant, Interim                         *int
	ByUnits, ByArea, ByFrontage                    *float64
	StructuralShare, PersistentShare, SurveyedRate *float64
	MedianVacantDays                               *float64
}

// Release holds back what few units would tell. A rate needs as many units that it is a rate of.
func (f *Figures) Release() Released {
	r := Released{At: f.At}
	if !f.Public() {
		return r
	}
	r.Stock, r.Vacant, r.Interim, r.ByUnits, r.SurveyedRate = &f.Stock, &f.Vacant, &f.Interim, f.ByUnits, f.SurveyedRate
	if f.SalesAreaKnown >= FewestPublic {
		r.ByArea = f.ByArea
	}
	if f.FrontageKnown >= FewestPublic {
		r.ByFrontage = f.ByFrontage
	}
	if f.Vacant >= FewestPublic {
		r.StructuralShare, r.PersistentShare, r.MedianVacantDays = f.StructuralShare, f.PersistentShare, f.MedianVacantDays
	}
	return r
}

// StreetFigures are those of a street.
type StreetFigures struct {
	Street string
	Released
}

// byStreet releases the figures of each street on a day. What is held back must not follow from the town's figures less those
// of all others, so the streets that are held back have FewestPublic units together, or there are none.
func byStreet(units []Unit, streets map[int64]string, day geo.Date) []StreetFigures {
	groups := map[string][]Unit{}
	for i := range units {
		groups[streets[units[i].ID]] = append(groups[streets[units[i].ID]], units[i])
	}
	all := make([]StreetFigures, 0, len(groups))
	stock := map[string]int{}
	for street, those := range groups {
		f := On(those, day)
		all, stock[street] = append(all, StreetFigures{street, f.Release()}), f.Stock
	}
	slices.SortFunc(all, func(a, b StreetFigures) int {
		return cmp.Or(cmp.Compare(stock[a.Street], stock[b.Street]), cmp.Compare(a.Street, b.Street))
	})
	hidden := 0
	for i := range all {
		if n := stock[all[i].Street]; all[i].Street == "" || all[i].Stock == nil || hidden > 0 && hidden < FewestPublic {
			all[i].Released = Released{At: day}
			hidden += n
		}
	}
	all = slices.DeleteFunc(all, func(s StreetFigures) bool { return s.Street == "" || stock[s.Street] == 0 })
	slices.SortFunc(all, func(a, b StreetFigures) int { return cmp.Compare(a.Street, b.Street) })
	return all
}
