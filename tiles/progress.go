package tiles

import (
	"context"
	"encoding/json"
	"sync/atomic"

	"mitte/geo/pg"
)

// progress says how far the load under way is. Counting by one would have both halves of a load wait for each other.
type progress struct {
	rows, of atomic.Int64
}

// progressStep is how many rows are counted at a time.
const progressStep = 4096

// Loading returns how many rows the load under way, or else the last one, has read, and about how many there are: the
// planner's estimate. Both are 0 before the first.
func (e *Engine) Loading() (rows, of int64) {
	rows = e.progress.rows.Load()
	return rows, max(rows, e.progress.of.Load())
}

func (p *progress) begin() {
	p.rows.Store(0)
	p.of.Store(0)
}

// expect adds what a statement will read.
func (p *progress) expect(ctx context.Context, q pg.Querier, sql string) error {
	var text []byte
	if err := q.QueryRow(ctx, "EXPLAIN (FORMAT JSON) "+sql).Scan(&text); err != nil {
		return pg.Fault("tiles.expect", err)
	}
	p.of.Add(planned(text))
	return nil
}

// planned returns the rows that a plan expects, 0 of one that cannot be read.
func planned(plan []byte) int64 {
	var plans []struct {
		Plan struct {
			Rows float64 `json:"Plan Rows"` //nolint:tagliatelle // PostgreSQL's name
		}
	}
	if json.Unmarshal(plan, &plans) != nil || len(plans) == 0 {
		return 0
	}
	return int64(plans[0].Plan.Rows)
}
