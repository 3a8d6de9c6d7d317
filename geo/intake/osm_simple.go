package intake

// simpleCuts returns the index ranges into which a line must be cut so that no part touches or crosses itself. A line
// that ends where it began is cut in the middle as well, because a segment has two ends. Parts share their ends.
func simpleCuts(flat []float64, closed bool) [][2]int {
	last := len(flat)/2 - 1
	if last < 1 {
		return nil
	}
	if closed && last > 1 {
		middle := last / 2
		return append(cutBetween(flat, 0, middle), cutBetween(flat, middle, last)...)
	}
	return cutBetween(flat, 0, last)
}

// cutBetween cuts at a vertex between the first two edges that meet, until none do.
func cutBetween(flat []float64, from, to int) [][2]int {
	for i := from; i < to; i++ {
		if i+1 < to && turnsBack(flat, i) {
			return append([][2]int{{from, i + 1}}, cutBetween(flat, i+1, to)...)
		}
		for j := i + 2; j < to; j++ {
			if edgesMeet(flat, i, j) {
				middle := (i + 1 + j) / 2
				return append(cutBetween(flat, from, middle), cutBetween(flat, middle, to)...)
			}
		}
	}
	return [][2]int{{from, to}}
}

// turnsBack reports whether edge i+1 runs back over edge i.
func turnsBack(flat []float64, i int) bool {
	ax, ay, bx, by := flat[2*i], flat[2*i+1], flat[2*i+2], flat[2*i+3]
	cx, cy := flat[2*i+4], flat[2*i+5]
	return side(ax, ay, bx, by, cx, cy) == 0 && (bx-ax)*(cx-bx)+(by-ay)*(cy-by) < 0
}

// edgesMeet reports whether edges i and j, which do not follow one another, share a point.
func edgesMeet(flat []float64, i, j int) bool {
	ax, ay, bx, by := flat[2*i], flat[2*i+1], flat[2*i+2], flat[2*i+3]
	cx, cy, dx, dy := flat[2*j], flat[2*j+1], flat[2*j+2], flat[2*j+3]
	if max(ax, bx) < min(cx, dx) || max(cx, dx) < min(ax, bx) || max(ay, by) < min(cy, dy) || max(cy, dy) < min(ay, by) {
		return false
	}
	c, d := side(ax, ay, bx, by, cx, cy), side(ax, ay, bx, by, dx, dy)
	a, b := side(cx, cy, dx, dy, ax, ay), side(cx, cy, dx, dy, bx, by)
	return c*d <= 0 && a*b <= 0
}

func side(ax, ay, bx, by, px, py float64) float64 {
	switch v := (bx-ax)*(py-ay) - (by-ay)*(px-ax); {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}
