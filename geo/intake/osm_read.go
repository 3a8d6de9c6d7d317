package intake

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/paulmach/osm"
	"github.com/paulmach/osm/osmpbf"

	"mitte/geo/fault"
)

// osmData is what an import needs of an extract. The file is read three times, relations, ways, nodes, so that the nodes
// of a whole state need not fit into memory, only those of its streets and buildings.
type osmData struct {
	relations []*osm.Relation
	ways      map[osm.WayID]*osm.Way
	nodes     map[osm.NodeID][2]float64
	tagged    []*osm.Node // nodes that are shops or addresses
	at        time.Time   // of the extract; zero if it does not say
}

const (
	osmRelations = iota
	osmWays
	osmNodes
)

// maxOSMNodes bounds memory at about a gigabyte.
const maxOSMNodes = 10_000_000

func (r *run) scanOSM(ctx context.Context) (*osmData, error) {
	if !strings.HasSuffix(strings.ToLower(r.options.Path), ".pbf") {
		return nil, fault.New(fault.Unsupported, "import_format", "OpenStreetMap extracts are read from .osm.pbf files")
	}
	d := &osmData{ways: map[osm.WayID]*osm.Way{}, nodes: map[osm.NodeID][2]float64{}}
	wanted := map[osm.WayID]bool{}
	for pass := osmRelations; pass <= osmNodes; pass++ {
		if err := r.scanPass(ctx, d, wanted, pass); err != nil {
			return nil, err
		}
	}
	return d, nil
}

func (r *run) scanPass(ctx context.Context, d *osmData, wanted map[osm.WayID]bool, pass int) (err error) {
	file, size, err := open(r.options.Path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	tell := func(done, _ int64, what string) {
		r.options.Progress(int64(pass)*size+done, 3*size, what)
	}
	scanner := osmpbf.New(ctx, progressReader{file, 0, size, "read", tell}.start(), 1)
	defer func() { _ = scanner.Close() }()
	scanner.SkipRelations, scanner.SkipWays, scanner.SkipNodes = pass != osmRelations, pass != osmWays, pass != osmNodes
	header, err := scanner.Header()
	if err != nil {
		return notOSM(err)
	}
	d.at = header.ReplicationTimestamp
	for scanner.Scan() {
		if err := d.take(scanner.Object(), wanted); err != nil {
			return err
		}
	}
	if stopped := ctx.Err(); stopped != nil {
		return timedOut(stopped)
	}
	if err := scanner.Err(); err != nil {
		return notOSM(err)
	}
	return nil
}

func notOSM(err error) error {
	msg := "the file is not an OpenStreetMap extract in PBF form"
	if errors.Is(err, io.ErrUnexpectedEOF) {
		msg = "the file ends in the middle"
	}
	return fault.New(fault.BadRequest, "bad_pbf", msg).Because(err)
}

func (d *osmData) take(object osm.Object, wanted map[osm.WayID]bool) error {
	switch e := object.(type) {
	case *osm.Relation:
		if e.Tags.Find("type") == "multipolygon" && (isBuilding(e.Tags) || isShop(e.Tags, true)) {
			d.relations = append(d.relations, e)
			for _, m := range e.Members {
				if m.Type == osm.TypeWay {
					wanted[osm.WayID(m.Ref)] = true
				}
			}
		}
	case *osm.Way:
		if wanted[e.ID] || e.Tags.HasTag("highway") || isBuilding(e.Tags) || isShop(e.Tags, true) || hasAddress(e.Tags) {
			d.ways[e.ID] = e
			for _, n := range e.Nodes {
				d.nodes[n.ID] = missing
			}
		}
	case *osm.Node:
		if _, ok := d.nodes[e.ID]; ok {
			d.nodes[e.ID] = [2]float64{e.Lon, e.Lat}
		}
		if isShop(e.Tags, true) || hasAddress(e.Tags) {
			d.tagged = append(d.tagged, e)
		}
	}
	if len(d.nodes) > maxOSMNodes {
		return fault.New(fault.TooLarge, "too_large", "the extract is too large; cut it to the town first")
	}
	return nil
}

// missing marks a node that a way names and the file has not shown yet.
var missing = [2]float64{1000, 1000}

func isBuilding(tags osm.Tags) bool {
	v := tags.Find("building")
	return v != "" && v != "no"
}

func hasAddress(tags osm.Tags) bool { return tags.HasTag("addr:housenumber") }
