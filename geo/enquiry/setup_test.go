package enquiry_test

import (
	"context"
	"log/slog"
	"regexp"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/enquiry"
	"mitte/geo/outbox"
	"mitte/geo/outbox/mailtest"
	"mitte/geo/pg/pgtest"
)

// now is a Monday.
var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) //nolint:gochecknoglobals // a constant

type bundle struct {
	t      testing.TB
	db     *pgtest.Database
	server *mailtest.Server
	box    *outbox.Outbox
	desk   *enquiry.Service
}

// setup returns a service whose mails a real server on this machine takes.
func setup(t testing.TB) *bundle {
	t.Helper()
	b := &bundle{t: t, db: pgtest.DB(t), server: mailtest.Serve(t)}
	host, port := b.server.HostPort(t)
	var err error
	b.box, err = outbox.New(b.db.App(), outbox.Config{
		PublicURL: "https://mitte.example", SMTP: outbox.SMTP{Host: host, Port: port, From: "Stadtbüro <amt@stadt.example>", Security: outbox.Plain},
	})
	if err != nil {
		t.Fatal(err)
	}
	b.desk = enquiry.New(b.db.App(), geo.FixedClock(now), b.box)
	return b
}

// post sends mails until the test ends.
func (b *bundle) post() {
	b.t.Helper()
	p, err := outbox.NewPost(b.box, b.db.App(), slog.New(slog.DiscardHandler))
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
}

func submission(email string) enquiry.Submission {
	return enquiry.Submission{
		Kind: enquiry.Space, Name: "Erika Kanari", Email: email, Phone: "02362 123", Subject: "Kanari-Betreff",
		Message: "Ist der Laden noch frei? Kanari-Text.", Consent: true, AboutDe: "Anfrage: Lippestraße 12", AboutEn: "Enquiry: Lippestraße 12",
		Lang: "de",
	}
}

func (b *bundle) submit(s enquiry.Submission) {
	b.t.Helper()
	if err := b.desk.Submit(b.t.Context(), s); err != nil {
		b.t.Fatal(err)
	}
}

var link = regexp.MustCompile(`https://mitte\.example/(subscriptions/confirm|ask/status|ask/space)/(\S+)`)

// linkIn finds where a mail leads, and its token.
func linkIn(t testing.TB, m mailtest.Received) (path, token string) {
	t.Helper()
	found := link.FindStringSubmatch(m.Body)
	if found == nil {
		t.Fatalf("no link in %q", m.Body)
	}
	return found[1], found[2]
}

func (b *bundle) confirm(token string) {
	b.t.Helper()
	if _, err := b.box.Confirm(b.t.Context(), token); err != nil {
		b.t.Fatal(err)
	}
}

// arrived submits an enquiry, confirms it, and returns the secret link of its receipt.
func (b *bundle) arrived(email string) string {
	b.t.Helper()
	n := len(b.server.All())
	b.submit(submission(email))
	_, token := linkIn(b.t, b.server.Wait(b.t, n+1)[n])
	b.confirm(token)
	_, secret := linkIn(b.t, b.server.Wait(b.t, n+2)[n+1])
	return secret
}

func one[T any](b *bundle, sql string, args ...any) (v T) {
	b.t.Helper()
	if err := b.db.Superuser().QueryRow(b.t.Context(), sql, args...).Scan(&v); err != nil {
		b.t.Fatal(err)
	}
	return v
}

func (b *bundle) exec(sql string, args ...any) {
	b.t.Helper()
	if _, err := b.db.Superuser().Exec(b.t.Context(), sql, args...); err != nil {
		b.t.Fatal(err)
	}
}
