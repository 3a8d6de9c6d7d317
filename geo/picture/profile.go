package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"math"
	"slices"
)

const longestProfile = 4 << 20 // bytes of an ICC profile, unpacked

// profileOf returns the ICC profile of a file, nil where there is none that can be found: the chunks behind the mark of a JPEG, the
// packed chunk of a PNG, the chunk of a WebP. What is broken counts as none, as with browsers.
func profileOf(data []byte) []byte {
	switch {
	case formats[0].magic(data):
		return profileOfJPEG(data)
	case formats[1].magic(data):
		return profileOfPNG(data)
	default:
		if at := bytes.Index(data, []byte("ICCP")); at >= 0 && at+8 <= len(data) {
			return upTo(data[at+8:], uint64(binary.LittleEndian.Uint32(data[at+4:])))
		}
		return nil
	}
}

// profileOfJPEG joins the parts of a profile, which come in any order.
func profileOfJPEG(data []byte) []byte {
	const mark = "ICC_PROFILE\x00"
	parts := map[byte][]byte{}
	for at := 2; at+4 <= len(data) && data[at] == 0xff && data[at+1] != 0xda; {
		length := int(binary.BigEndian.Uint16(data[at+2:]))
		segment := upTo(data[at+2:], uint64(length))
		if data[at+1] == 0xe2 && len(segment) > len(mark)+4 && string(segment[2:2+len(mark)]) == mark {
			parts[segment[2+len(mark)]] = segment[4+len(mark):]
		}
		at += 2 + max(length, 2)
	}
	var out []byte
	for n := 1; n <= len(parts); n++ {
		out = append(out, parts[byte(n)]...)
	}
	return out
}

func profileOfPNG(data []byte) []byte {
	at := bytes.Index(data, []byte("iCCP"))
	if at < 4 {
		return nil
	}
	chunk := upTo(data[at+4:], uint64(binary.BigEndian.Uint32(data[at-4:])))
	_, packed, found := bytes.Cut(chunk, []byte{0})
	if !found || len(packed) < 2 {
		return nil
	}
	r, err := zlib.NewReader(bytes.NewReader(packed[1:]))
	if err != nil {
		return nil
	}
	out, err := io.ReadAll(io.LimitReader(r, longestProfile))
	if err != nil {
		return nil
	}
	return out
}

func upTo(data []byte, n uint64) []byte { return data[:min(uint64(len(data)), n)] }

// profile is an ICC profile (ICC.1, version 2 or 4) with the parts of it that are found by name.
type profile struct {
	space string
	tags  map[string][]byte
}

// parseProfile reads the table of a profile; false for what is none.
func parseProfile(icc []byte) (p profile, is bool) {
	if len(icc) < 132 || string(icc[36:40]) != "acsp" {
		return p, false
	}
	p = profile{string(icc[16:20]), map[string][]byte{}}
	n := binary.BigEndian.Uint32(icc[128:])
	for i := range uint64(min(n, 100)) {
		at := 132 + 12*i
		if at+12 > uint64(len(icc)) {
			return p, false
		}
		offset, size := uint64(binary.BigEndian.Uint32(icc[at+4:])), uint64(binary.BigEndian.Uint32(icc[at+8:]))
		if offset+size > uint64(len(icc)) {
			return p, false
		}
		p.tags[string(icc[at:at+4])] = icc[offset : offset+size]
	}
	return p, true
}

// calls reports whether the profile has a name in it, in the letters of version 2 or those of version 4.
func (p profile) calls(name string) bool {
	wide := make([]byte, 0, 2*len(name))
	for i := range len(name) {
		wide = append(wide, 0, name[i])
	}
	return bytes.Contains(p.tags["desc"], []byte(name)) || bytes.Contains(p.tags["desc"], wide)
}

// colourant is where the full of one channel lies, in XYZ under D50.
func (p profile) colourant(tag string) (xyz [3]float64, is bool) {
	t := p.tags[tag]
	if len(t) < 20 || string(t[:4]) != "XYZ " {
		return xyz, false
	}
	for i := range xyz {
		xyz[i] = fixed(t[8+4*i:])
	}
	return xyz, true
}

func fixed(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

// curve is how much light each of the 256 steps of a channel is, from 0 to 1.
func (p profile) curve(tag string) (light [256]float64, is bool) {
	t := p.tags[tag]
	if len(t) < 12 {
		return light, false
	}
	var of func(x float64) float64
	switch string(t[:4]) {
	case "curv":
		of = sampled(t[8:])
	case "para":
		of = formula(t[8:])
	}
	if of == nil {
		return light, false
	}
	for i := range light {
		light[i] = min(max(of(float64(i)/255), 0), 1)
	}
	return light, !slices.ContainsFunc(light[:], math.IsNaN)
}

// sampled is a curve that is a line, a power, or a table of values between which lines run.
func sampled(t []byte) func(float64) float64 {
	n := uint64(binary.BigEndian.Uint32(t))
	if 4+2*n > uint64(len(t)) {
		return nil
	}
	value := func(i uint64) float64 { return float64(binary.BigEndian.Uint16(t[4+2*i:])) }
	switch n {
	case 0:
		return func(x float64) float64 { return x }
	case 1:
		return func(x float64) float64 { return math.Pow(x, value(0)/256) }
	}
	return func(x float64) float64 {
		at := x * float64(n-1)
		low := min(uint64(at), n-2)
		return (value(low) + (value(low+1)-value(low))*(at-float64(low))) / 65535
	}
}

// formula is a curve of one of the five kinds of parametric ones.
func formula(t []byte) func(float64) float64 {
	counts := []int{1, 3, 4, 5, 7}
	kind := int(binary.BigEndian.Uint16(t))
	if kind >= len(counts) || len(t) < 4+4*counts[kind] {
		return nil
	}
	var v [7]float64
	for i := range counts[kind] {
		v[i] = fixed(t[4+4*i:])
	}
	g, a, b, c, d, e, f := v[0], v[1], v[2], v[3], v[4], v[5], v[6]
	switch kind {
	case 0:
		a, d = 1, 0
	case 1:
		c, d = 0, -b/a
	case 2: // below its foot it stays level
		c, d, e, f = 0, -b/a, c, c
	}
	return func(x float64) float64 {
		if x >= d {
			return math.Pow(a*x+b, g) + e
		}
		return c*x + f
	}
}
