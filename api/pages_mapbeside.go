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
		if e, n := letterOf(f.Geom); p.box.Contains(e, n) {
			x, y := p.xy(e, n)
			v.X, v.Y = tenth(x), tenth(y)
		}
		m.Beside = append(m.Beside, v)
		if key := (besideKey{v.Mark, w.beside(f, of)}); !slices.Contains(m.Key, key) {
			m.Key = append(m.Key, key)
		}
	}
}

// letterOf is where a letter stands: amid an area, and on a way.
func letterOf(g geo.Geom) (e, n float64) {
	if line, ok := g.T().(*geom.LineString); ok {
		at := line.Coord(line.NumCoords() / 2)
		return at.X(), at.Y()
	}
	b := g.Bound()
	return (b.West + b.East) / 2, (b.South + b.North) / 2
}

// beside says what it is, and on which days if they are not those of the section.
func (w words) beside(f works.FacilityShape, of sectionView) string {
	text := w.enum("facility", f.Kind)
	if f.ValidFrom != of.ValidFrom || f.ValidTo != of.ValidTo {
		text += ", " + w.period(geo.Period{From: f.ValidFrom, To: f.ValidTo})
	}
	return text
}
