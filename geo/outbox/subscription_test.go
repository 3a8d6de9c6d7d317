package outbox_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/outbox/mailtest"
)

func TestDoubleOptInNewsAndTheWayOut(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post(b.box)
	b.subscribe(wish("  Erika@Beispiel.DE ", "immediate"))
	asked := b.server.Wait(t, 1)[0]
	if asked.To != "erika@beispiel.de" || asked.Header.Get("List-Unsubscribe") != "" || !strings.Contains(asked.Body, "Bauabschnitt A") {
		t.Errorf("%s %v\n%s", asked.To, asked.Header, asked.Body)
	}
	b.publish(news(1)) // nobody has confirmed yet
	confirm := tokenIn(t, asked)
	want := []outbox.Offer{{Target: "section", AboutDe: "Bauabschnitt A", AboutEn: "Section A", Frequency: "immediate", Status: "pending"}}
	same(t, want, must[[]outbox.Offer](t)(b.box.Asked(t.Context(), confirm)))
	want[0].Status = "confirmed"
	for range 2 {
		same(t, want, must[[]outbox.Offer](t)(b.box.Confirm(t.Context(), confirm)))
	}
	b.publish(news(2))
	told := b.server.Wait(t, 2)[1]
	end := tokenIn(t, told)
	if got := told.Header.Get("List-Unsubscribe"); got != "<https://mitte.example/subscriptions/end/"+end+">" {
		t.Errorf("List-Unsubscribe is %q", got)
	}
	if got := told.Header.Get("List-Unsubscribe-Post"); got != "List-Unsubscribe=One-Click" {
		t.Errorf("List-Unsubscribe-Post is %q", got)
	}
	if !strings.Contains(told.Body, "beginnt später, am 1. März") || !strings.Contains(told.Body, "https://mitte.example/works/p/A\n") {
		t.Errorf("body:\n%s", told.Body)
	}
	want[0].Status = "ended"
	for range 2 {
		same(t, want, must[[]outbox.Offer](t)(b.box.End(t.Context(), end)))
	}
	b.publish(news(3))
	mailtest.Until(t, func() bool {
		return b.count(`SELECT count(*) FROM outbox.river_job WHERE kind = 'news' AND state = 'completed'`) == 3
	})
	b.server.Wait(t, 2)
	if n := b.count(`SELECT count(*) FROM outbox.recipient`); n != 0 {
		t.Error("the address outlives its last subscription")
	}
	if n := b.count(`SELECT count(*) FROM outbox.mail WHERE body <> ''`); n != 0 {
		t.Error("what was sent is kept")
	}
}

func TestMailsInBothLanguages(t *testing.T) {
	t.Parallel()
	b := setup(t)
	english := wish("john@example.org", "immediate")
	english.Lang = "en"
	b.subscribe(english)
	b.subscribed("jane@example.org", "section", 7, "immediate", "en")
	b.subscribed("jana@beispiel.de", "section", 7, "immediate", "de")
	b.publish(news(1))
	b.post(b.box)
	for _, m := range b.server.Wait(t, 3) {
		wantSubject, wantBody := "Section A: new date 1", "The section begins later"
		switch {
		case strings.HasPrefix(m.To, "john"):
			wantSubject, wantBody = "Please confirm: messages about building works", "Section A"
		case strings.HasPrefix(m.To, "jana"):
			wantSubject, wantBody = "Abschnitt A: neuer Termin 1", "Abbestellen: https://mitte.example/subscriptions/end/"
		}
		if m.Header.Get("Subject") != wantSubject || !strings.Contains(m.Body, wantBody) {
			t.Errorf("%s: %s\n%s", m.To, m.Header.Get("Subject"), m.Body)
		}
	}
}

func TestAHundredFormsSendOneMail(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var forms sync.WaitGroup
	for n := range 100 {
		forms.Go(func() {
			w := wish("erika@beispiel.de", "immediate")
			w.Target.ID = int64(n % 3)
			if err := b.box.Subscribe(t.Context(), w); err != nil {
				t.Error(err)
			}
		})
	}
	forms.Wait()
	if n := b.count(`SELECT count(*) FROM outbox.mail`); n != 1 {
		t.Errorf("%d mails", n)
	}
	b.post(b.box)
	token := tokenIn(t, b.server.Wait(t, 1)[0])
	if offers := must[[]outbox.Offer](t)(b.box.Confirm(t.Context(), token)); len(offers) != 3 {
		t.Errorf("one answer confirmed %v", offers)
	}
	b.subscribe(wish("erika@beispiel.de", "weekly")) // answered, so another may be asked
	again := tokenIn(t, b.server.Wait(t, 2)[1])
	must[[]outbox.Offer](t)(b.box.Confirm(t.Context(), again))
	if n := b.count(`SELECT count(*) FROM outbox.subscription WHERE target_id = 7 AND frequency = 'weekly' AND status = 'confirmed'`); n != 1 {
		t.Error("the other frequency did not take the place of the first")
	}
}

func TestOneNetworkTriesFiveTimesAnHour(t *testing.T) {
	t.Parallel()
	b := setup(t)
	w := wish("erika@beispiel.de", "daily")
	w.Client = "192.0.2.0/24"
	var refused int
	for range 7 {
		if err := b.box.Subscribe(t.Context(), w); err != nil {
			refused++
			if fault.KindOf(err) != fault.TooMany || fault.CodeOf(err) != outbox.CodeTooManyForms {
				t.Error(err)
			}
		}
	}
	if refused != 2 {
		t.Errorf("%d of 7 were refused", refused)
	}
	w.Client = "198.51.100.0/24"
	b.subscribe(w)
	b.exec(`UPDATE outbox.form_try SET at = now() - interval '61 minutes'`)
	w.Client = "192.0.2.0/24"
	b.subscribe(w)
}

func TestAWishWithoutAddressNamesAllThatIsWrong(t *testing.T) {
	t.Parallel()
	b := setup(t)
	err := b.box.Subscribe(t.Context(), outbox.Wish{Address: "a@b", Frequency: "hourly"})
	var codes []string
	if refused := new(fault.Error); errorsAs(err, &refused) {
		for _, f := range refused.Fields {
			codes = append(codes, f.Code)
		}
	}
	same(t, []string{outbox.CodeAddress, outbox.CodeFrequency}, codes)
}

func TestForeignTokensOpenNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post(b.box)
	b.subscribe(wish("erika@beispiel.de", "daily"))
	confirm := tokenIn(t, b.server.Wait(t, 1)[0])
	for _, c := range []struct {
		name string
		do   func() ([]outbox.Offer, error)
	}{
		{"confirm nonsense", func() ([]outbox.Offer, error) { return b.box.Confirm(t.Context(), "x") }},
		{"end nonsense", func() ([]outbox.Offer, error) { return b.box.End(t.Context(), "") }},
		{"end by the confirmation's token", func() ([]outbox.Offer, error) { return b.box.End(t.Context(), confirm) }},
		{"confirm too late", func() ([]outbox.Offer, error) {
			b.exec(`UPDATE outbox.token SET made_at = now() - interval '7 days 1 minute'`)
			return b.box.Confirm(t.Context(), confirm)
		}},
	} {
		if offers, err := c.do(); fault.KindOf(err) != fault.NotFound || len(offers) > 0 {
			t.Errorf("%s: %v, %v", c.name, offers, err)
		}
	}
}

func TestTokensAreNowhereButInTheMail(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post(b.box)
	b.subscribe(wish("canary@beispiel.de", "immediate"))
	confirm := tokenIn(t, b.server.Wait(t, 1)[0])
	must[[]outbox.Offer](t)(b.box.Confirm(t.Context(), confirm))
	b.publish(news(1))
	end := tokenIn(t, b.server.Wait(t, 2)[1])
	mailtest.Until(t, func() bool { return b.count(`SELECT count(*) FROM outbox.mail WHERE state = 'sent'`) == 2 })
	rows := must[string](t)(everything(b))
	for _, secret := range []string{confirm, end} {
		if strings.Contains(rows, secret) || strings.Contains(b.log.String(), secret) {
			t.Error("a token is kept")
		}
	}
	if n := strings.Count(rows, "canary@"); n != 1 {
		t.Errorf("the address is kept in %d places", n)
	}
	if strings.Contains(b.log.String(), "canary") {
		t.Error("the address is in the log")
	}
}

func same[T any](t testing.TB, want, got T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func must[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
