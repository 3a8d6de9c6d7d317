package outbox

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"mitte/geo/pg"
)

const (
	sqlKeepConfirmToken = `INSERT INTO outbox.token (hash, recipient_id) VALUES ($1, $2)`
	sqlKeepEndToken     = `INSERT INTO outbox.token (hash, subscription_id) VALUES ($1, $2)`
)

// mailWorker sends one mail. The steps are in this order: tokens, the server, then the mail's state and the end of the job
// in one commit. Killed before the server has it, the mail leaves later; killed after, it leaves again with its Message-ID.
type mailWorker struct {
	river.WorkerDefaults[mailJob]

	outbox *Outbox
	db     pg.DB
	carry  carrier
}

// carrier takes a mail to the server; a refusal tells whether trying again can help, in a code without the server's words,
// which may hold the address.
type carrier func(ctx context.Context, m message) *refusal

type refusal struct {
	code  string
	final bool
}

func (r *refusal) Error() string { return r.code }

// Work sends the mail, unless it was sent or is no longer wanted.
func (w *mailWorker) Work(ctx context.Context, job *river.Job[mailJob]) error {
	const op = "outbox.send"
	mails, err := pg.Collect[letter](ctx, w.db, sqlLetter, job.Args.MailID)
	if err != nil {
		return pg.Fault(op, err)
	}
	if len(mails) == 0 {
		_, err := w.db.Exec(ctx, sqlDropMail, job.Args.MailID)
		return pg.Fault(op, err)
	}
	if mails[0].Kind == kindAlert {
		tells, err := w.outbox.compose(ctx, &mails[0])
		if err != nil {
			return pg.Fault(op, err)
		}
		if !tells {
			_, err := w.db.Exec(ctx, sqlDropMail, job.Args.MailID)
			return pg.Fault(op, err)
		}
	}
	m, err := w.address(ctx, mails[0])
	if err != nil {
		return pg.Fault(op, err)
	}
	if refused := w.carry(ctx, m); refused != nil {
		return w.refused(context.WithoutCancel(ctx), job, refused)
	}
	// What the server has taken is sent, also if the time is over.
	return pg.Fault(op, w.sent(context.WithoutCancel(ctx), job))
}

// address makes the tokens that the mail's links need and puts it together.
func (w *mailWorker) address(ctx context.Context, l letter) (message, error) {
	m := message{letter: l}
	fresh, keep, of := newToken(), sqlKeepConfirmToken, l.RecipientID
	base := w.outbox.config.PublicURL + "/subscriptions/"
	switch l.Kind {
	case kindConfirm:
		m.Body = filled(l.Body, confirmMark, base+"confirm/"+string(fresh))
	case kindLetter:
		keep, of = sqlKeepEndToken, *l.SubscriptionID
		m.Body = filled(l.Body, followMark, w.outbox.config.PublicURL+followed[l.Target]+string(fresh))
	default:
		keep, of = sqlKeepEndToken, *l.SubscriptionID
		m.endLink = base + "end/" + string(fresh)
		m.Body = filled(l.Body, endMark, m.endLink)
	}
	_, err := w.db.Exec(ctx, keep, fresh.hash(), of)
	return m, err
}

func (w *mailWorker) sent(ctx context.Context, job *river.Job[mailJob]) error {
	return pg.InTx(ctx, w.db, "", func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, sqlMailSent, job.Args.MailID); err != nil {
			return err
		}
		_, err := river.JobCompleteTx[*riverpgxv5.Driver](ctx, tx, job)
		return err
	})
}

// refused notes why; after the last try, or where trying again is no use, the mail has failed.
func (w *mailWorker) refused(ctx context.Context, job *river.Job[mailJob], r *refusal) error {
	state := Waiting
	if r.final || job.Attempt >= job.MaxAttempts {
		state = Failed
	}
	if _, err := w.db.Exec(ctx, sqlMailTried, job.Args.MailID, state, r.code); err != nil {
		return pg.Fault("outbox.refused", err)
	}
	if r.final {
		return river.JobCancel(r)
	}
	return r
}
