package geo

import (
	"math"
	"strconv"
)

func (in Intake) finite(s shape) error {
	for _, p := range s.parts {
		for n := p.from; n < p.to; n++ {
			x, y := s.xy(n)
			if math.IsNaN(x-x) || math.IsNaN(y-y) { // v-v is NaN for infinities too
				return refuse(codeNotFinite, s.pathOf(p, n), "a coordinate is not a finite number")
			}
		}
	}
	return nil
}

func (in Intake) size(s shape) error {
	if n, limit := len(s.flat)/2, in.maxVertices(); n > limit {
		return tooMany(n, limit)
	}
	if len(s.flat) == 0 {
		return refuse(codeEmpty, "/coordinates", "the geometry is empty")
	}
	for _, p := range s.parts {
		if p.from == p.to {
			return refuse(codeEmpty, s.path(p), "a part of the geometry is empty")
		}
		line := s.kind == "LineString" || s.kind == "MultiLineString"
		if line && p.to-p.from < 2 {
			x, y := s.xy(p.from)
			return refuseAt(x, y, codeEmpty, s.path(p), "a line needs two or more positions")
		}
	}
	return nil
}

func tooMany(n, limit int) error {
	count, most := strconv.Itoa(n), strconv.Itoa(limit)
	return refusal{
		code: codeTooMany, path: "/coordinates",
		msg:  "the geometry has " + count + " vertices; at most " + most + " are taken",
		with: params{"count": count, "max": most},
	}.err()
}
