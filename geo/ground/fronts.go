package ground

import (
	"cmp"
	"math"
	"slices"

	"mitte/geo"
)

// Front is what an area has of one side of a chain: how much of the street looks at it.
type Front struct {
	Area   int // its number among those that were given
	Side   Side
	Metres float64
	Offset float64 // how far from the axis it comes nearest
	Span   Span    // from its first ray to its last, in metres along the chain
}

// Fronts says which areas stand along a stretch of c (domain.md 6.4): a ray of d metres goes square to each side from every
// half metre of each segment, the first one a quarter of a metre after its beginning, and the first area it meets gains half
// a metre of front. What lies behind another area gains nothing. An area that has fronts on both sides is named twice.
func (c Chain) Fronts(over Span, areas []Area, d float64) []Front {
	var out []Front
	near := within(areas, boxOf(c.points...).Grow(d))
	var seen []sight
	for _, side := range []Side{Left, Right} {
		met, from := map[int]int{}, 0
		c.rays(over, side, d, func(piece int, chainage float64, r ray) {
			if piece != from {
				seen, from = sights(seen[:0], near, areas, chainage, side, r), piece
			}
			nearest, at, box := -1, math.Inf(1), boxOf(r.p, r.at(r.length))
			for _, s := range seen {
				if s.from > at {
					break
				}
				if chainage < s.over.From || chainage > s.over.To {
					continue
				}
				if t, ok := areas[s.area].firstIn(r, box); ok && (t < at || t == at && s.area < nearest) {
					nearest, at = s.area, t
				}
			}
			if nearest >= 0 {
				gain(&out, met, Front{nearest, side, step, at + onTheAxis, Span{chainage - step/2, chainage + step/2}})
			}
		})
	}
	return out
}

// within are the numbers of the areas that meet a box.
func within(areas []Area, box geo.BBox) []int {
	var out []int
	for i := range areas {
		if areas[i].box.Intersects(box) {
			out = append(out, i)
		}
	}
	return out
}

// sight is an area and from where it can be seen: the rays of one straight piece meet it nowhere else.
type sight struct {
	area int
	from float64 // no ray meets it sooner
	over Span    // along the chain
}

// sights appends the areas that rays beside r can meet, which begins at a chainage and goes to one side; the nearest come
// first. Whether a ray meets them is for it to say, but of most areas it need not be asked.
func sights(out []sight, near []int, areas []Area, chainage float64, side Side, r ray) []sight {
	ahead := ray{r.p, r.uy, -r.ux, 0} // along the piece
	if side == Right {
		ahead.ux, ahead.uy = -ahead.ux, -ahead.uy
	}
	for _, i := range near {
		aside, along := r.reach(areas[i].box), ahead.reach(areas[i].box)
		if aside.To >= -tie && aside.From <= r.length+tie {
			out = append(out, sight{i, aside.From - tie, Span{chainage + along.From - tie, chainage + along.To + tie}})
		}
	}
	slices.SortFunc(out, func(a, b sight) int { return cmp.Compare(a.from, b.from) })
	return out
}

// gain gives the share of one ray to its area.
func gain(out *[]Front, met map[int]int, share Front) {
	k, known := met[share.Area]
	if !known {
		met[share.Area] = len(*out)
		*out = append(*out, share)
		return
	}
	f := &(*out)[k]
	f.Metres += share.Metres
	f.Offset = min(f.Offset, share.Offset)
	f.Span.To = share.Span.To
}

// rays calls each with the rays of a stretch in order, and with the straight piece that each starts from.
func (c Chain) rays(over Span, side Side, d float64, each func(piece int, chainage float64, r ray)) {
	piece := 1
	for i := range c.ends {
		segment := c.Stretch(i)
		for k := 0; ; k++ {
			chainage := segment.From + (float64(k)+0.5)*step
			if chainage > segment.To || chainage > over.To {
				break
			}
			for piece < len(c.at)-1 && chainage > c.at[piece] {
				piece++
			}
			if chainage >= over.From {
				each(piece, chainage, c.square(piece, chainage-c.at[piece-1], side, d))
			}
		}
	}
}

// square is the ray from a piece to one side, some metres after the piece begins.
func (c Chain) square(piece int, metres float64, side Side, d float64) ray {
	return c.points[piece-1:piece+1].square(metres, side, d)
}

// Overlap is what an area covers of the corridor of d metres beside a stretch of c.
type Overlap struct {
	M2    float64
	Span  Span
	Sides []Side // in order
}

// Overlap measures a along a stretch of c, by the rays of Fronts: each stands for half a metre of street.
func (c Chain) Overlap(over Span, a Area, d float64) (Overlap, bool) {
	out := Overlap{Span: Span{math.Inf(1), math.Inf(-1)}}
	for _, side := range []Side{Left, Right} {
		c.rays(over, side, d, func(_ int, chainage float64, r ray) {
			m := a.inside(r)
			if m == 0 {
				return
			}
			out.M2 += m * step
			out.Span.take(chainage-step/2, chainage+step/2)
			if !slices.Contains(out.Sides, side) {
				out.Sides = append(out.Sides, side)
			}
		})
	}
	return out, out.M2 > 0
}

// inside is the length of r in a.
func (a Area) inside(r ray) float64 {
	box := boxOf(r.p, r.at(r.length))
	if !a.box.Intersects(box) {
		return 0
	}
	var cuts []float64
	for i := range a.edges {
		e := &a.edges[i]
		if !e.box.Intersects(box) {
			continue
		}
		if t, ok := r.meets(e); ok && t <= r.length {
			cuts = append(cuts, t)
		}
	}
	slices.Sort(cuts)
	sum, from := 0.0, 0.0
	for _, to := range append(cuts, r.length) {
		if a.Contains(r.at((from + to) / 2)) {
			sum += to - from
		}
		from = to
	}
	return sum
}

// Under reports whether so many metres of the chain lie in a, or more: what holds some of the axis is the street itself.
func (c Chain) Under(a Area, metres float64) bool {
	const edge = 1e-6 // the interior, and no more than the interior
	var held Spans
	for i := 1; i < len(c.points); i++ {
		n := len(held)
		if held = a.piece(held, c.points[i-1], c.points[i], c.at[i-1], edge); len(held) == n {
			continue
		}
		if held = merged(held); held.Length() >= metres {
			return true
		}
	}
	return false
}
