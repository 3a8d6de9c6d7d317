package enquiry_test

import (
	"strings"
	"testing"

	"mitte/geo/enquiry"
	"mitte/geo/outbox/mailtest"
)

func alert(email, filter, frequency string) enquiry.Alert {
	return enquiry.Alert{Email: email, Filter: filter, Frequency: frequency, AboutDe: "Neue Ladenlokale: 80–250 m²", AboutEn: "New shops: 80–250 m²", Lang: "de"}
}

func (b *bundle) save(a enquiry.Alert) {
	b.t.Helper()
	n := len(b.server.All())
	if err := b.desk.Save(b.t.Context(), a); err != nil {
		b.t.Fatal(err)
	}
	_, token := linkIn(b.t, b.server.Wait(b.t, n+1)[n])
	b.confirm(token)
}

func (b *bundle) look() {
	b.t.Helper()
	if err := b.desk.Look(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

// settled waits until no mail is waiting, so that what is not there will not come.
func (b *bundle) settled() []mailtest.Received {
	b.t.Helper()
	mailtest.Until(b.t, func() bool { return one[int](b, `SELECT count(*) FROM outbox.mail WHERE state = 'waiting'`) == 0 })
	return b.server.All()
}

func (b *bundle) publish(unit int64, basis string) {
	b.t.Helper()
	b.exec(`UPDATE unit SET public_basis = nullif($2, '') WHERE id = $1`, unit, basis)
}

func TestEachUnitIsToldOncePerSearch(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	b.shop("OLD-1", "demo")
	b.save(alert("erika@example.org", "area=80-250", "immediate"))
	b.save(alert("hans@example.org", "area=500-", "immediate"))
	b.look()
	if n := len(b.settled()); n != 2 {
		t.Fatalf("%d mails: what was there already was told", n)
	}
	unit := b.shop("NEW-1", "demo")
	second := b.shop("NEW-2", "demo")
	b.look()
	told := b.server.Wait(t, 3)[2]
	if told.To != "erika@example.org" || !strings.Contains(told.Body, "https://mitte.example/units/NEW-1?lang=de") || !strings.Contains(told.Body, "NEW-2") ||
		strings.Contains(told.Body, "OLD-1") || !strings.Contains(told.Body, "120 m²") || !strings.Contains(told.Body, "80–250 m²") {
		t.Errorf("%s: %s", told.To, told.Body)
	}
	if told.Header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" || !strings.Contains(told.Header.Get("List-Unsubscribe"), "/subscriptions/end/") {
		t.Errorf("no way out: %v", told.Header)
	}
	b.publish(unit, "")
	b.look()
	b.publish(unit, "demo")
	b.look()
	if n := len(b.settled()); n != 3 {
		t.Errorf("%d mails: a unit was told twice", n)
	}
	_, token, _ := strings.Cut(strings.Trim(told.Header.Get("List-Unsubscribe"), "<>"), "/end/")
	if _, err := b.box.End(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	b.publish(second, "")
	b.shop("NEW-3", "demo")
	b.look()
	if n := len(b.settled()); n != 3 {
		t.Errorf("%d mails: an ended search goes on", n)
	}
	b.exec(`UPDATE saved_search SET created_at = created_at - interval '2 hours'`)
	if f, err := b.desk.Forget(t.Context()); err != nil || f != (enquiry.Forgotten{Searches: 1}) {
		t.Errorf("%v %+v", err, f)
	}
}

// Between the finding and the mail, and while the mail waits, a unit may be taken back.
func TestNothingIsToldOfAUnitThatWasTakenBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	b.save(alert("erika@example.org", "", "daily"))
	waiting := b.shop("BACK-1", "demo")
	gone := b.shop("GONE-1", "demo")
	b.look()
	b.publish(waiting, "")
	b.publish(gone, "")
	b.look()
	b.publish(waiting, "demo")
	b.exec(`ALTER TABLE saved_search DISABLE TRIGGER ALL`)
	b.exec(`UPDATE outbox.subscription SET confirmed_at = now() - interval '25 hours'`)
	b.look()
	if told := b.server.Wait(t, 2)[1]; !strings.Contains(told.Body, "BACK-1") || strings.Contains(told.Body, "GONE-1") {
		t.Errorf("%s", told.Body)
	}
	b.exec(`UPDATE saved_search SET told_at = now() - interval '25 hours'`)
	late := b.shop("LATE-1", "demo")
	b.exec(`UPDATE outbox.river_queue SET paused_at = now()`) // the mail server's queue stands still
	b.exec(`INSERT INTO outbox.river_queue (name, paused_at) VALUES ('mail', now()) ON CONFLICT (name) DO UPDATE SET paused_at = now()`)
	b.exec(`CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.scheduled_at := now() + interval ''1 day''; NEW.state := ''scheduled''; RETURN NEW; END'`)
	b.exec(`CREATE TRIGGER hold BEFORE INSERT ON outbox.river_job FOR EACH ROW WHEN (NEW.kind = 'mail') EXECUTE FUNCTION hold()`)
	b.look()
	b.publish(late, "")
	b.exec(`DROP TRIGGER hold ON outbox.river_job`)
	b.exec(`UPDATE outbox.river_queue SET paused_at = NULL`)
	b.exec(`UPDATE outbox.river_job SET scheduled_at = now(), state = 'available' WHERE kind = 'mail' AND state = 'scheduled'`)
	if got := b.settled(); len(got) != 2 {
		t.Errorf("a mail told of what was taken back while it waited: %s", got[2].Body)
	}
	b.publish(late, "demo")
	b.exec(`UPDATE saved_search SET told_at = now() - interval '25 hours'`)
	b.look()
	if told := b.server.Wait(t, 3)[2]; !strings.Contains(told.Body, "LATE-1") {
		t.Errorf("what was never told is not told when it comes again: %s", told.Body)
	}
}

func TestADailySearchWaitsForItsDay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	for email, frequency := range map[string]string{"d@example.org": "daily", "w@example.org": "weekly"} {
		b.save(alert(email, "use=retail", frequency))
	}
	b.shop("NEW-1", "demo")
	b.look()
	if n := len(b.settled()); n != 2 {
		t.Errorf("%d mails at once", n)
	}
	b.exec(`UPDATE outbox.subscription SET confirmed_at = now() - interval '25 hours'`)
	b.look()
	if told := b.server.Wait(t, 3)[2]; told.To != "d@example.org" {
		t.Errorf("%s was told after a day", told.To)
	}
	b.exec(`UPDATE outbox.subscription SET confirmed_at = now() - interval '8 days'`)
	b.look()
	b.look()
	if told := b.server.Wait(t, 4)[3]; told.To != "w@example.org" {
		t.Errorf("%s was told after a week", told.To)
	}
}

// Who orders the same search again gets one mail, in the new rhythm.
func TestTheSameSearchAgainReplacesTheFirst(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	b.save(alert("erika@example.org", "use=retail", "immediate"))
	b.save(alert("erika@example.org", "use=retail", "immediate"))
	b.shop("NEW-1", "demo")
	b.look()
	b.server.Wait(t, 3)
	if n := len(b.settled()); n != 3 {
		t.Errorf("%d mails", n)
	}
}

func TestASearchIsRefusedWhole(t *testing.T) {
	t.Parallel()
	b := setup(t)
	err := b.desk.Save(t.Context(), alert("nobody", "area=x", "hourly"))
	var paths []string
	for _, f := range fields(err) {
		paths = append(paths, f.Path)
	}
	if got := strings.Join(paths, " "); got != "email frequency filter" {
		t.Errorf("%s (%v)", got, err)
	}
	for _, filter := range []string{"at=2020-01-01", "bbox=1,2,3,4", "spam=1", "use=retail&use=office", "%zz"} {
		if _, err := enquiry.SearchOf(filter); err == nil {
			t.Errorf("%s is a search", filter)
		}
	}
	if f, err := enquiry.SearchOf("area=80-&use=retail,office"); err != nil || len(f.Groups) != 2 {
		t.Errorf("%v %+v", err, f)
	}
}
