package demo

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// canvas is a picture being drawn. Places are pixels from its upper left corner.
type canvas struct {
	*image.RGBA
	letters *opentype.Font
}

func newCanvas(w, h int, ground color.RGBA) *canvas {
	letters, err := opentype.Parse(gobold.TTF)
	if err != nil {
		panic("demo: " + err.Error()) // the font is part of the program
	}
	c := &canvas{image.NewRGBA(image.Rect(0, 0, w, h)), letters}
	c.fill(ground, vec{0, 0}, vec{float64(w), 0}, vec{float64(w), float64(h)}, vec{0, float64(h)})
	return c
}

func rgb(v uint32) color.RGBA {
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

// fill paints a polygon.
func (c *canvas) fill(ink color.RGBA, corners ...vec) {
	v := vector.NewRasterizer(c.Rect.Dx(), c.Rect.Dy())
	for i, p := range corners {
		if i == 0 {
			v.MoveTo(float32(p.x), float32(p.y))
		} else {
			v.LineTo(float32(p.x), float32(p.y))
		}
	}
	v.ClosePath()
	v.Draw(c.RGBA, c.Rect, image.NewUniform(ink), image.Point{})
}

func (c *canvas) box(ink color.RGBA, x, y, w, h float64) {
	c.fill(ink, vec{x, y}, vec{x + w, y}, vec{x + w, y + h}, vec{x, y + h})
}

// line draws a straight line with square ends.
func (c *canvas) line(ink color.RGBA, width float64, a, b vec) {
	along := b.sub(a).unit().mul(width / 2)
	side := along.left()
	a, b = a.sub(along), b.add(along)
	c.fill(ink, a.add(side), b.add(side), b.sub(side), a.sub(side))
}

// write puts a text so that it is centred on a place, smaller if it would be wider than that.
func (c *canvas) write(ink color.RGBA, size, widest float64, at vec, text string) {
	for {
		if wide := c.measure(size, text); wide <= widest || size < 12 {
			break
		}
		size--
	}
	d := c.drawer(size)
	d.Src = image.NewUniform(ink)
	d.Dot = fixed.Point26_6{
		X: fixed.Int26_6(math.Round(at.x*64)) - d.MeasureString(text)/2, Y: fixed.Int26_6(math.Round((at.y + size*0.36) * 64)),
	}
	d.DrawString(text)
}

func (c *canvas) measure(size float64, text string) float64 {
	return float64(c.drawer(size).MeasureString(text)) / 64
}

func (c *canvas) drawer(size float64) *font.Drawer {
	face, err := opentype.NewFace(c.letters, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic("demo: " + err.Error()) // the options are constants
	}
	return &font.Drawer{Dst: c.RGBA, Face: face}
}
