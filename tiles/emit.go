package tiles

import "math"

// The commands of a tile's geometry.
const (
	moveTo    = 1
	lineTo    = 2
	closePath = 7
)

// appendGeometry appends the commands of a shape. The cursor runs on from ring to ring.
func appendGeometry(b []byte, kind geometryKind, shape *lines) []byte {
	var at pt
	for i := range shape.len() {
		points := shape.at(i)
		first := 1
		if kind == pointKind {
			first = len(points)
		}
		b = appendVarint(b, uint64(first)<<3|moveTo)
		b, at = appendMoves(b, at, points[:first])
		if kind == pointKind {
			continue
		}
		b = appendVarint(b, uint64(len(points)-1)<<3|lineTo)
		b, at = appendMoves(b, at, points[1:])
		if kind == polygonKind {
			b = append(b, 1<<3|closePath)
		}
	}
	return b
}

func appendMoves(b []byte, at pt, points []pt) ([]byte, pt) {
	for _, p := range points {
		b = appendZigzag(b, p.x-at.x)
		b = appendZigzag(b, p.y-at.y)
		at = p
	}
	return b, at
}

func appendZigzag(b []byte, v int32) []byte {
	u := uint32(v)<<1 ^ uint32(v>>31)
	if u < 0x80 {
		return append(b, byte(u))
	}
	if u < 0x4000 {
		return append(b, byte(u)|0x80, byte(u>>7))
	}
	return appendVarint(b, uint64(u))
}

func appendVarint(b []byte, v uint64) []byte {
	for v >= 0x80 {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return append(b, byte(v))
}

func varintLen(v uint64) int {
	n := 1
	for v >= 0x80 {
		v >>= 7
		n++
	}
	return n
}

func halfUp(v float64) int32 { return int32(math.Floor(v + 0.5)) }
