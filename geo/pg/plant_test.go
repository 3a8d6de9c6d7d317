package pg_test

import (
	"testing"

	"mitte/geo/pg"
)

// plants makes one row in every table, in an order that the foreign keys allow. Whatever the public must not read
// carries a canary: the word "canary", the day 2099-09-09 or the number 987654321. $1 is a square, $2 a point in it.
var plants = []struct{ table, sql string }{ //nolint:gochecknoglobals // a table of cases
	{"town", `INSERT INTO town (name, municipality_key, geom) VALUES ('Town', '02000000', $1)`},
	{"parcel", `INSERT INTO parcel (flurstueckskennzeichen, gemarkung_name, geom, municipality_key, source)
		VALUES ('021234___00001______', 'G', $1, '02000000', 's')`},
	{"building", `INSERT INTO building (geom, source) VALUES ($1, 's')`},
	{"address", `INSERT INTO address (street_name, house_number, geom) VALUES ('Gasse', 1, $2)`},
	{"street_segment", `INSERT INTO street_segment (street_name, from_node, to_node, geom, source)
		VALUES ('Gasse', 1, 2, ST_MakeLine($2, ST_Translate($2, 50, 0)), 's')`},
	{"unit", `INSERT INTO unit (public_ref, building_id, address_id, geom, use_type, source, public_basis, marketable,
			not_marketable_reason, survey_source, note_internal)
		SELECT 'u', b.id, a.id, $2, 'retail', 's', 'demo', false, 'ruinous', 'canary', 'canary' FROM building b, address a`},
	{"unit_parcel", `INSERT INTO unit_parcel (unit_id, parcel_id, "primary") SELECT u.id, p.id, true FROM unit u, parcel p`},
	{"frontage", `INSERT INTO frontage (unit_id, geom, segment_id, side, from_m, to_m, "primary")
		SELECT u.id, ST_MakeLine($2, ST_Translate($2, 6, 0)), g.id, 'left', 0, 6, true FROM unit u, street_segment g`},
	{"entrance", `INSERT INTO entrance (unit_id, geom) SELECT id, $2 FROM unit`},
	{"area", `INSERT INTO area (kind, name, geom) VALUES ('fund', 'A', $1)`},
	{"media", `INSERT INTO media (unit_id, kind, creator, licence, alt_text_de, faces_checked_by, faces_checked_at, updated_by)
		SELECT id, 'photo', 'canary', 'canary', 'canary', 'canary', '2099-09-09', 'canary' FROM unit`},
	{"media", `INSERT INTO media (unit_id, kind, creator, licence, alt_text_de, faces_checked_by, faces_checked_at, updated_by, access_level, content, width, height)
		SELECT id, 'photo', 'Erika Muster', 'CC0', 'A shop', 'canary', '2099-09-09', 'canary', 'public', repeat('a', 64), 320, 200 FROM unit`},
	{"unit_status_event", `INSERT INTO unit_status_event (unit_id, "from", "to", at, reason, source, by, note, expected_until, successor_ids)
		SELECT id, 'unknown', 'vacant', '2026-01-01', 'canary', 'walk', 'canary', 'canary', '2099-09-09', '{987654321}' FROM unit`},
	{"occupancy", `INSERT INTO occupancy (unit_id, business_name, period, chain_shop_count, lease_end)
		SELECT id, 'Bakery', '[2025-01-01,2026-01-01)', 987654321, '2099-09-09' FROM unit`},
	{"offer", `INSERT INTO offer (unit_id, price_on_request, publication_status, publication_basis, published_at, confirmed_until)
		SELECT id, true, 'published', 'owner_consent', '2026-01-01', '2027-01-01' FROM unit`},
	{"unit", `INSERT INTO unit (public_ref, geom, use_type, source, public_basis, survey_source, note_internal, marketable, not_marketable_reason)
		SELECT 'canary', $2, 'retail', 's', 'offer', 'canary', 'canary', false, 'ruinous'`},
	{"media", `INSERT INTO media (unit_id, kind, creator, licence, alt_text_de, faces_checked_by, faces_checked_at, updated_by, access_level, content, width, height)
		SELECT id, 'photo', 'canary', 'canary', 'canary', 'canary', '2099-09-09', 'canary', 'public', repeat('b', 64), 320, 200 FROM unit WHERE public_ref = 'canary'`},
	{"unit_status_event", `INSERT INTO unit_status_event (unit_id, "from", "to", at, reason, source, by, note, expected_until, successor_ids)
		SELECT id, 'unknown', 'vacant', '2026-01-01', 'canary', 'walk', 'canary', 'canary', '2099-09-09', '{987654321}' FROM unit WHERE public_ref = 'canary'`},
	{"offer", `INSERT INTO offer (unit_id, title_de, net_cold_rent_cents, publication_status, publication_basis, published_at, confirmed_until)
		SELECT id, 'canary', 987654321, 'published', 'anonymised', '2026-01-01', '2027-01-01' FROM unit WHERE public_ref = 'canary'`},
	{"survey", `INSERT INTO survey (unit_id, by, at, result, key) SELECT id, 'canary', '2026-01-01', 'confirmed', 'canary-' || id FROM unit`},
	{"unit_bulk", `INSERT INTO unit_bulk (by, reason) VALUES ('canary', 'canary')`},
	{"unit_bulk_row", `INSERT INTO unit_bulk_row (bulk_id, unit_id, found, made) SELECT b.id, u.id, 1, 2 FROM unit_bulk b, unit u`},
	{"construction_project", `INSERT INTO construction_project (public_ref, title_de, legal_note, cost_planned_cents, cost_actual_cents, source)
		VALUES ('p', 'P', 'canary', 987654321, 987654321, 's')`},
	{"construction_section", `INSERT INTO construction_section (project_id, label, geom, status, status_reason, planned, contractor,
			note_internal, blackout_reason, source)
		SELECT id, 'A', $1, 'active', 'canary', '[2026-01-01,2026-06-01)', 'canary', 'canary', 'canary', 's' FROM construction_project`},
	{"construction_phase", `INSERT INTO construction_phase (section_id, kind, geom, planned)
		SELECT id, kind, $1, '[2026-01-01,2026-02-01)' FROM construction_section, unnest(ARRAY['utility', 'surface']) AS kind`},
	{"phase_dependency", `INSERT INTO phase_dependency (phase_id, depends_on_id) SELECT max(id), min(id) FROM construction_phase`},
	{"impact", `INSERT INTO impact (section_id) SELECT id FROM construction_section`},
	{"impact", `INSERT INTO impact (phase_id) SELECT min(id) FROM construction_phase`},
	{"site_facility", `INSERT INTO site_facility (section_id, kind, geom, period) SELECT id, 'storage', $1, '[2026-01-01,)' FROM construction_section`},
	{"blackout_window", `INSERT INTO blackout_window (name, period) VALUES ('canary', '[2026-12-01,2026-12-24)')`},
	{"notice", `INSERT INTO notice (section_id, channel, text_de, text_en, sent_at)
		SELECT id, channel, 'canary', 'canary', sent_at FROM construction_section,
			(VALUES ('letter', '2026-01-01'::timestamptz), ('mail', '2026-01-01'), ('poster', '2026-01-01'), ('web', NULL)) AS n (channel, sent_at)`},
	{"notice", `INSERT INTO notice (section_id, channel, text_de, sent_at) SELECT id, 'web', 'Text', '2026-01-01' FROM construction_section`},
	{"notice_recipient", `INSERT INTO notice_recipient (notice_id, unit_id, channel, sent_at, door)
		SELECT n.id, u.id, 'letter', '2026-01-01', '{"way": "canary"}' FROM notice n, unit u`},
}

// plantAll makes a row in every table and calls after, if given, behind each.
func plantAll(t testing.TB, db pg.DB, after func(table string)) {
	t.Helper()
	q := pg.As(db, pg.Who{Roles: []string{"staff"}})
	seedSource(t, q)
	shapes := []any{square(t, 0, 0, 100), point(t, 10, 10)}
	for _, p := range plants {
		// Both shapes are named here, so that a statement may do without.
		exec(t, q, "WITH shapes AS (SELECT $1::geometry, $2::geometry) "+p.sql, shapes...)
		if after != nil {
			after(p.table)
		}
	}
}
