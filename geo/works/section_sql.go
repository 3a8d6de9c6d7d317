package works

import (
	"context"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/place"
)

// A street counts as touched if its axis runs in the section for 10 m or more, so that a crossing street is not named for
// its mouth alone; the street with most of it is named in any case.
const sqlSections = `
SELECT id, version, updated_at, project_id, project_ref, project_title_de, project_title_en, label, title_de, title_en,
       sequence, strip, status, planned_from, planned_to, actual_start, actual_end, start_verified, end_verified, valid_from,
       valid_to, expected_resume, last_confirmed_at, contact_role, description_de, description_en, pedestrian, min_width_m,
       step_free, vehicle, vehicle_clear_width_m, delivery_window, parking_spaces_lost, noise_level, access_note_de,
       access_note_en, ST_Transform(waste_point, 4326) AS waste_point, source, made_up,
       ARRAY(SELECT t.street_name
             FROM (SELECT g.street_name, sum(ST_Length(ST_Intersection(g.geom, s.geom))) AS inside_m,
                          row_number() OVER (ORDER BY sum(ST_Length(ST_Intersection(g.geom, s.geom))) DESC,
                                                      min(ST_Distance(g.geom, s.geom)), g.street_name) AS place
                   FROM pub.segments g
                   WHERE ST_DWithin(g.geom, s.geom, 8) AND g.street_name IS NOT NULL
                   GROUP BY g.street_name) AS t
             WHERE t.inside_m >= 10 OR t.place = 1
             ORDER BY t.place) AS street_names,
       ST_Transform(geom, 4326) AS geom
FROM pub.sections s`

const sqlPhases = `
SELECT id, version, section_id, kind, strip, sequence, status, planned_from, planned_to, actual_start, actual_end, valid_from,
       valid_to, pedestrian, min_width_m, step_free, vehicle, noise_level, access_note_de, access_note_en, vehicle_clear_width_m,
       delivery_window, parking_spaces_lost, ST_Transform(waste_point, 4326) AS waste_point, ST_Transform(geom, 4326) AS geom
FROM pub.phases
WHERE section_id = ANY ($1)
ORDER BY section_id, sequence, id`

// onDay keeps what is there on a day. A site that should have been finished and still goes on is there until today,
// whatever its plan says. Its arguments are the day, the day again, and whether the day has come.
const onDay pg.Literal = `(valid_from IS NULL OR valid_from <= ?)
    AND (valid_to IS NULL OR valid_to > ? OR (status IN ('active', 'suspended') AND actual_end IS NULL AND ?))`

func listSections(ctx context.Context, db pg.Querier, q SectionQuery, today geo.Date) (place.Batch[Section], error) {
	var w pg.Where
	if !q.At.IsZero() {
		w.Add(onDay, q.At, q.At, !today.Before(q.At))
	}
	if q.ProjectID != 0 {
		w.Add("project_id = ?", q.ProjectID)
	}
	if len(q.Statuses) > 0 {
		w.Add("status = ANY (?)", q.Statuses)
	}
	if !q.Narrow(&w) {
		return place.Batch[Section]{}, nil
	}
	rows, err := pg.Collect[Section](ctx, db, sqlSections+q.Tail(&w), w.Args()...)
	if err != nil {
		return place.Batch[Section]{}, err
	}
	batch := place.Cut(q.Page, rows)
	return batch, addPhases(ctx, db, batch.Rows)
}

// addPhases reads the phases of all sections at once.
func addPhases(ctx context.Context, db pg.Querier, sections []Section) error {
	if len(sections) == 0 {
		return nil
	}
	at := make(map[int64]*Section, len(sections))
	ids := make([]int64, len(sections))
	for i := range sections {
		ids[i] = sections[i].ID
		at[ids[i]] = &sections[i]
	}
	phases, err := pg.Collect[Phase](ctx, db, sqlPhases, ids)
	for _, p := range phases {
		at[p.SectionID].Phases = append(at[p.SectionID].Phases, p)
	}
	return err
}
