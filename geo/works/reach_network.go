package works

import (
	"context"

	"mitte/geo/ground"
)

// network are the parts of what can be walked on from which one gets on: those that hold a street node outside of all
// sites of the day and go on beyond the surroundings, or hold more such nodes than any other part.
type network struct {
	parts *ground.Parts
	in    map[ground.Part]bool
}

func newNetwork(ctx context.Context, f *ground.Field, nodes []ground.Point, sites []ground.Area, shut []ground.Shut) (*network, error) {
	parts, err := f.Parts(ctx, shut...)
	if err != nil {
		return nil, err
	}
	edge, held := parts.AtEdge(), map[ground.Part]int{}
	for _, p := range nodes {
		if outside(sites, p) {
			for _, part := range parts.Near(p, doorM) {
				held[part]++
			}
		}
	}
	n := &network{parts, map[ground.Part]bool{}}
	if len(held) == 0 { // nothing but sites here: to get out is all
		n.in = edge
	}
	most := 0
	for _, count := range held {
		most = max(most, count)
	}
	for part, count := range held {
		n.in[part] = edge[part] || count == most
	}
	return n, nil
}

func outside(sites []ground.Area, p ground.Point) bool {
	for _, a := range sites {
		if a.Contains(p) {
			return false
		}
	}
	return true
}

func (n *network) reaches(door ground.Point) bool {
	for _, part := range n.parts.Near(door, doorM) {
		if n.in[part] {
			return true
		}
	}
	return false
}
