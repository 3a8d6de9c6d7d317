package feed

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

// Channel is where a hint is given that there are changes. A hint says nothing else and may be lost.
const Channel = "mitte_change"

const (
	sqlListen = `LISTEN ` + Channel
	sqlHint   = `SELECT set_config('synchronous_commit', 'off', true), pg_notify('` + Channel + `', '')`
	retry     = 2 * time.Second
)

// Listen returns a channel of hints. It keeps a connection of its own, and connects anew when that is lost, until ctx
// ends.
func Listen(ctx context.Context, url string, log *slog.Logger) <-chan struct{} {
	hints := make(chan struct{}, 1)
	go func() {
		for ctx.Err() == nil {
			if err := listen(ctx, url, hints); err != nil && ctx.Err() == nil {
				log.WarnContext(ctx, "hints of changes are not heard", "error", err)
			}
			select {
			case <-ctx.Done():
			case <-time.After(retry):
			}
		}
	}()
	return hints
}

func listen(ctx context.Context, url string, hints chan<- struct{}) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, sqlListen); err != nil {
		return err
	}
	for {
		// What was committed before LISTEN took effect is looked for as well.
		select {
		case hints <- struct{}{}:
		default:
		}
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return err
		}
	}
}

// Hint tells every process that listens to look. NOTIFY takes a lock on the whole server when it is committed, so one
// worker sends it, at most once a second, never an edit's transaction. It does not wait for the disk: a hint has nothing
// that a crash could lose.
func Hint(ctx context.Context, q pg.Querier) error {
	_, err := q.Exec(ctx, sqlHint)
	return pg.Fault("feed.Hint", err)
}
