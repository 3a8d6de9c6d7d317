package tiles

// lines holds rings or lines end to end, in tile units. A ring is open: its last point is not its first again.
type lines struct {
	points []pt
	ends   []int32 // of each ring, in points
}

func (l *lines) reset() { l.points, l.ends = l.points[:0], l.ends[:0] }

func (l *lines) len() int { return len(l.ends) }

func (l *lines) start(i int) int {
	if i == 0 {
		return 0
	}
	return int(l.ends[i-1])
}

func (l *lines) at(i int) []pt { return l.points[l.start(i):l.ends[i]] }

// open returns where the points of the next ring begin; close ends that ring.
func (l *lines) open() int { return l.start(len(l.ends)) }

func (l *lines) close() { l.ends = append(l.ends, int32(len(l.points))) }

// drop forgets the points of the ring that is not closed yet.
func (l *lines) drop() { l.points = l.points[:l.open()] }

func (l *lines) add(ring []pt) {
	l.points = append(l.points, ring...)
	l.close()
}

func (l *lines) truncate(rings int) {
	l.ends = l.ends[:rings]
	l.drop()
}

// cross is positive if c lies to the right of a→b on the screen, where y runs down, and zero if the three are in line.
func cross(a, b, c pt) int64 {
	return int64(b.x-a.x)*int64(c.y-a.y) - int64(b.y-a.y)*int64(c.x-a.x)
}

// area2 is twice the signed area, positive for a ring that runs clockwise on the screen. It is taken relative to the
// first point so that it cannot overflow.
func area2(ring []pt) int64 {
	if len(ring) < 3 {
		return 0
	}
	var sum int64
	for i := 1; i+1 < len(ring); i++ {
		sum += cross(ring[0], ring[i], ring[i+1])
	}
	return sum
}

// clean drops repeated points, spikes, and points in line with their neighbours, in place. What is left has no two
// neighbouring edges in line; a ring without area is nothing.
func clean(ring []pt) []pt {
	n := 0
	for _, p := range ring {
		for n >= 2 && cross(ring[n-2], ring[n-1], p) == 0 {
			n--
		}
		if n >= 1 && ring[n-1] == p {
			continue
		}
		ring[n] = p
		n++
	}
	return cleanEnds(ring[:n])
}

// cleanEnds does the same where the ring closes.
func cleanEnds(ring []pt) []pt {
	for len(ring) >= 3 {
		last := len(ring) - 1
		switch {
		case ring[last] == ring[0] || cross(ring[last-1], ring[last], ring[0]) == 0:
			ring = ring[:last]
		case cross(ring[last], ring[0], ring[1]) == 0:
			ring = ring[1:]
		default:
			return ring
		}
	}
	return ring[:0]
}

// cleanLine drops repeated points and points in the middle of a straight run, in place; a line that turns back keeps
// its turn.
func cleanLine(line []pt) []pt {
	n := 0
	for _, p := range line {
		if n >= 1 && line[n-1] == p {
			continue
		}
		if n >= 2 && onTheWay(line[n-2], line[n-1], p) {
			n--
		}
		line[n] = p
		n++
	}
	return line[:n]
}

// onTheWay reports whether b lies between a and c on one straight line.
func onTheWay(a, b, c pt) bool {
	return cross(a, b, c) == 0 &&
		int64(b.x-a.x)*int64(c.x-b.x)+int64(b.y-a.y)*int64(c.y-b.y) > 0
}
