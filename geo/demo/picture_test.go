package demo_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/demo"
)

var (
	picture     = flag.String("picture", "", "draw a town into this SVG file")
	pictureSeed = flag.Uint64("picture-seed", 1, "the seed of the picture")
	pictureTown = flag.Int("picture-town", 0, "which town of its region")
	pictureBox  = flag.Float64("picture-width", 960, "metres across")
	pictureEast = flag.Float64("picture-east", 0, "metres the picture's middle lies east of the town's")
	pictureDark = flag.Bool("picture-dark", false, "only the buildings, a figure-ground plan")
)

// TestPicture draws a plan for the eye, which judges what no assertion can; without -picture there is nothing to do.
func TestPicture(t *testing.T) {
	if *picture == "" {
		return
	}
	town := demo.Generate(demo.Options{Seed: *pictureSeed, Today: today}, *pictureTown)
	o := town.Outline.T().Bounds()
	w := *pictureBox
	h := w * 0.854
	p := &drawing{x: (o.Min(0)+o.Max(0))/2 + *pictureEast - w/2, y: (o.Min(1)+o.Max(1))/2 + h/2}
	fmt.Fprintf(&p.b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="1600" height="1366"><rect width="2000" height="2000" fill="#fff"/>`, w, h)
	p.town(town)
	p.b.WriteString("</svg>")
	if err := os.WriteFile(*picture, []byte(p.b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d parcels, %d buildings, %d units, %d segments", len(town.Parcels), len(town.Buildings), len(town.Units), len(town.Segments))
}

type drawing struct {
	b    strings.Builder
	x, y float64
}

var landUseColour = map[string]string{
	"building": "#f7ecd6", "street": "#ececea", "square": "#e4dccb", "path": "#e6e2d2", "green": "#cfe3bd", "water": "#a9cfe8", "other": "#f1f0e6",
}

var statusColour = map[string]string{"occupied": "#0072B2", "interim_use": "#009E73", "refurbishment": "#CC79A7", "threatened": "#E69F00"}

func (p *drawing) town(town *demo.Town) {
	if !*pictureDark {
		for _, x := range town.Parcels {
			p.path(x.Geom, landUseColour[x.LandUse], "#b9b29f", 0.25)
		}
	}
	for _, x := range town.Buildings {
		fill := "#c9bda6"
		if *pictureDark {
			fill = "#1a1a1a"
		}
		p.path(x.Geom, fill, "#6b6353", 0.25)
	}
	if *pictureDark {
		return
	}
	for _, x := range town.Sections {
		p.path(x.Geom, "rgba(240,228,66,0.55)", "#1a1a1a", 0.6)
	}
	for _, x := range town.Phases {
		if x.Status == "active" && !x.Geom.IsZero() {
			p.path(x.Geom, "rgba(213,94,0,0.6)", "none", 0)
		}
	}
	for _, x := range town.Segments {
		p.path(x.Geom, "none", "#06c", 0.4)
	}
	last := map[int64]string{}
	for _, e := range town.Events {
		last[e.UnitID] = e.To
	}
	for _, x := range town.Frontages {
		c, ok := statusColour[last[x.UnitID]]
		if !ok {
			c = "#D55E00"
		}
		p.path(x.Geom, "none", c, 1.4)
	}
	for _, x := range town.Units {
		c, ok := statusColour[last[x.ID]]
		if !ok {
			c = "#D55E00"
		}
		v := x.Geom.T().FlatCoords()
		fmt.Fprintf(&p.b, `<circle cx="%.2f" cy="%.2f" r="1.4" fill="%s"/>`, v[0]-p.x, p.y-v[1], c)
	}
}

func (p *drawing) path(g geo.Geom, fill, stroke string, width float64) {
	flat := g.T().FlatCoords()
	starts := map[int]bool{0: true}
	if m, ok := g.T().(*geom.MultiPolygon); ok {
		for _, ends := range m.Endss() {
			for _, e := range ends {
				starts[e] = true
			}
		}
	}
	fmt.Fprintf(&p.b, `<path fill="%s" stroke="%s" stroke-width="%.2f" fill-rule="evenodd" d="`, fill, stroke, width)
	for i := 0; i < len(flat); i += 2 {
		c := "L"
		if starts[i] {
			c = "M"
		}
		fmt.Fprintf(&p.b, "%s%.2f %.2f", c, flat[i]-p.x, p.y-flat[i+1])
	}
	p.b.WriteString(`"/>`)
}
