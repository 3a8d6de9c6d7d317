package works

import (
	"context"
	"time"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/place"
)

// onDaySites is onDay for rows that are not of schema pub.
const onDaySites pg.Literal = `(period_from IS NULL OR period_from <= ?)
    AND (period_to IS NULL OR period_to > ? OR (status IN ('active', 'suspended') AND actual_end IS NULL AND ?))`

const (
	// The first argument is the moment of knowing.
	sqlSitesKnown = sqlSitesNow + ` WHERE t.updated_at <= $1
    UNION ALL` + sqlSitesThen + ` AND h.known @> $1::timestamptz`

	sqlSitesGone = sqlSitesThen + ` AND h.op = 'delete' AND EXISTS (
        SELECT FROM history o
        WHERE o.table_name = h.table_name AND o.id = h.id AND o.op = 'tombstone' AND o.version = h.version + 1 AND upper_inf(o.known))`
)

// listSites reads a page of sites.
func listSites(ctx context.Context, db pg.Querier, q SiteQuery, today geo.Date) (place.Batch[Site], error) {
	var w pg.Where
	from, known := sqlSitesNow, q.moment()
	switch {
	case q.Deleted:
		from = sqlSitesGone
	case known != nil:
		from = sqlSitesKnown
		w.Arg(*known)
	}
	if !q.narrow(&w, today) {
		return place.Batch[Site]{}, nil
	}
	sql := sqlSiteColumns + " FROM (SELECT * FROM (" + from + ") AS t" + q.Tail(&w) + `) AS s
JOIN construction_project p ON p.id = s.project_id
ORDER BY s.id`
	rows, err := pg.Collect[Site](ctx, db, sql, w.Args()...)
	if err != nil {
		return place.Batch[Site]{}, err
	}
	batch := place.Cut(q.Page, rows)
	if q.Deleted {
		return batch, addLastParts(ctx, db, batch.Rows)
	}
	return batch, addParts(ctx, db, batch.Rows, known)
}

func (q *SiteQuery) moment() *time.Time {
	if q.Known.IsZero() {
		return nil
	}
	return &q.Known
}

func (q *SiteQuery) narrow(w *pg.Where, today geo.Date) bool {
	if !q.At.IsZero() {
		w.Add(onDaySites, q.At, q.At, !today.Before(q.At))
	}
	if q.ProjectID != 0 {
		w.Add("project_id = ?", q.ProjectID)
	}
	if len(q.Statuses) > 0 {
		w.Add("status = ANY (?)", q.Statuses)
	}
	return q.Narrow(w)
}

// addLastParts adds to deleted sites the parts that went with them. They are few.
func addLastParts(ctx context.Context, db pg.Querier, sites []Site) error {
	for i := range sites {
		s, err := findVersion(ctx, db, sites[i].ID, sites[i].Version)
		if err != nil {
			return err
		}
		s.Deleted = true
		sites[i] = s
	}
	return nil
}
