package outbox_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/outbox"
	"mitte/geo/outbox/mailtest"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

type bundle struct {
	t      testing.TB
	db     *pgtest.Database
	server *mailtest.Server
	box    *outbox.Outbox
	log    *logBook
}

// setup returns an outbox whose mails a real server on this machine takes, once a post runs.
func setup(t testing.TB) *bundle {
	t.Helper()
	b := &bundle{t: t, db: pgtest.DB(t), server: mailtest.Serve(t), log: &logBook{}}
	b.box = b.outbox(b.server)
	return b
}

func (b *bundle) outbox(server *mailtest.Server) *outbox.Outbox {
	b.t.Helper()
	config := outbox.Config{PublicURL: "https://mitte.example"}
	if server != nil {
		host, port := server.HostPort(b.t)
		config.SMTP = outbox.SMTP{Host: host, Port: port, From: "Stadtbüro <bau@stadt.example>", Security: outbox.Plain}
	}
	box, err := outbox.New(b.db.App(), config)
	if err != nil {
		b.t.Fatal(err)
	}
	return box
}

func (b *bundle) slog() *slog.Logger {
	return slog.New(slog.NewTextHandler(b.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// post begins to work the jobs until the test ends.
func (b *bundle) post(box *outbox.Outbox) *outbox.Post {
	b.t.Helper()
	p, err := outbox.HastyPost(box, b.db.App(), b.slog())
	if err != nil {
		b.t.Fatal(err)
	}
	if err := p.Start(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() {
		if err := p.Stop(context.Background()); err != nil {
			b.t.Error(err)
		}
	})
	return p
}

func wish(address, frequency string) outbox.Wish {
	return outbox.Wish{
		Address: address, Target: outbox.Target{Kind: "section", ID: 7}, AboutDe: "Bauabschnitt A", AboutEn: "Section A",
		Frequency: frequency, Lang: "de",
	}
}

func (b *bundle) subscribe(w outbox.Wish) {
	b.t.Helper()
	if err := b.box.Subscribe(b.t.Context(), w); err != nil {
		b.t.Fatal(err)
	}
}

// subscribed puts a confirmed subscription in without the mails of that.
func (b *bundle) subscribed(address, target string, id int64, frequency, lang string) {
	b.t.Helper()
	b.exec(`WITH r AS (INSERT INTO outbox.recipient AS r (address) VALUES ($1)
			ON CONFLICT (address) DO UPDATE SET address = r.address RETURNING id)
		INSERT INTO outbox.subscription (recipient_id, target, target_id, about_de, about_en, frequency, lang, status, confirmed_at, told_at)
		SELECT id, $2, $3, 'Bauabschnitt A', 'Section A', $4, $5, 'confirmed', now() - interval '8 days', now() - interval '8 days' FROM r`,
		address, target, id, frequency, lang)
}

func (b *bundle) publish(n outbox.News) {
	b.t.Helper()
	err := pg.InTx(b.t.Context(), b.db.App(), "account:1", func(tx pgx.Tx) error {
		_, err := b.box.Publish(b.t.Context(), tx, n)
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func news(n int) outbox.News {
	return outbox.News{
		TitleDe: fmt.Sprintf("Abschnitt A: neuer Termin %d", n), TitleEn: fmt.Sprintf("Section A: new date %d", n),
		TextDe: "Der Abschnitt beginnt später, am 1. März.", TextEn: "The section begins later, on 1 March.",
		Path: "/works/p/A", Targets: []outbox.Target{{Kind: "section", ID: 7}, {Kind: "project", ID: 3}},
	}
}

func (b *bundle) exec(sql string, args ...any) {
	b.t.Helper()
	if _, err := b.db.Superuser().Exec(b.t.Context(), sql, args...); err != nil {
		b.t.Fatalf("%v\n%s", err, sql)
	}
}

func one[T any](t testing.TB, q pg.Querier, sql string, args ...any) T {
	t.Helper()
	var v T
	if err := q.QueryRow(context.Background(), sql, args...).Scan(&v); err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	return v
}

func (b *bundle) count(sql string) int {
	b.t.Helper()
	return one[int](b.t, b.db.Superuser(), sql)
}

var link = regexp.MustCompile(`https://mitte\.example/subscriptions/(confirm|end)/(\S+)`)

// tokenIn finds the token of a mail's link.
func tokenIn(t testing.TB, m mailtest.Received) string {
	t.Helper()
	found := link.FindStringSubmatch(m.Body)
	if found == nil {
		t.Fatalf("no link in %q", m.Body)
	}
	return found[2]
}

// logBook keeps what was logged.
type logBook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logBook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func errorsAs(err error, target any) bool { return errors.As(err, target) }

// everything returns all rows of all our tables as text.
func everything(b *bundle) (string, error) {
	rows, err := b.db.Superuser().Query(b.t.Context(), `SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c
		JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname IN ('outbox', 'public', 'owner_data')`)
	if err != nil {
		return "", err
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return "", err
	}
	var all strings.Builder
	for _, table := range tables {
		all.WriteString(one[string](b.t, b.db.Superuser(), `SELECT coalesce(string_agg(x::text, E'\n'), '') FROM `+table+` x`))
	}
	return all.String(), nil
}
