package intake

import (
	"context"
	"math"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
)

// judgement is one question that SQL asks of all staged rows. Its statement marks the rows it refuses and returns them as
// found.
type judgement struct {
	sql   string
	code  string
	field string
	args  func(f found) (de, en []any) // of the code's text; nil for none
}

// found is a row that a statement refused.
type found struct {
	row
	detail   string
	value    float64
	lon, lat *float64
}

// lineVertices is how many vertices a line may have to be widened; with more, ST_Buffer was not measured.
const lineVertices = 5_000

// check asks what only SQL can answer. Cheap questions and ST_IsValid stand before everything that trusts a geometry.
func (r *run) check(ctx context.Context) error {
	r.options.Progress(0, 0, "check")
	steps := []func(context.Context) error{r.count, r.checkGeometry, r.widen, r.settlePoints, r.locate, r.checkRules, r.derive, r.warn}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return r.placeRefusals(ctx)
}

// count lets the planner know how many rows are staged.
func (r *run) count(ctx context.Context) error {
	return r.inTx(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, sqlAnalyze)
		return err
	})
}

func (r *run) checkGeometry(ctx context.Context) error {
	return r.judge(ctx,
		judgement{sql: sqlRefuseInvalid, code: "invalid", field: "geometry", args: validityArgs},
		judgement{sql: sqlRefuseShort, code: "too_short", field: "geometry", args: valueArg},
		judgement{sql: sqlRefuseLongLines, code: "too_many_line_vertices", field: "geometry", args: verticesArgs},
	)
}

func validityArgs(f found) (de, en []any) { return []any{validityText(f.detail)}, []any{f.detail} }

func valueArg(f found) (de, en []any) { return []any{f.value}, []any{f.value} }

func detailArg(f found) (de, en []any) { return []any{f.detail}, []any{f.detail} }

func verticesArgs(f found) (de, en []any) {
	args := []any{int(f.value), lineVertices}
	return args, args
}

func areaArgs(f found) (de, en []any) {
	args := []any{f.value, f.detail}
	return args, args
}

// widen makes an area of each works line that passed, and looks again at what came out.
func (r *run) widen(ctx context.Context) error {
	if r.options.Kind != Works {
		return nil
	}
	var lines, several []string
	err := r.inTx(ctx, func(tx pgx.Tx) error {
		lines, several = nil, nil
		rows, err := tx.Query(ctx, sqlWiden, r.job.id, r.options.WidthM/2)
		if err != nil {
			return err
		}
		var ref string
		var pieces int
		_, err = pgx.ForEachRow(rows, []any{&ref, &pieces}, func() error {
			lines = append(lines, ref)
			if pieces > 1 {
				several = append(several, ref)
			}
			return nil
		})
		return err
	})
	if err != nil {
		return err
	}
	if len(lines) > 0 {
		r.report.note("line_widened", lines, r.options.WidthM)
	}
	if len(several) > 0 {
		r.report.note("axis_longest", several)
	}
	return r.judge(ctx, judgement{sql: sqlRefuseWidened, code: "invalid", field: "geometry", args: validityArgs})
}

// settlePoints puts units and addresses that were drawn as areas on a point inside.
func (r *run) settlePoints(ctx context.Context) error {
	return r.inTx(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, sqlSettlePoints, r.job.id)
		return err
	})
}

// locate finds the addresses of listed units in the stock: their spelling, and a place for units without coordinates.
func (r *run) locate(ctx context.Context) error {
	if r.options.Kind != Units {
		return nil
	}
	located := 0
	err := r.inTx(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, sqlLocate, r.job.id).Scan(&located)
	})
	if err != nil {
		return err
	}
	r.report.noteMore("located_by_address", located)
	return r.judge(ctx,
		judgement{sql: sqlRefuseAmbiguous, code: "address_ambiguous", field: "address", args: detailArg},
		judgement{sql: sqlRefuseUnlocated, code: "address_unknown", field: "address", args: detailArg},
	)
}

func (r *run) checkRules(ctx context.Context) error {
	return r.judge(ctx,
		judgement{sql: sqlRefuseArea, code: "area_range", field: "geometry", args: areaArgs},
		judgement{sql: sqlRefuseTangled, code: "not_simple", field: "geometry"},
		judgement{sql: sqlRefuseTakenRef, code: "ref_taken", field: "ref"},
		judgement{sql: sqlRefuseParts, code: "part_refused", field: ""},
	)
}

// derive makes the rows that hang on others: what a record says of impact, state and occupant.
func (r *run) derive(ctx context.Context) error {
	return r.inTx(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, sqlDerive, r.job.id)
		if err != nil {
			return err
		}
		var layer string
		var n int
		_, err = pgx.ForEachRow(rows, []any{&layer, &n}, func() error {
			r.report.count(layer).Read = n
			return nil
		})
		return err
	})
}

// warn notes what is odd but taken.
func (r *run) warn(ctx context.Context) error {
	if r.options.Kind != ALKIS {
		return nil
	}
	for code, sql := range map[string]string{"area_differs": sqlAreaDiffers, "parcels_overlap": sqlOverlaps} {
		refs, err := r.list(ctx, sql)
		if fault.KindOf(err) == fault.Timeout && ctx.Err() == nil {
			r.report.note("overlap_unchecked", nil)
			continue
		}
		if err != nil {
			return err
		}
		if len(refs) > 0 {
			r.report.note(code, refs)
		}
	}
	return nil
}

func (r *run) list(ctx context.Context, sql string) (refs []string, err error) {
	err = r.inTx(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, sql, r.job.id)
		if err != nil {
			return err
		}
		refs, err = pgx.CollectRows(rows, pgx.RowTo[string])
		return err
	})
	return refs, err
}

// judge runs each judgement in a transaction of its own and reports what it refused.
func (r *run) judge(ctx context.Context, judgements ...judgement) error {
	for _, j := range judgements {
		var refused []found
		err := r.inTx(ctx, func(tx pgx.Tx) error {
			rows, err := tx.Query(ctx, j.sql, r.job.id)
			if err != nil {
				return err
			}
			refused, err = pgx.CollectRows(rows, scanFound)
			return err
		})
		if err != nil {
			return err
		}
		for _, f := range refused {
			r.report.add(j.refusal(f))
			r.report.count(f.layer).Refused++
		}
	}
	return nil
}

func scanFound(in pgx.CollectableRow) (found, error) {
	var f found
	err := in.Scan(&f.layer, &f.fileRow, &f.ref, &f.detail, &f.value, &f.lon, &f.lat)
	return f, err
}

func (j judgement) refusal(f found) Refusal {
	var deArgs, enArgs []any
	if j.args != nil {
		deArgs, enArgs = j.args(f)
	}
	de, _ := say(j.code, deArgs...)
	_, en := say(j.code, enArgs...)
	out := Refusal{Layer: f.layer, Row: f.fileRow, Ref: f.ref, Field: j.field, Code: j.code, Reason: de, ReasonEN: en}
	if f.lon != nil && f.lat != nil {
		out.At = place(*f.lon, *f.lat)
	}
	return out
}

// placeRefusals turns places that the kernel gave in metres into degrees.
func (r *run) placeRefusals(ctx context.Context) error {
	var x, y []float64
	var which []int
	for i, f := range r.report.Refusals {
		if f.metres && f.At != nil {
			x, y, which = append(x, f.At[0]), append(y, f.At[1]), append(which, i)
		}
	}
	if len(which) == 0 {
		return nil
	}
	return r.inTx(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, sqlDegrees, x, y)
		if err != nil {
			return err
		}
		var n int
		var lon, lat *float64
		_, err = pgx.ForEachRow(rows, []any{&n, &lon, &lat}, func() error {
			f := &r.report.Refusals[which[n-1]]
			f.At, f.metres = nil, false
			if lon != nil && lat != nil {
				f.At = place(*lon, *lat)
			}
			return nil
		})
		return err
	})
}

// place rounds to eight decimals, a millimetre.
func place(lon, lat float64) *[2]float64 {
	return &[2]float64{math.Round(lon*1e8) / 1e8, math.Round(lat*1e8) / 1e8}
}
