package demo

import "math"

// townHall stands free on the market.
func (b *builder) townHall(i int) {
	r := b.plots[i].ring
	u := r.axis()
	h := box(r.centroid(), u, r.extent(u)-3, r.extent(u.left())-2.6)
	b.add(house{plot: i, ring: h, front: true, name: "Altes Rathaus (erfunden)", code: "3012", storeys: 2, year: 1567, listed: true})
}

// church draws a nave with aisles, a transept, a choir with its apse to the east and a tower to the west.
func (b *builder) church(i int) {
	r := b.plots[i].ring
	u, c := r.axis(), r.centroid()
	if u.x < 0 {
		u = u.mul(-1)
	}
	at := func(x, y float64) vec { return c.add(u.mul(x)).add(u.left().mul(y)) }
	var half path // the southern half, from west to east
	half = append(half, at(-19, -7.6))
	for x := -15.0; x < 3; x += 5 {
		half = append(half, at(x-0.5, -7.6), at(x-0.5, -8.4), at(x+0.5, -8.4), at(x+0.5, -7.6))
	}
	half = append(half, at(4, -7.6), at(4, -11), at(12, -11), at(12, -5.6), at(19, -5.6))
	nave := append(path{}, half...)
	for k := -2; k <= 2; k++ {
		s, co := math.Sincos(float64(k) * math.Pi / 6)
		nave = append(nave, at(19+5.6*co, 5.6*s))
	}
	for k := len(half) - 1; k >= 0; k-- {
		v := half[k].sub(c)
		nave = append(nave, at(v.dot(u), -v.dot(u.left())))
	}
	b.add(house{plot: i, ring: plain(nave), front: true, name: "St. Lindenberta (erfunden)", code: "3041", storeys: 1, year: 1488, listed: true})
	tower := path{at(-28, -4.6), at(-19, -4.6), at(-19, 4.6), at(-28, 4.6)}
	b.add(house{plot: i, ring: plain(tower), name: "Kirchturm (erfunden)", code: "3041", storeys: 5, year: 1420, listed: true})
}

// convent is four wings round a courtyard, with a chapel beside them.
func (b *builder) convent(i int) {
	r := b.plots[i].ring
	c := r.centroid()
	f, ok := b.net.facade(r)
	if !ok {
		return
	}
	fr := frameOf(r, f)
	for size := 44.0; size > 20; size *= 0.93 {
		outer := box(c, fr.across, size, size*0.86)
		if !r.within(outer, 2) {
			continue
		}
		yard := box(c, fr.across, size*0.56, size*0.46)
		b.add(house{plot: i, ring: outer, hole: yard.p.reversed(), front: true, name: "Klosterhof (erfunden)", code: "3024", storeys: 3, year: 1699, listed: true})
		for _, side := range []float64{1, -1} {
			chapel := box(c.add(fr.across.mul(side*(size/2+9))), fr.in, 23, 9)
			if r.within(chapel, 1.5) {
				b.add(house{plot: i, ring: chapel, name: "Klosterkapelle (erfunden)", code: "3041", storeys: 1, year: 1702, listed: true})
				return
			}
		}
		return
	}
}

// mall covers its plot but for a delivery yard.
func (b *builder) mall(i int) {
	p := &b.plots[i]
	f, ok := b.net.facade(p.ring)
	if !ok {
		return
	}
	fr := frameOf(p.ring, f)
	h := house{plot: i, front: true, name: "Kaufpark Silberpappel (erfunden)", code: "2050", storeys: 3, year: 2009}
	if p.kind == useSquare {
		h.name, h.code, h.year = "Bürgerhaus (erfunden)", "3030", 1978
	}
	for _, share := range []float64{0.8, 0.7, 0.9} {
		if chord, ok := backWall(p.ring, fr, fr.reach*share, 0, 0, false); ok {
			if _, body, ok := p.ring.split(chord...); ok && body.area() > p.ring.area()/3 {
				h.ring = body
				b.add(h)
				return
			}
		}
	}
	h.ring = p.ring
	b.add(h)
}

// school is a comb of three wings in the largest meadow of its block.
func (b *builder) school() {
	best := -1
	for i := range b.plots {
		p := &b.plots[i]
		if p.kind == useSchool && p.yard && (best < 0 || p.ring.area() > b.plots[best].ring.area()) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	r := b.plots[best].ring
	c, u := r.centroid(), r.axis()
	at := func(x, y, k float64) vec { return c.add(u.mul(x * k)).add(u.left().mul(y * k)) }
	for k := 1.0; k > 0.4; k *= 0.9 {
		comb := path{
			at(-32, -20, k), at(32, -20, k), at(32, 16, k), at(22, 16, k), at(22, -9, k), at(5, -9, k), at(5, 16, k),
			at(-5, 16, k), at(-5, -9, k), at(-22, -9, k), at(-22, 16, k), at(-32, 16, k),
		}
		if h := plain(comb); r.within(h, 3) {
			b.add(house{plot: best, ring: h, name: "Schule am Westgraben (erfunden)", code: "3021", storeys: 2, year: 1972})
			return
		}
	}
}
