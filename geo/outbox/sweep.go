package outbox

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"mitte/geo/pg"
)

// What is over goes, in this order: first what was not confirmed in seven days, last the addresses that nothing needs.
var sweeps = []string{ //nolint:gochecknoglobals // a constant
	sqlSweepPending, sqlSweepUnasked, sqlSweepEnded, sqlSweepTokens, sqlSweepMails, sqlSweepNews, sqlSweepTries, sqlSweepRecipients,
}

const (
	sqlSweepPending = `
DELETE FROM outbox.subscription s
USING outbox.recipient r
WHERE r.id = s.recipient_id AND s.status = 'pending' AND coalesce(r.asked_at, s.created_at) < now() - interval '7 days'`

	sqlSweepUnasked = `
UPDATE outbox.recipient r
SET asked_at = NULL
WHERE asked_at < now() - interval '7 days'`

	sqlSweepEnded = `DELETE FROM outbox.subscription WHERE status = 'ended' AND ended_at < now() - interval '7 days'`

	sqlSweepTokens = `DELETE FROM outbox.token WHERE recipient_id IS NOT NULL AND made_at < now() - interval '7 days'`

	sqlSweepMails = `
DELETE FROM outbox.mail
WHERE (state = 'sent' AND sent_at < now() - interval '7 days')
   OR (state = 'failed' AND tried_at < now() - interval '7 days')
   OR (state = 'waiting' AND kind = 'confirm' AND made_at < now() - interval '7 days')`

	// A weekly digest looks back a week and the hours until the post comes by; a year without news is not remembered.
	sqlSweepNews = `DELETE FROM outbox.news WHERE at < now() - interval '30 days'`

	sqlSweepTries = `DELETE FROM outbox.form_try WHERE at < now() - interval '1 hour'`

	sqlSweepRecipients = `
DELETE FROM outbox.recipient r
WHERE created_at < now() - interval '1 hour' AND NOT EXISTS (SELECT FROM outbox.subscription s WHERE s.recipient_id = r.id)`
)

// sweepWorker keeps nothing longer than it may be kept.
type sweepWorker struct {
	river.WorkerDefaults[sweepJob]

	db pg.DB
}

// Work sweeps once.
func (w *sweepWorker) Work(ctx context.Context, _ *river.Job[sweepJob]) error {
	return pg.InTx(ctx, w.db, "", func(tx pgx.Tx) error {
		for _, sql := range sweeps {
			if _, err := tx.Exec(ctx, sql); err != nil {
				return err
			}
		}
		return nil
	})
}
