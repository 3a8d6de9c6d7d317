package outbox

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"mitte/geo/pg"
)

// An announcement is a mail about a subscription of which only that it is due is known when it is put in. What it says is asked for
// when it leaves, so that it tells nothing that was taken back while it waited.

// SavedSearch is the kind of target of a search whose finds are announced.
const SavedSearch = "saved_search"

// Announcement is what a mail that is about to leave tells of.
type Announcement struct {
	Target

	Cause string
	Lang  string
}

// Item is one thing that a mail tells. Path is where there is more, below the public URL.
type Item struct{ Title, Text, Path string }

// Tell says what a mail tells; without items it does not leave.
type Tell func(ctx context.Context, a Announcement) ([]Item, error)

// WhenAnnounced has do say what mails about targets of a kind tell. It is for the start of the service.
func (o *Outbox) WhenAnnounced(kind string, do Tell) { o.tells[kind] = do }

// Watch has do called every minute by whoever sends mails. It is for the start of the service.
func (o *Outbox) Watch(do func(ctx context.Context) error) { o.watches = append(o.watches, do) }

const sqlAnnouncement = `
SELECT s.id::text AS id, s.recipient_id::text AS recipient_id, s.lang, s.about_de, s.about_en
FROM outbox.subscription s
WHERE s.target = $1 AND s.target_id = $2 AND s.status = 'confirmed'`

// Order asks the address of a wish to confirm it, as Subscribe does, in the transaction of what it is about.
func (o *Outbox) Order(ctx context.Context, tx pgx.Tx, w Wish) error {
	if err := w.check(); err != nil {
		return err
	}
	return pg.Fault("outbox.Order", o.ask(ctx, tx, w))
}

// Announce puts a mail in for whoever subscribed to a target; a target has one of a cause.
func (o *Outbox) Announce(ctx context.Context, tx pgx.Tx, t Target, cause string) error {
	const op = "outbox.Announce"
	found, err := pg.Collect[reader](ctx, tx, sqlAnnouncement, t.Kind, t.ID)
	if err != nil {
		return pg.Fault(op, err)
	}
	for _, r := range found {
		err := o.add(ctx, tx, draft{
			recipient: r.RecipientID, subscription: &r.ID, kind: kindAlert, cause: kindAlert + ":" + r.ID + ":" + cause, lang: r.Lang,
			subject: wordsIn(r.Lang).newShops, body: cause,
		})
		if err != nil {
			return pg.Fault(op, err)
		}
	}
	return nil
}

// compose puts what an announcement tells into its mail. It reports false if there is nothing left to tell.
func (o *Outbox) compose(ctx context.Context, l *letter) (bool, error) {
	tell, known := o.tells[l.Target]
	if !known {
		return false, nil
	}
	items, err := tell(ctx, Announcement{Target{l.Target, l.TargetID}, l.Body, l.Lang})
	if err != nil || len(items) == 0 {
		return false, err
	}
	words := wordsIn(l.Lang)
	texts := make([]string, len(items))
	for i, it := range items {
		texts[i] = words.item(it.Title, it.Text, o.config.PublicURL+it.Path+"?lang="+l.Lang)
	}
	l.Body = words.newsBody(texts, pick(l.Lang, l.AboutDe, l.AboutEn))
	return true, nil
}

// watchWorker calls what wants to look every minute.
type watchWorker struct {
	river.WorkerDefaults[watchJob]

	outbox *Outbox
}

// Work calls all, also if one fails.
func (w *watchWorker) Work(ctx context.Context, _ *river.Job[watchJob]) error {
	var failed error
	for _, do := range w.outbox.watches {
		if err := do(ctx); err != nil {
			failed = err
		}
	}
	return failed
}
