package tiles

import (
	"cmp"
	"slices"
)

// linker cuts rings into runs inside the box and joins each run's exit to the next entry along the box.
type linker struct {
	points  []pt
	runs    []run
	entries []int32 // runs by where they enter
	free    []int32 // of each entry itself, or of a linked one the next in positive direction, or one of those after
	codes   []uint8 // outcodes of the ring that is being cut
}

// run is a piece of a ring from where it enters the box to where it leaves it.
type run struct {
	from, to int32 // in points, the two crossings included
	in, out  float64
	linked   bool
}

// corners of the box in positive direction from the north-west, and how far along the box the north-west one is again.
var corners = [4]pt{{lowest, lowest}, {highest, lowest}, {highest, highest}, {lowest, highest}}

const round = 4 * side

// part appends the pieces of one part's rings. Exteriors run in positive direction, so the inside lies along the box in
// positive direction after an exit.
func (l *linker) part(rings *lines, out *lines) {
	l.points, l.runs, l.entries, l.free = l.points[:0], l.runs[:0], l.entries[:0], l.free[:0]
	for i := range rings.len() {
		if ring := rings.at(i); !l.cut(ring) && inside(ring[0]) {
			out.add(ring)
		}
	}
	if len(l.runs) == 0 {
		if coversCorner(rings) {
			out.add(corners[:])
		}
		return
	}
	l.join(out)
}

// cut appends the runs of a ring and reports whether there are any.
func (l *linker) cut(ring []pt) bool {
	l.codes = l.codes[:0]
	for _, p := range ring {
		l.codes = append(l.codes, outcode(p))
	}
	i := l.firstEntry(ring)
	if i < 0 {
		return false
	}
	for range ring {
		next := i + 1
		if next == len(ring) {
			next = 0
		}
		switch {
		case l.codes[i]|l.codes[next] == 0:
			l.points = append(l.points, ring[next])
		case l.codes[i]&l.codes[next] == 0:
			l.cutEdge(ring[i], ring[next])
		}
		i = next
	}
	return true
}

// cutEdge adds what an edge that may cross the box has in it.
func (l *linker) cutEdge(a, b pt) {
	p, ok := pass(a, b)
	if !ok {
		return
	}
	if p.enters {
		l.runs = append(l.runs, run{from: int32(len(l.points)), in: p.in.way})
		l.points = append(l.points, p.in.at)
	}
	if !p.exits {
		l.points = append(l.points, b)
		return
	}
	l.points = append(l.points, p.out.at)
	r := &l.runs[len(l.runs)-1]
	r.to, r.out = int32(len(l.points)), p.out.way
}

// firstEntry returns the start of an edge that comes in from outside, -1 if the ring lies on one side of the box.
func (l *linker) firstEntry(ring []pt) int {
	before := len(ring) - 1
	for i, p := range ring {
		if l.codes[before] != 0 && l.codes[before]&l.codes[i] == 0 {
			if _, ok := pass(ring[before], p); ok {
				return before
			}
		}
		before = i
	}
	return -1
}

// coversCorner tells, where nothing crosses the box, whether all of it is covered.
func coversCorner(rings *lines) bool {
	covered := false
	for i := range rings.len() {
		if aroundCorner(rings.at(i)) {
			covered = !covered
		}
	}
	return covered
}

// aroundCorner reports whether the ring goes around the north-west corner of the box, which lies at half units.
func aroundCorner(ring []pt) bool {
	in := false
	a := ring[len(ring)-1]
	for _, b := range ring {
		if (a.y < lowest) != (b.y < lowest) {
			x := float64(a.x) + (cutLow-float64(a.y))*(float64(b.x)-float64(a.x))/(float64(b.y)-float64(a.y))
			in = in != (x > cutLow)
		}
		a = b
	}
	return in
}

func (l *linker) join(out *lines) {
	for i := range l.runs {
		l.entries, l.free = append(l.entries, int32(i)), append(l.free, int32(i))
	}
	slices.SortFunc(l.entries, func(a, b int32) int {
		return cmp.Or(cmp.Compare(l.runs[a].in, l.runs[b].in), cmp.Compare(a, b))
	})
	for i := range l.runs {
		if !l.runs[i].linked {
			l.follow(int32(i), out)
		}
	}
}

// follow appends the ring that begins with run first. Each run is entered once, the first when the ring closes.
func (l *linker) follow(first int32, out *lines) {
	for i := first; ; {
		r := &l.runs[i]
		out.points = append(out.points, l.points[r.from:r.to]...)
		i = l.enter(r.out)
		alongBox(r.out, l.runs[i].in, out)
		if i == first {
			break
		}
	}
	open := out.open()
	ring := clean(out.points[open:])
	copy(out.points[open:], ring)
	out.points = out.points[:open+len(ring)]
	if len(ring) > 0 {
		out.close()
	}
}

// enter links and returns the first run in positive direction from an exit that was not entered yet.
func (l *linker) enter(exit float64) int32 {
	found, _ := slices.BinarySearchFunc(l.entries, exit, func(i int32, way float64) int {
		return cmp.Compare(l.runs[i].in, way)
	})
	n := int32(len(l.entries))
	at := int32(found) % n
	for l.free[at] != at {
		l.free[at] = l.free[l.free[at]]
		at = l.free[at]
	}
	i := l.entries[at]
	l.runs[i].linked, l.free[at] = true, (at+1)%n
	return i
}

// alongBox appends the corners between an exit and the entry that follows it.
func alongBox(exit, entry float64, out *lines) {
	if entry < exit {
		entry += round
	}
	for k := int(exit/side) + 1; float64(k)*side < entry; k++ {
		out.points = append(out.points, corners[k%4])
	}
}
