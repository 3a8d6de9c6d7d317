package works

import (
	"context"
	"slices"

	"mitte/geo"
	"mitte/geo/pg"
)

// clashes finds the sections that are on the same ground on the same days. On days on which phases are at work their ground
// counts, on the others the fence, as everywhere in this room: two that dig one after the other do not meet.
func clashes(ctx context.Context, db pg.DB, id int64, c *Content, today geo.Date) ([]Finding, error) {
	own := c.worksite(id, today)
	if _, closed := own.span().Days(); !closed || len(drawings(c)) > 0 {
		return nil, nil
	}
	near, err := pg.Collect[neighbour](ctx, db, sqlNeighbours, id, c.GeomM)
	if err != nil || len(near) == 0 {
		return nil, err
	}
	p, err := layOut(ctx, db, own)
	if err != nil {
		return nil, err
	}
	m := meeting{own: p}
	if err := m.with(ctx, db, near, today); err != nil || len(m.pairs) == 0 {
		return nil, err
	}
	return m.find(ctx, db, near)
}

// meeting gathers the grounds of a site and of its neighbours that are there at the same time.
type meeting struct {
	own   *plot
	pairs []pair
}

// pair is a ground of each, and the days on which both are there.
type pair struct {
	other int64
	a, b  geo.Geom // EPSG:25832
	days  []geo.Period
}

func (m *meeting) with(ctx context.Context, db pg.DB, near []neighbour, today geo.Date) error {
	ids := make([]int64, len(near))
	for i, n := range near {
		ids[i] = n.ID
	}
	sites, err := findWorksites(ctx, db, ids, today)
	if err != nil {
		return err
	}
	for _, site := range sites {
		other, err := layOut(ctx, db, site)
		if err != nil {
			return err
		}
		if !other.span().From.IsZero() {
			m.add(other)
		}
	}
	return nil
}

func (m *meeting) add(other *plot) {
	at := map[[2]int]int{}
	mine := m.own.stretches(m.own.span())
	for _, theirs := range other.stretches(m.own.span()) {
		for _, x := range mine {
			days := common(x.period, theirs.period)
			if !days.From.Before(days.To) {
				continue
			}
			for _, a := range m.own.at(x) {
				for _, b := range other.at(theirs) {
					n, known := at[[2]int{a, b}]
					if !known {
						n = len(m.pairs)
						at[[2]int{a, b}] = n
						m.pairs = append(m.pairs, pair{other: other.SectionID, a: m.own.metres[a], b: other.metres[b]})
					}
					m.pairs[n].days = append(m.pairs[n].days, days)
				}
			}
		}
	}
}

// find asks which of the pairs share ground, and draws it.
func (m *meeting) find(ctx context.Context, db pg.Querier, near []neighbour) ([]Finding, error) {
	others, a, b := make([]int64, len(m.pairs)), make([]geo.Geom, len(m.pairs)), make([]geo.Geom, len(m.pairs))
	for i, p := range m.pairs {
		others[i], a[i], b[i] = p.other, p.a, p.b
	}
	rows, err := pg.Collect[sharedRow](ctx, db, sqlShared, others, a, b)
	out := make([]Finding, len(rows))
	for i, r := range rows {
		var days []geo.Period
		for _, n := range r.Pairs {
			days = append(days, m.pairs[n].days...)
		}
		name := near[slices.IndexFunc(near, func(n neighbour) bool { return n.ID == r.Other })].Name
		out[i] = Finding{
			Field:    field("/geometry", "section.overlap", "the section overlaps another one that is there at the same time"),
			Geometry: r.Geom, SectionID: r.Other, Name: name, Days: joined(days),
		}
	}
	return out, err
}

// joined are closed periods in order, those that meet as one.
func joined(days []geo.Period) []geo.Period {
	slices.SortFunc(days, func(a, b geo.Period) int { return b.From.DaysUntil(a.From) })
	var out []geo.Period
	for _, d := range days {
		if n := len(out) - 1; n >= 0 && !out[n].To.Before(d.From) {
			if out[n].To.Before(d.To) {
				out[n].To = d.To
			}
			continue
		}
		out = append(out, d)
	}
	return out
}
