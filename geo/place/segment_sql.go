package place

import (
	"context"

	"mitte/geo/pg"
)

const sqlSegments = `
SELECT id, version, updated_at, street_name, street_key, kind, chain_no, seq, from_label, to_label, start_m, length_m,
       pedestrian_zone, location_class, width_m, source, made_up, ST_Transform(geom, 4326) AS geom
FROM pub.segments`

func listSegments(ctx context.Context, db pg.Querier, q SegmentQuery) (Batch[Segment], error) {
	var w pg.Where
	if q.Street != "" {
		w.Add("lower(street_name) = lower(?)", q.Street)
	}
	return list[Segment](ctx, db, sqlSegments, q.Page, &w)
}
