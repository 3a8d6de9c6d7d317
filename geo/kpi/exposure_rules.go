package kpi

import (
	"mitte/geo"
	"mitte/geo/works"
)

// Exposure is what works put shops through in a period (domain.md 5, anlieger_exposure).
type Exposure struct {
	Period     geo.Period
	MDays      float64 // Σ sections Σ fronts, metres affected × days
	Sections   int     // that affected a unit
	Units      int     // affected, each once
	UnitsKnown int     // of them with a front, of which the metres are known
	Doors      int     // units by section: each is to be told
	Told       int     // of them at least toldDays before
	ToldShare  *float64
}

// toldDays is how long before works somebody wants to know of them.
const toldDays = 14

// Exposed sums up what sections did to units. Of a corner unit only the fronts that count here bring metres, and the unit
// itself counts where its main front stands. What is removed is no unit any more.
func Exposed(units []Unit, sites []works.Exposing, p geo.Period) Exposure {
	e := Exposure{Period: p}
	at := make(map[int64]*Unit, len(units))
	for i := range units {
		at[units[i].ID] = &units[i]
	}
	known := map[int64]bool{} // whether a unit's metres are
	for i := range sites {
		doors := map[int64]bool{} // whether their people were told
		for _, f := range sites[i].Fronts {
			u := at[f.UnitID]
			if u == nil || !u.fronts(f.FrontID) || u.gone(f.First) {
				continue
			}
			e.MDays += f.MDays
			if u.FrontOnly {
				continue
			}
			known[u.ID] = known[u.ID] || f.FrontID != 0
			doors[u.ID] = !f.ToldAt.IsZero() && !sites[i].Period.From.Before(f.ToldAt.AddDays(toldDays))
		}
		if len(doors) > 0 {
			e.Sections++
		}
		e.Doors, e.Told = e.Doors+len(doors), e.Told+count(doors)
	}
	e.Units, e.UnitsKnown = len(known), count(known)
	e.ToldShare = ratio(e.Told, e.Doors)
	return e
}

func count(which map[int64]bool) (n int) {
	for _, yes := range which {
		if yes {
			n++
		}
	}
	return n
}

// fronts reports whether a front of the unit counts here; 0 is its door.
func (u *Unit) fronts(id int64) bool { return u.Fronts == nil || id == 0 || u.Fronts[id] }

func (u *Unit) gone(day geo.Date) bool {
	r, _ := u.On(day)
	return r.Status == "removed"
}
