package demo

import (
	"fmt"
	"image"
	"image/color"
)

// madeUpPicture stands in every picture: nobody takes it for a house that there is.
const madeUpPicture = "Erfundene Demo · gezeichnet von mitte"

// facade draws the front of a unit: as wide as its shop window, as high as its house, a door with or without a step.
func facade(u *Unit, storeys int, windowM float64, shade int) image.Image {
	const w, h, ground, shopHigh, storeyHigh = 1600.0, 1100.0, 960.0, 330.0, 190.0
	c := newCanvas(w, h, rgb(0xdfeaf2))
	c.box(rgb(0xc9c4ba), 0, ground, w, h-ground)
	c.box(rgb(0xb3ada1), 0, ground, w, 14)
	walls := []uint32{0xe6d3b3, 0xd8b7a0, 0xcfd5c4}
	wall, trim, glass, dark := rgb(walls[shade%len(walls)]), rgb(0xf7f3ea), rgb(0x9fbccd), rgb(0x3d4a52)

	wide := min(1300, max(620, windowM*115))
	left := (w - wide) / 2
	storeys = max(1, min(storeys, 3))
	top := ground - shopHigh - float64(storeys-1)*storeyHigh
	c.fill(rgb(0x9c4f3c), vec{left - 30, top}, vec{left + wide + 30, top}, vec{left + wide - 90, top - 130}, vec{left + 90, top - 130})
	c.box(wall, left, top, wide, ground-top)
	c.box(trim, left-14, top-8, wide+28, 18)
	for s := range storeys - 1 {
		y := top + 48 + float64(s)*storeyHigh
		n := max(3, int(wide/230))
		for k := range n {
			x := left + wide*(float64(k)+0.5)/float64(n) - 42
			c.box(trim, x-9, y-9, 102, 126)
			c.box(glass, x, y, 84, 108)
			c.line(trim, 6, vec{x + 42, y}, vec{x + 42, y + 108})
		}
	}
	shopFront(c, u, left, ground-shopHigh, wide, shopHigh, trim, glass, dark)
	c.write(rgb(0x5b554b), 34, w, vec{w / 2, h - 45}, fmt.Sprintf("%s · %s", u.Ref, madeUpPicture))
	return c.RGBA
}

// shopFront draws the ground floor: a sign, an awning, the window in panes and the door.
func shopFront(c *canvas, u *Unit, x, y, w, h float64, trim, glass, dark color.RGBA) {
	c.box(dark, x, y, w, 66)
	c.write(trim, 40, w-40, vec{x + w/2, y + 33}, "Laden frei")
	stripes := int(w / 52)
	for k := range stripes {
		a, b := x+w*float64(k)/float64(stripes), x+w*float64(k+1)/float64(stripes)
		ink := rgb(0xb5402f)
		if k%2 == 1 {
			ink = trim
		}
		c.fill(ink, vec{a, y + 66}, vec{b, y + 66}, vec{b, y + 112}, vec{(a + b) / 2, y + 122}, vec{a, y + 112})
	}
	step := 0.0
	if !u.StepFree {
		step = 26
	}
	const door = 150.0
	pane := w - door - 110
	c.box(trim, x+30, y+134, pane+12, h-170)
	c.box(glass, x+36, y+140, pane, h-182)
	c.fill(rgb(0xb9d0dd), vec{x + 36 + pane*0.12, y + 140}, vec{x + 36 + pane*0.34, y + 140}, vec{x + 36 + pane*0.2, y + h - 42}, vec{x + 36, y + h - 42}, vec{x + 36, y + h - 120})
	for k := 1; k < int(pane/260)+1; k++ {
		at := x + 36 + pane*float64(k)/float64(int(pane/260)+1)
		c.line(trim, 8, vec{at, y + 140}, vec{at, y + h - 42})
	}
	at := x + w - door - 40
	c.box(trim, at-8, y+134, door+16, h-134-step)
	c.box(dark, at, y+142, door, h-142-step)
	c.box(glass, at+18, y+160, door-36, h-260-step)
	c.box(trim, at+door-30, y+h-90-step, 10, 40)
	if step > 0 {
		c.box(rgb(0xa39c8e), at-30, y+h-step, door+60, step)
	}
}
