package demo

import "math"

// house is a building before it is numbered.
type house struct {
	plot    int
	ring    ring
	hole    path // clockwise, a courtyard
	name    string
	code    string // what ALKIS would call its function
	storeys int
	year    int
	listed  bool
	front   bool // it is the building with the plot's address
}

// builder puts the buildings on the plots of a town.
type builder struct {
	net    *network
	plots  []plot
	houses []house
	d      dice
}

func (b *builder) build() {
	for i := range b.plots {
		p := &b.plots[i]
		if p.segment >= 0 && p.block < 0 {
			continue
		}
		switch {
		case p.kind == useMarket && p.tall:
			b.townHall(i)
		case p.kind == useChurch && p.tall:
			b.church(i)
		case p.kind == useConvent:
			b.convent(i)
		case p.kind == useShopping, p.kind == useSquare && p.tall:
			b.mall(i)
		case p.kind >= useSuburb && p.kind != useCanal && !p.yard:
			b.villa(i)
		case p.kind == useHouses && !p.yard:
			b.townHouse(i)
		case p.kind == useHouses:
			b.courtyard(i)
		}
	}
	b.school()
}

func (b *builder) add(h house) {
	if h.ring.area() < 8 || !h.ring.simple() {
		return
	}
	b.houses = append(b.houses, h)
}

// frame is a plot seen from its street: across goes along the front, in goes away from the street.
type frame struct {
	a, b       vec
	across, in vec
	width      float64
	reach      float64 // from the middle of the front to the back of the plot
}

func frameOf(r ring, f front) frame {
	a, b := f.line[0], f.line[len(f.line)-1]
	u := b.sub(a).unit()
	fr := frame{a: a, b: b, across: u, in: u.left(), width: a.dist(b)}
	mid, _ := f.line.at(f.line.length() / 2)
	if d, _, ok := r.ray(mid.add(fr.in.mul(0.01)), fr.in); ok {
		fr.reach = d
	}
	return fr
}

func (f frame) at(u, v float64) vec { return f.a.add(f.across.mul(u)).add(f.in.mul(v)) }

// townHouse builds one old-town plot: a house flush with the street, often a wing behind it, sometimes a back house.
func (b *builder) townHouse(i int) {
	p := &b.plots[i]
	f, ok := b.net.facade(p.ring)
	if !ok {
		b.courtyard(i)
		return
	}
	rank := b.net.halves[f.half].street.rank
	if !p.tall && rank < rankMain && b.d.chance(0.045) {
		return // a gap in the row
	}
	fr := frameOf(p.ring, f)
	depth := b.houseDepth(rank)
	if p.tall {
		depth = fr.reach * b.d.between(0.75, 0.95)
	}
	body, rest, ok := b.body(p.ring, f, fr, depth)
	if !ok {
		if p.ring.area() < 260 {
			b.add(b.styled(house{plot: i, ring: p.ring, front: true}, rank))
		} else {
			b.villa(i)
		}
		return
	}
	b.add(b.styled(house{plot: i, ring: b.passage(body, f, fr, p.tall), front: true}, rank))
	if len(rest.p) > 0 && rest.area() > 90 {
		b.backHouse(i, rest, fr)
	}
}

func (b *builder) houseDepth(r rank) float64 {
	switch r {
	case rankMain, rankMarket:
		return b.d.between(12, 18)
	case rankAlley:
		return b.d.between(8, 11.5)
	default:
		return b.d.between(9.5, 14)
	}
}

// body cuts the house off the plot, with a wing along one of its borders or not.
func (b *builder) body(r ring, f front, fr frame, depth float64) (body, rest ring, ok bool) {
	if fr.reach < depth+2.5 {
		if r.area() < 420 {
			return r, ring{}, true
		}
		depth = fr.reach * 0.6
	}
	wing, left := b.wing(r, f, fr, depth)
	for _, length := range []float64{wing, wing * 0.6, 0} {
		if chord, ok := backWall(r, fr, depth, length, fr.width*b.d.between(0.38, 0.56), left); ok {
			if rest, body, ok := r.split(chord...); ok && body.index(f.line[0]) >= 0 {
				return body, rest, true
			}
		}
	}
	return ring{}, ring{}, false
}

// wing says how far a wing goes behind the house and on which side; at a corner it follows the other street.
func (b *builder) wing(r ring, f front, fr frame, depth float64) (length float64, left bool) {
	left = b.d.chance(0.5)
	corner := false
	for _, o := range r.fronts() {
		if o.half != f.half && o.line.length() > depth+3 && b.net.halves[o.half].street.rank > rankPath {
			corner = true
			left = o.line[len(o.line)-1] == f.line[0]
		}
	}
	room := fr.reach - depth
	switch {
	case corner:
		return room * b.d.between(0.5, 0.9), left
	case room > 6 && b.d.chance(0.5):
		return min(room*b.d.between(0.3, 0.85), 16), left
	}
	return 0, left
}

// backWall is the chord behind a house, from the right border of the plot to the left one.
func backWall(r ring, fr frame, depth, wing, width float64, left bool) ([]vec, bool) {
	deepLeft, deepRight := depth, depth
	if wing > 2 && left {
		deepLeft += wing
	} else if wing > 2 {
		deepRight += wing
	}
	mid := fr.width / 2
	turnLeft, turnRight := mid, mid
	if deepLeft > depth {
		turnLeft = width
	} else if deepRight > depth {
		turnRight = fr.width - width
	}
	fromRight, fromLeft := fr.at(turnRight, deepRight), fr.at(turnLeft, deepLeft)
	if !r.contains(fromRight) || !r.contains(fromLeft) {
		return nil, false
	}
	a, ok1 := r.landing(fromRight, fr.across, 0.3)
	z, ok2 := r.landing(fromLeft, fr.across.mul(-1), 0.3)
	chord := []vec{a}
	switch {
	case deepLeft > depth:
		chord = append(chord, fr.at(turnLeft, depth), fromLeft)
	case deepRight > depth:
		chord = append(chord, fromRight, fr.at(turnRight, depth))
	}
	if deepLeft > depth {
		a, ok1 = r.landing(fr.at(turnLeft, depth), fr.across, 0.3)
		chord[0] = a
	}
	if deepRight > depth {
		z, ok2 = r.landing(fr.at(turnRight, depth), fr.across.mul(-1), 0.3)
	}
	return append(chord, z), ok1 && ok2
}

// passage leaves a narrow way beside the house to its yard now and then.
func (b *builder) passage(r ring, f front, fr frame, tall bool) ring {
	if tall || fr.width < 8.5 || !b.d.chance(0.16) {
		return r
	}
	gap := b.d.between(1.2, 2.8)
	s := gap
	if b.d.chance(0.5) {
		s = f.line.length() - gap
	}
	p, _ := f.line.at(s)
	p = p.snap()
	hit, ok := r.landing(p, fr.in, 0.2)
	if !ok {
		return r
	}
	ahead, behind, ok := r.split(p, hit)
	if !ok {
		return r
	}
	if ahead.area() > behind.area() {
		return ahead
	}
	return behind
}

// backHouse puts a workshop or a coach house at the end of the plot.
func (b *builder) backHouse(i int, rest ring, fr frame) {
	if !b.d.chance(0.42) || fr.reach < 22 {
		return
	}
	v := fr.reach - b.d.between(4.5, 8)
	a, ok1 := rest.landing(fr.at(fr.width/2, v), fr.across, 0.3)
	z, ok2 := rest.landing(fr.at(fr.width/2, v), fr.across.mul(-1), 0.3)
	if !ok1 || !ok2 {
		return
	}
	back, yard, ok := rest.split(a, z)
	if ok && back.area() > 16 && back.area() < 160 && yard.area() > 25 {
		b.add(house{plot: i, ring: back, code: "2143", storeys: 1, year: b.d.days(1949, 1985)})
	}
}

// courtyard fills the heart of a block with a workshop or two.
func (b *builder) courtyard(i int) {
	r := b.plots[i].ring
	for range int(r.area()/420) + 1 {
		if !b.d.chance(0.75) {
			continue
		}
		for range 8 {
			c := r.centroid().add(vec{b.d.between(-1, 1), b.d.between(-1, 1)}.mul(math.Sqrt(r.area()) * 0.45))
			h := box(c, r.axis(), b.d.between(7, 15), b.d.between(5.5, 9))
			if r.within(h, 0.8) && b.free(i, h) {
				b.add(house{plot: i, ring: h, code: "2143", storeys: b.d.days(1, 2), year: b.d.days(1950, 1995)})
				break
			}
		}
	}
}

// free reports whether h keeps its distance from the other houses on the plot.
func (b *builder) free(i int, h ring) bool {
	for k := len(b.houses) - 1; k >= 0 && b.houses[k].plot == i; k-- {
		o := b.houses[k].ring
		if h.centroid().dist(o.centroid()) < (h.axisLength()+o.axisLength())*0.65 {
			return false
		}
	}
	return true
}

func (r ring) axisLength() float64 { return r.extent(r.axis()) }

// villa sets a detached house into its garden, back from the street.
func (b *builder) villa(i int) {
	r := b.plots[i].ring
	f, ok := b.net.facade(r)
	if !ok || b.d.chance(0.08) {
		return
	}
	fr := frameOf(r, f)
	w := min(b.d.between(9, 14), fr.width-5)
	depth := b.d.between(9, 12.5)
	back := b.d.between(3.5, 7)
	for range 6 {
		h := box(fr.at(fr.width/2+b.d.between(-1, 1), back+depth/2), fr.across, w, depth)
		if w > 5 && r.within(h, 1) {
			b.add(house{plot: i, ring: h, front: true, code: "1010", storeys: b.d.days(1, 3), year: b.d.days(1905, 1998)})
			b.garage(i, fr, back)
			return
		}
		w, depth, back = w*0.9, depth*0.9, back*0.8+0.6
	}
}

func (b *builder) garage(i int, fr frame, back float64) {
	if !b.d.chance(0.5) {
		return
	}
	h := box(fr.at(3, back+16), fr.in, b.d.between(5.5, 7), 3.2)
	if b.plots[i].ring.within(h, 0.6) && b.free(i, h) {
		b.add(house{plot: i, ring: h, code: "2463", storeys: 1, year: b.d.days(1960, 2010)})
	}
}

// styled gives a town house its age: little is old, for the town burned, most was rebuilt, some is new.
func (b *builder) styled(h house, r rank) house {
	h.code = "1120"
	h.storeys = b.d.days(2, 3)
	if r >= rankMain {
		h.storeys = b.d.days(2, 4)
	}
	switch x := b.d.Float64(); {
	case x < 0.13:
		h.year, h.listed = b.d.days(1610, 1890), b.d.chance(0.75)
		h.storeys = min(h.storeys, 3)
	case x < 0.2:
		h.year = b.d.days(1890, 1938)
	case x < 0.78:
		h.year = b.d.days(1947, 1968)
	default:
		h.year = b.d.days(1969, 2021)
	}
	return h
}
