package feed

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

// Channel is where a hint is given that there are changes. A hint says nothing else and may be lost.
const Channel = "mitte_change"

const (
	sqlListen = `LISTEN ` + Channel
	sqlHint   = `SELECT set_config('synchronous_commit', 'off', true), pg_notify('` + Channel + `', '')`
	retry     = 250 * time.Millisecond
	dialTime  = 5 * time.Second
)

// Listener hears hints on a connection of its own, and connects anew when that is lost.
type Listener struct {
	url   string
	log   *slog.Logger
	hints chan struct{}
	up    atomic.Bool
}

// Listen begins to listen, until ctx ends.
func Listen(ctx context.Context, url string, log *slog.Logger) *Listener {
	l := &Listener{url: url, log: log, hints: make(chan struct{}, 1)}
	go l.run(ctx)
	return l
}

// Hints has a value whenever it is worth looking.
func (l *Listener) Hints() <-chan struct{} { return l.hints }

// Up reports whether hints are heard now. Without them changes are found by looking every half second.
func (l *Listener) Up() bool { return l.up.Load() }

func (l *Listener) run(ctx context.Context) {
	silent := false
	for ctx.Err() == nil {
		heard, err := l.listen(ctx)
		if (heard || !silent) && ctx.Err() == nil {
			l.log.WarnContext(ctx, "hints of changes are not heard", "error", err)
		}
		silent = true
		select {
		case <-ctx.Done():
		case <-time.After(retry):
		}
	}
}

// listen listens until the connection is lost; heard says whether there was one.
func (l *Listener) listen(ctx context.Context) (heard bool, err error) {
	conn, err := l.connect(ctx)
	if err != nil {
		return false, err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	l.up.Store(true)
	defer l.up.Store(false)
	for {
		// What was committed before LISTEN took effect is looked for as well.
		select {
		case l.hints <- struct{}{}:
		default:
		}
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return true, err
		}
	}
}

func (l *Listener) connect(ctx context.Context) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTime)
	defer cancel()
	conn, err := pgx.Connect(ctx, l.url)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, sqlListen); err != nil {
		_ = conn.Close(context.WithoutCancel(ctx))
		return nil, err
	}
	return conn, nil
}

// Hint tells every process that listens to look. NOTIFY takes a lock on the whole server when it is committed, so it is
// sent after an edit, never in its transaction. It does not wait for the disk: a hint has nothing that a crash could lose.
func Hint(ctx context.Context, q pg.Querier) error {
	_, err := q.Exec(ctx, sqlHint)
	return pg.Fault("feed.Hint", err)
}
