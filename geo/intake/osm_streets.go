package intake

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/osm"
	"github.com/twpayne/go-geom"
)

// streetKinds maps highway values to the kinds of a segment. What is not listed is no street.
var streetKinds = map[string]string{
	"motorway": "main", "motorway_link": "main", "trunk": "main", "trunk_link": "main",
	"primary": "main", "primary_link": "main", "secondary": "main", "secondary_link": "main",
	"tertiary": "street", "tertiary_link": "street", "unclassified": "street", "residential": "street",
	"living_street": "street", "road": "street",
	"pedestrian": "pedestrian",
	"service":    "service", "busway": "service", "track": "service",
	"footway": "path", "path": "path", "cycleway": "path", "bridleway": "path",
	"steps": "steps",
}

// piece is a part of a way between two nodes that matter.
type piece struct {
	way      *osm.Way
	index    int // along the way
	nodes    []osm.NodeID
	flat     []float64 // lon, lat of nodes
	chainNo  int
	seq      int
	reversed bool // against the direction of the way
}

func (p *piece) name() string     { return p.way.Tags.Find("name") }
func (p *piece) from() osm.NodeID { return p.nodes[0] }
func (p *piece) to() osm.NodeID   { return p.nodes[len(p.nodes)-1] }
func (p *piece) ref() string      { return fmt.Sprintf("way/%d#%d", p.way.ID, p.index) }

// length is in metres, good enough to find what is far too short and to compare chains.
func (p *piece) length() float64 {
	total := 0.0
	for i := 2; i < len(p.flat); i += 2 {
		total += distance(p.flat[i-2], p.flat[i-1], p.flat[i], p.flat[i+1])
	}
	return total
}

func distance(lon1, lat1, lon2, lat2 float64) float64 {
	const degree = 111_194.9
	return degree * math.Hypot((lon2-lon1)*math.Cos((lat1+lat2)/2*math.Pi/180), lat2-lat1)
}

// streets splits the ways at their crossings, orders the pieces of a name into chains and adds a row for each.
func (o *osmReader) streets(ctx context.Context) error {
	ways := o.highways()
	crossings := crossingNodes(ways)
	labels := crossingNames(ways)
	var pieces []*piece
	for _, w := range ways {
		parts, ok := o.split(w, crossings)
		if !ok {
			o.run.report.note("incomplete", []string{wayRef(w.ID)})
			continue
		}
		pieces = append(pieces, parts...)
	}
	orderChains(pieces)
	for i, p := range pieces {
		if o.outside(p.flat) {
			continue
		}
		if err := o.segment(ctx, i+1, p, labels); err != nil {
			return err
		}
	}
	return nil
}

// highways are the ways that are streets, by id; the others are counted by kind.
func (o *osmReader) highways() []*osm.Way {
	var ways []*osm.Way
	skipped := map[string]int{}
	for _, w := range sortedWays(o.data.ways) {
		kind := w.Tags.Find("highway")
		switch {
		case kind == "":
		case streetKinds[kind] == "":
			skipped[kind]++
		case w.Tags.Find("area") == "yes":
			o.run.report.note("street_area", []string{wayRef(w.ID)})
		case len(w.Nodes) > 1:
			ways = append(ways, w)
		}
	}
	total, list := 0, []string{}
	for _, kind := range slices.Sorted(maps.Keys(skipped)) {
		total += skipped[kind]
		list = append(list, fmt.Sprintf("%s %d", clip(kind), skipped[kind]))
	}
	o.run.report.noteMore("highway_skipped", total, strings.Join(list, ", "))
	return ways
}

func wayRef(id osm.WayID) string { return "way/" + strconv.FormatInt(int64(id), 10) }

// crossingNodes are the nodes that ways share, or that one way visits twice.
func crossingNodes(ways []*osm.Way) map[osm.NodeID]bool {
	visits := map[osm.NodeID]int{}
	for _, w := range ways {
		for i, n := range w.Nodes {
			if i == 0 || n.ID != w.Nodes[i-1].ID {
				visits[n.ID]++
			}
		}
	}
	crossings := map[osm.NodeID]bool{}
	for id, n := range visits {
		if n > 1 {
			crossings[id] = true
		}
	}
	return crossings
}

// crossingNames are the names of the streets that meet at a node.
func crossingNames(ways []*osm.Way) map[osm.NodeID]map[string]bool {
	names := map[osm.NodeID]map[string]bool{}
	for _, w := range ways {
		name := w.Tags.Find("name")
		if name == "" {
			continue
		}
		for _, n := range w.Nodes {
			if names[n.ID] == nil {
				names[n.ID] = map[string]bool{}
			}
			names[n.ID][name] = true
		}
	}
	return names
}

// split cuts a way at its crossings, and where a piece would still touch or cross itself, again. It reports false for a
// way whose nodes are not all in the extract.
func (o *osmReader) split(w *osm.Way, crossings map[osm.NodeID]bool) ([]*piece, bool) {
	flat, ok := o.data.place(w.Nodes)
	if !ok {
		return nil, false
	}
	var pieces []*piece
	add := func(from, to int) {
		for _, cut := range simpleCuts(flat[2*from:2*to+2], w.Nodes[from].ID == w.Nodes[to].ID) {
			p := &piece{way: w, index: len(pieces) + 1, flat: flat[2*(from+cut[0]) : 2*(from+cut[1])+2]}
			for _, n := range w.Nodes[from+cut[0] : from+cut[1]+1] {
				p.nodes = append(p.nodes, n.ID)
			}
			pieces = append(pieces, p)
		}
	}
	start := 0
	for i := 1; i < len(w.Nodes); i++ {
		if i == len(w.Nodes)-1 || crossings[w.Nodes[i].ID] {
			add(start, i)
			start = i
		}
	}
	if cuts := len(pieces); cuts > 1 && visitsTwice(w) {
		o.run.report.note("street_split", []string{wayRef(w.ID)})
	}
	return pieces, true
}

func visitsTwice(w *osm.Way) bool {
	seen := map[osm.NodeID]bool{}
	for _, n := range w.Nodes {
		if seen[n.ID] {
			return true
		}
		seen[n.ID] = true
	}
	return false
}

// segment adds a row for the piece.
func (o *osmReader) segment(ctx context.Context, number int, p *piece, labels map[osm.NodeID]map[string]bool) error {
	if p.length() < 0.51 {
		o.run.report.note("street_short", []string{p.ref()})
		return nil
	}
	kind := p.way.Tags.Find("highway")
	in := row{layer: layerSegment, fileRow: number, ref: p.ref(), fields: fields{
		"street_name": textOrNull(clip(p.name())), "kind": streetKinds[kind], "chain_no": p.chainNo, "seq": p.seq,
		"from_node": p.from(), "to_node": p.to(),
		"from_label":      label(labels[p.from()], p.name()),
		"to_label":        label(labels[p.to()], p.name()),
		"pedestrian_zone": kind == "pedestrian", "width_m": width(p.way.Tags.Find("width")),
	}}
	g, err := o.run.intake(o.run.srid, "LineString").Check(geom.NewLineStringFlat(geom.XY, p.flat))
	if err != nil {
		o.run.refuseFault(in, "geometry", err)
		return nil
	}
	in.geom = g
	return o.run.add(ctx, in)
}

// label names the other streets that meet at a node.
func label(names map[string]bool, own string) any {
	var others []string
	for name := range names {
		if name != own {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	return textOrNull(clip(strings.Join(others, " / ")))
}

func width(text string) any {
	if v, ok := parseDecimal(strings.TrimSuffix(strings.TrimSpace(text), "m")); ok && v >= 0.5 && v <= 100 {
		return v
	}
	return nil
}
