package intake

import (
	"context"
	"encoding/hex"
	"encoding/json"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// job is an import under way: a row of import_job and a session that holds its lock. Everything runs on that session, so
// an import that lost its lock cannot go on writing.
type job struct {
	id   int64
	conn *pgxpool.Conn
}

// startJob records the import and locks it. The row is committed first: a process killed in between leaves a job without
// a lock, which is what Sweep looks for.
func startJob(ctx context.Context, pool *pgxpool.Pool, o Options, sha256 string) (*job, error) {
	sum, err := hex.DecodeString(sha256)
	if err != nil {
		return nil, fault.Wrap("intake.startJob", err)
	}
	options, err := json.Marshal(map[string]any{
		"accept_partial": o.AcceptPartial, "dry_run": o.DryRun, "width_m": o.WidthM, "source": o.SourceID,
		"layer": o.Layer, "town": o.Town, "amenities": o.Amenities, "today": o.Today, "open_data": o.OpenData,
	})
	if err != nil {
		return nil, fault.Wrap("intake.startJob", err)
	}
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return nil, pg.Fault("intake.startJob", err)
	}
	j := &job{conn: conn}
	err = conn.QueryRow(ctx, sqlStartJob, o.Kind, o.fileName(), sum, options, o.startedBy()).Scan(&j.id)
	if err != nil {
		conn.Release()
		return nil, pg.Fault("intake.startJob", err)
	}
	return j, nil
}

func (o Options) startedBy() string {
	if o.Actor == "" {
		return "import:" + string(o.Kind)
	}
	return o.Actor
}

// actor is who the history names. Its beginning marks a row as an import's own, see staff in target_sql.go.
func (o Options) actor() string { return "import:" + string(o.Kind) }

// end writes down how it went, empties staging and frees the session, even when ctx is over. A job that was published
// has been ended by the final transaction already.
func (j *job) end(ctx context.Context, report *Report, failed error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanUpLimit)
	defer cancel()
	defer j.conn.Release()
	if failed != nil {
		report.Status = Failed
	}
	if ended := j.record(ctx, j.conn, report); ended == nil {
		_, _ = j.conn.Exec(ctx, sqlUnlockJob, j.id)
		return failed
	}
	// The session's state is in doubt, so its lock ends with the session; what it leaves is for Sweep.
	_ = j.conn.Conn().Close(ctx)
	return failed
}

// record writes the end of the job, unless it has one.
func (j *job) record(ctx context.Context, db pg.Querier, report *Report) error {
	detail, err := json.Marshal(report.short())
	if err != nil {
		return fault.Wrap("intake.record", err)
	}
	if _, err := db.Exec(ctx, sqlEndJob, j.id, report.Status, report.rows(), len(report.Refusals), detail); err != nil {
		return err
	}
	_, err = db.Exec(ctx, sqlClearJob, j.id)
	return err
}

// Sweep removes the staging rows of imports whose process died, and marks those jobs as failed. Imports under way in
// other processes hold their lock and are left alone. It is called at the start of the service and of each import.
func Sweep(ctx context.Context, pool *pgxpool.Pool) error {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return pg.Fault("intake.Sweep", err)
	}
	defer conn.Release()
	return pg.InTx(ctx, conn, "import:sweep", func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, sqlSweepJobs)
		return err
	})
}

func (r Report) rows() int {
	n := len(r.Refusals)
	for _, c := range r.Counts {
		n = max(n, c.Read)
	}
	return n
}

// short is the report as the job keeps it: a hostile file must not fill the table.
func (r Report) short() Report {
	const kept = 1_000
	r.Refusals = r.Refusals[:min(len(r.Refusals), kept)]
	return r
}
