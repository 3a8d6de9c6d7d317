package outbox

import (
	"context"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// schema is where River's tables and ours are.
const schema = "outbox"

// Outbox puts mails, news and subscriptions into the database. What it puts there is worked by a Post, here or in another
// process.
type Outbox struct {
	db     pg.DB
	jobs   *river.Client[pgx.Tx]
	config Config

	confirmed map[string]OnConfirm // by the kind of target
	tells     map[string]Tell      // likewise
	watches   []func(ctx context.Context) error
}

// New returns an outbox that reads and writes through db, the role mitte_app. It returns Invalid if the configuration cannot
// work.
func New(db pg.DB, config Config) (*Outbox, error) {
	config = config.withDefaults()
	if err := config.check(); err != nil {
		return nil, err
	}
	jobs, err := river.NewClient(riverpgxv5.New(nil), &river.Config{Schema: schema, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, fault.Wrap("outbox.New", err)
	}
	return &Outbox{db: own(db), jobs: jobs, config: config, confirmed: map[string]OnConfirm{}, tells: map[string]Tell{}}, nil
}

// own is db for this room's part in the policies of its tables: nobody else reads an address, whatever statement he slips in
// elsewhere.
func own(db pg.DB) pg.DB { return pg.As(db, pg.Who{Roles: []string{"post"}}) }

// Sends reports whether there is a mail server. Without one mails wait.
func (o *Outbox) Sends() bool { return o.config.SMTP.Host != "" }

// Post works the jobs: it sends mails, spreads news, and forgets what is over.
type Post struct {
	client *river.Client[pgx.Tx]
}

// NewPost returns what works the jobs of o over pool, which it holds a connection of for listening. Nothing runs before Start.
func NewPost(o *Outbox, pool *pgxpool.Pool, log *slog.Logger) (*Post, error) {
	return newPost(o, pool, log, river.Config{}, newCarrier(o.config))
}

func newPost(o *Outbox, pool *pgxpool.Pool, log *slog.Logger, c river.Config, carry carrier) (*Post, error) {
	db := own(pool)
	workers := river.NewWorkers()
	river.AddWorker(workers, &mailWorker{outbox: o, db: db, carry: carry})
	river.AddWorker(workers, &newsWorker{outbox: o, db: db})
	river.AddWorker(workers, &digestWorker{outbox: o, db: db})
	river.AddWorker(workers, &sweepWorker{db: db})
	river.AddWorker(workers, &watchWorker{outbox: o})
	settle(&c, o, workers, log)
	client, err := river.NewClient(riverpgxv5.New(pool), &c)
	if err != nil {
		return nil, fault.Wrap("outbox.NewPost", err)
	}
	return &Post{client}, nil
}

// Start begins to work. It returns Unavailable if the database is away; then it may be tried again.
func (p *Post) Start(ctx context.Context) error {
	return pg.Fault("outbox.Start", p.client.Start(context.WithoutCancel(ctx)))
}

// Stop waits for the jobs under way as long as ctx allows, then gives them up; they are tried again later.
func (p *Post) Stop(ctx context.Context) error {
	if err := p.client.Stop(ctx); err == nil {
		return nil
	}
	return fault.Wrap("outbox.Stop", p.client.StopAndCancel(context.WithoutCancel(ctx)))
}
