package ground

import "math/bits"

// bitmap is a rectangle of cells, a bit each, rows from south to north.
type bitmap struct {
	cols, rows, stride int // stride in words
	words              []uint64
}

const wordBits = 64

func newBitmap(cols, rows int) bitmap {
	stride := (cols + wordBits - 1) / wordBits
	return bitmap{cols, rows, stride, make([]uint64, stride*rows)}
}

func (m bitmap) row(y int) []uint64 { return m.words[y*m.stride : (y+1)*m.stride] }

// fill sets the cells from x0 up to, not including, x1 of a row. What lies outside is left out.
func (m bitmap) fill(y, x0, x1 int) {
	row, head, tail := m.stretch(y, x0, x1)
	switch len(row) {
	case 0:
		return
	case 1:
		row[0] |= head & tail
		return
	}
	row[0] |= head
	for i := 1; i < len(row)-1; i++ {
		row[i] = ^uint64(0)
	}
	row[len(row)-1] |= tail
}

// clear takes away what fill would set.
func (m bitmap) clear(y, x0, x1 int) {
	row, head, tail := m.stretch(y, x0, x1)
	switch len(row) {
	case 0:
		return
	case 1:
		row[0] &^= head & tail
		return
	}
	row[0] &^= head
	for i := 1; i < len(row)-1; i++ {
		row[i] = 0
	}
	row[len(row)-1] &^= tail
}

// difference makes the words what is set in a and not in b.
func (m bitmap) difference(a, b []uint64) {
	for i := range m.words {
		m.words[i] = a[i] &^ b[i]
	}
}

// stretch returns the words that hold some cells, and which bits of the first and of the last are meant.
func (m bitmap) stretch(y, x0, x1 int) (words []uint64, head, tail uint64) {
	x0, x1 = max(x0, 0), min(x1, m.cols)
	if y < 0 || y >= m.rows || x0 >= x1 {
		return nil, 0, 0
	}
	first, last := y*m.stride+x0/wordBits, y*m.stride+(x1-1)/wordBits
	return m.words[first : last+1], ^uint64(0) << (x0 % wordBits), ^uint64(0) >> (wordBits - 1 - (x1-1)%wordBits)
}

// run is the cells from x0 up to, not including, x1.
type run struct{ x0, x1 int32 }

// runs appends the set runs of a row.
func (m bitmap) runs(out []run, y int) []run {
	x := m.next(y, 0, true)
	for x < m.cols {
		end := m.next(y, x, false)
		out = append(out, run{int32(x), int32(end)})
		x = m.next(y, end, true)
	}
	return out
}

// next is the first cell from x on that is set, or not set; cols if there is none.
func (m bitmap) next(y, x int, set bool) int {
	row := m.row(y)
	for i := x / wordBits; i < len(row); i++ {
		w := row[i]
		if !set {
			w = ^w
		}
		if i == x/wordBits {
			w &= ^uint64(0) << (x % wordBits)
		}
		if w != 0 {
			return min(i*wordBits+bits.TrailingZeros64(w), m.cols)
		}
	}
	return m.cols
}
