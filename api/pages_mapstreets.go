package api

import (
	"math"

	"github.com/twpayne/go-geom"

	"mitte/geo/works"
)

// streetView is an axis drawn as wide as the street is.
type streetView struct{ D, Width, Casing, Kind string }

// streetWidths are the usual ones in metres, where nobody measured.
var streetWidths = map[string]float64{"main": 11, "street": 8, "pedestrian": 10, "service": 5, "path": 2.5, "steps": 2.5}

func (p plan) streets(all []works.StreetShape) []streetView {
	out := make([]streetView, 0, len(all))
	for i := range all {
		s := &all[i]
		width := streetWidths[s.Kind]
		if s.WidthM != nil {
			width = *s.WidthM
		}
		units := max(width*p.scale, 1.5)
		out = append(out, streetView{p.path(s.Geom), tenth(units), tenth(units + 2), s.Kind})
	}
	return out
}

// byName joins the segments of each street where one goes on from the other, in metres.
func byName(all []works.StreetShape) map[string][][]point {
	out := map[string][][]point{}
	for i := range all {
		s := &all[i]
		line, isLine := s.Geom.T().(*geom.LineString)
		if s.StreetName == nil || !isLine {
			continue
		}
		next := points(line.FlatCoords())
		lines := out[*s.StreetName]
		if n := len(lines); n > 0 && lines[n-1][len(lines[n-1])-1] == next[0] {
			lines[n-1] = append(lines[n-1], next[1:]...)
		} else {
			lines = append(lines, next)
		}
		out[*s.StreetName] = lines
	}
	return out
}

// inside cuts a line of metres to the picture and returns the parts in units.
func (p plan) inside(line []point) [][]point {
	var parts [][]point
	var part []point
	end := func() {
		if len(part) > 1 {
			parts = append(parts, part)
		}
		part = nil
	}
	for i := 1; i < len(line); i++ {
		ax, ay := p.xy(line[i-1].x, line[i-1].y)
		bx, by := p.xy(line[i].x, line[i].y)
		a, b, ok := cut(point{ax, ay}, point{bx, by})
		if !ok {
			end()
			continue
		}
		if len(part) == 0 {
			part = append(part, a)
		}
		part = append(part, b)
		if b != (point{bx, by}) {
			end()
		}
	}
	end()
	return parts
}

// cut keeps what of a piece lies in the picture, a little within its border (Liang and Barsky).
func cut(a, b point) (from, to point, ok bool) {
	const edge = 10
	t0, t1 := 0.0, 1.0
	dx, dy := b.x-a.x, b.y-a.y
	for _, side := range [4][2]float64{{-dx, a.x - edge}, {dx, mapWidth - edge - a.x}, {-dy, a.y - edge}, {dy, mapHeight - edge - a.y}} {
		d, q := side[0], side[1]
		switch {
		case d == 0 && q < 0:
			return a, b, false
		case d < 0:
			t0 = max(t0, q/d)
		case d > 0:
			t1 = min(t1, q/d)
		}
	}
	if t0 >= t1 {
		return a, b, false
	}
	from, to = a, b
	if t1 < 1 {
		to = point{a.x + t1*dx, a.y + t1*dy}
	}
	if t0 > 0 {
		from = point{a.x + t0*dx, a.y + t0*dy}
	}
	return from, to, true
}

func length(line []point) float64 {
	sum := 0.0
	for i := 1; i < len(line); i++ {
		sum += math.Hypot(line[i].x-line[i-1].x, line[i].y-line[i-1].y)
	}
	return sum
}

// along returns the place so many units along a line.
func along(line []point, units float64) point {
	for i := 1; i < len(line); i++ {
		step := math.Hypot(line[i].x-line[i-1].x, line[i].y-line[i-1].y)
		if units <= step && step > 0 {
			t := units / step
			return point{line[i-1].x + t*(line[i].x-line[i-1].x), line[i-1].y + t*(line[i].y-line[i-1].y)}
		}
		units -= step
	}
	return line[len(line)-1]
}
