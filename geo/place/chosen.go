package place

import (
	"math"
	"slices"
	"strings"

	"mitte/geo/fault"
	"mitte/geo/ground"
)

// MaxSegments is how many segments a walk may be put together from.
const MaxSegments = 50

// chosenPath walks segments in the order somebody chose them in. Those that follow one another on one chain are one leg, with
// what lies between them; a segment of another chain begins a new leg, from its end that is nearer to the leg before.
func chosenPath(runs []run, ids []int64) (Path, error) {
	legs, err := chosenLegs(runs, ids)
	if err != nil {
		return Path{}, err
	}
	var p Path
	var names []string
	for i, l := range legs {
		p.Legs = append(p.Legs, newLeg(l.run, l.over, p.LengthM, l.backwards(legs, i)))
		p.LengthM += l.over.To - l.over.From
		if name := l.run.segments[0].StreetName; name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	p.StreetName = strings.Join(names, ", ")
	p.Backwards = len(legs) == 1 && p.Legs[0].Backwards
	return p, nil
}

// chosenLeg is a stretch of a run, from the segment that was chosen first to the one that was chosen last.
type chosenLeg struct {
	run         run
	of          int // which run
	over        ground.Span
	first, last int // numbers of segments of the run
}

func chosenLegs(runs []run, ids []int64) (legs []chosenLeg, err error) {
	for _, id := range ids {
		of, n := segmentAmong(runs, id)
		if of < 0 {
			return nil, fault.New(fault.NotFound, "street.unknown", "there is no such street or segment")
		}
		stretch := runs[of].chain.Stretch(n)
		if k := len(legs) - 1; k >= 0 && legs[k].of == of {
			l := &legs[k]
			l.over, l.last = ground.Span{From: min(l.over.From, stretch.From), To: max(l.over.To, stretch.To)}, n
			continue
		}
		legs = append(legs, chosenLeg{runs[of], of, stretch, n, n})
	}
	return legs, nil
}

func segmentAmong(runs []run, id int64) (of, n int) {
	for i, r := range runs {
		if k := slices.IndexFunc(r.segments, func(s segmentRow) bool { return s.ID == id }); k >= 0 {
			return i, k
		}
	}
	return -1, -1
}

// backwards reports whether leg i is walked against its direction: from the later segment to the earlier one, and where only
// one was chosen, from the end where the walk comes from, or to the end where it goes on.
func (l *chosenLeg) backwards(legs []chosenLeg, i int) bool {
	from, to := l.run.chain.Point(l.over.From), l.run.chain.Point(l.over.To)
	switch {
	case l.first != l.last:
		return l.last < l.first
	case i > 0:
		return legs[i-1].nearness(to) < legs[i-1].nearness(from)
	case len(legs) > 1:
		return legs[1].nearness(from) < legs[1].nearness(to)
	default:
		return false
	}
}

// nearness is how far a place lies from the nearer end of the leg.
func (l *chosenLeg) nearness(p ground.Point) float64 {
	a, b := l.run.chain.Point(l.over.From), l.run.chain.Point(l.over.To)
	return min(math.Hypot(a.X-p.X, a.Y-p.Y), math.Hypot(b.X-p.X, b.Y-p.Y))
}
