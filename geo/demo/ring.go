package demo

import "math"

// clearance is how far a cut keeps from corners of the border that it does not mean, in metres: well above the grid.
const clearance = 0.02

// inner marks a border that is no street front.
const inner = -1

// ring is a simple polygon, counter-clockwise. tag[i] says what the side from p[i] to p[i+1] faces: the half-edge of a
// street, or inner.
type ring struct {
	p   path
	tag []int
}

func (r ring) next(i int) int { return (i + 1) % len(r.p) }

func (r ring) prev(i int) int { return (i + len(r.p) - 1) % len(r.p) }

func (r ring) area() float64 {
	sum := 0.0
	for i, a := range r.p {
		sum += a.cross(r.p[r.next(i)])
	}
	return sum / 2
}

func (r ring) perimeter() float64 {
	sum := 0.0
	for i, a := range r.p {
		sum += a.dist(r.p[r.next(i)])
	}
	return sum
}

// slimness is 1 for a circle and small for a sliver.
func (r ring) slimness() float64 {
	l := r.perimeter()
	return 4 * math.Pi * r.area() / (l * l)
}

func (r ring) centroid() vec {
	var c vec
	area := 0.0
	o := r.p[0]
	for i, a := range r.p {
		p, q := a.sub(o), r.p[r.next(i)].sub(o)
		k := p.cross(q)
		c = c.add(p.add(q).mul(k))
		area += k
	}
	return o.add(c.mul(1 / (3 * area)))
}

func (r ring) contains(p vec) bool {
	in := false
	for i, a := range r.p {
		b := r.p[r.next(i)]
		if (a.y > p.y) != (b.y > p.y) && p.x < (b.x-a.x)*(p.y-a.y)/(b.y-a.y)+a.x {
			in = !in
		}
	}
	return in
}

// gap returns the distance from p to the border and the side that is nearest.
func (r ring) gap(p vec) (float64, int) {
	best, side := math.Inf(1), 0
	for i, a := range r.p {
		if _, d := nearest(p, a, r.p[r.next(i)]); d < best {
			best, side = d, i
		}
	}
	return best, side
}

// ray walks from p in direction d until it meets the border and returns the distance and the side met.
func (r ring) ray(p, d vec) (dist float64, side int, ok bool) {
	dist = math.Inf(1)
	far := p.add(d.mul(2000))
	for i, a := range r.p {
		t, u, crossing := meet(p, far, a, r.p[r.next(i)])
		if crossing && t*2000 > 0.02 && t*2000 < dist && u > -1e-9 && u < 1+1e-9 {
			dist, side, ok = t*2000, i, true
		}
	}
	return dist, side, ok
}

// landing is where a ray ends, moved onto a corner of the border if one is so near that a sliver would remain.
func (r ring) landing(p, d vec, near float64) (vec, bool) {
	dist, side, ok := r.ray(p, d)
	if !ok {
		return vec{}, false
	}
	hit := p.add(d.mul(dist))
	for _, corner := range []vec{r.p[side], r.p[r.next(side)]} {
		if corner.dist(hit) < near {
			return corner, true
		}
	}
	return hit.snap(), true
}

// with returns r with p among its corners; it refuses a place that does not lie on the border.
func (r ring) with(p vec) (ring, bool) {
	if r.index(p) >= 0 {
		return r, true
	}
	d, side := r.gap(p)
	if d > 0.003 {
		return r, false
	}
	out := ring{make(path, 0, len(r.p)+1), make([]int, 0, len(r.p)+1)}
	out.p = append(append(append(out.p, r.p[:side+1]...), p), r.p[side+1:]...)
	out.tag = append(append(append(out.tag, r.tag[:side+1]...), r.tag[side]), r.tag[side+1:]...)
	return out, true
}

// split cuts r along chord, a line between two places on the border. ahead is the part that lies along the border from
// the chord's start onwards, behind the part up to the chord's start. It refuses a chord that leaves r or runs along it.
func (r ring) split(chord ...vec) (ahead, behind ring, ok bool) {
	line := path(chord).snapped()
	if len(line) < 2 || line[0] == line[len(line)-1] {
		return ring{}, ring{}, false
	}
	last := len(line) - 1
	r, ok = r.with(line[0])
	if !ok {
		return ring{}, ring{}, false
	}
	r, ok = r.with(line[last])
	if !ok || !r.holds(line) {
		return ring{}, ring{}, false
	}
	i, j := r.index(line[0]), r.index(line[last])
	ahead = r.along(i, j)
	for k := last; k > 0; k-- {
		if k < last {
			ahead.p = append(ahead.p, line[k])
		}
		ahead.tag = append(ahead.tag, inner)
	}
	behind = r.along(j, i)
	for k := range last {
		if k > 0 {
			behind.p = append(behind.p, line[k])
		}
		behind.tag = append(behind.tag, inner)
	}
	return ahead, behind, ahead.area() > 0.5 && behind.area() > 0.5
}

func (r ring) index(p vec) int {
	for i, q := range r.p {
		if q == p {
			return i
		}
	}
	return -1
}

// along copies the border from corner i to corner j; the tags are one fewer than the corners.
func (r ring) along(i, j int) ring {
	var out ring
	for k := i; ; k = r.next(k) {
		out.p = append(out.p, r.p[k])
		if k == j {
			return out
		}
		out.tag = append(out.tag, r.tag[k])
	}
}

// holds reports whether line runs inside r, near the border only with its ends.
func (r ring) holds(line path) bool {
	first, last := line[0], line[len(line)-1]
	for k := 1; k < len(line); k++ {
		a, b := line[k-1], line[k]
		if d, _ := r.gap(a); k > 1 && d < clearance {
			return false
		}
		for _, f := range [3]float64{0.2, 0.5, 0.8} {
			m := a.lerp(b, f)
			if d, _ := r.gap(m); d < min(0.05, a.dist(b)/10) || !r.contains(m) {
				return false
			}
		}
		for i, c := range r.p {
			if _, d := nearest(c, a, b); d < clearance && c != first && c != last {
				return false
			}
			t, u, ok := meet(a, b, c, r.p[r.next(i)])
			if !ok || t < -1e-9 || t > 1+1e-9 || u < -1e-9 || u > 1+1e-9 {
				continue
			}
			if place := a.lerp(b, t); place.dist(first) > 0.004 && place.dist(last) > 0.004 {
				return false
			}
		}
		for m := 1; m < k-1; m++ {
			if t, u, ok := meet(a, b, line[m-1], line[m]); ok && t >= 0 && t <= 1 && u >= 0 && u <= 1 {
				return false
			}
		}
	}
	return true
}

// fronts returns the runs of sides with one tag that face a street.
func (r ring) fronts() []front {
	n := len(r.p)
	start := 0
	for start < n && r.tag[start] == r.tag[r.prev(start)] {
		start++
	}
	start %= n
	var out []front
	for k := 0; k < n; {
		i := (start + k) % n
		run := path{r.p[i]}
		tag := r.tag[i]
		for ; k < n && r.tag[(start+k)%n] == tag; k++ {
			run = append(run, r.p[(start+k+1)%n])
		}
		if tag != inner {
			out = append(out, front{tag, run})
		}
	}
	return out
}

// front is the part of a border that faces one side of one street segment; the inside lies to its left.
type front struct {
	half int
	line path
}

// simple reports whether no two sides cross and no corner comes twice.
func (r ring) simple() bool {
	n := len(r.p)
	if n < 3 || r.area() <= 0 {
		return false
	}
	for i := range n {
		for j := i + 1; j < n; j++ {
			if r.p[i] == r.p[j] {
				return false
			}
			if j == r.next(i) || i == r.next(j) {
				continue
			}
			t, u, ok := meet(r.p[i], r.p[r.next(i)], r.p[j], r.p[r.next(j)])
			if ok && t > -1e-9 && t < 1+1e-9 && u > -1e-9 && u < 1+1e-9 {
				return false
			}
		}
	}
	return true
}

func box(centre, along vec, length, depth float64) ring {
	u, v := along.mul(length/2), along.left().mul(depth/2)
	p := path{centre.sub(u).sub(v), centre.add(u).sub(v), centre.add(u).add(v), centre.sub(u).add(v)}
	return plain(p)
}

// plain makes a ring without fronts of places that run counter-clockwise.
func plain(p path) ring {
	p = p.snapped()
	if len(p) > 1 && p[0] == p[len(p)-1] {
		p = p[:len(p)-1]
	}
	r := ring{p, make([]int, len(p))}
	for i := range r.tag {
		r.tag[i] = inner
	}
	return r
}

// within reports whether o lies inside r, at least gap metres away from its border.
func (r ring) within(o ring, gap float64) bool {
	for i, p := range o.p {
		q := o.p[o.next(i)]
		for _, f := range [3]float64{0, 0.33, 0.66} {
			m := p.lerp(q, f)
			if d, _ := r.gap(m); d < gap || !r.contains(m) {
				return false
			}
		}
		for k, c := range r.p {
			if t, u, ok := meet(p, q, c, r.p[r.next(k)]); ok && t >= 0 && t <= 1 && u >= 0 && u <= 1 {
				return false
			}
		}
	}
	return true
}
