package outbox

import (
	"context"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// Statements are all of this room, for the test that prepares them.
var Statements = map[string]string{
	"sqlInsertMail": sqlInsertMail, "sqlCountMails": sqlCountMails, "sqlMails": sqlMails, "sqlLetter": sqlLetter,
	"sqlMailSent": sqlMailSent, "sqlMailTried": sqlMailTried, "sqlDropMail": sqlDropMail, "sqlKeepConfirmToken": sqlKeepConfirmToken,
	"sqlKeepEndToken": sqlKeepEndToken, "sqlInsertNews": sqlInsertNews, "sqlInsertTargets": sqlInsertTargets, "sqlNews": sqlNews,
	"sqlReaders": sqlReaders, "sqlDueDigests": sqlDueDigests, "sqlDigestNews": sqlDigestNews, "sqlTold": sqlTold,
	"sqlSweepPending": sqlSweepPending, "sqlSweepUnasked": sqlSweepUnasked, "sqlSweepEnded": sqlSweepEnded,
	"sqlSweepTokens": sqlSweepTokens, "sqlSweepMails": sqlSweepMails, "sqlSweepNews": sqlSweepNews, "sqlSweepTries": sqlSweepTries,
	"sqlSweepRecipients": sqlSweepRecipients, "sqlLockClient": sqlLockClient, "sqlCountTries": sqlCountTries,
	"sqlInsertTry": sqlInsertTry, "sqlRecipient": sqlRecipient, "sqlCountPending": sqlCountPending, "sqlPending": sqlPending,
	"sqlAsked": sqlAsked, "sqlAskedOffers": sqlAskedOffers, "sqlWhoConfirms": sqlWhoConfirms,
	"sqlReplaceConfirmed": sqlReplaceConfirmed, "sqlConfirm": sqlConfirm, "sqlAnswered": sqlAnswered, "sqlEndOffers": sqlEndOffers,
	"sqlWhatEnds": sqlWhatEnds, "sqlEnd": sqlEnd, "sqlDropWaiting": sqlDropWaiting, "sqlForget": sqlForget,
	"sqlFormKey": sqlFormKey, "sqlAnybody": sqlAnybody, "sqlSubscribed": sqlSubscribed,
	"sqlAdmit": sqlAdmit, "sqlWhoCorresponds": sqlWhoCorresponds, "sqlFollowed": sqlFollowed, "sqlAddressOf": sqlAddressOf,
	"sqlCloseCorrespondence": sqlCloseCorrespondence, "sqlAnnouncement": sqlAnnouncement,
	"sqlHolder": sqlHolder, "sqlHeld": sqlHeld, "sqlSendings": sqlSendings, "sqlEraseMails": sqlEraseMails,
	"sqlEraseSubscriptions": sqlEraseSubscriptions, "sqlEraseRecipient": sqlEraseRecipient,
}

var (
	ParseAddress = parseAddress
	Masked       = masked
	PauseAfter   = pauseAfter
)

// Schema is where the tables are.
const Schema = schema

// HastyPost tries again at once, and does not wait before it looks.
func HastyPost(o *Outbox, pool *pgxpool.Pool, log *slog.Logger) (*Post, error) {
	return newPost(o, pool, log, hasty(), newCarrier(o.config))
}

// DyingPost calls die before or after a mail is with the server.
func DyingPost(o *Outbox, pool *pgxpool.Pool, log *slog.Logger, before, after func()) (*Post, error) {
	really := newCarrier(o.config)
	return newPost(o, pool, log, hasty(), func(ctx context.Context, m message) *refusal {
		before()
		r := really(ctx, m)
		after()
		return r
	})
}

func hasty() river.Config {
	return river.Config{TestOnly: true, RetryPolicy: atOnce{}, FetchPollInterval: 50 * time.Millisecond, FetchCooldown: 10 * time.Millisecond}
}

type atOnce struct{}

func (atOnce) NextRetry(*rivertype.JobRow) time.Time { return time.Now().Add(50 * time.Millisecond) }

// Sweep and Digest run those jobs once.
func Sweep(ctx context.Context, pool *pgxpool.Pool) error {
	return (&sweepWorker{db: own(pool)}).Work(ctx, nil)
}

func Digest(ctx context.Context, o *Outbox, pool *pgxpool.Pool) error {
	return (&digestWorker{outbox: o, db: own(pool)}).Work(ctx, nil)
}
