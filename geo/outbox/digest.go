package outbox

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"mitte/geo/pg"
)

// A digest is due a day or a week after the one before, if there is anything to tell; quiet days send nothing. SKIP LOCKED
// leaves a subscription that is being ended alone.
const (
	sqlDueDigests = `
SELECT s.id::text AS id, s.recipient_id::text AS recipient_id, s.lang, s.about_de, s.about_en, s.frequency, now() AS until
FROM outbox.subscription s
WHERE s.status = 'confirmed' AND s.frequency IN ('daily', 'weekly')
  AND s.told_at <= now() - CASE s.frequency WHEN 'daily' THEN interval '1 day' ELSE interval '7 days' END
  AND EXISTS (SELECT FROM outbox.news n JOIN outbox.news_target t ON t.news_id = n.id
              WHERE t.target = s.target AND t.target_id = s.target_id AND n.at > s.told_at AND NOT n.at_once)
ORDER BY s.id
FOR UPDATE OF s SKIP LOCKED`

	sqlDigestNews = `
SELECT n.id, n.at_once, n.title_de, n.title_en, n.text_de, n.text_en, n.path
FROM outbox.subscription s
JOIN outbox.news_target t ON t.target = s.target AND t.target_id = s.target_id
JOIN outbox.news n ON n.id = t.news_id
WHERE s.id = $1 AND n.at > s.told_at AND n.at <= $2 AND NOT n.at_once
ORDER BY n.at, n.id`

	sqlTold = `UPDATE outbox.subscription SET told_at = $2 WHERE id = $1`
)

type due struct {
	ID               string
	RecipientID      string
	Lang             string
	AboutDe, AboutEn string
	Frequency        string
	Until            time.Time
}

// digestWorker writes the digests that are due.
type digestWorker struct {
	river.WorkerDefaults[digestJob]

	outbox *Outbox
	db     pg.DB
}

// Work puts the mails in and moves the subscriptions on, all or none.
func (w *digestWorker) Work(ctx context.Context, _ *river.Job[digestJob]) error {
	return pg.InTx(ctx, w.db, "", func(tx pgx.Tx) error {
		found, err := pg.Collect[due](ctx, tx, sqlDueDigests)
		if err != nil {
			return err
		}
		for _, d := range found {
			if err := w.write(ctx, tx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *digestWorker) write(ctx context.Context, tx pgx.Tx, d due) error {
	news, err := pg.Collect[newsRow](ctx, tx, sqlDigestNews, d.ID, d.Until)
	if err != nil {
		return err
	}
	words := wordsIn(d.Lang)
	items := make([]string, len(news))
	for i, n := range news {
		items[i] = w.outbox.item(d.Lang, n)
	}
	subject := words.digestDaily
	if d.Frequency == "weekly" {
		subject = words.digestWeekly
	}
	err = w.outbox.add(ctx, tx, draft{
		recipient: d.RecipientID, subscription: &d.ID, kind: kindDigest, cause: "digest:" + d.ID + ":" + d.Until.Format(time.RFC3339),
		lang: d.Lang, subject: subject, body: words.newsBody(items, pick(d.Lang, d.AboutDe, d.AboutEn)),
	})
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, sqlTold, d.ID, d.Until)
	return err
}
