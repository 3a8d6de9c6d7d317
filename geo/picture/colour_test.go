package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"testing"

	"mitte/geo/fault"
)

// icc writes a profile as programs do: colourants in XYZ under D50 and one curve for all channels.
func icc(space string, colourants [3][3]float64, curve []byte) []byte {
	fixed := func(v float64) []byte { return binary.BigEndian.AppendUint32(nil, uint32(int32(v*65536))) }
	tags := map[string][]byte{"rTRC": curve, "gTRC": curve, "bTRC": curve}
	for i, name := range []string{"rXYZ", "gXYZ", "bXYZ"} {
		tags[name] = []byte("XYZ \x00\x00\x00\x00")
		for _, v := range colourants[i] {
			tags[name] = append(tags[name], fixed(v)...)
		}
	}
	if curve == nil {
		tags = map[string][]byte{"A2B0": []byte("mft2 and so on")}
	}
	out := make([]byte, 128)
	copy(out[16:], space+"XYZ ")
	copy(out[36:], "acsp")
	out = binary.BigEndian.AppendUint32(out, uint32(len(tags)))
	at := len(out) + 12*len(tags)
	var body []byte
	for name, tag := range tags {
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(tag)))
		body = append(body, tag...)
	}
	return append(out, body...)
}

var (
	displayP3 = [3][3]float64{{0.51512, 0.24120, -0.00105}, {0.29198, 0.69225, 0.04189}, {0.15710, 0.06657, 0.78407}}
	adobeRGB  = [3][3]float64{{0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}}
	itself    = [3][3]float64{{0.43607, 0.22250, 0.01393}, {0.38506, 0.71688, 0.09710}, {0.14308, 0.06062, 0.71417}}
)

func power(of float64) []byte {
	return append([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"), binary.BigEndian.AppendUint16(nil, uint16(of*256))...)
}

// bent is sRGB's curve in its parametric form.
func bent() []byte {
	out := []byte("para\x00\x00\x00\x00\x00\x03\x00\x00")
	for _, v := range []float64{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045} {
		out = binary.BigEndian.AppendUint32(out, uint32(int32(v*65536+0.5)))
	}
	return out
}

func inJPEG(plain, profile []byte) []byte {
	half := len(profile) / 2
	out := append([]byte{}, plain[:2]...)
	for n, part := range [][]byte{profile[half:], profile[:half]} { // the second part first
		segment := append([]byte("ICC_PROFILE\x00"), byte(2-n), 2)
		segment = append(segment, part...)
		out = append(out, 0xff, 0xe2, byte((len(segment)+2)>>8), byte(len(segment)+2))
		out = append(out, segment...)
	}
	return append(out, plain[2:]...)
}

func inPNG(plain, profile []byte) []byte {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	_, _ = w.Write(profile)
	_ = w.Close()
	chunk := append([]byte("iCCPname\x00\x00"), packed.Bytes()...)
	const behindHeader = 8 + 25
	out := append([]byte{}, plain[:behindHeader]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(chunk)-4))
	out = append(out, chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	return append(out, plain[behindHeader:]...)
}

func plainly(c color.RGBA) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, 400, 320))
	for y := range 320 {
		for x := range 400 {
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// What a telephone writes in Display P3, or a camera in Adobe RGB, looks in sRGB as it was meant.
func TestColoursAreTurnedIntoSRGB(t *testing.T) {
	t.Parallel()
	s := store(t)
	linear := []byte("curv\x00\x00\x00\x00\x00\x00\x00\x00")
	table := append([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x03"), 0, 0, 0x80, 0, 0xff, 0xff)
	for name, c := range map[string]struct {
		profile    []byte
		sent, want color.RGBA
	}{
		"P3, red of sRGB":      {icc("RGB ", displayP3, bent()), color.RGBA{234, 51, 35, 255}, color.RGBA{255, 0, 0, 255}},
		"P3, green of sRGB":    {icc("RGB ", displayP3, bent()), color.RGBA{117, 251, 76, 255}, color.RGBA{0, 255, 0, 255}},
		"P3, blue of sRGB":     {icc("RGB ", displayP3, bent()), color.RGBA{0, 0, 245, 255}, color.RGBA{0, 0, 255, 255}},
		"P3, grey":             {icc("RGB ", displayP3, bent()), color.RGBA{128, 128, 128, 255}, color.RGBA{128, 128, 128, 255}},
		"P3, beyond sRGB":      {icc("RGB ", displayP3, bent()), color.RGBA{255, 0, 0, 255}, color.RGBA{255, 0, 0, 255}},
		"Adobe, red of sRGB":   {icc("RGB ", adobeRGB, power(2.19921875)), color.RGBA{219, 0, 0, 255}, color.RGBA{255, 0, 0, 255}},
		"Adobe, green of sRGB": {icc("RGB ", adobeRGB, power(2.19921875)), color.RGBA{144, 255, 60, 255}, color.RGBA{0, 255, 0, 255}},
		"sRGB without a name":  {icc("RGB ", itself, bent()), color.RGBA{200, 100, 50, 255}, color.RGBA{200, 100, 50, 255}},
		"light itself":         {icc("RGB ", itself, linear), color.RGBA{55, 55, 55, 255}, color.RGBA{128, 128, 128, 255}},
		"a table":              {icc("RGB ", itself, table), color.RGBA{55, 55, 55, 255}, color.RGBA{128, 128, 128, 255}},
		"grey scale":           {icc("GRAY", itself, power(2.2)), color.RGBA{9, 99, 199, 255}, color.RGBA{9, 99, 199, 255}},
		"cut off":              {icc("RGB ", displayP3, bent())[:140], color.RGBA{9, 99, 199, 255}, color.RGBA{9, 99, 199, 255}},
		"no profile":           {[]byte("something else, which is long enough"), color.RGBA{9, 99, 199, 255}, color.RGBA{9, 99, 199, 255}},
	} {
		for kind, file := range map[string][]byte{
			"JPEG": inJPEG(asJPEG(t, plainly(c.sent)), c.profile), "PNG": inPNG(asPNG(t, plainly(c.sent)), c.profile),
		} {
			got := kept(t, s, file)
			for i, d := range [3]int{int(got.R) - int(c.want.R), int(got.G) - int(c.want.G), int(got.B) - int(c.want.B)} {
				if d < -6 || d > 6 { // what JPEG takes away, twice
					t.Errorf("%s as %s: %v, want %v (%d)", name, kind, got, c.want, i)
				}
			}
		}
	}
}

// kept is the colour of the middle of the narrowest file that is kept.
func kept(t *testing.T, s *Store, file []byte) color.RGBA {
	t.Helper()
	p, err := s.Read(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Keep(p, func() error { return nil }); err != nil {
		t.Fatal(err)
	}
	body, err := s.File(p.Content, Widths()[0])
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(body, []byte("ICC_PROFILE")) {
		t.Error("the profile is kept")
	}
	m, err := jpeg.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r, g, b, _ := m.At(m.Bounds().Dx()/2, m.Bounds().Dy()/2).RGBA()
	return color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 255}
}

// What is meant for print, or turned by tables only, is not shown in colours that nobody meant.
func TestColoursThatCannotBeTurnedAreRefused(t *testing.T) {
	t.Parallel()
	s := store(t)
	for name, profile := range map[string][]byte{
		"print": icc("CMYK", displayP3, bent()), "tables": icc("RGB ", displayP3, nil), "an unknown curve": icc("RGB ", displayP3, []byte("what\x00\x00\x00\x00\x00\x00\x00\x00")),
	} {
		_, err := s.Read(t.Context(), inPNG(asPNG(t, plainly(color.RGBA{9, 99, 199, 255})), profile))
		if fault.CodeOf(err) != "media.colours" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
