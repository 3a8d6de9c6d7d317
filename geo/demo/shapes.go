package demo

import (
	"github.com/twpayne/go-geom"

	"mitte/geo"
)

func (w where) point(p vec) geo.Geom {
	return must(geo.NewGeom(geom.NewPointFlat(geom.XY, w.flat(path{p}, false)).SetSRID(int(geo.Storage))))
}

func (w where) line(l path) geo.Geom {
	return must(geo.NewGeom(geom.NewLineStringFlat(geom.XY, w.flat(l, false)).SetSRID(int(geo.Storage))))
}

// polygons makes a MultiPolygon; a clockwise ring is a hole in the ring before it.
func (w where) polygons(rings ...path) geo.Geom {
	var flat []float64
	var endss [][]int
	for _, r := range rings {
		flat = append(flat, w.flat(r, true)...)
		if k := len(endss) - 1; k >= 0 && (ring{p: r}).area() < 0 {
			endss[k] = append(endss[k], len(flat))
			continue
		}
		endss = append(endss, []int{len(flat)})
	}
	return must(geo.NewGeom(geom.NewMultiPolygonFlat(geom.XY, flat, endss).SetSRID(int(geo.Storage))))
}

// merged makes a MultiPolygon of rings that share whole borders.
func (w where) merged(rings ...ring) geo.Geom {
	var out []path
	for _, r := range union(rings...) {
		if r.area() > 0 || len(out) > 0 {
			out = append(out, r.p)
		}
	}
	return w.polygons(out...)
}
