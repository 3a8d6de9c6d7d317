package api

import (
	"slices"

	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/works"
)

// besideView is what stands or leads beside the works: an area or a way with its letter, or the letter alone.
type besideView struct {
	D    string // of an area or a way; "" for a point
	Way  bool
	X, Y string // of the letter; "" if its place is not on the plan
	Mark string
}

// besideKey is a letter and what it stands for.
type besideKey struct{ Mark, Text string }

// The letters are the same in both languages, so that a plan on a fence and the page agree.
var besideMarks = map[string]string{"storage": "L", "container": "C", "parking_closed": "P", "detour": "U", "info_point": "i"}

// markBeside puts on a plan what is beside the works today or will be. Bins have their own mark already.
func (w words) markBeside(m *mapView, p plan, all []works.FacilityShape, of sectionView, today geo.Date) {
	for _, f := range all {
		over := !f.ValidTo.IsZero() && !today.Before(f.ValidTo)
		bounds := f.Geom.Bound()
		if over || !p.box.Intersects(bounds) {
			continue
		}
		if f.Kind == "waste_point" {
			if at := p.spot(bounds, "M"); !slices.Contains(m.Waste, at) {
				m.Waste = append(m.Waste, at)
			}
			continue
		}
		v := besideView{D: p.path(f.Geom), Mark: besideMarks[f.Kind]}
		_, v.Way = f.Geom.T().(*geom.LineString)
		if at, found := p.letterOf(f.Geom); found {
			v.X, v.Y = tenth(at.x), tenth(at.y)
		}
		m.Beside = append(m.Beside, v)
		if key := (besideKey{v.Mark, w.beside(f, of, today)}); !slices.Contains(m.Key, key) {
			m.Key = append(m.Key, key)
		}
	}
}

// letterOf is where a letter stands on the picture: amid an area, and on the way as far as it is there.
func (p plan) letterOf(g geo.Geom) (at point, found bool) {
	line, isLine := g.T().(*geom.LineString)
	if !isLine {
		b := g.Bound()
		e, n := (b.West+b.East)/2, (b.South+b.North)/2
		x, y := p.xy(e, n)
		return point{x, y}, p.box.Contains(e, n)
	}
	parts := p.inside(points(line.FlatCoords()))
	if len(parts) == 0 {
		return point{}, false
	}
	a, b := parts[0][(len(parts[0])-1)/2], parts[0][len(parts[0])/2]
	return point{(a.x + b.x) / 2, (a.y + b.y) / 2}, true
}

// beside says what it is, and on which days if it comes later than the section or goes before it.
func (w words) beside(f works.FacilityShape, of sectionView, today geo.Date) string {
	text := w.enum("facility", f.Kind)
	comes := today.Before(f.ValidFrom) && of.ValidFrom.Before(f.ValidFrom)
	goes := !f.ValidTo.IsZero() && (of.ValidTo.IsZero() || f.ValidTo.Before(of.ValidTo))
	if comes || goes {
		text += ", " + w.period(geo.Period{From: f.ValidFrom, To: f.ValidTo})
	}
	return text
}
