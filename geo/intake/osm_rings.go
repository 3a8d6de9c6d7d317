package intake

import (
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/paulmach/osm"
	"github.com/twpayne/go-geom"
)

// multiPolygon joins the members of a multipolygon into rings and gives each hole to the smallest outer ring around it.
// It reports false if a member is missing, a ring stays open or a hole has no ring around it.
func (d *osmData) multiPolygon(r *osm.Relation) (geom.T, bool) {
	outer, okOuter := d.rings(r, func(role string) bool { return role != "inner" })
	inner, okInner := d.rings(r, func(role string) bool { return role == "inner" })
	if !okOuter || !okInner || len(outer) == 0 {
		return nil, false
	}
	slices.SortStableFunc(outer, compareArea)
	polygons := make([]orb.Polygon, len(outer))
	for i, ring := range outer {
		polygons[i] = orb.Polygon{ring}
	}
	for _, hole := range inner {
		home := slices.IndexFunc(outer, func(ring orb.Ring) bool { return inside(hole, ring) })
		if home < 0 {
			return nil, false
		}
		polygons[home] = append(polygons[home], hole)
	}
	return flatPolygons(polygons), true
}

func compareArea(a, b orb.Ring) int {
	switch d := abs(planar.Area(a)) - abs(planar.Area(b)); {
	case d < 0:
		return -1
	case d > 0:
		return 1
	}
	return 0
}

func abs(v float64) float64 { return max(v, -v) }

// inside asks for a vertex of the hole that is not on the ring; a hole may touch its ring.
func inside(hole, ring orb.Ring) bool {
	for _, p := range hole {
		if !slices.Contains(ring, p) {
			return planar.RingContains(ring, p)
		}
	}
	return true
}

func flatPolygons(polygons []orb.Polygon) geom.T {
	var flat []float64
	endss := make([][]int, 0, len(polygons))
	for _, polygon := range polygons {
		var ends []int
		for _, ring := range polygon {
			for _, p := range ring {
				flat = append(flat, p[0], p[1])
			}
			ends = append(ends, len(flat))
		}
		endss = append(endss, ends)
	}
	return geom.NewMultiPolygonFlat(geom.XY, flat, endss)
}

// rings joins the member ways of a role end to end. Ways are joined by node id, never by nearness.
func (d *osmData) rings(r *osm.Relation, role func(string) bool) ([]orb.Ring, bool) {
	var open [][]osm.WayNode
	for _, m := range r.Members {
		if m.Type != osm.TypeWay || !role(m.Role) {
			continue
		}
		way := d.ways[osm.WayID(m.Ref)]
		if way == nil || len(way.Nodes) < 2 {
			return nil, false
		}
		open = append(open, slices.Clone(way.Nodes))
	}
	var rings []orb.Ring
	for len(open) > 0 {
		line := open[0]
		open = open[1:]
		for line[0].ID != line[len(line)-1].ID {
			i, back := follower(open, line[len(line)-1].ID)
			if i < 0 {
				return nil, false
			}
			if back {
				slices.Reverse(open[i])
			}
			line = append(line, open[i][1:]...)
			open = slices.Delete(open, i, i+1)
		}
		flat, ok := d.place(line)
		if !ok {
			return nil, false
		}
		rings = append(rings, ring(flat))
	}
	return rings, true
}

func follower(open [][]osm.WayNode, node osm.NodeID) (i int, back bool) {
	for i, line := range open {
		switch node {
		case line[0].ID:
			return i, false
		case line[len(line)-1].ID:
			return i, true
		}
	}
	return -1, false
}

func ring(flat []float64) orb.Ring {
	out := make(orb.Ring, len(flat)/2)
	for i := range out {
		out[i] = orb.Point{flat[2*i], flat[2*i+1]}
	}
	return out
}
