package works

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
	"mitte/geo/place"
)

// The sections are collected, not merged: merging foreign polygons cannot be stopped in time (reliability.md R1).
const sqlProjects = `
SELECT id, version, updated_at, public_ref, title_de, title_en, client, cost_planned_cents, funding_text, source, made_up,
       (SELECT ST_Transform(ST_Collect(part.geom ORDER BY s.sequence, s.id, part.path), 4326)
        FROM pub.sections s, ST_Dump(s.geom) AS part
        WHERE s.project_id = p.id) AS geom
FROM pub.projects p`

// throughSections opens the condition that a project lies where one of its sections does.
const throughSections pg.Literal = "id IN (SELECT project_id FROM pub.sections WHERE "

func listProjects(ctx context.Context, db pg.Querier, q ProjectQuery) (place.Batch[Project], error) {
	var w pg.Where
	if !q.NarrowBy(&w, throughSections, ")") {
		return place.Batch[Project]{}, nil
	}
	rows, err := pg.Collect[Project](ctx, db, sqlProjects+q.Tail(&w), w.Args()...)
	return place.Cut(q.Page, rows), err
}

func findProjectByRef(ctx context.Context, db pg.Querier, ref string) (Project, error) {
	rows, err := pg.Collect[Project](ctx, db, sqlProjects+" WHERE public_ref = $1", ref)
	if err == nil && len(rows) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return Project{}, err
	}
	return rows[0], nil
}
