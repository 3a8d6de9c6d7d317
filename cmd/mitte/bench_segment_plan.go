package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"mitte/geo/place"
)

// benchPlan is what the plans of one statement touched, the worst of some questions.
type benchPlan struct {
	Statement string   `json:"statement"`
	Rows      int      `json:"rows"`
	Buffers   int      `json:"buffers"` // pages of 8 kB
	Read      int      `json:"read"`    // of them not in PostgreSQL's memory
	Ms        float64  `json:"ms"`
	Scanned   []string `json:"scanned,omitempty"` // big tables that were read from end to end
}

// planNode is what EXPLAIN says of a step of a plan.
//
//nolint:tagliatelle // the names are PostgreSQL's
type planNode struct {
	Type     string     `json:"Node Type"`
	Relation string     `json:"Relation Name"`
	Rows     float64    `json:"Actual Rows"`
	Loops    float64    `json:"Actual Loops"`
	Hit      int        `json:"Shared Hit Blocks"`
	Read     int        `json:"Shared Read Blocks"`
	Ms       float64    `json:"Actual Total Time"`
	Plans    []planNode `json:"Plans"`
}

// sqlBenchBig names the tables that are read from end to end only by mistake; in a small town that is the faster way.
const sqlBenchBig = `
SELECT relname
FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= 10000`

// explained is how many questions are looked into.
const explained = 40

func (r *benchSegmentRun) plans(ctx context.Context) error {
	rows, err := r.app.Query(ctx, sqlBenchBig)
	if err != nil {
		return err
	}
	big, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for i := range r.asks[:min(explained, len(r.asks))] {
		for _, s := range append(slices.Clone(r.asks[i].path), r.asks[i].beside...) {
			node, err := r.explain(ctx, s)
			if err != nil {
				return err
			}
			r.report.plan(s.Name).worst(node, big)
		}
	}
	return nil
}

func (r *benchSegmentRun) explain(ctx context.Context, s place.Statement) (planNode, error) {
	var text []byte
	if err := r.app.QueryRow(ctx, `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) `+s.SQL, s.Args...).Scan(&text); err != nil {
		return planNode{}, fmt.Errorf("%s: %w", s.Name, err)
	}
	var plans []struct{ Plan planNode }
	if err := json.Unmarshal(text, &plans); err != nil {
		return planNode{}, err
	}
	return plans[0].Plan, nil
}

func (p *benchPlan) worst(n planNode, big []string) {
	p.Rows, p.Buffers, p.Read, p.Ms = max(p.Rows, int(n.Rows)), max(p.Buffers, n.Hit+n.Read), max(p.Read, n.Read), max(p.Ms, n.Ms)
	for _, table := range n.scans(big) {
		if !slices.Contains(p.Scanned, table) {
			p.Scanned = append(p.Scanned, table)
		}
	}
}

// scans names the big tables that a plan reads from end to end; a step that was never run reads nothing.
func (n *planNode) scans(big []string) (out []string) {
	if n.Type == "Seq Scan" && n.Loops > 0 && slices.Contains(big, n.Relation) {
		out = append(out, n.Relation)
	}
	for i := range n.Plans {
		out = append(out, n.Plans[i].scans(big)...)
	}
	return out
}
