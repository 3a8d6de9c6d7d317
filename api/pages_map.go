package api

import (
	"strconv"

	"mitte/geo"
	"mitte/geo/works"
)

// The picture's size in units of its own; the page scales it.
const (
	mapWidth  = 800
	mapHeight = 520
)

// mapView is a site plan, ready to be written as SVG. The letters are the page's, so that it can make them larger on a phone.
type mapView struct {
	Width, Height int
	Title, About  string
	Buildings     string
	Streets       []streetView
	Names         []nameView
	Numbers       []spot
	Areas, Parts  []areaView
	Waste         []spot
	Beside        []besideView
	Key           []besideKey // of what stands beside, for the legend
	Here          *spot       // the one thing that the plan is about
	Scale         scaleBar
	States        map[string]bool // of areas and parts, for the legend
	Numbered      bool
}

type spot struct{ X, Y, Text string }

// areaView is a section or a phase on the plan.
type areaView struct {
	D, State string
	Text     string
	X, Y     string
	Href     string
}

// widest is how much of the land a plan can show, in metres; beyond, sites would be dots.
const (
	widest          = 6000
	widestBuildings = 1600
)

// frameOf puts room round the sections and gives the box the proportions of the picture.
func frameOf(b geo.BBox) geo.BBox {
	w, h := b.East-b.West, b.North-b.South
	margin := max(28, 0.12*max(w, h))
	w, h = max(w+2*margin, 170), h+2*margin
	if want := w * mapHeight / mapWidth; h < want {
		h = want
	} else {
		w = h * mapWidth / mapHeight
	}
	x, y := (b.West+b.East)/2, (b.South+b.North)/2
	return geo.BBox{West: x - w/2, South: y - h/2, East: x + w/2, North: y + h/2}
}

// plan turns metres into units of the picture.
type plan struct {
	box   geo.BBox
	scale float64 // units for a metre
}

func newPlan(g works.Ground) plan {
	box := g.Sections[0].Geom.Bound()
	for _, s := range g.Sections {
		box = box.Union(s.Geom.Bound())
	}
	return planOf(frameOf(box))
}

func planOf(box geo.BBox) plan { return plan{box, mapWidth / (box.East - box.West)} }

func (p plan) xy(e, n float64) (x, y float64) {
	return (e - p.box.West) * p.scale, (p.box.North - n) * p.scale
}

// drawMap draws the ground of some sections; nil if there is nothing, or too much of it for a plan.
func (w words) drawMap(g works.Ground, title string, mark func(m *mapView, p plan)) *mapView {
	if len(g.Sections) == 0 {
		return nil
	}
	p := newPlan(g)
	if p.box.East-p.box.West > widest {
		return nil
	}
	m := w.scenery(p, g, title)
	m.About = w.T("map_desc", p.across())
	near, sites := make([]geo.BBox, len(g.Sections)), make([]geo.BBox, len(g.Sections))
	for i, s := range g.Sections {
		sites[i] = s.Geom.Bound()
		near[i] = sites[i].Grow(22)
	}
	if m.Buildings != "" {
		m.Numbers = p.houseNumbers(g, near)
	}
	mark(m, p)
	m.Names = p.names(g.Streets, sites)
	for _, a := range append(m.Areas, m.Parts...) {
		m.States[a.State] = true
	}
	return m
}

// scenery draws streets and, where they can be told apart, buildings.
func (w words) scenery(p plan, g works.Ground, title string) *mapView {
	m := &mapView{
		Width: mapWidth, Height: mapHeight, Title: w.T("map_title", title),
		Streets: p.streets(g.Streets), Scale: p.scaleBar(), States: map[string]bool{},
	}
	if p.box.East-p.box.West <= widestBuildings {
		for i := range g.Buildings {
			m.Buildings += p.path(g.Buildings[i].Geom)
		}
	}
	return m
}

// across is how many metres wide the picture is, to the last ten.
func (p plan) across() string { return strconv.Itoa(int((p.box.East-p.box.West)/10) * 10) }

// houseNumbers stand on the buildings in some boxes, where the plan is large enough to read them.
func (p plan) houseNumbers(g works.Ground, near []geo.BBox) []spot {
	if p.scale < 2.4 {
		return nil
	}
	var out []spot
	for i := range g.Buildings {
		b := &g.Buildings[i]
		if b.HouseNumber == nil {
			continue
		}
		bounds := b.Geom.Bound()
		for _, box := range near {
			if box.Intersects(bounds) && (bounds.East-bounds.West)*p.scale > 14 {
				out = append(out, p.spot(bounds, *b.HouseNumber))
				break
			}
		}
	}
	return out
}

func (p plan) spot(b geo.BBox, text string) spot {
	x, y := p.xy((b.West+b.East)/2, (b.South+b.North)/2)
	return spot{tenth(x), tenth(y), text}
}

// scaleBar is a length that reads well and takes about a fifth of the picture.
type scaleBar struct{ X1, X2, Mid, Y, TextY, Text string }

func (p plan) scaleBar() scaleBar {
	metres := 10.0
	for _, m := range []float64{20, 25, 50, 100, 200, 250, 500, 1000} {
		if m*p.scale <= mapWidth/4 {
			metres = m
		}
	}
	const left, bottom = 18, mapHeight - 18
	right := left + metres*p.scale
	return scaleBar{tenth(left), tenth(right), tenth((left + right) / 2), tenth(bottom), tenth(bottom - 8), strconv.Itoa(int(metres)) + " m"}
}

func tenth(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
