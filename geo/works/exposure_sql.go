package works

import (
	"context"

	"github.com/jackc/pgx/v5/pgtype"

	"mitte/geo"
	"mitte/geo/pg"
)

// A version is the row itself if it was there at $1, else the one that history keeps of that moment.
const sqlExposing = `
SELECT s.id, p.public_ref || ' ' || s.label AS ref, p.title_de, p.title_en, s.label, s.status, s.period_from, s.period_to,
       s.status IN ('active', 'suspended') AND s.actual_end IS NULL AS goes_on,
       s.status IN ('planned', 'scheduled') AND s.actual_start IS NULL AS waits, s.geom AS ground
FROM (
    SELECT t.id, t.project_id, t.label, t.status, t.period_from, t.period_to, t.actual_start, t.actual_end, t.geom
    FROM construction_section t
    WHERE t.updated_at <= $1::timestamptz
    UNION ALL
    SELECT r.id, r.project_id, r.label, r.status, r.period_from, r.period_to, r.actual_start, r.actual_end, h.geom
    FROM history h, jsonb_populate_record(NULL::construction_section, h.row) AS r
    WHERE h.table_name = 'construction_section' AND h.op <> 'tombstone' AND h.known @> $1::timestamptz
) AS s
JOIN (
    SELECT t.id, t.public_ref, t.title_de, t.title_en
    FROM construction_project t
    WHERE t.updated_at <= $1::timestamptz
    UNION ALL
    SELECT r.id, r.public_ref, r.title_de, r.title_en
    FROM history h, jsonb_populate_record(NULL::construction_project, h.row) AS r
    WHERE h.table_name = 'construction_project' AND h.op <> 'tombstone' AND h.known @> $1::timestamptz
) AS p ON p.id = s.project_id
WHERE s.status NOT IN ('idea', 'cancelled') AND s.period_from IS NOT NULL AND s.period_to IS NOT NULL
ORDER BY s.period_from, s.id`

const sqlExposingPhases = `
SELECT h.section_id, h.id, h.geom AS ground, h.period_from, h.period_to, h.status = 'active' AND h.actual_end IS NULL AS goes_on
FROM (
    SELECT t.id, t.section_id, t.sequence, t.status, t.period_from, t.period_to, t.actual_end, t.geom
    FROM construction_phase t
    WHERE t.updated_at <= $1::timestamptz
    UNION ALL
    SELECT r.id, r.section_id, r.sequence, r.status, r.period_from, r.period_to, r.actual_end, h.geom
    FROM history h, jsonb_populate_record(NULL::construction_phase, h.row) AS r
    WHERE h.table_name = 'construction_phase' AND h.op <> 'tombstone' AND h.known @> $1::timestamptz
) AS h
WHERE h.section_id = ANY ($2) AND h.status <> 'cancelled'
ORDER BY h.section_id, h.sequence, h.id`

const sqlFrontsThen = `
SELECT f.id, f.unit_id, f.geom
FROM frontage f
WHERE ST_DWithin(f.geom, $2::geometry, $3::double precision) AND f.updated_at <= $1::timestamptz
UNION ALL
SELECT r.id, r.unit_id, h.geom
FROM history h, jsonb_populate_record(NULL::frontage, h.row) AS r
WHERE h.table_name = 'frontage' AND h.op <> 'tombstone' AND h.known @> $1::timestamptz
  AND ST_DWithin(h.geom, $2::geometry, $3::double precision)
ORDER BY 1`

// The doors of units that had no front at $1.
const sqlDoorsThen = `
SELECT e.unit_id, e.geom
FROM (
    SELECT t.id, t.unit_id, t.geom
    FROM unit u
    JOIN entrance t ON t.unit_id = u.id
    WHERE ST_DWithin(u.geom, $2::geometry, $3::double precision + 30) AND ST_DWithin(t.geom, $2::geometry, $3::double precision)
      AND t.updated_at <= $1::timestamptz
    UNION ALL
    SELECT r.id, r.unit_id, h.geom
    FROM history h, jsonb_populate_record(NULL::entrance, h.row) AS r
    WHERE h.table_name = 'entrance' AND h.op <> 'tombstone' AND h.known @> $1::timestamptz
      AND ST_DWithin(h.geom, $2::geometry, $3::double precision)
) AS e
WHERE NOT EXISTS (SELECT FROM frontage f WHERE f.unit_id = e.unit_id AND f.updated_at <= $1::timestamptz)
  AND NOT EXISTS (SELECT FROM history h
                  WHERE h.table_name = 'frontage' AND h.op <> 'tombstone' AND h.known @> $1::timestamptz
                    AND (h.row ->> 'unit_id')::bigint = e.unit_id)
ORDER BY e.unit_id, e.id`

// When the people of a door were told of a section first.
const sqlTold = `
SELECT n.section_id, r.unit_id, (min(r.sent_at) AT TIME ZONE 'Europe/Berlin')::date AS told_at
FROM notice_recipient r
JOIN notice n ON n.id = r.notice_id
WHERE r.sent_at <= $1::timestamptz
GROUP BY n.section_id, r.unit_id`

type exposingRow struct {
	ID                    int64
	Ref, TitleDe, TitleEn string
	Label, Status         string
	PeriodFrom, PeriodTo  geo.Date
	GoesOn, Waits         bool
	Ground                geo.Geom
}

type exposingPhaseRow struct {
	SectionID, ID int64
	Ground        geo.Geom
	daysRow
}

type frontThenRow struct {
	ID, UnitID int64
	Geom       geo.Geom
}

type toldRow struct {
	SectionID, UnitID int64
	ToldAt            geo.Date
}

// nearExposed is what may be within reach of a section.
type nearExposed struct {
	fronts []frontThenRow
	doors  []doorRow
}

// findExposing returns the sections with a day in the period, as they were known at a moment.
func findExposing(ctx context.Context, db pg.Querier, asked geo.Period, known pgtype.Timestamptz, today geo.Date) (sites []Worksite, heads []Exposing, err error) {
	rows, err := pg.Collect[exposingRow](ctx, db, sqlExposing, known)
	if err != nil {
		return nil, nil, err
	}
	begins := geo.Period{From: today}
	ids, at := make([]int64, len(rows)), make(map[int64]int, len(rows))
	all := make([]Worksite, len(rows))
	for i, r := range rows {
		ids[i], at[r.ID] = r.ID, i
		all[i] = Worksite{SectionID: r.ID, Ground: r.Ground, Period: daysRow{r.PeriodFrom, r.PeriodTo, r.GoesOn}.period(today)}
		if r.Waits {
			all[i].Period = common(all[i].Period, begins)
		}
	}
	phases, err := pg.Collect[exposingPhaseRow](ctx, db, sqlExposingPhases, known, ids)
	for _, h := range phases {
		s, p := &all[at[h.SectionID]], h.period(today)
		if rows[at[h.SectionID]].Waits {
			p = common(p, begins)
		}
		s.Phases = append(s.Phases, WorksitePhase{ID: h.ID, Place: len(s.Phases), Ground: h.Ground, Period: p})
	}
	for i, r := range rows {
		if span := common(all[i].span(), asked); span.From.Before(span.To) {
			sites = append(sites, all[i])
			heads = append(heads, Exposing{SectionID: r.ID, Ref: r.Ref, TitleDe: r.TitleDe, TitleEn: r.TitleEn, Label: r.Label, Status: r.Status, Period: all[i].Period, Ground: r.Ground})
		}
	}
	return sites, heads, err
}
