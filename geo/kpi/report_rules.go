package kpi

import (
	"cmp"
	"slices"
	"time"

	"mitte/geo"
	"mitte/geo/place"
	"mitte/geo/works"
)

// lastDayOf is the last day of a year that a moment can know.
func lastDayOf(year int, known time.Time) geo.Date {
	end, today := geo.NewDate(year, time.December, 31), geo.DateOf(known)
	if today.Before(end) {
		return today
	}
	return end
}

// sameDay is a day in another year; of the 29 February it is the 28th.
func sameDay(day geo.Date, year int) geo.Date {
	t := day.Time()
	if t.Month() == time.February && t.Day() == 29 {
		day = day.AddDays(-1)
		t = day.Time()
	}
	return geo.NewDate(year, t.Month(), t.Day())
}

// yearTo is the days of a day's year up to it.
func yearTo(day geo.Date) geo.Period {
	return geo.Period{From: geo.NewDate(day.Time().Year(), time.January, 1), To: day.AddDays(1)}
}

// monthEnds are the last days of the months from January of the year before, up to a day.
func monthEnds(until geo.Date) (out []geo.Date) {
	first := geo.NewDate(until.Time().Year()-1, time.February, 1)
	for i := 0; ; i++ {
		end := first.AddMonths(i).AddDays(-1)
		if !end.Before(until) {
			return append(out, until)
		}
		out = append(out, end)
	}
}

// years puts the year beside those before it. Years of which nothing was known are left out.
func (r *Report) years(units []Unit, sites func(geo.Period) ([]works.Exposing, error)) error {
	for back := range yearsBack + 1 {
		day := sameDay(r.Until, r.Year-back)
		period := yearTo(day)
		found, err := sites(period)
		if err != nil {
			return err
		}
		y := YearFigures{r.Year - back, On(units, day), Between(units, period), Exposed(units, found, period)}
		if back > 0 && y.Figures.Stock == 0 {
			break
		}
		r.Years = append(r.Years, y)
	}
	return nil
}

func (r *Report) place(kind, name string, units []Unit, sites []works.Exposing) PlaceFigures {
	period := yearTo(r.Until)
	return PlaceFigures{
		Kind: kind, Name: name, Now: On(units, r.Until), Before: On(units, sameDay(r.Until, r.Year-1)),
		Flow: Between(units, period), Exposure: Exposed(units, sites, period),
	}
}

// places are the streets and the areas with a stock on one of the two days, streets with the most first.
func (r *Report) places(s *knownStock, areas []areaRow, sites []works.Exposing) {
	for street, units := range s.byStreet() {
		if p := r.place("", street, units, sites); p.Now.Stock+p.Before.Stock > 0 || p.Now.FrontageM > 0 {
			r.Streets = append(r.Streets, p)
		}
	}
	slices.SortFunc(r.Streets, func(a, b PlaceFigures) int {
		return cmp.Or(cmp.Compare(b.Now.Stock, a.Now.Stock), cmp.Compare(a.Name, b.Name))
	})
	for _, a := range areas {
		var units []Unit
		for _, id := range a.Units {
			units = append(units, s.units[s.at[id]])
		}
		if p := r.place(a.Kind, a.Name, units, sites); p.Now.Stock+p.Before.Stock > 0 {
			r.Areas = append(r.Areas, p)
		}
	}
}

func (r *Report) works(units []Unit, sites []works.Exposing) {
	period := yearTo(r.Until)
	for i := range sites {
		if e := Exposed(units, sites[i:i+1], period); e.Units > 0 {
			r.Works = append(r.Works, SiteFigures{sites[i], e})
		}
		r.Plan.Sites = append(r.Plan.Sites, works.SectionShape{ID: sites[i].SectionID, Geom: sites[i].Ground})
	}
	slices.SortStableFunc(r.Works, func(a, b SiteFigures) int { return cmp.Compare(b.Exposure.MDays, a.Exposure.MDays) })
}

// A plan of the stock is never wider than this, in metres; what lies further out is counted beside it.
const (
	planWidest = 2600
	planHigh   = 0.65 // of its width
)

// draw puts the stock on the plan, round its middle unit if it lies too far apart.
func (r *Report) draw(s *knownStock) {
	var at []geo.BBox
	for i := range s.units {
		run, _ := s.units[i].On(r.Until)
		if place.InStock(run.Status) {
			at = append(at, s.geom[i].Bound())
			r.Plan.Units = append(r.Plan.Units, PlanUnit{s.geom[i], stateOf(&s.units[i], run, r.Until)})
		}
	}
	if len(at) == 0 {
		return
	}
	box := at[0]
	for _, b := range at {
		box = box.Union(b)
	}
	if box.East-box.West > planWidest || box.North-box.South > planWidest*planHigh {
		x, y := middle(at, func(b geo.BBox) float64 { return b.West }), middle(at, func(b geo.BBox) float64 { return b.South })
		box = geo.BBox{West: x - planWidest/2, East: x + planWidest/2, South: y - planWidest*planHigh/2, North: y + planWidest*planHigh/2}
	}
	r.Plan.Box = box
	r.Plan.Units = slices.DeleteFunc(r.Plan.Units, func(u PlanUnit) bool { return !box.Intersects(u.Geom.Bound()) })
	r.Plan.Outside = len(at) - len(r.Plan.Units)
}

func middle(all []geo.BBox, of func(geo.BBox) float64) float64 {
	values := make([]float64, len(all))
	for i, b := range all {
		values[i] = of(b)
	}
	slices.Sort(values)
	return values[len(values)/2]
}

func stateOf(u *Unit, run Run, day geo.Date) string {
	switch {
	case place.IsVacant(run.Status) && u.structural(run, day):
		return "structural"
	case place.IsVacant(run.Status):
		return "vacant"
	case run.Status == "interim_use":
		return "interim"
	default:
		return "let"
	}
}
