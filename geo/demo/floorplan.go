package demo

import (
	"fmt"
	"image"
	"math"
	"slices"

	"github.com/twpayne/go-geom"

	"mitte/geo"
)

// corners are the places of a polygon's outer ring, or of a line, in metres.
func corners(g geo.Geom) path {
	var flat []float64
	switch t := g.T().(type) {
	case *geom.MultiPolygon:
		flat = t.Polygon(0).LinearRing(0).FlatCoords()
		flat = flat[:len(flat)-2]
	case *geom.LineString:
		flat = t.FlatCoords()
	}
	out := make(path, len(flat)/2)
	for i := range out {
		out[i] = vec{flat[2*i], flat[2*i+1]}
	}
	return out
}

// sheet turns metres of the town into pixels: the shop window lies along the lower edge.
type sheet struct {
	middle vec
	angle  float64
	scale  float64
	centre vec
}

func (s sheet) at(p vec) vec {
	q := p.sub(s.middle).turn(s.angle)
	return vec{s.centre.x + q.x*s.scale, s.centre.y - q.y*s.scale}
}

// floorPlan draws the ground floor of the house that a unit fills: outer walls, shop window, door, and the store behind as large as
// it is said to be.
func floorPlan(u *Unit, house, window path) image.Image {
	const w, h = 1600.0, 1200.0
	c := newCanvas(w, h, rgb(0xffffff))
	a, b := window[0], window[len(window)-1]
	s := sheet{middle: a, angle: -math.Atan2(b.y-a.y, b.x-a.x), scale: 1}
	low, high := vec{math.Inf(1), math.Inf(1)}, vec{math.Inf(-1), math.Inf(-1)}
	for _, p := range house {
		q := s.at(p)
		low, high = vec{min(low.x, q.x), min(low.y, q.y)}, vec{max(high.x, q.x), max(high.y, q.y)}
	}
	s.scale = min((w-260)/(high.x-low.x), (h-330)/(high.y-low.y))
	s.centre = vec{w/2 - s.scale*(low.x+high.x)/2, (h-90)/2 - s.scale*(low.y+high.y)/2}
	turned := make(path, len(house))
	for i, p := range house {
		turned[i] = s.at(p)
	}
	walls, floor, soft := rgb(0x2f3438), rgb(0xf4efe4), rgb(0x6a6458)
	c.fill(floor, turned...)
	deep := (high.y - low.y) * s.scale
	store := deep * u.StorageM2 / max(u.TotalM2, 1)
	top := s.centre.y + low.y*s.scale
	if store > 60 {
		from, to := between(turned, top+store)
		c.line(walls, 10, vec{from, top + store}, vec{(from+to)/2 - 40, top + store})
		c.line(walls, 10, vec{(from+to)/2 + 40, top + store}, vec{to, top + store})
		from, to = between(turned, top+store/2)
		c.write(soft, 34, to-from-44, vec{(from + to) / 2, top + store/2}, fmt.Sprintf("Lager %s m²", comma(u.StorageM2, 0)))
	} else {
		store = 0
	}
	for i, p := range turned {
		c.line(walls, 22, p, turned[(i+1)%len(turned)])
	}
	at := top + store + (deep-store)*0.62
	from, to := between(turned, at)
	c.write(rgb(0x2f3438), 46, to-from-44, vec{(from + to) / 2, at}, fmt.Sprintf("Verkauf %s m²", comma(u.SalesM2, 0)))
	left, right := s.at(a), s.at(b)
	if left.x > right.x {
		left, right = right, left
	}
	c.line(rgb(0x4f9bc4), 12, left, right)
	door := right.sub(right.sub(left).unit().mul(s.scale * 1.3))
	c.line(rgb(0xffffff), 26, door, right)
	c.line(walls, 6, door, door.sub(vec{0, s.scale * 1.1}))
	bar := s.scale * 5
	c.line(soft, 6, vec{90, h - 70}, vec{90 + bar, h - 70})
	c.write(soft, 30, bar+80, vec{90 + bar/2, h - 105}, "5 m")
	c.write(soft, 30, w/2, vec{w/2 + bar/2, h - 40}, u.Ref+" · Grundriss · "+madeUpPicture)
	return c.RGBA
}

// between is the widest stretch of a polygon's inside at a height of the picture.
func between(corners path, y float64) (from, to float64) {
	var at []float64
	for i, a := range corners {
		b := corners[(i+1)%len(corners)]
		if (a.y <= y) != (b.y <= y) {
			at = append(at, a.x+(b.x-a.x)*(y-a.y)/(b.y-a.y))
		}
	}
	slices.Sort(at)
	for i := 0; i+1 < len(at); i += 2 {
		if at[i+1]-at[i] > to-from {
			from, to = at[i], at[i+1]
		}
	}
	return from, to
}
