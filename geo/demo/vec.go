package demo

import "math"

// vec is a place or a direction in metres, relative to the middle of the town.
type vec struct{ x, y float64 }

func (a vec) add(b vec) vec             { return vec{a.x + b.x, a.y + b.y} }
func (a vec) sub(b vec) vec             { return vec{a.x - b.x, a.y - b.y} }
func (a vec) mul(k float64) vec         { return vec{a.x * k, a.y * k} }
func (a vec) dot(b vec) float64         { return a.x*b.x + a.y*b.y }
func (a vec) cross(b vec) float64       { return a.x*b.y - a.y*b.x }
func (a vec) len() float64              { return math.Sqrt(a.x*a.x + a.y*a.y) }
func (a vec) dist(b vec) float64        { return b.sub(a).len() }
func (a vec) left() vec                 { return vec{-a.y, a.x} }
func (a vec) lerp(b vec, t float64) vec { return vec{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t} }

func (a vec) unit() vec {
	l := a.len()
	if l == 0 {
		return vec{1, 0}
	}
	return vec{a.x / l, a.y / l}
}

func (a vec) turn(radians float64) vec {
	s, c := math.Sincos(radians)
	return vec{a.x*c - a.y*s, a.x*s + a.y*c}
}

// snap puts a on the grid of whole millimetres, where equal places are equal numbers.
func (a vec) snap() vec {
	return vec{math.Round(a.x*1000) / 1000, math.Round(a.y*1000) / 1000}
}

// meet returns where a→b and c→d cross, as fractions of both.
func meet(a, b, c, d vec) (t, u float64, ok bool) {
	r, s := b.sub(a), d.sub(c)
	den := r.cross(s)
	if math.Abs(den) < 1e-12 {
		return 0, 0, false
	}
	q := c.sub(a)
	return q.cross(s) / den, q.cross(r) / den, true
}

// nearest returns the fraction of a→b that is nearest to p, and the distance.
func nearest(p, a, b vec) (t, dist float64) {
	ab := b.sub(a)
	if l := ab.dot(ab); l > 0 {
		t = min(1, max(0, p.sub(a).dot(ab)/l))
	}
	return t, p.dist(a.lerp(b, t))
}

// path is a line of places.
type path []vec

func (l path) length() float64 {
	sum := 0.0
	for i := 1; i < len(l); i++ {
		sum += l[i].dist(l[i-1])
	}
	return sum
}

// at returns the place s metres along l, held within its ends, and the index of the piece it lies on.
func (l path) at(s float64) (vec, int) {
	for i := 1; i < len(l); i++ {
		d := l[i].dist(l[i-1])
		if s <= d || i == len(l)-1 {
			if d == 0 {
				return l[i], i - 1
			}
			return l[i-1].lerp(l[i], min(1, max(0, s/d))), i - 1
		}
		s -= d
	}
	return l[0], 0
}

// tangent returns the direction of l at s, smoothed over a few metres so that a kink does not throw it.
func (l path) tangent(s, reach float64) vec {
	a, _ := l.at(s - reach)
	b, _ := l.at(s + reach)
	if a == b {
		return l[len(l)-1].sub(l[0]).unit()
	}
	return b.sub(a).unit()
}

// project returns the place on l nearest to p, as metres along l, and the distance.
func (l path) project(p vec) (s, dist float64) {
	dist = math.Inf(1)
	sum := 0.0
	for i := 1; i < len(l); i++ {
		step := l[i].dist(l[i-1])
		if t, d := nearest(p, l[i-1], l[i]); d < dist-1e-9 {
			s, dist = sum+t*step, d
		}
		sum += step
	}
	return s, dist
}

// part returns l between s and e metres.
func (l path) part(s, e float64) path {
	a, i := l.at(s)
	b, j := l.at(e)
	out := path{a}
	for k := i + 1; k <= j; k++ {
		if l[k].dist(out[len(out)-1]) > 0.001 && l[k].dist(b) > 0.001 {
			out = append(out, l[k])
		}
	}
	return append(out, b)
}

func (l path) reversed() path {
	out := make(path, len(l))
	for i, p := range l {
		out[len(l)-1-i] = p
	}
	return out
}

func (l path) snapped() path {
	out := make(path, 0, len(l))
	for _, p := range l {
		if s := p.snap(); len(out) == 0 || s != out[len(out)-1] {
			out = append(out, s)
		}
	}
	return out
}
