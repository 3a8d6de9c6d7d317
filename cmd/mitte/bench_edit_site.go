package main

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
)

// benchContact marks the sections of a measurement. The public knows of them, so only SQL can take them away again.
const benchContact = "mitte bench edit"

// A section is a stretch of a street, 6 m wide and far from others; an edit makes it longer or shorter. The spot is where
// it is seen whether it is long.
const (
	sqlBenchForget = `
DELETE FROM construction_section
WHERE contact_role = $1`

	sqlBenchStretches = `
SELECT ST_AsGeoJSON(ST_Transform(short, 4326), 9), ST_AsGeoJSON(ST_Transform(long, 4326), 9),
       ST_AsGeoJSON(ST_Transform(ST_LineSubstring(s.geom, 0.2, 0.4), 4326), 9), ST_Multi(short), ST_Multi(long),
       ST_X(spot), ST_Y(spot)
FROM (
    SELECT id, geom FROM street_segment WHERE ST_Length(geom) BETWEEN 40 AND 200 ORDER BY md5(id::text || 'bench'), id LIMIT 2000
) AS s
CROSS JOIN LATERAL (
    SELECT ST_Buffer(ST_LineSubstring(s.geom, 0.2, 0.4), 3, 'endcap=flat') AS short,
           ST_Buffer(ST_LineSubstring(s.geom, 0.2, 0.7), 3, 'endcap=flat') AS long,
           ST_Transform(ST_LineInterpolatePoint(s.geom, 0.6), 4326) AS spot
) AS b
WHERE ST_GeometryType(short) = 'ST_Polygon' AND ST_GeometryType(long) = 'ST_Polygon'
  AND ST_IsValid(short) AND ST_IsValid(long)
  AND NOT EXISTS (SELECT FROM construction_section c WHERE ST_DWithin(c.geom, s.geom, 30))
  AND NOT EXISTS (SELECT FROM unit u WHERE ST_DWithin(u.geom, ST_LineInterpolatePoint(s.geom, 0.6), 5))
ORDER BY md5(s.id::text || 'bench'), s.id
LIMIT $1`

	sqlBenchProject = `SELECT min(id) FROM construction_project`

	sqlBenchLengthen = `
UPDATE construction_section
SET geom = $2
WHERE id = $1`
)

// benchStretch is a place for a section: two outlines of it in both systems.
type benchStretch struct {
	short, long, centreline string
	shortM, longM           geo.Geom
	lon, lat                float64
}

// benchSite is a section that is edited. Its outline is the long one after every other edit.
type benchSite struct {
	benchStretch
	id      int64
	tag     string // of its version
	version int
	isLong  bool
}

// forget takes away the sections of a measurement, also of one that was killed.
func (r *benchEditRun) forget(ctx context.Context) error {
	_, err := r.app.Exec(ctx, sqlBenchForget, benchContact)
	return err
}

func (r *benchEditRun) findStretches(ctx context.Context) ([]benchStretch, error) {
	rows, err := r.app.Query(ctx, sqlBenchStretches, r.Rounds)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (s benchStretch, err error) {
		return s, row.Scan(&s.short, &s.long, &s.centreline, &s.shortM, &s.longM, &s.lon, &s.lat)
	})
}

// draw makes a public section at a place, through the service.
func (r *benchEditRun) draw(ctx context.Context, place benchStretch, number int) (*benchSite, error) {
	var project int64
	if err := r.app.QueryRow(ctx, sqlBenchProject).Scan(&project); err != nil {
		return nil, err
	}
	today := geo.Today(geo.SystemClock{})
	s := &benchSite{benchStretch: place}
	head, err := r.office.ask(ctx, http.MethodPost, "/api/v1/sections", map[string]any{
		"project_id": project, "label": "Bench " + strconv.Itoa(number), "status": "scheduled", "contact_role": benchContact,
		"planned_from": today.String(), "planned_to": today.AddDays(30).String(), "geometry": json.RawMessage(place.short),
		"centreline": json.RawMessage(place.centreline), "impact": map[string]any{"pedestrian": "narrowed", "min_width_m": 1.8, "vehicle": "closed"},
	}, "", nil)
	if err != nil {
		return nil, err
	}
	location := head.Get("Location")
	if s.id, err = strconv.ParseInt(location[strings.LastIndexByte(location, '/')+1:], 10, 64); err != nil {
		return nil, err
	}
	return s, r.look(ctx, s)
}

// look learns the version that there is now.
func (r *benchEditRun) look(ctx context.Context, s *benchSite) error {
	head, err := r.office.ask(ctx, http.MethodGet, "/api/v1/staff/sections/"+strconv.FormatInt(s.id, 10), nil, "", nil)
	s.tag = head.Get("Etag")
	return err
}

// patch makes the section long if it is short, and the other way round, and returns how long that took.
func (r *benchEditRun) patch(ctx context.Context, s *benchSite) (time.Duration, error) {
	outline := s.long
	if s.isLong {
		outline = s.short
	}
	var saved struct {
		Properties struct {
			Version int `json:"version"`
		} `json:"properties"`
	}
	sent := time.Now()
	head, err := r.office.ask(ctx, http.MethodPatch, "/api/v1/sections/"+strconv.FormatInt(s.id, 10),
		map[string]any{"geometry": json.RawMessage(outline)}, s.tag, &saved)
	if err != nil {
		return 0, err
	}
	took := time.Since(sent)
	s.tag, s.version, s.isLong = head.Get("Etag"), saved.Properties.Version, !s.isLong
	return took, nil
}

// update does the same by one prepared statement that is its own transaction, over a connection of the service's kind.
func (r *benchEditRun) update(ctx context.Context, s *benchSite) (time.Duration, error) {
	outline := s.longM
	if s.isLong {
		outline = s.shortM
	}
	sent := time.Now()
	_, err := r.app.Exec(ctx, sqlBenchLengthen, s.id, outline)
	s.isLong = !s.isLong
	return time.Since(sent), err
}

// tile is the address of a tile in which the section is seen.
func (s *benchSite) tile() string {
	x, y := mercator(s.lon, s.lat)
	return benchPlace{at: addressOf(x, y, hotZoom)}.path()
}
