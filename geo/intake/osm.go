package intake

import (
	"context"
	"slices"

	"github.com/paulmach/osm"

	"mitte/geo"
)

// osmReader turns an OpenStreetMap extract into streets, buildings, addresses and shop units.
type osmReader struct {
	run  *run
	data *osmData
	book *addressBook
}

func (r *run) readOSM(ctx context.Context) error {
	data, err := r.scanOSM(ctx)
	if err != nil {
		return err
	}
	r.srid, r.credit = geo.LonLat, "© OpenStreetMap contributors"
	o := &osmReader{run: r, data: data, book: newAddressBook()}
	for _, step := range []func(context.Context) error{o.streets, o.buildings, o.addresses, o.shops} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return o.book.stage(ctx, r)
}

// outside reports whether none of the places lies in the town. An extract is usually larger than the town, so what lies
// outside is left out rather than refused.
func (o *osmReader) outside(flat []float64) bool {
	box := o.run.town.within
	if box == (geo.BBox{}) {
		return false
	}
	for i := 0; i < len(flat); i += 2 {
		if box.Contains(flat[i], flat[i+1]) {
			return false
		}
	}
	o.run.report.noteMore("outside_skipped", 1)
	return true
}

// place returns lon, lat of the nodes, and false if one is not in the extract.
func (d *osmData) place(nodes osm.WayNodes) ([]float64, bool) {
	flat := make([]float64, 0, 2*len(nodes))
	for _, n := range nodes {
		at, ok := d.nodes[n.ID]
		if !ok || at == missing {
			return nil, false
		}
		flat = append(flat, at[0], at[1])
	}
	return flat, true
}

func sortedWays(ways map[osm.WayID]*osm.Way) []*osm.Way {
	out := make([]*osm.Way, 0, len(ways))
	for _, w := range ways {
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b *osm.Way) int { return int(a.ID) - int(b.ID) })
	return out
}
