package demo

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// segment is one street from crossing to crossing.
type segment struct {
	street   int
	from, to int // places
	line     path
	length   float64
	startM   float64 // metres from the beginning of its street
	seq      int
}

// half is one side of a segment, in the direction in which the block it faces lies to the left.
type half struct {
	seg    int
	left   bool // the block lies to the left of the segment's own direction
	line   path
	from   int
	to     int
	width  float64 // from the axis to the front
	block  int
	inset  path // the fronts: the axis moved inwards, cut at both corners
	strip  ring // the half of the street between axis and fronts
	street *street
}

// network is the street plan after chance has bent it: a planar graph whose faces are the blocks.
type network struct {
	names    []string // of the places
	at       []vec
	segments []segment
	halves   []half // 2*i and 2*i+1 belong to segment i
	blocks   []block
}

// block is a face of the network.
type block struct {
	use    use
	halves []int
	face   ring // between the axes
	ring   ring // between the fronts; tags are half-edges
}

// pose is how a town lies in the land, so that the towns of a region do not look like copies.
type pose struct {
	angle  float64
	mirror bool
}

func (p pose) apply(v vec) vec {
	if p.mirror {
		v.x = -v.x
	}
	return v.turn(p.angle)
}

// surveyor turns the plan into places.
type surveyor struct {
	warp   warp
	pose   pose
	jitter map[string]vec
	net    *network
	index  map[string]int
}

func survey(seed uint64, town int, p pose) *network {
	d := newDice(seed, town, "plan")
	s := &surveyor{warp: d.warp(6.5, 290), pose: p, jitter: map[string]vec{}, net: &network{}, index: map[string]int{}}
	for _, name := range placeNames() {
		s.jitter[name] = vec{d.between(-4, 4), d.between(-4, 4)}
	}
	for i := range streets {
		s.street(i, d)
	}
	s.net.sides(d)
	s.net.trace()
	s.net.uses(s)
	s.net.fronts()
	return s.net
}

func placeNames() []string {
	names := make([]string, 0, len(places))
	for name := range places {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// raw returns a place as drawn, before the plan is warped and turned.
func (s *surveyor) raw(name string) vec {
	if p, ok := places[name]; ok {
		return p.add(s.jitter[name])
	}
	degrees, _ := strconv.ParseFloat(name[2:], 64)
	return onRing(name[0], degrees)
}

func onRing(ring byte, degrees float64) vec {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	switch ring {
	case 'w':
		return vec{wallA * cos, wallB * sin}
	case 'g':
		return vec{grabenA * cos, grabenB * sin}
	}
	k := 2 / edgeRoundness
	return vec{
		edgeA * math.Copysign(math.Pow(math.Abs(cos), k), cos),
		edgeB * math.Copysign(math.Pow(math.Abs(sin), k), sin),
	}
}

func (s *surveyor) place(v vec) vec { return s.pose.apply(s.warp.apply(v)) }

func (s *surveyor) node(name string) int {
	if i, ok := s.index[name]; ok {
		return i
	}
	i := len(s.net.at)
	s.index[name] = i
	s.net.at = append(s.net.at, s.place(s.raw(name)).snap())
	s.net.names = append(s.net.names, name)
	return i
}

func (s *surveyor) street(i int, d dice) {
	names := strings.Fields(streets[i].nodes)
	start := 0.0
	for k := 1; k < len(names); k++ {
		line := s.bend(&streets[i], names, k, d)
		from, to := s.node(names[k-1]), s.node(names[k])
		line[0], line[len(line)-1] = s.net.at[from], s.net.at[to]
		line = line.snapped()
		s.net.segments = append(s.net.segments, segment{street: i, from: from, to: to, line: line, length: line.length(), startM: start, seq: k})
		start += line.length()
	}
}

// bend draws the axis from names[k-1] to names[k]: an arc on the rings, else a smooth curve through the street's places.
func (s *surveyor) bend(st *street, names []string, k int, d dice) path {
	a, b := names[k-1], names[k]
	if a[1] == ':' && b[1] == ':' && a[0] == b[0] {
		return s.arc(a, b)
	}
	before, after := st.before, st.after
	if k > 1 {
		before = names[k-2]
	}
	if k+1 < len(names) {
		after = names[k+1]
	}
	p1, p2 := s.raw(a), s.raw(b)
	p0, p3 := p1.lerp(p2, -1), p1.lerp(p2, 2)
	if before != "" {
		p0 = s.raw(before)
	}
	if after != "" {
		p3 = s.raw(after)
	}
	if st.rank == rankMarket {
		p0, p3 = p1.lerp(p2, -1), p1.lerp(p2, 2)
	}
	length := p1.dist(p2)
	t1 := p2.sub(p0).unit().mul(length)
	t2 := p3.sub(p1).unit().mul(length)
	steps := max(2, int(math.Round(length/6.5)))
	w, size := d.wave(90), min(1.6, length/40)
	if st.rank == rankMarket {
		size = 0
	}
	out := make(path, 0, steps+1)
	for i := 0; i <= steps; i++ {
		t := float64(i) / float64(steps)
		p := hermite(p1, t1, p2, t2, t)
		side := p2.sub(p1).unit().left().mul(w.at(t*length) * size * math.Sin(math.Pi*t))
		out = append(out, s.place(p.add(side)))
	}
	return out
}

func hermite(p1, t1, p2, t2 vec, t float64) vec {
	t2t, t3 := t*t, t*t*t
	return p1.mul(2*t3 - 3*t2t + 1).add(t1.mul(t3 - 2*t2t + t)).add(p2.mul(-2*t3 + 3*t2t)).add(t2.mul(t3 - t2t))
}

func (s *surveyor) arc(a, b string) path {
	from, _ := strconv.ParseFloat(a[2:], 64)
	to, _ := strconv.ParseFloat(b[2:], 64)
	if to < from {
		to += 360
	}
	steps := max(2, int((to-from)/2))
	out := make(path, 0, steps+1)
	for i := 0; i <= steps; i++ {
		out = append(out, s.place(onRing(a[0], from+(to-from)*float64(i)/float64(steps))))
	}
	return out
}
