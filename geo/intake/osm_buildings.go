package intake

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/paulmach/osm"
	"github.com/twpayne/go-geom"

	"mitte/geo"
)

// outline is an element that has an area.
type outline struct {
	ref  string
	tags osm.Tags
	at   time.Time
	geom geom.T // Polygon or MultiPolygon
}

// outlines returns the closed ways and multipolygons that pick wants, ways first, each by id. What is not complete in the
// extract is noted and left out, since half an outline is no outline.
func (o *osmReader) outlines(pick func(osm.Tags) bool) []outline {
	var out []outline
	for _, w := range sortedWays(o.data.ways) {
		if !pick(w.Tags) || len(w.Nodes) < 4 || w.Nodes[0].ID != w.Nodes[len(w.Nodes)-1].ID {
			continue
		}
		flat, ok := o.data.place(w.Nodes)
		if !ok {
			o.run.report.note("incomplete", []string{wayRef(w.ID)})
			continue
		}
		out = append(out, outline{wayRef(w.ID), w.Tags, w.Timestamp, geom.NewPolygonFlat(geom.XY, flat, []int{len(flat)})})
	}
	for _, r := range o.data.relations {
		if !pick(r.Tags) {
			continue
		}
		ref := fmt.Sprintf("relation/%d", r.ID)
		area, ok := o.data.multiPolygon(r)
		if !ok {
			o.run.report.note("incomplete", []string{ref})
			continue
		}
		out = append(out, outline{ref, r.Tags, r.Timestamp, area})
	}
	return out
}

func (o *osmReader) buildings(ctx context.Context) error {
	for i, b := range o.outlines(isBuilding) {
		if o.outside(b.geom.FlatCoords()) {
			continue
		}
		in := row{layer: layerBuilding, fileRow: i + 1, ref: b.ref, fields: fields{
			"name": textOrNull(clip(b.tags.Find("name"))), "storeys": storeys(b.tags.Find("building:levels")),
			"year_built": year(b.tags.Find("start_date")), "house_number": textOrNull(clip(b.tags.Find("addr:housenumber"))),
			"listed": b.tags.HasTag("heritage"),
		}}
		g, err := o.run.intake(o.run.srid, "Polygon", "MultiPolygon").Check(b.geom)
		if err != nil {
			o.run.refuseFault(in, "geometry", err)
			continue
		}
		in.geom = g
		if err := o.run.add(ctx, in); err != nil {
			return err
		}
	}
	return nil
}

// addresses collects the addresses that nodes, buildings and shops carry.
func (o *osmReader) addresses(context.Context) error {
	for i, n := range o.data.tagged {
		if hasAddress(n.Tags) {
			o.collect(n.Tags, nodeRef(n.ID), rankOf(n.Tags, 0), i+1, geom.NewPointFlat(geom.XY, []float64{n.Lon, n.Lat}))
		}
	}
	for i, b := range o.outlines(hasAddress) {
		o.collect(b.tags, b.ref, rankOf(b.tags, 1), i+1, b.geom)
	}
	return nil
}

// rankOf puts shops last: they stand somewhere in the house, an address at its door.
func rankOf(tags osm.Tags, otherwise int) int {
	if isShop(tags, true) {
		return 2
	}
	return otherwise
}

func (o *osmReader) collect(tags osm.Tags, ref string, rank, number int, t geom.T) {
	a, ok := o.address(tags, ref)
	if !ok || o.outside(t.FlatCoords()) {
		return
	}
	// A place the kernel refuses is refused where the building itself is read.
	if g, err := o.run.intake(geo.LonLat).Check(t); err == nil {
		o.book.put(addressEntry{a, rank, number, g})
	}
}

// address reads the addr tags, and false where they make no address.
func (o *osmReader) address(tags osm.Tags, ref string) (address, bool) {
	a := address{street: clip(tags.Find("addr:street")), postcode: tags.Find("addr:postcode"), city: clip(tags.Find("addr:city"))}
	if a.street == "" {
		a.street = clip(tags.Find("addr:place"))
	}
	if a.street == "" {
		o.run.report.note("address_skipped", []string{ref})
		return a, false
	}
	if !fiveDigits.MatchString(a.postcode) {
		a.postcode = ""
	}
	number, suffix, ok := parseHouseNumber(tags.Find("addr:housenumber"))
	if !ok {
		o.run.report.note("address_unreadable", []string{ref})
		return a, false
	}
	a.number, a.suffix = number, suffix
	return a, true
}

func nodeRef(id osm.NodeID) string { return fmt.Sprintf("node/%d", id) }

func storeys(text string) any {
	if n, ok := parseWhole(text); ok && n >= 0 && n <= 100 {
		return n
	}
	return nil
}

func year(text string) any {
	text, _, _ = strings.Cut(text, "-")
	if n, ok := parseWhole(text); ok && n >= 800 && n <= 2200 {
		return n
	}
	return nil
}
