package works

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"mitte/geo"
	"mitte/geo/ground"
)

// leastFrontM is how much of a front must be within reach for it to count (domain.md 6.5).
const leastFrontM = 0.5

// reckoning gathers whom a plot affects.
type reckoning struct {
	*plot
	all   []stretch
	dated bool
	reach float64
	out   *Affected
	units map[int64]*toll
}

// toll is what a unit has to bear.
type toll struct {
	affectedM float64
	by        map[int][]int // by stretch: the grounds that reach it
}

// fronts finds the affected ones. A front counts on a day if half a metre of it is within reach of what is at work that day.
func (r *reckoning) fronts(rows []frontRow) {
	for i := range rows {
		line := ground.LineOf(rows[i].Geom)
		by := make([]ground.Spans, len(r.grounds))
		for g, area := range r.grounds {
			by[g] = area.Within(line, r.reach)
		}
		r.front(&rows[i], by)
	}
}

func (r *reckoning) front(row *frontRow, by []ground.Spans) {
	f := AffectedFrontage{
		ID: row.ID, UnitID: row.UnitID, SegmentID: row.SegmentID, Side: row.Side, FromM: row.FromM, ToM: row.ToM, Geom: row.LonLat,
	}
	var ever ground.Spans
	days := 0
	for n, x := range r.all {
		var here ground.Spans
		var grounds []int
		for _, g := range r.at(x) {
			if len(by[g]) > 0 {
				here, grounds = ground.Join(here, by[g]), append(grounds, g)
			}
		}
		m := here.Length()
		if m < leastFrontM {
			continue
		}
		ever, days, f.exposure = ground.Join(ever, here), days+x.days, f.exposure+m*float64(x.days)
		r.charge(row.UnitID, n, grounds)
	}
	if f.AffectedM = ever.Length(); f.AffectedM == 0 {
		return
	}
	f.Days = r.count(days)
	r.units[row.UnitID].affectedM += f.AffectedM
	r.out.Frontages = append(r.out.Frontages, f)
}

// doors finds units without a front.
func (r *reckoning) doors(rows []doorRow) {
	for _, row := range rows {
		door := ground.LineOf(row.Geom)[0]
		for n, x := range r.all {
			for _, g := range r.at(x) {
				if r.grounds[g].Reaches(door, r.reach) {
					r.charge(row.UnitID, n, []int{g})
				}
			}
		}
	}
}

// at are the grounds that are at work in a stretch, each once.
func (p *plot) at(x stretch) []int {
	if len(x.phases) == 0 {
		return []int{0}
	}
	var out []int
	for _, i := range x.phases {
		if !slices.Contains(out, p.of[i]) {
			out = append(out, p.of[i])
		}
	}
	return out
}

func (r *reckoning) charge(unit int64, stretch int, grounds []int) {
	t := r.units[unit]
	if t == nil {
		t = &toll{by: map[int][]int{}}
		r.units[unit] = t
	}
	t.by[stretch] = append(t.by[stretch], grounds...)
}

// count is a number of days where days are known.
func (r *reckoning) count(days int) *int {
	if !r.dated {
		return nil
	}
	return &days
}

// segments finds which stretch of which street is covered on which side.
func (r *reckoning) segments(ctx context.Context, rows []streetRow) error {
	axes := make([]ground.Line, len(rows))
	for i, row := range rows {
		axes[i] = ground.LineOf(row.Geom)
	}
	street := ground.NewStreet(axes)
	for i := range rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, side := range []ground.Side{ground.Left, ground.Right} {
			r.segment(street, i, side, &rows[i])
		}
	}
	slices.SortStableFunc(r.out.Segments, func(a, b AffectedSegment) int {
		return cmp.Compare(b.Metres, a.Metres)
	})
	return nil
}

func (r *reckoning) segment(street ground.Street, i int, side ground.Side, row *streetRow) {
	by := make([]ground.Cover, len(r.grounds))
	for g, area := range r.grounds {
		by[g] = street.Along(area, i, side, corridorM)
	}
	var ever ground.Cover
	days := 0
	for _, x := range r.all {
		var here ground.Cover
		for _, g := range r.at(x) {
			here = here.Or(by[g])
		}
		if here.Metres() > 0 {
			days += x.days
		}
		ever = ever.Or(here)
	}
	if m := ever.Metres(); m >= leastFrontM {
		e := ever.Extent()
		r.out.Segments = append(r.out.Segments, AffectedSegment{row.ID, row.StreetName, side.String(), e.From, e.To, m, r.count(days)})
	}
}

func (r *reckoning) unitIDs() []int64 {
	return slices.Sorted(maps.Keys(r.units))
}

// people turns the tolls into the list of units, and sums up.
func (r *reckoning) people(rows []unitRow) {
	refs := map[int64]string{}
	for i := range rows {
		u := r.unit(&rows[i])
		refs[u.ID] = u.Ref
		r.out.Units = append(r.out.Units, u)
		if slices.Contains([]string{"vacant", "marketing", "reserved"}, u.VacancyStatus) {
			r.out.Totals.Vacant++
		}
	}
	r.out.Frontages = slices.DeleteFunc(r.out.Frontages, func(f AffectedFrontage) bool { return refs[f.UnitID] == "" })
	for i := range r.out.Frontages {
		f := &r.out.Frontages[i]
		f.UnitRef = refs[f.UnitID]
		r.out.Totals.FrontageM += f.AffectedM
		r.out.Totals.ExposureMDays += f.exposure
	}
	r.out.Totals.Units, r.out.Totals.Parcels = len(r.out.Units), len(r.out.Parcels)
}

func (r *reckoning) unit(row *unitRow) AffectedUnit {
	t := r.units[row.ID]
	u := AffectedUnit{
		ID: row.ID, Ref: row.Ref, StreetName: row.StreetName, HouseNumber: row.HouseNumber, Name: row.Name, UseType: row.UseType,
		VacancyStatus: row.VacancyStatus, FrontageM: row.FrontageM, AffectedM: t.affectedM, Position: row.Position,
	}
	days := 0
	for n, x := range r.all {
		grounds := t.by[n]
		if len(grounds) == 0 {
			continue
		}
		days += x.days
		if r.dated && u.FirstDay.IsZero() {
			u.FirstDay = x.period.From
		}
		if r.dated {
			u.LastDay = x.period.LastDay()
		}
		if len(x.phases) == 0 {
			u.bear(r.Terms)
		}
		for _, i := range x.phases {
			if slices.Contains(grounds, r.of[i]) {
				u.bear(r.termsOf(i))
			}
		}
	}
	u.Days = r.count(days)
	return u
}

// begin opens a reckoning of a plot for a period.
func begin(p *plot, asked geo.Period, reach float64) *reckoning {
	r := &reckoning{plot: p, all: p.stretches(asked), reach: reach, units: map[int64]*toll{}}
	r.out = &Affected{Period: common(asked, p.span()), ReachM: reach}
	_, r.dated = r.out.Period.Days()
	days := 0
	for _, x := range r.all {
		days += x.days
	}
	r.out.Days = r.count(days)
	return r
}
