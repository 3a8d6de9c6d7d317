package works

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

// Each part is read as it is now or as it was known at a moment: the argument @known is NULL or that moment.

const sqlSitesNow = `
    SELECT t.id, t.version, t.created_at, t.updated_at, t.updated_by, t.project_id, t.label, t.title_de, t.title_en, t.sequence,
           t.geom, t.centreline, t.strip, t.status, t.status_reason, t.planned, t.actual_start, t.actual_end, t.start_verified,
           t.end_verified, t.expected_resume, t.warranty_until, t.last_confirmed_at, t.contractor, t.contact_role,
           t.description_public_de, t.description_public_en, t.note_internal, t.blackout_ok, t.blackout_reason, t.source, t.made_up,
           t.period_from, t.period_to, t.geom_3857,
           (SELECT md5(string_agg(row_text, ',' ORDER BY row_text)) FROM (
                SELECT 'p' || h.id || ':' || h.version FROM construction_phase h WHERE h.section_id = t.id
                UNION ALL
                SELECT 'd' || d.id FROM phase_dependency d JOIN construction_phase h ON h.id = d.phase_id WHERE h.section_id = t.id
                UNION ALL
                SELECT 'i' || i.id || ':' || i.version FROM impact i WHERE i.section_id = t.id
                UNION ALL
                SELECT 'i' || i.id || ':' || i.version FROM impact i JOIN construction_phase h ON h.id = i.phase_id WHERE h.section_id = t.id
                UNION ALL
                SELECT 'f' || f.id || ':' || f.version FROM site_facility f WHERE f.section_id = t.id
            ) AS part (row_text)) AS stamp
    FROM construction_section t`

const sqlSitesThen = `
    SELECT r.id, r.version, r.created_at, r.updated_at, r.updated_by, r.project_id, r.label, r.title_de, r.title_en, r.sequence,
           h.geom, r.centreline, r.strip, r.status, r.status_reason, r.planned, r.actual_start, r.actual_end, r.start_verified,
           r.end_verified, r.expected_resume, r.warranty_until, r.last_confirmed_at, r.contractor, r.contact_role,
           r.description_public_de, r.description_public_en, r.note_internal, r.blackout_ok, r.blackout_reason, r.source, r.made_up,
           r.period_from, r.period_to, project_3857(h.geom) AS geom_3857, '' AS stamp
    FROM history h, jsonb_populate_record(NULL::construction_section, h.row) AS r
    WHERE h.table_name = 'construction_section' AND h.op <> 'tombstone'`

const sqlSiteColumns = `
SELECT s.id, s.version, s.created_at, s.updated_at, s.updated_by, p.public_ref AS project_ref, p.title_de AS project_title_de,
       p.title_en AS project_title_en, s.source, s.made_up, coalesce(s.stamp, '') AS stamp, s.project_id, s.label, s.title_de, s.title_en,
       s.sequence, s.strip, s.status, coalesce(s.status_reason, '') AS status_reason, lower(s.planned) AS planned_from,
       upper(s.planned) AS planned_to, s.actual_start, s.actual_end, s.start_verified, s.end_verified, s.expected_resume,
       s.warranty_until, s.last_confirmed_at, coalesce(s.contractor, '') AS contractor, s.contact_role,
       s.description_public_de AS description_de, s.description_public_en AS description_en,
       coalesce(s.note_internal, '') AS note_internal, s.blackout_ok, coalesce(s.blackout_reason, '') AS blackout_reason,
       ST_Transform(s.geom, 4326) AS geom, s.geom AS geom_m, ST_Transform(s.centreline, 4326) AS centreline, s.centreline AS centreline_m`

const sqlSite = sqlSiteColumns + `
FROM (` + sqlSitesNow + ` WHERE t.id = @id) AS s
JOIN construction_project p ON p.id = s.project_id`

// A version that was superseded at once has an empty range of being known, so its row's own time has to do.
const sqlSiteVersion = sqlSiteColumns + `
FROM (` + sqlSitesThen + ` AND h.id = @id AND h.version = @version) AS s
JOIN construction_project p ON p.id = s.project_id`

const sqlVersionKnown = `
SELECT coalesce(upper(known) - interval '1 microsecond', (row ->> 'updated_at')::timestamptz)
FROM history
WHERE table_name = 'construction_section' AND op <> 'tombstone' AND id = $1 AND version = $2`

const sqlSitePhases = `
SELECT s.section_id, s.id, s.kind, s.strip, s.sequence, s.status, ST_Transform(s.geom, 4326) AS geom, s.geom AS geom_m,
       lower(s.planned) AS planned_from, upper(s.planned) AS planned_to, s.actual_start, s.actual_end
FROM (
    SELECT t.id, t.section_id, t.kind, t.strip, t.sequence, t.status, t.geom, t.planned, t.actual_start, t.actual_end
    FROM construction_phase t
    WHERE t.section_id = ANY (@sections) AND (@known::timestamptz IS NULL OR t.updated_at <= @known)
    UNION ALL
    SELECT r.id, r.section_id, r.kind, r.strip, r.sequence, r.status, h.geom, r.planned, r.actual_start, r.actual_end
    FROM history h, jsonb_populate_record(NULL::construction_phase, h.row) AS r
    WHERE h.table_name = 'construction_phase' AND h.op <> 'tombstone' AND (h.row ->> 'section_id')::bigint = ANY (@sections)
      AND h.row ->> 'section_id' IS NOT NULL AND h.known @> @known::timestamptz
) AS s
ORDER BY s.section_id, s.sequence, s.id`

const sqlSiteDependencies = `
SELECT t.phase_id, t.depends_on_id
FROM phase_dependency t
WHERE t.phase_id = ANY (@phases) AND (@known::timestamptz IS NULL OR t.updated_at <= @known)
UNION ALL
SELECT r.phase_id, r.depends_on_id
FROM history h, jsonb_populate_record(NULL::phase_dependency, h.row) AS r
WHERE h.table_name = 'phase_dependency' AND h.op <> 'tombstone' AND (h.row ->> 'phase_id')::bigint = ANY (@phases)
  AND h.row ->> 'phase_id' IS NOT NULL AND h.known @> @known::timestamptz
ORDER BY 1, 2`

const sqlSiteImpacts = `
SELECT coalesce(s.section_id, 0) AS section_id, coalesce(s.phase_id, 0) AS phase_id, s.id, s.pedestrian,
       s.min_width_m::double precision AS min_width_m, s.step_free, s.vehicle,
       s.vehicle_clear_width_m::double precision AS vehicle_clear_width_m, s.delivery_window,
       ST_Transform(s.waste_point, 4326) AS waste_point, s.waste_point AS waste_point_m, s.parking_spaces_lost, s.noise_level,
       s.access_note_de, s.access_note_en
FROM (
    SELECT t.id, t.section_id, t.phase_id, t.pedestrian, t.min_width_m, t.step_free, t.vehicle, t.vehicle_clear_width_m,
           t.delivery_window, t.waste_point, t.parking_spaces_lost, t.noise_level, t.access_note_de, t.access_note_en
    FROM impact t
    WHERE (t.section_id = ANY (@sections) OR t.phase_id = ANY (@phases)) AND (@known::timestamptz IS NULL OR t.updated_at <= @known)
    UNION ALL
    SELECT r.id, r.section_id, r.phase_id, r.pedestrian, r.min_width_m, r.step_free, r.vehicle, r.vehicle_clear_width_m,
           r.delivery_window, r.waste_point, r.parking_spaces_lost, r.noise_level, r.access_note_de, r.access_note_en
    FROM history h, jsonb_populate_record(NULL::impact, h.row) AS r
    WHERE h.table_name = 'impact' AND h.op <> 'tombstone' AND h.known @> @known::timestamptz
      AND ((h.row ->> 'section_id' IS NOT NULL AND (h.row ->> 'section_id')::bigint = ANY (@sections))
        OR (h.row ->> 'phase_id' IS NOT NULL AND (h.row ->> 'phase_id')::bigint = ANY (@phases)))
) AS s
ORDER BY s.id`

const sqlSiteFacilities = `
SELECT s.section_id, s.id, s.kind, ST_Transform(s.geom, 4326) AS geom, s.geom AS geom_m, lower(s.period) AS "from", upper(s.period) AS "to"
FROM (
    SELECT t.id, t.section_id, t.kind, t.geom, t.period
    FROM site_facility t
    WHERE t.section_id = ANY (@sections) AND (@known::timestamptz IS NULL OR t.updated_at <= @known)
    UNION ALL
    SELECT r.id, r.section_id, r.kind, h.geom, r.period
    FROM history h, jsonb_populate_record(NULL::site_facility, h.row) AS r
    WHERE h.table_name = 'site_facility' AND h.op <> 'tombstone' AND (h.row ->> 'section_id')::bigint = ANY (@sections)
      AND h.row ->> 'section_id' IS NOT NULL AND h.known @> @known::timestamptz
) AS s
ORDER BY s.section_id, s.id`

// findSite reads a site in its current version; pgx.ErrNoRows says that there is none.
func findSite(ctx context.Context, db pg.Querier, id int64) (Site, error) {
	return readSite(ctx, db, sqlSite, pgx.NamedArgs{"id": id}, nil)
}

// findVersion reads a site in any of its versions; pgx.ErrNoRows says that there is none.
func findVersion(ctx context.Context, db pg.Querier, id int64, version int) (Site, error) {
	var known time.Time
	err := db.QueryRow(ctx, sqlVersionKnown, id, version).Scan(&known)
	if err == nil {
		return readSite(ctx, db, sqlSiteVersion, pgx.NamedArgs{"id": id, "version": version}, &known)
	}
	s, err := findSite(ctx, db, id)
	if err == nil && s.Version != version {
		err = pgx.ErrNoRows
	}
	return s, err
}

func readSite(ctx context.Context, db pg.Querier, sql string, args pgx.NamedArgs, known *time.Time) (Site, error) {
	rows, err := db.Query(ctx, sql, args)
	if err != nil {
		return Site{}, err
	}
	s, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[Site])
	if err != nil {
		return Site{}, err
	}
	one := []Site{s}
	err = addParts(ctx, db, one, known)
	return one[0], err
}
