package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// Sections that somebody might be drawing now: those of the town with their phases and impacts.
const sqlBenchDrawn = `
SELECT id
FROM construction_section
WHERE contact_role <> $1
ORDER BY md5(id::text || 'bench'), id
LIMIT $2`

// benchDrawing is what the browser asks while a section is drawn.
type benchDrawing struct{ impact, check map[string]any }

// drawings are sections to which a vertex was just added, so that the service knows no place of theirs.
func (r *benchEditRun) drawings(ctx context.Context) ([]benchDrawing, error) {
	const most = 24
	rows, err := r.app.Query(ctx, sqlBenchDrawn, benchContact, most)
	if err != nil {
		return nil, err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, err
	}
	var out []benchDrawing
	for _, id := range ids {
		var site struct {
			Geometry   map[string]any `json:"geometry"`
			Properties map[string]any `json:"properties"`
		}
		if _, err := r.office.ask(ctx, http.MethodGet, "/api/v1/staff/sections/"+strconv.FormatInt(id, 10), nil, "", &site); err != nil {
			return nil, err
		}
		if !addVertex(site.Geometry["coordinates"]) {
			return nil, fmt.Errorf("section %d has no outline", id)
		}
		out = append(out, drawing(id, site.Geometry, site.Properties))
	}
	return out, nil
}

// drawing leaves out what the browser leaves out.
func drawing(id int64, geometry, p map[string]any) benchDrawing {
	for _, phase := range asList(p["phases"]) {
		delete(phase.(map[string]any), "next_statuses")
	}
	d := benchDrawing{
		impact: map[string]any{"section_id": id, "geometry": geometry, "impact": p["impact"], "phases": p["phases"], "reach_m": 5},
		check:  map[string]any{"id": id, "geometry": geometry},
	}
	for name, planned := range map[string]string{"from": "planned_from", "to": "planned_to"} {
		if p[planned] != nil {
			d.impact[name] = p[planned]
		}
	}
	for _, name := range []string{
		"project_id", "label", "title_de", "title_en", "sequence", "strip", "status", "planned_from", "planned_to", "actual_start",
		"actual_end", "contact_role", "centreline", "impact", "phases", "facilities",
	} {
		d.check[name] = p[name]
	}
	return d
}

// addVertex puts a vertex into the middle of the first edge it comes to.
func addVertex(coordinates any) bool {
	for i, ring := range asList(coordinates) {
		points := asList(ring)
		if len(points) < 2 || len(asList(asList(points[0])[0])) > 0 {
			if addVertex(ring) {
				return true
			}
			continue
		}
		a, b := asList(points[0]), asList(points[1])
		middle := []any{(number(a[0]) + number(b[0])) / 2, (number(a[1]) + number(b[1])) / 2}
		asList(coordinates)[i] = append([]any{points[0], any(middle)}, points[1:]...)
		return true
	}
	return false
}

func asList(v any) []any {
	list, _ := v.([]any)
	return list
}

func number(v any) float64 {
	n, _ := v.(float64)
	return n
}

// answers measures how soon drawings are answered.
func (r *benchEditRun) answers(ctx context.Context, drawn []benchDrawing) error {
	for _, l := range []struct {
		name, path string
		of         func(benchDrawing) map[string]any
	}{
		{lineImpact, "/api/v1/impact", func(d benchDrawing) map[string]any { return d.impact }},
		{lineCheck, "/api/v1/sections/check", func(d benchDrawing) map[string]any { return d.check }},
	} {
		for n := range r.Edits {
			document := l.of(drawn[n%len(drawn)])
			sent := time.Now()
			var answer json.RawMessage
			if _, err := r.office.ask(ctx, http.MethodPost, l.path, document, "", &answer); err != nil {
				return err
			}
			r.report.took(l.name, time.Since(sent))
		}
	}
	return nil
}
