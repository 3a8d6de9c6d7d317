package api

import (
	"slices"
	"strconv"
	"strings"

	"mitte/geo"
	"mitte/geo/works"
)

// markSections puts sections on a plan, each with its letter.
func markSections(g works.Ground, views []sectionView) func(*mapView, plan) {
	byID := map[int64]sectionView{}
	for _, v := range views {
		byID[v.ID] = v
	}
	return func(m *mapView, p plan) {
		for _, s := range g.Sections {
			v := byID[s.ID]
			at := p.spot(s.Geom.Bound(), v.Label)
			m.Areas = append(m.Areas, areaView{D: p.path(s.Geom), State: v.State, Text: v.Label, X: at.X, Y: at.Y, Href: v.Href})
		}
	}
}

// markPhases puts one section on a plan and the grounds of its phases into it. Several phases on the same ground share a
// place there; it shows what of them is nearest to today.
func (w words) markPhases(g works.Ground, v sectionView, phases []phaseView, today geo.Date) func(*mapView, plan) {
	byID := map[int64]phaseView{}
	for _, p := range phases {
		byID[p.ID] = p
	}
	return func(m *mapView, p plan) {
		for _, s := range g.Sections {
			m.Areas = append(m.Areas, areaView{D: p.path(s.Geom), State: v.State})
		}
		var order []string
		shared := map[string][]phaseView{}
		bounds := map[string]geo.BBox{}
		for _, h := range g.Phases {
			phase, known := byID[h.ID]
			if !known || phase.State == "cancelled" {
				continue
			}
			d := p.path(h.Geom)
			if shared[d] == nil {
				order = append(order, d)
				bounds[d] = h.Geom.Bound()
			}
			shared[d] = append(shared[d], phase)
		}
		for _, d := range order {
			at := p.spot(bounds[d], "")
			m.Parts = append(m.Parts, areaView{D: d, State: nearest(shared[d]), Text: numbers(shared[d]), X: at.X, Y: at.Y})
		}
		m.Numbered = len(order) > 0
		if v.State != "past" {
			m.Waste = wasteSpots(g, p)
			w.markBeside(m, p, g.Facilities, v, today)
		}
	}
}

func nearest(phases []phaseView) string {
	out := "past"
	for _, p := range phases {
		if p.State == "current" {
			return "current"
		}
		if p.State == "future" {
			out = "future"
		}
	}
	return out
}

func numbers(phases []phaseView) string {
	out := make([]string, len(phases))
	for i, p := range phases {
		out[i] = strconv.Itoa(p.No)
	}
	return strings.Join(out, " · ")
}

// wasteSpots marks where bins go meanwhile.
func wasteSpots(g works.Ground, p plan) []spot {
	var out []spot
	for _, w := range g.Waste {
		if at := p.spot(w.Geom.Bound(), "M"); p.box.Intersects(w.Geom.Bound()) && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	return out
}
