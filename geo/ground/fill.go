package ground

import (
	"cmp"
	"math"
	"slices"
)

// scan calls do for each run of cells whose centres lie in the area, row by row.
func (f *Field) scan(a Area, do func(y, x0, x1 int)) {
	edges := make([]slope, 0, len(a.edges))
	for i := range a.edges {
		if s, ok := f.slope(&a.edges[i]); ok {
			edges = append(edges, s)
		}
	}
	slices.SortFunc(edges, func(a, b slope) int { return cmp.Compare(a.first, b.first) })
	var active []slope
	var xs []float64
	next := 0
	for y := 0; y < f.rows && (len(active) > 0 || next < len(edges)); y++ {
		if len(active) == 0 && edges[next].first > y {
			y = edges[next].first
			if y >= f.rows {
				return
			}
		}
		for ; next < len(edges) && edges[next].first <= y; next++ {
			active = append(active, edges[next])
		}
		active = slices.DeleteFunc(active, func(s slope) bool { return s.last < y })
		xs = xs[:0]
		for _, s := range active {
			xs = append(xs, s.at(y))
		}
		slices.Sort(xs)
		for i := 0; i+1 < len(xs); i += 2 {
			if x0, x1 := f.column(xs[i]), f.column(xs[i+1]); x0 < x1 {
				do(y, x0, x1)
			}
		}
	}
}

// slope is an edge in cells: the rows whose centres it crosses, and where.
type slope struct {
	first, last int
	x, perRow   float64 // in cells, at row 0
}

func (s slope) at(y int) float64 { return s.x + float64(y)*s.perRow }

// slope takes the rows with a centre in [lower end, upper end), so that two edges that meet cross a row once together.
func (f *Field) slope(e *edge) (slope, bool) {
	a, b := e.a, e.b
	if a.Y > b.Y {
		a, b = b, a
	}
	ya, yb := (a.Y-f.box.South)/f.cell-0.5, (b.Y-f.box.South)/f.cell-0.5
	first, last := math.Ceil(ya), math.Ceil(yb)-1
	if first > last || last < 0 || first >= float64(f.rows) {
		return slope{}, false
	}
	xa, xb := (a.X-f.box.West)/f.cell-0.5, (b.X-f.box.West)/f.cell-0.5
	perRow := (xb - xa) / (yb - ya)
	return slope{int(max(first, 0)), int(min(last, float64(f.rows))), xa - ya*perRow, perRow}, true
}

// column is the first cell whose centre lies at x or beyond, in cells, kept within the field.
func (f *Field) column(x float64) int { return int(min(max(math.Ceil(x), 0), float64(f.cols))) }

// scanLine calls do for the cells whose centres lie within half metres of the line.
func (f *Field) scanLine(l Line, half float64, do func(y, x0, x1 int)) {
	for i := 1; i < len(l); i++ {
		e := edge{a: l[i-1], b: l[i], box: boxOf(l[i-1], l[i])}
		first, last := f.rowsOf(e.box.South-half, e.box.North+half)
		for y := first; y <= last; y++ {
			r := ray{Point{f.box.West, f.centreY(y)}, 1, 0, f.box.East - f.box.West}
			if s, ok := r.stadium(&e, half); ok {
				do(y, f.column(s.From/f.cell-0.5), f.column(s.To/f.cell-0.5+1e-9))
			}
		}
	}
}

// rowsOf are the first and last row whose centre lies in [south, north].
func (f *Field) rowsOf(south, north float64) (first, last int) {
	return int(max(0, math.Ceil((south-f.box.South)/f.cell-0.5))), int(min(float64(f.rows-1), math.Floor((north-f.box.South)/f.cell-0.5)))
}

func (f *Field) centreY(y int) float64 { return f.box.South + (float64(y)+0.5)*f.cell }
