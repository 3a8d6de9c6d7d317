package ground

import (
	"context"
	"math"

	"mitte/geo"
	"mitte/geo/fault"
)

const (
	finest  = 0.05 // metres
	coarse  = 0.2
	mostBit = 64 << 20 // cells of a field: 8 MiB a bitmap
	most    = 10 << 20 // rows that the edges of one foreign area may cross in all
)

// widened is by how many cells a clearance is too small on the grid: half a cell between two centres, and half a diagonal
// from a centre to the edge of what it stands for.
const widened = 0.5 + math.Sqrt2/2

// Field is a grid over the surroundings of a site, on which people of some width walk. It is filled by Open, OpenAlong and
// Wall, then closed, and after that read by Parts, also by several goroutines at once.
type Field struct {
	box        geo.BBox
	cell       float64
	cols, rows int
	width      float64
	reach      []int // by rows up or down: how many cells to either side are too near to something shut
	free       bitmap
}

// NewField returns the field over a box in which nobody can walk yet; width is the metres that somebody needs. It returns
// Invalid ground.too_large for a box of more than about 1.6 km square.
func NewField(box geo.BBox, width float64) (*Field, error) {
	w, h := box.East-box.West, box.North-box.South
	cell := finest
	for ; w/cell*h/cell > mostBit; cell *= 2 {
		if cell >= coarse {
			return nil, fault.New(fault.Invalid, "ground.too_large", "the surroundings are too large to be walked through")
		}
	}
	f := &Field{box: box, cell: cell, cols: int(math.Ceil(w / cell)), rows: int(math.Ceil(h / cell)), width: width}
	f.free = newBitmap(f.cols, f.rows)
	f.reach = disc(width/2/cell + widened)
	return f, nil
}

// disc returns how many cells a disc of radius r, in cells, reaches to either side by rows from its middle.
func disc(r float64) []int {
	out := make([]int, int(r)+1)
	for dy := range out {
		out[dy] = int(math.Sqrt(r*r - float64(dy*dy)))
	}
	return out
}

// Cell is the width of a cell in metres.
func (f *Field) Cell() float64 { return f.cell }

// Open lets people walk in the area.
func (f *Field) Open(a Area) { f.scan(a, f.free.fill) }

// OpenAlong lets people walk up to half metres from a line.
func (f *Field) OpenAlong(l Line, half float64) { f.scanLine(l, half, f.free.fill) }

// Wall takes the area away: a building stands there.
func (f *Field) Wall(a Area) { f.scan(a, f.free.clear) }

// WallAlong takes away what lies up to half metres from a line.
func (f *Field) WallAlong(l Line, half float64) { f.scanLine(l, half, f.free.clear) }

// Clone returns a field that can be filled further without changing f.
func (f *Field) Clone() *Field {
	c := *f
	c.free.words = append([]uint64(nil), f.free.words...)
	return &c
}

// Close keeps those places only that are half the width away from everything else. What lies outside of the field counts
// as open. It returns ctx's error if that ends.
func (f *Field) Close(ctx context.Context) error {
	shut := newBitmap(f.cols, f.rows)
	for y := range f.rows {
		last := f.cols % wordBits
		row, from := shut.row(y), f.free.row(y)
		for i := range row {
			row[i] = ^from[i]
		}
		if last != 0 {
			row[len(row)-1] &= ^uint64(0) >> (wordBits - last)
		}
	}
	return f.shrink(ctx, shut, f.free)
}

// shrink takes away from free all that is too near to what is shut. Where a shut cell has another one above it, that one takes
// away all that lies above, and the same below, so besides each row itself only the rims of what is shut are looked at.
func (f *Field) shrink(ctx context.Context, shut, free bitmap) error {
	var runs []run
	rim := newBitmap(f.cols, 1)
	for y := range f.rows {
		if y%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if runs = shut.runs(runs[:0], y); len(runs) == 0 {
			continue
		}
		for _, r := range runs {
			free.clear(y, int(r.x0)-f.reach[0], int(r.x1)+f.reach[0])
		}
		for _, to := range [2]int{1, -1} {
			if y+to < 0 || y+to == f.rows {
				continue
			}
			rim.difference(shut.row(y), shut.row(y+to))
			runs = rim.runs(runs[:0], 0)
			for _, r := range runs {
				for dy := 1; dy < len(f.reach); dy++ {
					free.clear(y+to*dy, int(r.x0)-f.reach[dy], int(r.x1)+f.reach[dy])
				}
			}
		}
	}
	return nil
}
