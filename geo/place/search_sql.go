package place

import (
	"context"
	"slices"

	"mitte/geo"
	"mitte/geo/pg"
)

// Names are compared folded, ours and the asked one alike: "Lippe-Str.", "lippestraße" and "LIPPESTRASSE" are one, and so
// is a half-typed "lippestra". fold1 and fold2 stand around the text.
const (
	fold1 = `regexp_replace(regexp_replace(unaccent(replace(replace(replace(replace(lower(`
	fold2 = `), 'ß', 'ss'), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue')), '[^a-z0-9]+', '', 'g'), 'stra?s?s?e?$', 'str')`
)

// A statement of the search fills found with id, label, detail, geom and rank; these give it its frame.
const (
	found1 = `
SELECT id, label, detail, ST_XMin(g) AS west, ST_YMin(g) AS south, ST_XMax(g) AS east, ST_YMax(g) AS north,
       ST_X(p) AS lon, ST_Y(p) AS lat
FROM (`
	found2 = `
) AS found, LATERAL (SELECT ST_Transform(geom, 4326) AS g, ST_Transform(ST_PointOnSurface(geom), 4326) AS p) AS shown
ORDER BY rank, label, id
LIMIT $1`
)

const sqlSearchAddresses = found1 + `
    SELECT a.id, concat(a.street_name, ' ', a.house_number, a.suffix) AS label, concat_ws(' ', a.postcode, nullif(a.city, '')) AS detail,
           a.geom, row_number() OVER (ORDER BY ` + fold1 + `a.street_name` + fold2 + ` <> q.street,
               concat(a.house_number, lower(a.suffix)) <> $3, a.street_name, a.house_number, a.suffix) AS rank
    FROM pub.addresses a, (SELECT ` + fold1 + `$2::text` + fold2 + ` AS street) q
    WHERE q.street <> '' AND starts_with(concat(a.house_number, lower(a.suffix)), $3)
      AND strpos(` + fold1 + `a.street_name` + fold2 + `, q.street) > 0` + found2

const sqlSearchStreets = found1 + `
    SELECT min(s.id) AS id, s.street_name AS label,
           coalesce((SELECT concat_ws(' ', a.postcode, nullif(a.city, '')) FROM pub.addresses a
                     WHERE a.street_name = s.street_name ORDER BY a.id LIMIT 1), '') AS detail,
           ST_Collect(s.geom ORDER BY s.id) AS geom,
           CASE strpos(` + fold1 + `s.street_name` + fold2 + `, q.name) WHEN 1 THEN 0 ELSE 1 END AS rank
    FROM pub.segments s, (SELECT ` + fold1 + `$2::text` + fold2 + ` AS name) q
    WHERE q.name <> '' AND strpos(` + fold1 + `s.street_name` + fold2 + `, q.name) > 0
    GROUP BY s.street_name, q.name` + found2

const sqlSearchUnits = found1 + `
    SELECT u.id, coalesce(u.business_name, u.public_ref) AS label,
           concat_ws(' ', u.street_name, concat(u.house_number, u.house_number_suffix)) AS detail, u.geom,
           CASE WHEN lower(u.public_ref) = lower($2) THEN 0
                WHEN starts_with(` + fold1 + `u.business_name` + fold2 + `, q.name) THEN 1 ELSE 2 END AS rank
    FROM pub.units u, (SELECT ` + fold1 + `$2::text` + fold2 + ` AS name) q
    WHERE q.name <> '' AND (u.valid_from IS NULL OR u.valid_from <= $3) AND (u.valid_to IS NULL OR u.valid_to > $3)
      AND (lower(u.public_ref) = lower($2) OR strpos(` + fold1 + `u.business_name` + fold2 + `, q.name) > 0)` + found2

const sqlSearchProjects = found1 + `
    SELECT p.id, p.title_de AS label, p.public_ref AS detail,
           (SELECT ST_Collect(part.geom) FROM pub.sections s, ST_Dump(s.geom) AS part WHERE s.project_id = p.id) AS geom,
           CASE WHEN lower(p.public_ref) = lower($2) THEN 0 ELSE 1 END AS rank
    FROM pub.projects p, (SELECT ` + fold1 + `$2::text` + fold2 + ` AS name) q
    WHERE q.name <> '' AND (lower(p.public_ref) = lower($2)
        OR strpos(` + fold1 + `p.title_de` + fold2 + `, q.name) > 0 OR strpos(` + fold1 + `p.title_en` + fold2 + `, q.name) > 0)` + found2

const sqlSearchParcels = found1 + `
    SELECT id, label, concat_ws(', ', gemarkung_name, 'Flur ' || flur) AS detail, geom,
           CASE WHEN label = $5 OR flurstueckskennzeichen = $2 THEN 0 ELSE 1 END AS rank
    FROM pub.parcels
    WHERE ($2 <> '' AND starts_with(flurstueckskennzeichen, $2))
       OR ($5 <> '' AND (label = $5 OR starts_with(label, $5 || '/')) AND ($4 = 0 OR flur = $4)
           AND starts_with(` + fold1 + `gemarkung_name` + fold2 + `, ` + fold1 + `$3::text` + fold2 + `))` + found2

type hitRow struct {
	ID                       int64
	Label, Detail            string
	West, South, East, North float64
	Lon, Lat                 float64
}

// search asks one kind after the other and stops when it has enough.
func search(ctx context.Context, db pg.Querier, q SearchQuery, day geo.Date) ([]Hit, error) {
	a := parseSearch(q.Text)
	var hits []Hit
	for _, way := range []struct {
		kind, sql string
		args      []any
		asked     bool
	}{
		{"address", sqlSearchAddresses, []any{a.street, a.number}, a.number != ""},
		{"street", sqlSearchStreets, []any{a.name}, true},
		{"unit", sqlSearchUnits, []any{a.name, day}, true},
		{"project", sqlSearchProjects, []any{a.name}, true},
		{"parcel", sqlSearchParcels, []any{a.key, a.gemarkung, a.flur, a.label}, a.key != "" || a.label != ""},
	} {
		if !way.asked || len(hits) >= q.Limit {
			continue
		}
		rows, err := pg.Collect[hitRow](ctx, db, way.sql, slices.Insert(way.args, 0, any(q.Limit-len(hits)))...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			box := geo.BBox{West: r.West, South: r.South, East: r.East, North: r.North}
			hits = append(hits, Hit{way.kind, r.ID, r.Label, r.Detail, box, [2]float64{r.Lon, r.Lat}})
		}
	}
	return hits, nil
}
