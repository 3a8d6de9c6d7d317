package works

import (
	"context"

	"mitte/geo"
	"mitte/geo/pg"
)

// A site that goes on past its plan is there until today. Two valid combs laid across one another cross as often as the
// product of their vertices says, so that product is bounded.
const sqlClashes = `
SELECT o.id, p.title_de || ' – ' || o.label AS name, ST_Transform(ST_CollectionExtract(x.shared, 3), 4326) AS geom
FROM construction_section o
JOIN construction_project p ON p.id = o.project_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN ST_NPoints(o.geom)::bigint * ST_NPoints($2::geometry) <= 1000000 THEN ST_Intersection(o.geom, $2::geometry) END AS shared
) AS x
WHERE o.id <> $1 AND o.geom && $2::geometry AND ST_Intersects(o.geom, $2::geometry)
  AND o.status IN ('planned', 'scheduled', 'active', 'suspended', 'surface_open')
  AND o.period_from < $4
  AND ($3 < o.period_to OR (o.status IN ('active', 'suspended') AND o.actual_end IS NULL AND $3 <= $5))
  AND ST_Area(x.shared) > 1
ORDER BY o.id
LIMIT 20`

type clash struct {
	ID   int64
	Name string
	Geom geo.Geom
}

const sqlBlackoutsMet = `
SELECT w.id, w.name, lower(w.period) AS "from", upper(w.period) AS "to"
FROM blackout_window w
WHERE (w.geom IS NULL OR ST_Intersects(w.geom, $1::geometry)) AND w.period && $2::daterange
ORDER BY w.period, w.id`

type blackoutMet struct {
	ID       int64
	Name     string
	From, To geo.Date
}

// A letter or a mail that reached no door told nobody.
const sqlToldInTime = `
SELECT EXISTS (
    SELECT FROM notice n
    WHERE n.section_id = $1 AND n.sent_at IS NOT NULL AND (n.sent_at AT TIME ZONE 'Europe/Berlin')::date <= $2::date - 14
      AND (n.recipients_count > 0 OR n.channel IN ('poster', 'web')))`

// between finds what is odd between a section and others: the same ground at the same time, days on which nobody wants to see
// works, and neighbours whom nobody told.
func between(ctx context.Context, db pg.Querier, id int64, base, c *Content, today geo.Date) ([]Finding, error) {
	if c.GeomM.IsZero() || !goesOn(c.Status) {
		return nil, nil
	}
	var out []Finding
	for _, look := range []func() ([]Finding, error){
		func() ([]Finding, error) { return clashes(ctx, db, id, c, today) },
		func() ([]Finding, error) { return blackouts(ctx, db, c) },
		func() ([]Finding, error) { return untold(ctx, db, id, base, c) },
	} {
		found, err := look()
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// goesOn reports whether works in that status are yet to come or under way.
func goesOn(status string) bool {
	switch status {
	case "completed", "warranty", "cancelled":
		return false
	default:
		return true
	}
}

func clashes(ctx context.Context, db pg.Querier, id int64, c *Content, today geo.Date) ([]Finding, error) {
	if c.start().IsZero() || c.end().IsZero() {
		return nil, nil
	}
	end := c.end()
	if Doubtful(c.Status, end, today) {
		end = today.AddDays(1)
	}
	found, err := pg.Collect[clash](ctx, db, sqlClashes, id, c.GeomM, c.start(), end, today)
	out := make([]Finding, len(found))
	for i, f := range found {
		out[i] = Finding{
			Field:    field("/geometry", "section.overlap", "the section overlaps another one that is there at the same time"),
			Geometry: f.Geom, SectionID: f.ID, Name: f.Name,
		}
	}
	return out, err
}

func blackouts(ctx context.Context, db pg.Querier, c *Content) ([]Finding, error) {
	if c.BlackoutOk && c.BlackoutReason != "" {
		return nil, nil
	}
	var out []Finding
	seen := map[int64]bool{}
	for _, r := range working(c) {
		if r.from.IsZero() || r.to.IsZero() || !r.from.Before(r.to) {
			continue
		}
		found, err := pg.Collect[blackoutMet](ctx, db, sqlBlackoutsMet, c.GeomM, geo.Period{From: r.from, To: r.to})
		if err != nil {
			return nil, err
		}
		for _, b := range found {
			if !seen[b.ID] && r.meets(b.From, b.To) {
				seen[b.ID] = true
				out = append(out, Finding{Field: field(r.path, "section.blackout", "the works meet a blackout window"), Name: b.Name})
			}
		}
	}
	return out, nil
}

// untold is recorded once, when the works begin.
func untold(ctx context.Context, db pg.Querier, id int64, base, c *Content) ([]Finding, error) {
	begins := c.Status == "active" && (base == nil || base.Status != "active" && base.Status != "suspended")
	if !begins || c.ActualStart.IsZero() {
		return nil, nil
	}
	told := false
	if err := db.QueryRow(ctx, sqlToldInTime, id, c.ActualStart).Scan(&told); err != nil || told {
		return nil, err
	}
	return []Finding{{Field: field("/status", "section.no_notice", "no notice went out 14 days before the works began")}}, nil
}
