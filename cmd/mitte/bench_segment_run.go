package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"mitte/geo"
	"mitte/geo/place"
)

// sqlBenchSegments names segments that are long enough to be asked about, in an order that is random but always the same.
const sqlBenchSegments = `
SELECT id
FROM street_segment
WHERE length_m >= 20
ORDER BY md5(id::text || 'bench'), id
LIMIT $1`

// benchSegmentRun is one measurement of questions about streets under way.
type benchSegmentRun struct {
	*benchSegmentCommand
	service *benchService
	app     *pgxpool.Pool
	client  *http.Client
	report  *benchSegmentReport
	step    func(done, total int64, what string)
	asks    []benchAsk
}

// benchAsk is one question, as a request and as its statements.
type benchAsk struct {
	request      []byte
	path, beside []place.Statement
}

const warmAsks = 20

func (r *benchSegmentRun) all(ctx context.Context, c *console) error {
	db, err := r.database().reach(ctx, c.log)
	if err != nil {
		return err
	}
	defer db.close(ctx)
	if r.app, err = db.pool(ctx, roleApp, r.Connections, time.Minute); err != nil {
		return err
	}
	defer r.app.Close()
	office, err := signInBench(ctx, r.app, r.client, r.service.address)
	if err != nil {
		return err
	}
	if err := r.findAsks(ctx, office.session); err != nil {
		return err
	}
	if err := r.plans(ctx); err != nil {
		return err
	}
	for round := range r.Rounds {
		r.step(int64(round), int64(r.Rounds), "rounds")
		if err := r.round(ctx, r.asks[round*len(r.asks)/r.Rounds:(round+1)*len(r.asks)/r.Rounds]); err != nil {
			return fmt.Errorf("round %d: %w", round+1, err)
		}
		if err := r.inPsql(ctx, db, r.asks[round*len(r.asks)/r.Rounds:(round+1)*len(r.asks)/r.Rounds]); err != nil {
			return fmt.Errorf("round %d: %w", round+1, err)
		}
	}
	return nil
}

// findAsks chooses segments and asks the planner what it would send for each.
func (r *benchSegmentRun) findAsks(ctx context.Context, session string) error {
	rows, err := r.app.Query(ctx, sqlBenchSegments, r.Rounds*r.Questions)
	if err != nil {
		return err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err == nil && len(ids) < r.Rounds {
		err = errors.New("there are too few streets")
	}
	planner := place.NewPlanner(r.app, geo.SystemClock{})
	for i := 0; err == nil && i < len(ids); i++ {
		a := benchAsk{request: request(fmt.Sprintf("/api/v1/along?segment_id=%d", ids[i]), "Cookie: "+session)}
		a.path, a.beside, err = planner.Statements(ctx, place.AlongQuery{SegmentID: ids[i]})
		r.asks = append(r.asks, a)
	}
	return err
}

// round asks about some segments, each over HTTP and bare in turn, and then from all connections at once.
func (r *benchSegmentRun) round(ctx context.Context, asks []benchAsk) error {
	w, err := dialWire(ctx, r.address())
	if err != nil {
		return err
	}
	defer w.close()
	conn, err := r.app.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	for n := range warmAsks + len(asks) {
		a := &asks[n%len(asks)]
		ways := []func() (time.Duration, error){func() (time.Duration, error) { return overHTTP(w, a) }, func() (time.Duration, error) { return bare(ctx, conn.Conn(), a) }}
		for k := range ways {
			way := (n + k) % len(ways) // whoever asks first finds less in memory
			took, err := ways[way]()
			if err != nil {
				return err
			}
			if n >= warmAsks {
				r.report.took([]string{lineAlong, lineStatements}[way], took)
			}
		}
	}
	conn.Release()
	return r.throughput(ctx, asks)
}

func (r *benchSegmentRun) address() string { return strings.TrimPrefix(r.service.address, "http://") }

func overHTTP(w *wire, a *benchAsk) (time.Duration, error) {
	before := time.Now()
	answer, err := w.ask(a.request, false)
	if err == nil && answer.status != http.StatusOK {
		err = fmt.Errorf("request %q: status %d", a.request, answer.status)
	}
	return time.Since(before), err
}

// bare sends the same statements, prepared, and reads over what they find.
func bare(ctx context.Context, db *pgx.Conn, a *benchAsk) (time.Duration, error) {
	before := time.Now()
	for _, group := range [][]place.Statement{a.path, a.beside} {
		var batch pgx.Batch
		for _, s := range group {
			batch.Queue(s.SQL, s.Args...).Query(func(rows pgx.Rows) error {
				for rows.Next() {
					_ = rows.RawValues()
				}
				return rows.Err()
			})
		}
		if err := db.SendBatch(ctx, &batch).Close(); err != nil {
			return 0, err
		}
	}
	return time.Since(before), nil
}

// throughput asks from all connections at once, over HTTP and bare.
func (r *benchSegmentRun) throughput(ctx context.Context, asks []benchAsk) error {
	l := load{address: r.address(), connections: r.Connections, status: http.StatusOK}
	for i := range asks {
		l.requests = append(l.requests, asks[i].request)
	}
	t, err := l.run(ctx, r.each())
	if err != nil {
		return err
	}
	r.report.served(lineAlong, t.requests, t.took)
	n, took, err := r.bareLoad(ctx, asks)
	if err == nil {
		r.report.served(lineStatements, n, took)
	}
	return err
}

func (r *benchSegmentRun) each() time.Duration {
	return time.Duration(r.Seconds * float64(time.Second))
}

func (r *benchSegmentRun) bareLoad(ctx context.Context, asks []benchAsk) (int, time.Duration, error) {
	var wait sync.WaitGroup
	var done atomic.Int64
	errs := make([]error, r.Connections)
	started := time.Now()
	for i := range r.Connections {
		wait.Go(func() {
			errs[i] = r.app.AcquireFunc(ctx, func(conn *pgxpool.Conn) error {
				for time.Since(started) < r.each() {
					if _, err := bare(ctx, conn.Conn(), &asks[int(done.Add(1))%len(asks)]); err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
	wait.Wait()
	return int(done.Load()), time.Since(started), errors.Join(errs...)
}
