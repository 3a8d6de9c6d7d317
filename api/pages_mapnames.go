package api

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"mitte/geo"
	"mitte/geo/works"
)

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
func (p plan) names(all []works.StreetShape, sites []geo.BBox) []nameView {
	taken := []point{{mapWidth - 32, 20}, {mapWidth - 32, 56}, {30, mapHeight - 26}, {90, mapHeight - 26}}
	for _, b := range sites {
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
