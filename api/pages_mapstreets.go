package api

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

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

// nameView is a street's name along its axis. Tight ones have room on a large screen only.
type nameView struct {
	ID, D, Text, Offset string
	Tight               bool
}

// letter is about how wide a letter of a street's name is, in units; larger on a phone, see style.css.
const (
	letter      = 8.2
	phoneLetter = 15
)

// names puts the name of each street once along the longest part of it that the plan shows, away from the sites and from
// other names; the longest streets choose first.
func (p plan) names(all []works.StreetShape, sites []works.SectionShape) []nameView {
	taken := []point{{mapWidth - 32, 20}, {mapWidth - 32, 56}, {30, mapHeight - 26}, {90, mapHeight - 26}}
	for _, s := range sites {
		b := s.Geom.Bound()
		x, y := p.xy((b.West+b.East)/2, (b.South+b.North)/2)
		taken = append(taken, point{x, y})
	}
	var out []nameView
	for _, s := range p.longest(all) {
		room, need := length(s.line), float64(utf8.RuneCountInString(s.name))
		at, covers, ok := settleName(s.line, need*letter, taken)
		if !ok {
			continue
		}
		taken = append(taken, covers...)
		out = append(out, nameView{
			ID: "street-" + strconv.Itoa(len(out)+1), D: string(appendLine(nil, s.line, false)), Text: s.name,
			Tight: room < need*phoneLetter+16, Offset: percent(100 * at),
		})
	}
	return out
}

type namedLine struct {
	name string
	line []point
}

// longest finds the longest part of each street in the picture, read from left to right.
func (p plan) longest(all []works.StreetShape) []namedLine {
	best := map[string][]point{}
	for name, lines := range byName(all) {
		for _, line := range lines {
			for _, part := range p.inside(line) {
				if length(part) > length(best[name]) {
					best[name] = part
				}
			}
		}
	}
	out := make([]namedLine, 0, len(best))
	for name, line := range best {
		if line[len(line)-1].x < line[0].x {
			slices.Reverse(line)
		}
		out = append(out, namedLine{name, line})
	}
	slices.SortFunc(out, func(a, b namedLine) int {
		return cmp.Or(cmp.Compare(length(b.line), length(a.line)), cmp.Compare(a.name, b.name))
	})
	return out
}

// settleName picks where along a line the middle of a name goes, so that no letter comes near what is taken. It returns the share
// of the line, and the places the name then covers.
func settleName(line []point, name float64, taken []point) (at float64, covers []point, ok bool) {
	const apart = 26
	room := length(line)
	for _, at := range []float64{0.5, 0.35, 0.65, 0.2, 0.8} {
		from, to := at*room-name/2, at*room+name/2
		if from < 6 || to > room-6 {
			continue
		}
		covers = covers[:0]
		free := true
		for d := from; d <= to && free; d += letter {
			v := along(line, d)
			covers = append(covers, v)
			free = !slices.ContainsFunc(taken, func(o point) bool { return math.Hypot(o.x-v.x, o.y-v.y) < apart })
		}
		if free {
			return at, covers, true
		}
	}
	return 0, nil, false
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
