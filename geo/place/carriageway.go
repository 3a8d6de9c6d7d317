package place

import (
	"math"
	"slices"

	"mitte/geo/ground"
)

// A street with two carriageways has a chain for each, and often they run against one another. They are walked as one
// street: the longest chain says which way and where, every other leads beside it as far as it runs along.

// shortest is what a stretch of a carriageway has at least, in metres.
const shortest = 2

// wholePath is all of a street.
func wholePath(runs []run) Path {
	main := 0
	for i := range runs {
		if runs[i].chain.Length() > runs[main].chain.Length() {
			main = i
		}
	}
	p := Path{StreetName: runs[main].segments[0].StreetName}
	p.add(runs[main], ground.Span{To: runs[main].chain.Length()})
	var apart []run
	for i, r := range runs {
		if i != main && !p.beside(r, ground.Span{To: r.chain.Length()}) {
			apart = append(apart, r)
		}
	}
	for _, r := range apart {
		p.add(r, ground.Span{To: r.chain.Length()})
	}
	p.settle()
	return p
}

// besides adds the other carriageways along the path's first leg, no longer than that is.
func (p *Path) besides(runs []run) {
	first := p.Legs[0].chain
	from, to := first.Point(p.Legs[0].Over.From), first.Point(p.Legs[0].Over.To)
	for _, r := range runs {
		if sameChain(r.segments[0], p.Legs[0].segments[0]) {
			continue
		}
		a, b := r.chain.Locate(from).Chainage, r.chain.Locate(to).Chainage
		p.beside(r, ground.Span{From: min(a, b), To: max(a, b)})
	}
	for i := range p.Legs {
		p.Legs[i].StartM = max(0, p.Legs[i].StartM)
	}
	p.settle()
}

// beside adds a stretch of a run that leads along the first leg, in its direction and at its chainage; the middle of the
// stretch says both. It reports false if the stretch leads elsewhere.
func (p *Path) beside(r run, over ground.Span) bool {
	if over.To-over.From < shortest {
		return false
	}
	first := &p.Legs[0]
	middle := (over.From + over.To) / 2
	before, after := r.chain.Point(middle-shortest/2), r.chain.Point(middle+shortest/2)
	foot := first.chain.Locate(r.chain.Point(middle))
	if !foot.Beside || foot.Offset > MaxWithinM || !first.chain.Runs(ground.Line{before, after}, foot) {
		return false
	}
	turned := first.chain.Locate(after).Chainage < first.chain.Locate(before).Chainage
	centre := foot.Chainage - first.Over.From
	if first.Backwards {
		centre = first.Over.To - foot.Chainage
	}
	p.Legs = append(p.Legs, newLeg(r, over, centre-(over.To-over.From)/2, turned != first.Backwards))
	return true
}

// settle lets the path begin at 0, where its earliest leg does, and end with its last.
func (p *Path) settle() {
	least := math.Inf(1)
	for _, l := range p.Legs {
		least = min(least, l.StartM)
	}
	p.LengthM = 0
	for i := range p.Legs {
		l := &p.Legs[i]
		l.StartM -= least
		p.LengthM = max(p.LengthM, l.end())
	}
}

// onceEach leaves out what two carriageways both look at, but where it is nearer, or where more of it lies.
func onceEach(rows []AlongRow) []AlongRow {
	return slices.DeleteFunc(slices.Clone(rows), func(r AlongRow) bool {
		return r.Kind != AlongUnits && slices.ContainsFunc(rows, func(o AlongRow) bool { return o.covers(&r) })
	})
}

// covers reports whether o tells of the same thing at the same place, and tells it better.
func (o *AlongRow) covers(r *AlongRow) bool {
	if o.leg == r.leg || o.Kind != r.Kind || o.ID != r.ID || min(o.ToM, r.ToM) <= max(o.FromM, r.FromM) {
		return false
	}
	if r.Section != nil {
		return o.Section.OverlapM2 > r.Section.OverlapM2 || o.Section.OverlapM2 == r.Section.OverlapM2 && o.leg < r.leg
	}
	return o.Side == r.Side && (o.OffsetM < r.OffsetM || o.OffsetM == r.OffsetM && o.leg < r.leg)
}
