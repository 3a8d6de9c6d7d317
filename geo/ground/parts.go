package ground

import (
	"context"
	"math"
	"sort"

	"mitte/geo/fault"
)

// Shut is the ground that nobody walks on during some days: in all of In, without what lies in Except.
type Shut struct {
	In     Area
	Except []Area
}

// Parts is what can be walked on, in parts that hang together.
type Parts struct {
	f      *Field
	runs   []run
	starts []int   // the first run of each row; one more for the end
	parent []int32 // union-find over runs
}

// Part names a part.
type Part int32

// Parts returns what is left of a closed field when some ground is shut. It returns Invalid ground.too_intricate for an
// outline that runs to and fro thousands of times, as nobody builds, and ctx's error if that ends.
func (f *Field) Parts(ctx context.Context, shut ...Shut) (*Parts, error) {
	free := f.free
	if len(shut) > 0 {
		free.words = append([]uint64(nil), f.free.words...)
		taken := newBitmap(f.cols, f.rows)
		for _, s := range shut {
			if err := f.mark(ctx, s, taken); err != nil {
				return nil, err
			}
		}
		if err := f.shrink(ctx, taken, free); err != nil {
			return nil, err
		}
	}
	p := &Parts{f: f, starts: make([]int, 1, f.rows+1)}
	for y := range f.rows {
		p.runs = free.runs(p.runs, y)
		p.starts = append(p.starts, len(p.runs))
	}
	p.join()
	return p, ctx.Err()
}

// mark adds ground to taken; the exceptions are looked at in a bitmap of their own, so that one section's does not open
// another section's ground.
func (f *Field) mark(ctx context.Context, s Shut, taken bitmap) error {
	for _, a := range append([]Area{s.In}, s.Except...) {
		if f.crossings(a) > most {
			return fault.New(fault.Invalid, "ground.too_intricate", "the outline is too intricate to be walked round")
		}
	}
	if len(s.Except) == 0 {
		f.scan(s.In, taken.fill)
		return ctx.Err()
	}
	own := newBitmap(f.cols, f.rows)
	f.scan(s.In, own.fill)
	for _, a := range s.Except {
		f.scan(a, own.clear)
	}
	for i, w := range own.words {
		taken.words[i] |= w
	}
	return ctx.Err()
}

// crossings is what it costs to scan an area.
func (f *Field) crossings(a Area) int {
	sum := 0
	for i := range a.edges {
		if s, ok := f.slope(&a.edges[i]); ok {
			sum += s.last - s.first + 1
		}
	}
	return sum
}

// join unites the runs of neighbouring rows that share a column.
func (p *Parts) join() {
	p.parent = make([]int32, len(p.runs))
	for i := range p.parent {
		p.parent[i] = int32(i)
	}
	for y := 1; y < p.f.rows; y++ {
		i, j := p.starts[y-1], p.starts[y]
		for i < p.starts[y] && j < p.starts[y+1] {
			a, b := p.runs[i], p.runs[j]
			if a.x0 < b.x1 && b.x0 < a.x1 {
				p.unite(int32(i), int32(j))
			}
			if a.x1 < b.x1 {
				i++
			} else {
				j++
			}
		}
	}
	for i := range p.parent {
		p.parent[i] = p.root(int32(i))
	}
}

func (p *Parts) root(i int32) int32 {
	for p.parent[i] != i {
		p.parent[i] = p.parent[p.parent[i]]
		i = p.parent[i]
	}
	return i
}

func (p *Parts) unite(i, j int32) {
	a, b := p.root(i), p.root(j)
	p.parent[max(a, b)] = min(a, b)
}

// Near returns the parts that come within d metres of a place, each once.
func (p *Parts) Near(at Point, d float64) []Part {
	var found []Part
	first, last := p.f.rowsOf(at.Y-d, at.Y+d)
	for y := first; y <= last; y++ {
		dy := p.f.centreY(y) - at.Y
		half := math.Sqrt(max(d*d-dy*dy, 0))
		x0 := int32(p.f.column((at.X-half-p.f.box.West)/p.f.cell - 0.5))
		x1 := int32(p.f.column((at.X+half-p.f.box.West)/p.f.cell - 0.5 + 1e-9))
		row := p.runs[p.starts[y]:p.starts[y+1]]
		for i := sort.Search(len(row), func(i int) bool { return row[i].x1 > x0 }); i < len(row) && row[i].x0 < x1; i++ {
			found = add(found, Part(p.parent[p.starts[y]+i]))
		}
	}
	return found
}

func add(set []Part, part Part) []Part {
	for _, p := range set {
		if p == part {
			return set
		}
	}
	return append(set, part)
}

// AtEdge returns the parts that go on beyond the field.
func (p *Parts) AtEdge() map[Part]bool {
	out := map[Part]bool{}
	for y := range p.f.rows {
		for i := p.starts[y]; i < p.starts[y+1]; i++ {
			r := p.runs[i]
			if y == 0 || y == p.f.rows-1 || r.x0 == 0 || int(r.x1) == p.f.cols {
				out[Part(p.parent[i])] = true
			}
		}
	}
	return out
}
