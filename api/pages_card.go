package api

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/image/vector"
)

// A card is the plan of a page as a picture, for whoever shows a link to it: networks and messengers read no SVG.
const (
	cardWidth  = 1200
	cardHeight = 630
	cardScale  = cardWidth / float64(mapWidth)
	cardEnding = ".png"
	cardTop    = (mapHeight*cardScale - cardHeight) / 2 // what is cut off above and below
)

// The colours are those of the pages by daylight (pages/style.css).
var (
	cardGround   = color.RGBA{0xf4, 0xf1, 0xea, 0xff}
	cardCasing   = color.RGBA{0xdd, 0xd6, 0xc8, 0xff}
	cardStreet   = color.RGBA{0xff, 0xfe, 0xfb, 0xff}
	cardZone     = color.RGBA{0xf3, 0xe4, 0xce, 0xff}
	cardHouse    = color.RGBA{0xdf, 0xd8, 0xcb, 0xff}
	cardLine     = color.RGBA{0xb5, 0xaa, 0x98, 0xff}
	cardOutline  = color.RGBA{0x1a, 0x1a, 0x1a, 0xff}
	cardHere     = color.RGBA{0xd5, 0x5e, 0x00, 0xff}
	cardPaper    = color.RGBA{0xff, 0xff, 0xff, 0xff}
	cardSiteNow  = color.NRGBA{0xf0, 0xe4, 0x42, 0xd9}
	cardSiteThen = color.NRGBA{0xf0, 0xe4, 0x42, 0x38}
	cardSiteDone = color.NRGBA{0x6d, 0x67, 0x5c, 0x60}
)

var cardSites = map[string]color.Color{"current": cardSiteNow, "future": cardSiteThen, "past": cardSiteDone}

// sendCard answers with the card of a plan.
func sendCard(c *fiber.Ctx, m *mapView) error {
	if m == nil {
		return fiber.ErrNotFound
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&out, m.card()); err != nil {
		return err
	}
	return send(c, "image/png", strongTag(out.Bytes()), out.Bytes())
}

// card draws the plan without its words: they stand beside the picture wherever it is shown.
func (m *mapView) card() image.Image {
	k := canvas{image.NewRGBA(image.Rect(0, 0, cardWidth, cardHeight)), vector.NewRasterizer(cardWidth, cardHeight)}
	k.fill([][]point{{{0, 0}, {mapWidth, 0}, {mapWidth, mapHeight}, {0, mapHeight}}}, cardGround)
	for _, s := range m.Streets {
		k.stroke(trace(s.D), amount(s.Casing), cardCasing)
	}
	for _, s := range m.Streets {
		fill := cardStreet
		if s.Kind == "pedestrian" {
			fill = cardZone
		}
		k.stroke(trace(s.D), amount(s.Width), fill)
	}
	houses := trace(m.Buildings)
	k.fill(houses, cardHouse)
	k.stroke(ringed(houses), 1, cardLine)
	for _, a := range append(m.Areas[:len(m.Areas):len(m.Areas)], m.Parts...) {
		rings := trace(a.D)
		k.fill(rings, cardSites[a.State])
		k.stroke(ringed(rings), 2, cardOutline)
	}
	if m.Here != nil {
		at := point{amount(m.Here.X), amount(m.Here.Y)}
		k.fill([][]point{disc(at, 17)}, cardOutline)
		k.fill([][]point{disc(at, 15)}, cardHere)
		k.fill([][]point{disc(at, 5)}, cardPaper)
	}
	return k.RGBA
}

// canvas takes shapes in the units of a plan.
type canvas struct {
	*image.RGBA
	shape *vector.Rasterizer
}

func (k canvas) fill(rings [][]point, c color.Color) {
	if c == nil || len(rings) == 0 {
		return
	}
	k.shape.Reset(cardWidth, cardHeight)
	for _, ring := range rings {
		k.trace(ring)
	}
	k.shape.Draw(k.RGBA, k.Bounds(), image.NewUniform(c), image.Point{})
}

// stroke draws lines with round ends. All pieces turn the same way, so that they add up where they overlap.
func (k canvas) stroke(lines [][]point, width float64, c color.Color) {
	k.shape.Reset(cardWidth, cardHeight)
	for _, line := range lines {
		for i, at := range line {
			k.trace(disc(at, width/2))
			if i > 0 {
				k.trace(beam(line[i-1], at, width/2))
			}
		}
	}
	k.shape.Draw(k.RGBA, k.Bounds(), image.NewUniform(c), image.Point{})
}

func (k canvas) trace(ring []point) {
	for i, at := range ring {
		x, y := float32(at.x*cardScale), float32(at.y*cardScale-cardTop)
		if i == 0 {
			k.shape.MoveTo(x, y)
		} else {
			k.shape.LineTo(x, y)
		}
	}
	k.shape.ClosePath()
}

func disc(at point, radius float64) []point {
	const corners = 16
	out := make([]point, corners)
	for i := range out {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		out[i] = point{at.x + radius*cos, at.y + radius*sin}
	}
	return out
}

// beam is the rectangle along a piece of line.
func beam(a, b point, half float64) []point {
	length := math.Hypot(b.x-a.x, b.y-a.y)
	if length == 0 {
		return nil
	}
	dx, dy := (b.x-a.x)/length*half, (b.y-a.y)/length*half
	return []point{{a.x + dy, a.y - dx}, {b.x + dy, b.y - dx}, {b.x - dy, b.y + dx}, {a.x - dy, a.y + dx}}
}

// ringed closes lines.
func ringed(rings [][]point) [][]point {
	out := make([][]point, len(rings))
	for i, ring := range rings {
		out[i] = append(ring[:len(ring):len(ring)], ring[0])
	}
	return out
}

// trace reads what appendLine wrote.
func trace(d string) [][]point {
	var out [][]point
	for _, run := range strings.Split(d, "M")[1:] {
		var line []point
		var at point
		for _, pair := range strings.Split(strings.TrimSuffix(run, "z"), "l") {
			dx, dy, _ := strings.Cut(pair, " ")
			at = point{at.x + amount(dx), at.y + amount(dy)}
			line = append(line, at)
		}
		out = append(out, line)
	}
	return out
}

func amount(text string) float64 {
	v, _ := strconv.ParseFloat(text, 64)
	return v
}
