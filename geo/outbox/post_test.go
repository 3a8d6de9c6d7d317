package outbox_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"github.com/jackc/pgx/v5"

	"mitte/geo/outbox"
	"mitte/geo/outbox/mailtest"
	"mitte/geo/pg"
)

var errGivenUp = errors.New("given up")

func TestWhatIsRolledBackWasNeverTold(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.subscribed("erika@beispiel.de", "section", 7, "immediate", "de")
	err := pg.InTx(t.Context(), b.db.App(), "account:1", func(tx pgx.Tx) error {
		if _, err := b.box.Publish(t.Context(), tx, news(1)); err != nil {
			return err
		}
		return errGivenUp
	})
	if !errors.Is(err, errGivenUp) {
		t.Fatal(err)
	}
	b.publish(news(2))
	b.post(b.box)
	if got := b.server.Wait(t, 1); got[0].Header.Get("Subject") == "" || !strings.Contains(got[0].Body, "neuer Termin 2") {
		t.Errorf("told: %s", got[0].Body)
	}
}

func TestWithoutAServerMailsWaitAndLeaveOnceThereIsOne(t *testing.T) {
	t.Parallel()
	b := setup(t)
	without := b.outbox(nil)
	b.subscribed("erika@beispiel.de", "project", 3, "immediate", "de")
	b.publish(news(1))
	p := b.post(without)
	mailtest.Until(t, func() bool { return b.count(`SELECT count(*) FROM outbox.mail WHERE state = 'waiting'`) == 1 })
	seen := must[outbox.Overview](t)(without.Overview(t.Context(), ""))
	if seen.Sends || seen.Waiting != 1 || len(seen.Mails) != 1 || seen.Mails[0].To != "e…@beispiel.de" || seen.Mails[0].Attempts != 0 {
		t.Errorf("%+v", seen)
	}
	if err := p.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.post(b.box)
	b.server.Wait(t, 1)
	mailtest.Until(t, func() bool { return must[outbox.Overview](t)(b.box.Overview(t.Context(), outbox.Sent)).Sent == 1 })
}

func TestABusyServerIsTriedAgainWithTheSameMessageID(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.server.Busy = 2
	b.subscribed("canary@beispiel.de", "section", 7, "immediate", "de")
	b.publish(news(1))
	b.post(b.box)
	m := b.server.Wait(t, 1)[0]
	mailtest.Until(t, func() bool {
		return b.count(`SELECT count(*) FROM outbox.mail WHERE state = 'sent' AND attempts = 3`) == 1
	})
	if id := one[string](t, b.db.Superuser(), `SELECT message_id FROM outbox.mail`); m.Header.Get("Message-ID") != id {
		t.Errorf("%s was sent as %s", id, m.Header.Get("Message-ID"))
	}
	if rows := must[string](t)(everything(b)); strings.Count(rows, "canary@") != 1 || strings.Contains(b.log.String(), "canary") {
		t.Error("what the server said was kept, and the address with it")
	}
}

func TestARefusedRecipientIsGivenUp(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.server.Refuse = func(to string) error {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user " + to}
	}
	b.subscribed("canary@beispiel.de", "section", 7, "immediate", "de")
	b.publish(news(1))
	b.post(b.box)
	mailtest.Until(t, func() bool {
		return b.count(`SELECT count(*) FROM outbox.mail WHERE state = 'failed' AND problem = 'smtp_550'`) == 1
	})
	mailtest.Until(t, func() bool {
		return b.count(`SELECT count(*) FROM outbox.river_job WHERE kind = 'mail' AND state = 'cancelled'`) == 1
	})
	if rows := must[string](t)(everything(b)); strings.Count(rows, "canary@") != 1 || strings.Contains(b.log.String(), "canary") {
		t.Error("what the server said was kept, and the address with it")
	}
}

func TestOneRecipientIsToldOnceOfOneThing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.subscribed("erika@beispiel.de", "section", 7, "immediate", "de")
	b.subscribed("erika@beispiel.de", "project", 3, "immediate", "de")
	b.subscribed("erika@beispiel.de", "unit", 9, "immediate", "de")
	b.subscribed("hans@beispiel.de", "project", 4, "immediate", "de")
	n := news(1)
	n.Targets = append(n.Targets, outbox.Target{Kind: "unit", ID: 9}, outbox.Target{Kind: "unit", ID: 9})
	b.publish(n)
	b.post(b.box)
	b.server.Wait(t, 1)
	mailtest.Until(t, func() bool { return b.count(`SELECT count(*) FROM outbox.mail WHERE state = 'sent'`) == 1 })
}

func TestDigests(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.subscribed("tag@beispiel.de", "section", 7, "daily", "de")
	b.subscribed("woche@beispiel.de", "project", 3, "weekly", "en")
	b.exec(`UPDATE outbox.subscription SET told_at = now() - interval '2 days'`)
	b.publish(news(1))
	b.publish(news(2))
	once := news(3)
	once.AtOnce = true
	b.publish(once)
	for range 2 {
		if err := outbox.Digest(t.Context(), b.box, b.db.App()); err != nil {
			t.Fatal(err)
		}
	}
	b.post(b.box)
	got := b.server.Wait(t, 3)
	daily := 0
	for _, m := range got {
		if m.Header.Get("Subject") == "Bauarbeiten: Neues vom Tag" {
			daily++
			if m.To != "tag@beispiel.de" || !strings.Contains(m.Body, "Termin 1") || !strings.Contains(m.Body, "Termin 2") ||
				strings.Contains(m.Body, "Termin 3") {
				t.Errorf("to %s: %s", m.To, m.Body)
			}
		}
	}
	if daily != 1 {
		t.Errorf("%s", mailtest.Subjects(got))
	}
	b.exec(`UPDATE outbox.subscription SET told_at = now() - interval '7 days 1 minute' WHERE frequency = 'weekly'`)
	if err := outbox.Digest(t.Context(), b.box, b.db.App()); err != nil {
		t.Fatal(err)
	}
	if m := b.server.Wait(t, 4)[3]; m.To != "woche@beispiel.de" || !strings.Contains(m.Body, "new date 2") ||
		!strings.Contains(m.Body, "/works/p/A?lang=en") {
		t.Errorf("to %s: %s", m.To, m.Body)
	}
}

func TestWhatIsOverGoes(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.subscribe(wish("alt@beispiel.de", "daily"))
	b.subscribed("treu@beispiel.de", "section", 7, "daily", "de")
	b.exec(`UPDATE outbox.recipient SET asked_at = now() - interval '8 days', created_at = now() - interval '8 days' WHERE asked_at IS NOT NULL`)
	b.exec(`UPDATE outbox.mail SET made_at = now() - interval '8 days'`)
	b.subscribe(wish("neu@beispiel.de", "daily"))
	b.exec(`INSERT INTO outbox.mail (kind, cause, lang, subject, body, message_id, state, sent_at) VALUES
		('news', 'a', 'de', 's', '', 'old', 'sent', now() - interval '7 days 1 minute'), ('news', 'b', 'de', 's', '', 'young', 'sent', now() - interval '6 days')`)
	if err := outbox.Sweep(t.Context(), b.db.App()); err != nil {
		t.Fatal(err)
	}
	got := one[string](t, b.db.Superuser(), `SELECT string_agg(address, ' ' ORDER BY address) FROM outbox.recipient`)
	same(t, "neu@beispiel.de treu@beispiel.de", got)
	if n := b.count(`SELECT count(*) FROM outbox.mail WHERE message_id = 'old' OR made_at < now() - interval '7 days'`); n != 0 {
		t.Errorf("%d old mails are left", n)
	}
	if n := b.count(`SELECT count(*) FROM outbox.mail`); n != 2 {
		t.Errorf("%d mails, want the young one and the question", n)
	}
}

func TestPausesGrow(t *testing.T) {
	t.Parallel()
	var whole time.Duration
	last := time.Duration(0)
	for n := 1; n <= 29; n++ {
		p := outbox.PauseAfter(n)
		if p < last || p > 4*time.Hour || p < time.Minute {
			t.Errorf("after failure %d: %v", n, p)
		}
		last, whole = p, whole+p
	}
	if whole < 4*24*time.Hour {
		t.Errorf("given up after %v", whole)
	}
}

func TestStamps(t *testing.T) {
	t.Parallel()
	b := setup(t)
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	stamp := must[string](t)(b.box.Stamp(t.Context(), now))
	for _, c := range []struct {
		stamp string
		after time.Duration
		want  bool
	}{
		{stamp, time.Second, false},
		{stamp, 3 * time.Second, true},
		{stamp, 14 * 24 * time.Hour, true},
		{stamp, 15 * 24 * time.Hour, false},
		{"", time.Minute, false},
		{"1700000000", time.Minute, false},
		{strings.Replace(stamp, "1", "2", 1), time.Minute, false},
		{stamp + "0", time.Minute, false},
	} {
		if got := must[bool](t)(b.box.Timely(t.Context(), c.stamp, now.Add(c.after))); got != c.want {
			t.Errorf("%q after %v: %v", c.stamp, c.after, got)
		}
	}
}

// A form that is shown again keeps its first stamp as long as that would do.
func TestAStampIsKept(t *testing.T) {
	t.Parallel()
	b := setup(t)
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	stamp := must[string](t)(b.box.Stamp(t.Context(), now))
	for _, c := range []struct {
		stamp string
		after time.Duration
		kept  bool
	}{
		{stamp, 0, true},
		{stamp, time.Second, true},
		{stamp, 14 * 24 * time.Hour, true},
		{stamp, 14*24*time.Hour + time.Second, false},
		{stamp, -time.Hour, false},
		{"", time.Minute, false},
		{strings.Replace(stamp, "1", "2", 1), time.Minute, false},
		{stamp + "0", time.Minute, false},
	} {
		got := must[string](t)(b.box.Restamp(t.Context(), c.stamp, now.Add(c.after)))
		fresh := must[string](t)(b.box.Stamp(t.Context(), now.Add(c.after)))
		if want := map[bool]string{true: c.stamp, false: fresh}[c.kept]; got != want {
			t.Errorf("%q after %v: %s", c.stamp, c.after, got)
		}
	}
}
