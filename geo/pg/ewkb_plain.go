package pg

import (
	"bytes"
	"encoding/binary"
	"math"

	"github.com/twpayne/go-geom"
)

// EWKB begins with its byte order and its type, to which a flag is added where an SRID follows.
const (
	plainLine    = 2
	plainPolygon = 3
	plainLines   = 5
	plainGround  = 6
	withSRID     = 0x20000000

	plainHead     = 1 + 4 + 4
	plainPosition = 8 + 8
)

// plain reads lines and polygons as PostGIS sends nearly all of them: little endian, 2D, with an SRID, and not empty. The
// library asks for room for every number it reads and keeps the coordinates three times; these are most of what a question
// to the database brings.
type plain struct{ rest []byte }

// readPlain reports false for anything else, whether it is a geometry or not: that is for the library to say.
func readPlain(src []byte) (geom.T, bool) {
	if len(src) < plainHead || src[0] != 1 {
		return nil, false
	}
	kind, srid := binary.LittleEndian.Uint32(src[1:]), int(binary.LittleEndian.Uint32(src[5:]))
	p := plain{src[plainHead:]}
	flat := make([]float64, 0, len(p.rest)/8)
	var t geom.T
	var ok bool
	switch kind {
	case withSRID | plainLine:
		flat, ok = p.positions(flat)
		t = geom.NewLineStringFlat(geom.XY, flat).SetSRID(srid)
	case withSRID | plainPolygon:
		var ends []int
		flat, ends, ok = p.rings(flat)
		t = geom.NewPolygonFlat(geom.XY, flat, ends).SetSRID(srid)
	case withSRID | plainLines:
		var ends []int
		flat, ends, ok = p.lines(flat)
		t = geom.NewMultiLineStringFlat(geom.XY, flat, ends).SetSRID(srid)
	case withSRID | plainGround:
		var endss [][]int
		flat, endss, ok = p.polygons(flat)
		t = geom.NewMultiPolygonFlat(geom.XY, flat, endss).SetSRID(srid)
	}
	return t, ok && len(p.rest) == 0
}

// count reads how many things of at least so many bytes follow.
func (p *plain) count(bytesEach int) (int, bool) {
	if len(p.rest) < 4 {
		return 0, false
	}
	n := int(binary.LittleEndian.Uint32(p.rest))
	p.rest = p.rest[4:]
	return n, n > 0 && n <= len(p.rest)/bytesEach
}

// part reads the head of a part, which has no SRID of its own.
func (p *plain) part(kind byte) bool {
	rest, ok := bytes.CutPrefix(p.rest, []byte{1, kind, 0, 0, 0})
	p.rest = rest
	return ok
}

func (p *plain) positions(flat []float64) ([]float64, bool) {
	n, ok := p.count(plainPosition)
	if !ok {
		return flat, false
	}
	for range 2 * n {
		flat = append(flat, math.Float64frombits(binary.LittleEndian.Uint64(p.rest)))
		p.rest = p.rest[8:]
	}
	return flat, true
}

func (p *plain) rings(flat []float64) (_ []float64, ends []int, ok bool) {
	n, ok := p.count(4)
	for i := 0; ok && i < n; i++ {
		flat, ok = p.positions(flat)
		ends = append(ends, len(flat))
	}
	return flat, ends, ok
}

func (p *plain) lines(flat []float64) (_ []float64, ends []int, ok bool) {
	n, ok := p.count(5 + 4)
	for i := 0; ok && i < n; i++ {
		if ok = p.part(plainLine); ok {
			flat, ok = p.positions(flat)
			ends = append(ends, len(flat))
		}
	}
	return flat, ends, ok
}

func (p *plain) polygons(flat []float64) (_ []float64, endss [][]int, ok bool) {
	n, ok := p.count(5 + 4)
	for i := 0; ok && i < n; i++ {
		if ok = p.part(plainPolygon); ok {
			var ends []int
			flat, ends, ok = p.rings(flat)
			endss = append(endss, ends)
		}
	}
	return flat, endss, ok
}
