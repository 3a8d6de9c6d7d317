package kpi

import (
	"mitte/geo"
	"mitte/geo/place"
)

// Flow is what happened in a period of whole days.
type Flow struct {
	Period geo.Period

	Entries, Exits    int     // regular occupancies that began, that ended
	MeanStock         float64 // units, weighted by days
	Turnover          *float64
	TakenM2, LeftM2   float64 // sales area newly occupied, and vacated
	NetAbsorptionM2   float64
	Let               int // spells of vacancy that ended with a tenant
	MedianLettingDays *float64
}

const daysPerYear = 365.25

// Between works out what happened in a period; both of its ends are needed.
func Between(units []Unit, p geo.Period) Flow {
	f := Flow{Period: p}
	stockDays := 0
	var letting []int
	for i := range units {
		u := &units[i]
		if u.FrontOnly {
			continue
		}
		stockDays += u.stockDays(p)
		f.moves(u)
		letting = append(letting, u.lettings(p)...)
	}
	f.Let, f.MedianLettingDays = len(letting), median(letting)
	f.NetAbsorptionM2 = f.TakenM2 - f.LeftM2
	days := p.From.DaysUntil(p.To)
	if days <= 0 || stockDays == 0 {
		return f
	}
	f.MeanStock = float64(stockDays) / float64(days)
	t := float64(f.Entries+f.Exits) / (2 * f.MeanStock) * daysPerYear / float64(days)
	f.Turnover = &t
	return f
}

func (u *Unit) stockDays(p geo.Period) int {
	sum := 0
	for _, r := range u.Runs {
		if place.InStock(r.Status) {
			sum += overlap(r.Period, p)
		}
	}
	return sum
}

// moves counts who came and went. Whoever renews his lease does neither: his occupancy goes on.
func (f *Flow) moves(u *Unit) {
	area := 0.0
	if u.SalesAreaM2 != nil {
		area = *u.SalesAreaM2
	}
	for _, o := range u.Occupancies {
		if !o.Regular {
			continue
		}
		if !o.Period.From.IsZero() && f.Period.Contains(o.Period.From) {
			f.Entries++
			f.TakenM2 += area
		}
		if !o.Period.To.IsZero() && f.Period.Contains(o.Period.To) {
			f.Exits++
			f.LeftM2 += area
		}
	}
}

// lettings are the lengths of the spells of vacancy that a tenant ended in the period.
func (u *Unit) lettings(p geo.Period) []int {
	var out []int
	for i, r := range u.Runs {
		if i == 0 || r.Status != "occupied" || !p.Contains(r.Period.From) {
			continue
		}
		if before := u.Runs[i-1]; inSpell(before.Status) && before.Period.To == r.Period.From && !before.VacantSince.IsZero() {
			out = append(out, before.VacantSince.DaysUntil(r.Period.From))
		}
	}
	return out
}
