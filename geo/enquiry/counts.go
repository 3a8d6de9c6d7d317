package enquiry

import (
	"context"

	"mitte/geo/people"
	"mitte/geo/pg"
)

// FewestCounted is the size below which a group is not told: a count of two tells of people.
const FewestCounted = 5

// Count is how many enquiries of the last twelve months there are of something.
type Count struct {
	By    string // kind, desk, state or area
	Value string
	Count int64
}

const sqlCounts = `
WITH confirmed AS (
    SELECT e.*, coalesce(u.geom, ST_PointOnSurface(s.geom)) AS place
    FROM enquiry e
    LEFT JOIN unit u ON u.id = e.unit_id
    LEFT JOIN construction_section s ON s.id = e.section_id
    WHERE e.status NOT IN ('unconfirmed', 'spam') AND e.received_at > now() - interval '12 months'
)
SELECT 'kind' AS by, kind AS value, count(*) FROM confirmed GROUP BY kind HAVING count(*) >= $1
UNION ALL
SELECT 'desk', desk, count(*) FROM confirmed GROUP BY desk HAVING count(*) >= $1
UNION ALL
SELECT 'state', status, count(*) FROM confirmed GROUP BY status HAVING count(*) >= $1
UNION ALL
SELECT 'area', a.name, count(*)
FROM confirmed c
JOIN area a ON ST_Covers(a.geom, c.place) AND a.valid @> current_date
GROUP BY a.id, a.name
HAVING count(*) >= $1
ORDER BY 1, 2`

// Counts tells planners what the town is asked, in groups of at least FewestCounted.
func (s *Service) Counts(ctx context.Context, who people.Actor) ([]Count, error) {
	const op = "enquiry.Counts"
	if err := who.Require(people.Planner, people.Staff, people.Admin); err != nil {
		return nil, pg.Fault(op, err)
	}
	found, err := pg.Collect[Count](ctx, s.db, sqlCounts, FewestCounted)
	return found, pg.Fault(op, err)
}
