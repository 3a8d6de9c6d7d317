package tiles

import (
	"context"
	"slices"
	"strings"

	"mitte/geo"
	"mitte/geo/pg"
)

// The box is taken in metres and only then projected, with its sides divided, so no geometry is: it may be a little
// larger than the data, never smaller.
const sqlDescribe = `
SELECT ST_XMin(g) AS west, ST_YMin(g) AS south, ST_XMax(g) AS east, ST_YMax(g) AS north,
       ARRAY(SELECT attribution FROM pub.sources s WHERE EXISTS (SELECT FROM pub.# l WHERE l.source = s.id) ORDER BY s.id)
FROM (SELECT ST_Transform(ST_Segmentize(ST_SetSRID(ST_Expand(ST_Extent(geom)::geometry, 0.01), 25832), 100), 4326) AS g
      FROM pub.#) AS box`

// Describe asks the layers of set one after the other.
func (p *Postgis) Describe(ctx context.Context, set Set) (Description, error) {
	var d Description
	for _, l := range set.Layers() {
		var west, south, east, north *float64
		var names []string
		row := p.db.QueryRow(ctx, describeStatement(l))
		if err := row.Scan(&west, &south, &east, &north, &names); err != nil {
			return Description{}, pg.Fault("tiles.Describe", err)
		}
		d.add(west, south, east, north)
		for _, name := range names {
			if !slices.Contains(d.Attributions, name) {
				d.Attributions = append(d.Attributions, name)
			}
		}
	}
	return d, nil
}

func describeStatement(l Layer) string { return strings.ReplaceAll(sqlDescribe, "#", l.Name) }

func (d *Description) add(west, south, east, north *float64) {
	if west == nil {
		return
	}
	box := geo.BBox{West: *west, South: *south, East: *east, North: *north}
	if d.Bounds != nil {
		box = box.Union(*d.Bounds)
	}
	d.Bounds = &box
}

func sourcesStatement(l Layer) string { return strings.ReplaceAll(sqlSources, "#", l.Name) }
