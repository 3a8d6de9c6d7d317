package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"strings"
	"testing"

	"mitte/geo/fault"
)

// corners is a picture whose four quarters are red, green, blue and white, clockwise from the upper left.
func corners(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {255, 255, 255, 255}, {0, 0, 255, 255}}[2*(2*y/h)+2*x/w])
		}
	}
	return m
}

// quarters reads back which colour is where, as letters from the upper left by rows.
func quarters(t *testing.T, m image.Image) string {
	t.Helper()
	var out strings.Builder
	b := m.Bounds()
	for _, q := range [4][2]int{{1, 1}, {3, 1}, {1, 3}, {3, 3}} {
		r, g, bl, _ := m.At(b.Dx()*q[0]/4, b.Dy()*q[1]/4).RGBA()
		switch {
		case r > 0xe000 && g > 0xe000 && bl > 0xe000:
			out.WriteByte('w')
		case r > 0xd000 && g < 0x4000:
			out.WriteByte('r')
		case g > 0xd000 && r < 0x4000:
			out.WriteByte('g')
		case bl > 0xd000 && r < 0x4000:
			out.WriteByte('b')
		default:
			out.WriteByte('?')
		}
	}
	return out.String()
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const gpsCanary = "GPS-CANARY 51.6601N"

// withExif puts an EXIF block with an orientation and a place behind the first mark of a JPEG, and a comment.
func withExif(plain []byte, way uint16) []byte {
	tiff := []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
	tiff = append(binary.BigEndian.AppendUint16(tiff, way), 0, 0, 0, 0, 0, 0)
	block := append([]byte("Exif\x00\x00"), append(tiff, gpsCanary...)...)
	out := append([]byte{}, plain[:2]...)
	for _, part := range []struct {
		marker byte
		body   []byte
	}{{0xe1, block}, {0xfe, []byte(gpsCanary)}} {
		out = append(out, 0xff, part.marker)
		out = binary.BigEndian.AppendUint16(out, uint16(len(part.body)+2))
		out = append(out, part.body...)
	}
	return append(out, plain[2:]...)
}

func open(t *testing.T, p *Picture, i int) image.Image {
	t.Helper()
	m, err := jpeg.Decode(bytes.NewReader(p.files[i]))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestAPictureStandsUprightAndSaysNothingOfWhereItWasTaken(t *testing.T) {
	t.Parallel()
	plain := asJPEG(t, corners(400, 240))
	for way, want := range map[uint16]string{0: "rgwb", 1: "rgwb", 2: "grbw", 3: "bwgr", 4: "wbrg", 5: "rwgb", 6: "wrbg", 7: "bgwr", 8: "gbrw", 9: "rgwb"} {
		sent := withExif(plain, way)
		p, err := read(sent)
		if err != nil {
			t.Fatal(err)
		}
		if got := quarters(t, open(t, p, 2)); got != want {
			t.Errorf("orientation %d: %s, want %s", way, got, want)
		}
		if lying := way >= 5 && way <= 8; lying != (p.Height > p.Width) {
			t.Errorf("orientation %d: %d × %d", way, p.Width, p.Height)
		}
		for i, f := range p.files {
			if !bytes.Contains(sent, []byte(gpsCanary)) || bytes.Contains(f, []byte("CANARY")) || bytes.Contains(f, []byte("Exif")) {
				t.Errorf("file %d of orientation %d has something of its past", i, way)
			}
		}
	}
}

func TestThreeWidthsAndNoneBlownUp(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ w, h, w0, h0, w1, h1, w2, h2 int }{
		{2600, 1300, 320, 160, 960, 480, 1920, 960},
		{4100, 900, 320, 70, 960, 211, 1920, 421},
		{700, 1400, 320, 640, 700, 1400, 700, 1400},
		{320, 1, 320, 1, 320, 1, 320, 1},
	} {
		p, err := read(asPNG(t, corners(c.w, c.h)))
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []image.Point{{c.w0, c.h0}, {c.w1, c.h1}, {c.w2, c.h2}} {
			m := open(t, p, i)
			if got := m.Bounds().Size(); math.Abs(float64(got.Y-want.Y)) > 1 || got.X != want.X {
				t.Errorf("%d × %d, file %d: %v, want %v", c.w, c.h, i, got, want)
			}
			if got := quarters(t, m); c.h > 1 && got != "rgwb" {
				t.Errorf("%d × %d, file %d: %s", c.w, c.h, i, got)
			}
		}
		if p.Width != c.w2 || !IsContent(p.Content) {
			t.Errorf("%+v", p)
		}
	}
}

func TestNothingShinesThrough(t *testing.T) {
	t.Parallel()
	p, err := read(asPNG(t, image.NewNRGBA(image.Rect(0, 0, 400, 400))))
	if err != nil {
		t.Fatal(err)
	}
	if got := quarters(t, open(t, p, 0)); got != "wwww" {
		t.Error(got)
	}
}

func TestAWebPIsReadToo(t *testing.T) {
	t.Parallel()
	sent, err := os.ReadFile("testdata/lying.webp")
	if err != nil {
		t.Fatal(err)
	}
	p, err := read(sent)
	if err != nil {
		t.Fatal(err)
	}
	r, g, b, _ := open(t, p, 0).At(100, 100).RGBA()
	if p.Width != 240 || p.Height != 400 || r>>8 < 190 || g>>8 < 110 || g>>8 > 130 || b>>8 > 40 {
		t.Errorf("%d × %d, %d %d %d", p.Width, p.Height, r>>8, g>>8, b>>8)
	}
	if !bytes.Contains(sent, []byte("CANARY")) || bytes.Contains(p.files[2], []byte("CANARY")) {
		t.Error("it tells where it was taken")
	}
}

// A means of a checkerboard is grey everywhere: nothing is skipped.
func TestFinePatternsBecomeTheirMean(t *testing.T) {
	t.Parallel()
	m := image.NewGray(image.Rect(0, 0, 1400, 1400))
	for i := range m.Pix {
		if (i%1400+i/1400)%2 == 0 {
			m.Pix[i] = 255
		}
	}
	p, err := read(asPNG(t, m))
	if err != nil {
		t.Fatal(err)
	}
	small := open(t, p, 0)
	for y := range small.Bounds().Dy() {
		for x := range small.Bounds().Dx() {
			if v, _, _, _ := small.At(x, y).RGBA(); v>>8 < 118 || v>>8 > 138 {
				t.Fatalf("%d at %d, %d", v>>8, x, y)
			}
		}
	}
}

// pngHeader is the beginning of a PNG that says it is so large, and is not.
func pngHeader(w, h uint32) []byte {
	body := append([]byte("IHDR"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)...)
	body = append(body, 8, 6, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	return binary.BigEndian.AppendUint32(append(out, body...), crc32.ChecksumIEEE(body))
}

func jpegHeader(w, h uint16) []byte {
	out := []byte{0xff, 0xd8, 0xff, 0xc2, 0, 17, 8}
	out = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(out, h), w)
	return append(out, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xff, 0xda, 0, 8)
}

func TestWhatIsNoPictureOrTooMuchOfOneIsRefused(t *testing.T) {
	t.Parallel()
	good := asJPEG(t, corners(400, 240))
	for name, c := range map[string]struct {
		data []byte
		kind fault.Kind
		code string
	}{
		"a page":             {[]byte("<!doctype html><script>alert(1)</script>" + strings.Repeat(" ", 500)), fault.Unsupported, "media.type"},
		"a drawing":          {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400"/>`), fault.Unsupported, "media.type"},
		"a GIF":              {[]byte("GIF89a\x90\x01\x90\x01\x00\x00\x00;"), fault.Unsupported, "media.type"},
		"a PDF":              {[]byte("%PDF-1.7"), fault.Unsupported, "media.type"},
		"nothing":            {nil, fault.Unsupported, "media.type"},
		"a page behind":      {[]byte("\xff\xd8\xff<html>"), fault.Invalid, "media.unreadable"},
		"half of one":        {good[:len(good)/3], fault.Invalid, "media.unreadable"},
		"a wide bomb":        {pngHeader(60_000, 60_000), fault.TooLarge, "media.too_many_pixels"},
		"a long bomb":        {pngHeader(1, 20_000), fault.TooLarge, "media.too_many_pixels"},
		"all bits":           {pngHeader(math.MaxInt32, math.MaxInt32), fault.Invalid, "media.unreadable"},
		"a bomb of a camera": {jpegHeader(11_000, 11_000), fault.TooLarge, "media.too_many_pixels"},
		"many walks":         {append(jpegHeader(4000, 4000), bytes.Repeat([]byte("\xff\xda\x00"), 1000)...), fault.TooLarge, "media.too_many_pixels"},
		"too many bytes":     {append(good, make([]byte, MostBytes)...), fault.TooLarge, "media.too_large"},
		"a stamp":            {asPNG(t, corners(300, 200)), fault.Invalid, "media.too_small"},
	} {
		if _, err := read(c.data); fault.KindOf(err) != c.kind || fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v (%s)", name, err, fault.CodeOf(err))
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(asPNG(f, corners(330, 2)))
	f.Add(withExif(asJPEG(f, corners(330, 2)), 6))
	if sample, err := os.ReadFile("testdata/lying.webp"); err == nil {
		f.Add(sample)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := read(data)
		if (p == nil) == (err == nil) {
			t.Errorf("%v %v", p, err)
		}
	})
}
