package demo

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var picture = flag.String("picture", "", "draw a town into this SVG file")
var pictureSeed = flag.Uint64("picture-seed", 1, "its seed")

func d(r ring) string {
	var b strings.Builder
	for i, p := range r.p {
		c := "L"
		if i == 0 {
			c = "M"
		}
		fmt.Fprintf(&b, "%s%.2f %.2f", c, p.x, -p.y)
	}
	return b.String() + "Z"
}

func TestPictureRaw(t *testing.T) {
	if *picture == "" {
		t.Skip("no -picture")
	}
	n := survey(*pictureSeed, 0, pose{})
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="-480 -410 960 820" width="1920" height="1640"><rect x="-480" y="-410" width="960" height="820" fill="#fff"/>`)
	for i := range n.blocks {
		bl := &n.blocks[i]
		if bl.outside() {
			continue
		}
		if !bl.ring.simple() {
			t.Errorf("block %d not simple", i)
		}
	}
	bu := &builder{net: n, plots: n.parcelled(*pictureSeed, 0), d: newDice(*pictureSeed, 0, "buildings")}
	bu.build()
	for _, l := range bu.plots {
		col := [...]string{"#fff3d6", "#eee", "#e5d5ff", "#ffd0d0", "#ddd", "#ffe0b0", "#bfe0a0", "#a0d0f0", "#f5f0e0", "#a0d0f0", "#cfe8a0", "#ffe"}[l.kind]
		if l.yard && (l.kind == useHouses || l.kind == useSuburb) {
			col = "#cfe8cf"
		}
		if l.block < 0 {
			col = "#f0f0f0"
		}
		if !l.ring.simple() {
			t.Errorf("lot in %d not simple", l.block)
			col = "red"
		}
		fmt.Fprintf(&b, `<path d="%s" fill="%s" stroke="#000" stroke-width="0.15"/>`, d(l.ring), col)
	}
	for _, h := range bu.houses {
		hole := ""
		if h.hole != nil {
			hole = d(ring{p: h.hole})
		}
		fmt.Fprintf(&b, `<path d="%s%s" fill="#222" fill-rule="evenodd" stroke="#777" stroke-width="0.2"/>`, d(h.ring), hole)
	}
	t.Log(len(bu.plots), "plots", len(bu.houses), "houses", len(n.segments), "segments")
	for _, s := range n.segments {
		b.WriteString(`<polyline fill="none" stroke="#06c" stroke-width="0.6" points="`)
		for _, p := range s.line {
			fmt.Fprintf(&b, "%.1f,%.1f ", p.x, -p.y)
		}
		b.WriteString(`"/>`)
	}
	b.WriteString("</svg>")
	if err := os.WriteFile(*picture, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}
