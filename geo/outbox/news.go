package outbox

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"mitte/geo/pg"
)

// Target is what one may subscribe to: a section, a project, a unit or an area, by its id; or what somebody corresponds with
// the office about.
type Target struct {
	Kind string
	ID   int64
}

// News is something that happened, in the languages of the house. Path is where there is more, below the public URL.
// AtOnce news go to everybody subscribed to a target as soon as they are out, also to those who ordered a digest.
type News struct {
	TitleDe, TitleEn string
	TextDe, TextEn   string
	Path             string
	AtOnce           bool
	Targets          []Target
}

const (
	kindConfirm = "confirm"
	kindNews    = "news"
	kindDigest  = "digest"
	kindLetter  = "letter"
	kindAlert   = "alert"
)

const (
	sqlInsertNews = `
INSERT INTO outbox.news (at_once, title_de, title_en, text_de, text_en, path)
VALUES ($1, $2, $3, $4, $5, $6)
RETURNING id`

	sqlInsertTargets = `
INSERT INTO outbox.news_target (news_id, target, target_id)
SELECT DISTINCT $1::bigint, target, target_id
FROM unnest($2::text[], $3::bigint[]) AS t (target, target_id)`

	sqlNews = `SELECT id, at_once, title_de, title_en, text_de, text_en, path FROM outbox.news WHERE id = $1`

	// Who subscribed to several of the targets is told once. A subscription that was confirmed after the news is not meant.
	sqlReaders = `
SELECT DISTINCT ON (s.recipient_id) s.id::text AS id, s.recipient_id::text AS recipient_id, s.lang, s.about_de, s.about_en
FROM outbox.news n
JOIN outbox.news_target t ON t.news_id = n.id
JOIN outbox.subscription s ON s.target = t.target AND s.target_id = t.target_id
WHERE n.id = $1 AND s.status = 'confirmed' AND s.confirmed_at <= n.at AND (n.at_once OR s.frequency = 'immediate')
ORDER BY s.recipient_id, s.target = 'section' DESC, s.created_at, s.id`
)

type newsRow struct {
	ID               int64
	AtOnce           bool
	TitleDe, TitleEn string
	TextDe, TextEn   string
	Path             string
}

type reader struct {
	ID               string
	RecipientID      string
	Lang             string
	AboutDe, AboutEn string
}

// Publish puts news in, with the job that tells its subscribers, in the transaction that makes it true. It returns the
// number of the news.
func (o *Outbox) Publish(ctx context.Context, tx pgx.Tx, n News) (int64, error) {
	const op = "outbox.Publish"
	var id int64
	err := tx.QueryRow(ctx, sqlInsertNews, n.AtOnce, n.TitleDe, n.TitleEn, n.TextDe, n.TextEn, n.Path).Scan(&id)
	if err != nil {
		return 0, pg.Fault(op, err)
	}
	kinds, ids := make([]string, len(n.Targets)), make([]int64, len(n.Targets))
	for i, t := range n.Targets {
		kinds[i], ids[i] = t.Kind, t.ID
	}
	if _, err := tx.Exec(ctx, sqlInsertTargets, id, kinds, ids); err != nil {
		return 0, pg.Fault(op, err)
	}
	_, err = o.jobs.InsertTx(ctx, tx, newsJob{NewsID: id}, nil)
	return id, pg.Fault(op, err)
}

// newsWorker writes the mails to those who want to know at once. It may run twice: a recipient has one mail of a cause.
type newsWorker struct {
	river.WorkerDefaults[newsJob]

	outbox *Outbox
	db     pg.DB
}

// Work puts the mails in, all or none.
func (w *newsWorker) Work(ctx context.Context, job *river.Job[newsJob]) error {
	return pg.InTx(ctx, w.db, "", func(tx pgx.Tx) error {
		found, err := pg.Collect[newsRow](ctx, tx, sqlNews, job.Args.NewsID)
		if err != nil || len(found) == 0 {
			return err
		}
		readers, err := pg.Collect[reader](ctx, tx, sqlReaders, job.Args.NewsID)
		if err != nil {
			return err
		}
		for _, r := range readers {
			if err := w.outbox.add(ctx, tx, w.outbox.newsMail(r, found[0])); err != nil {
				return err
			}
		}
		return nil
	})
}

func (o *Outbox) newsMail(r reader, n newsRow) draft {
	words := wordsIn(r.Lang)
	body := words.newsBody([]string{o.item(r.Lang, n)}, pick(r.Lang, r.AboutDe, r.AboutEn))
	return draft{
		recipient: r.RecipientID, subscription: &r.ID, kind: kindNews, cause: "news:" + strconv.FormatInt(n.ID, 10),
		lang: r.Lang, subject: pick(r.Lang, n.TitleDe, n.TitleEn), body: body,
	}
}

func (o *Outbox) item(lang string, n newsRow) string {
	link := o.config.PublicURL + n.Path
	if lang == "en" {
		link += "?lang=en"
	}
	return wordsIn(lang).item(pick(lang, n.TitleDe, n.TitleEn), pick(lang, n.TextDe, n.TextEn), link)
}

const sqlAnybody = `SELECT EXISTS (SELECT FROM outbox.subscription WHERE status = 'confirmed' AND target NOT IN ('enquiry', 'space_request', 'saved_search'))`

// Anybody reports whether anybody has subscribed to anything, so that an edit that nobody waits for costs no more than that.
func (o *Outbox) Anybody(ctx context.Context, q pg.Querier) (bool, error) {
	var yes bool
	err := q.QueryRow(ctx, sqlAnybody).Scan(&yes)
	return yes, pg.Fault("outbox.Anybody", err)
}

const sqlSubscribed = `
SELECT DISTINCT target_id
FROM outbox.subscription
WHERE status = 'confirmed' AND target = $1 AND target_id = ANY ($2)
ORDER BY target_id`

// Subscribed returns those ids of a kind of target that somebody has a confirmed subscription to.
func (o *Outbox) Subscribed(ctx context.Context, q pg.Querier, kind string, ids []int64) ([]int64, error) {
	rows, err := q.Query(ctx, sqlSubscribed, kind, ids)
	if err != nil {
		return nil, pg.Fault("outbox.Subscribed", err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	return found, pg.Fault("outbox.Subscribed", err)
}
