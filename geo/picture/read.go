package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"

	"mitte/geo/fault"
)

// Bounds of what is taken in. A telephone's picture of today has 12 to 24 million pixels.
const (
	MostBytes  = 10 << 20
	mostPixels = 30_000_000
	mostSide   = 12_000
	leastSide  = 320 // of the longer side
	mostScans  = 64  // of a progressive JPEG: each is a walk over all of its pixels, and costs its sender a few bytes
)

// quality of the JPEGs that are kept.
const quality = 82

// Widths are those a picture is kept in, the widest last. A picture that is narrower is not blown up.
func Widths() [3]int { return [3]int{320, 960, 1920} }

// Picture is a picture that was read: what is kept of it.
type Picture struct {
	Content       string // SHA-256 of the widest file, in hexadecimal digits; it names all three
	Width, Height int    // of the widest file
	files         [3][]byte
}

// format is a kind of file that is read here.
type format struct {
	magic  func(data []byte) bool
	header func(data []byte) (image.Config, error)
	decode func(data []byte) (image.Image, error)
}

var formats = []format{ //nolint:gochecknoglobals // a table
	{
		func(d []byte) bool { return bytes.HasPrefix(d, []byte("\xff\xd8\xff")) },
		func(d []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(d)) },
		func(d []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(d)) },
	}, {
		func(d []byte) bool { return bytes.HasPrefix(d, []byte("\x89PNG\r\n\x1a\n")) },
		func(d []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(d)) },
		func(d []byte) (image.Image, error) { return png.Decode(bytes.NewReader(d)) },
	}, {
		func(d []byte) bool { return len(d) > 12 && string(d[:4]) == "RIFF" && string(d[8:12]) == "WEBP" },
		func(d []byte) (image.Config, error) { return webp.DecodeConfig(bytes.NewReader(d)) },
		func(d []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(d)) },
	},
}

// read checks a file and draws it anew. It returns Unsupported, TooLarge, or Invalid for what cannot be read, is too small or has
// colours that cannot be turned into sRGB.
func read(data []byte) (p *Picture, err error) {
	f, err := inspect(data)
	if err != nil {
		return nil, err
	}
	defer func() { // the decoders have been tripped by made-up bytes before
		if r := recover(); r != nil {
			p, err = nil, unreadable()
		}
	}()
	turned, err := colours(data)
	if err != nil {
		return nil, err
	}
	src, err := f.decode(data)
	if err != nil {
		return nil, unreadable().Because(err)
	}
	return render(src, orientation(data), turned)
}

// inspect finds out what a file is without unpacking it.
func inspect(data []byte) (f *format, err error) {
	if len(data) > MostBytes {
		return nil, fault.New(fault.TooLarge, "media.too_large", "a picture has 10 MB at most")
	}
	for i := range formats {
		if formats[i].magic(data) {
			f = &formats[i]
		}
	}
	if f == nil {
		return nil, fault.New(fault.Unsupported, "media.type", "JPEG, PNG and WebP are read here")
	}
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, unreadable()
		}
	}()
	c, err := f.header(data)
	switch {
	case err != nil:
		return nil, unreadable().Because(err)
	case c.Width > mostSide || c.Height > mostSide || c.Width*c.Height > mostPixels || bytes.Count(data, []byte("\xff\xda")) > mostScans && f == &formats[0]:
		return nil, fault.New(fault.TooLarge, "media.too_many_pixels", "a picture has 30 million pixels at most")
	case max(c.Width, c.Height) < leastSide || min(c.Width, c.Height) < 1:
		return nil, fault.New(fault.Invalid, "media.too_small", "a picture is at least 320 pixels wide or high")
	}
	return f, nil
}

func unreadable() *fault.Error {
	return fault.New(fault.Invalid, "media.unreadable", "the picture cannot be read")
}

// Draw makes what is kept of a picture that was drawn here and never sent.
func Draw(src image.Image) (*Picture, error) { return render(src, upright, nil) }

// render makes the three files, the widest first: each narrower one is made of it.
func render(src image.Image, way turn, colours *toSRGB) (*Picture, error) {
	p := &Picture{}
	now := way.apply(shrink(src, way.width(Widths()[2])))
	p.Width, p.Height = now.Rect.Dx(), now.Rect.Dy()
	if colours != nil {
		colours.apply(now)
	}
	for i := len(p.files) - 1; i >= 0; i-- {
		now = shrink(now, func(w, h int) (int, int) { return fit(w, h, Widths()[i]) })
		var out bytes.Buffer
		if err := jpeg.Encode(&out, now, &jpeg.Options{Quality: quality}); err != nil {
			return nil, fault.Wrap("picture.render", err)
		}
		p.files[i] = out.Bytes()
	}
	sum := sha256.Sum256(p.files[2])
	p.Content = hex.EncodeToString(sum[:])
	return p, nil
}

// fit is the size at which a picture is no wider than that.
func fit(w, h, width int) (int, int) {
	if w <= width {
		return w, h
	}
	return width, max(1, (h*width+w/2)/w)
}

// shrink draws a picture on white in the size that is wanted of it, which is no larger.
func shrink(src image.Image, size func(w, h int) (int, int)) *image.RGBA {
	b := src.Bounds()
	w, h := size(b.Dx(), b.Dy())
	if now, done := src.(*image.RGBA); done && w == b.Dx() && h == b.Dy() && now.Opaque() {
		return now
	}
	// Large pictures are halved first, so that there is never a whole copy of one; two pixels make one, none is skipped.
	mw, mh := b.Dx(), b.Dy()
	if mw >= 2*w && mh >= 2*h {
		mw, mh = mw/2, mh/2
	}
	middle := image.NewRGBA(image.Rect(0, 0, mw, mh))
	draw.Draw(middle, middle.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(middle, middle.Rect, src, b, draw.Over, nil)
	return average(middle, w, h)
}

// IsContent reports whether a text may be the content of a picture.
func IsContent(s string) bool {
	return len(s) == sha256.Size*2 && strings.Trim(s, "0123456789abcdef") == ""
}
