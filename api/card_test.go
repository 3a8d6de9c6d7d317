package api_test

import (
	"bytes"
	"image/color"
	"image/png"
	"net/http"
	"strings"
	"testing"
)

// A link to a page is shown with a picture of its plan: the address of it stands in the page, and it is one.
func TestPagesHaveAPictureForLinks(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for path, within := range map[string]color.RGBA{
		"/works/lippe/A": {0xf0, 0xe4, 0x42, 0xff}, "/units/AM-001": {0xd5, 0x5e, 0x00, 0xff},
	} {
		head := string(b.get(path+"?lang=de").want(t, http.StatusOK).body)
		if !strings.Contains(head, `<meta property="og:image" content="https://karte.example.org`+path+`.png">`) {
			t.Errorf("%s names no picture", path)
		}
		a := b.get(path+".png").want(t, http.StatusOK)
		picture, err := png.Decode(bytes.NewReader(a.body))
		if err != nil || a.header.Get("Content-Type") != "image/png" || len(a.body) > 300_000 {
			t.Fatalf("%s: %v, %d bytes of %s", path, err, len(a.body), a.header.Get("Content-Type"))
		}
		if size := picture.Bounds().Size(); size.X != 1200 || size.Y != 630 {
			t.Errorf("%s: %v", path, size)
		}
		if n := near(picture.At, within); n < 300 {
			t.Errorf("%s shows %d pixels of what it is about", path, n)
		}
		b.get(path+".png", "If-None-Match", a.header.Get("ETag")).want(t, http.StatusNotModified)
	}
	b.get("/works/lippe/C.png").want(t, http.StatusNotFound)
	b.get("/units/XX-999.png").want(t, http.StatusNotFound)
}

// near counts the pixels that look like a colour.
func near(at func(x, y int) color.Color, c color.RGBA) (n int) {
	off := func(a uint32, b uint8) bool { return int(a>>8)-int(b) > 40 || int(b)-int(a>>8) > 40 }
	for y := range 630 {
		for x := range 1200 {
			r, g, blue, _ := at(x, y).RGBA()
			if !off(r, c.R) && !off(g, c.G) && !off(blue, c.B) {
				n++
			}
		}
	}
	return n
}
