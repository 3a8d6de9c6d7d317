package enquiry_test

import (
	"strings"
	"testing"

	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/people"
)

// colleague makes an account at a desk.
func (b *bundle) colleague(desk string, roles ...people.Role) enquiry.By {
	b.t.Helper()
	id := one[int64](b, `INSERT INTO account (email, name, desk) VALUES (gen_random_uuid() || '@stadt.example', 'Kollegin', $1) RETURNING id`, desk)
	b.exec(`INSERT INTO role_grant (account_id, role) SELECT $1, unnest($2::text[])`, id, roles)
	return enquiry.By{Actor: people.Actor{AccountID: id, Desk: desk, Roles: roles, Locale: "de"}, IPPrefix: "192.0.2.0/24"}
}

func (b *bundle) number() int64 {
	b.t.Helper()
	return one[int64](b, `SELECT id FROM enquiry WHERE no IS NOT NULL ORDER BY no LIMIT 1`)
}

func must[T any](t testing.TB) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestADeskAnswers(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	secret := b.arrived("erika@example.org")
	who, mate, id := b.colleague("city", people.Staff), b.colleague("city", people.Staff), b.number()
	it := must[enquiry.Item](t)(b.desk.Item(t.Context(), who, id, ""))
	if !it.Mine || it.Email != "erika@example.org" || it.Name != "Erika Kanari" || it.Overdue || len(it.Next) != 6 {
		t.Fatalf("%+v", it)
	}
	stale := it.Version
	urgent := "high"
	it = must[enquiry.Item](t)(b.desk.Alter(t.Context(), who, id, it.Version, enquiry.Change{Assignee: &mate.Actor.AccountID, Priority: &urgent}))
	if it.Status != enquiry.Assigned || *it.AssigneeID != mate.Actor.AccountID || it.Priority != "high" {
		t.Errorf("%+v", it.Line)
	}
	if _, err := b.desk.Alter(t.Context(), who, id, stale, enquiry.Change{Priority: &urgent}); fault.KindOf(err) != fault.Stale {
		t.Errorf("an old version: %v", err)
	}
	answered := enquiry.Answered
	if _, err := b.desk.Alter(t.Context(), who, id, it.Version, enquiry.Change{Status: &answered}); fault.CodeOf(err) != enquiry.CodeNoAnswer {
		t.Errorf("answered without an answer: %v", err)
	}
	must[enquiry.Item](t)(b.desk.Answer(t.Context(), who, id, enquiry.Note{Direction: "internal", Text: "Kanari-Notiz"}))
	it = must[enquiry.Item](t)(b.desk.Answer(t.Context(), who, id, enquiry.Note{Direction: "out", Text: "Ja, er ist frei. %FOLLOW%", Then: enquiry.Answered}))
	if it.Status != enquiry.Answered || len(it.Messages) != 2 || it.FirstAnswerAt == nil || it.EndedAt == nil {
		t.Errorf("%+v", it)
	}
	mail := b.server.Wait(t, 3)[2]
	path, fresh := linkIn(t, mail)
	if path != "ask/status" || fresh == secret || !strings.Contains(mail.Body, "Ja, er ist frei. %FOLLOW%") || strings.Contains(mail.Body, "Notiz") ||
		mail.Header.Get("Auto-Submitted") != "" || !strings.Contains(mail.Header.Get("Subject"), "2026-0001") {
		t.Errorf("%v %s", mail.Header, mail.Body)
	}
	f := must[enquiry.Followed](t)(b.desk.Follow(t.Context(), fresh))
	if len(f.Messages) != 1 || f.Status != enquiry.Answered {
		t.Errorf("who asked sees %+v", f)
	}
	if err := b.desk.Reply(t.Context(), fresh, "Danke, und die Miete?", ""); err != nil {
		t.Fatal(err)
	}
	if it = must[enquiry.Item](t)(b.desk.Item(t.Context(), who, id, "")); it.Status != enquiry.InProgress || it.EndedAt != nil {
		t.Errorf("a reply takes it up again: %+v", it.Line)
	}
	kept := one[string](b, `SELECT string_agg(l::text, ' ') FROM audit_log l`)
	if strings.Contains(kept, "Kanari") || strings.Contains(kept, "frei") || !strings.Contains(kept, "enquiry.out") || !strings.Contains(kept, who.Actor.String()) {
		t.Errorf("the trail: %s", kept)
	}
}

func TestAnotherDeskSeesNumberKindAndState(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	b.arrived("erika@example.org")
	id := b.number()
	social, nowhere, admin := b.colleague("social", people.Staff), b.colleague("", people.Staff), b.colleague("", people.Admin)
	for name, who := range map[string]enquiry.By{"social": social, "no desk": nowhere, "admin": admin} {
		it := must[enquiry.Item](t)(b.desk.Item(t.Context(), who, id, ""))
		want := enquiry.Line{ID: id, Version: it.Version, No: "2026-0001", Kind: enquiry.Space, Desk: "city", Status: enquiry.Received}
		if it.Line != want || it.Body != "" || it.Email != "" || it.Messages != nil {
			t.Errorf("%s sees %+v", name, it)
		}
		in := must[enquiry.Inbox](t)(b.desk.List(t.Context(), who.Actor, enquiry.Wanted{Limit: 10}))
		if len(in.Lines) != 1 || in.Lines[0] != want || in.Open != 0 {
			t.Errorf("%s lists %+v", name, in)
		}
		for asked, w := range map[string]enquiry.Wanted{"text": {Text: "Kanari"}, "due": {Due: "week"}, "nobody": {Assignee: -1}} {
			w.Limit = 10
			if in := must[enquiry.Inbox](t)(b.desk.List(t.Context(), who.Actor, w)); len(in.Lines) != 0 {
				t.Errorf("%s finds by %s what is closed", name, asked)
			}
		}
	}
	if _, err := b.desk.Answer(t.Context(), social, id, enquiry.Note{Direction: "out", Text: "Nein."}); fault.CodeOf(err) != enquiry.CodeDesk {
		t.Errorf("another desk answers: %v", err)
	}
	if _, err := b.desk.Answer(t.Context(), admin, id, enquiry.Note{Direction: "out", Text: "Nein."}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("an administrator answers: %v", err)
	}
	if _, err := b.desk.List(t.Context(), b.colleague("city", people.Planner).Actor, enquiry.Wanted{Limit: 1}); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a planner lists: %v", err)
	}
	if _, err := b.desk.Item(t.Context(), social, id, "aus Neugier, weil"); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a purpose of staff: %v", err)
	}
	if _, err := b.desk.Item(t.Context(), admin, id, "darum"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a purpose that says nothing: %v", err)
	}
	it := must[enquiry.Item](t)(b.desk.Item(t.Context(), admin, id, "Beschwerde vom 20.11. geprüft"))
	if it.Body == "" || it.Email != "erika@example.org" {
		t.Errorf("with a purpose: %+v", it)
	}
	if n := one[int](b, `SELECT count(*) FROM audit_log WHERE action = 'enquiry.read' AND after ->> 'purpose' LIKE 'Beschwerde%'`); n != 1 {
		t.Error("nobody wrote the purpose down")
	}
	desk, own := "social", b.colleague("city", people.Staff)
	if _, err := b.desk.Alter(t.Context(), own, id, it.Version, enquiry.Change{Desk: &desk}); len(fields(err)) != 1 {
		t.Errorf("handed over without a word: %v", err)
	}
	if it = must[enquiry.Item](t)(b.desk.Alter(t.Context(), own, id, it.Version, enquiry.Change{Desk: &desk, Reason: "Es geht um den Bau."})); it.Mine || it.Desk != "social" {
		t.Errorf("handed over: %+v", it)
	}
	if it = must[enquiry.Item](t)(b.desk.Item(t.Context(), social, id, "")); it.Body == "" {
		t.Error("the new desk does not see it")
	}
	if n := len(it.Messages); n != 1 || it.Messages[0].Direction != "internal" || it.Messages[0].Body != "Es geht um den Bau." {
		t.Errorf("the reason: %+v", it.Messages)
	}
}

func TestAnEndWithoutAnAnswerHasAReason(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	secret := b.arrived("erika@example.org")
	who, id, spam := b.colleague("city", people.Staff), b.number(), enquiry.Spam
	it := must[enquiry.Item](t)(b.desk.Item(t.Context(), who, id, ""))
	if _, err := b.desk.Alter(t.Context(), who, id, it.Version, enquiry.Change{Status: &spam, Reason: " \n"}); len(fields(err)) != 1 {
		t.Errorf("without one: %v", err)
	}
	it = must[enquiry.Item](t)(b.desk.Alter(t.Context(), who, id, it.Version, enquiry.Change{Status: &spam, Reason: "Werbung"}))
	if it.Status != enquiry.Spam || it.EndedAt == nil || len(it.Messages) != 1 {
		t.Errorf("%+v", it)
	}
	if f := must[enquiry.Followed](t)(b.desk.Follow(t.Context(), secret)); len(f.Messages) != 0 {
		t.Errorf("who asked reads %+v", f.Messages)
	}
}

func TestADeskKnowsItsColleagues(t *testing.T) {
	t.Parallel()
	b := setup(t)
	who, mate := b.colleague("city", people.Staff), b.colleague("city", people.Staff)
	gone := b.colleague("city", people.Staff)
	b.colleague("social", people.Staff)
	b.colleague("city", people.Planner)
	b.exec(`UPDATE account SET disabled_at = now() WHERE id = $1`, gone.Actor.AccountID)
	got := must[[]people.Colleague](t)(b.desk.Colleagues(t.Context(), who.Actor))
	if len(got) != 2 || got[0].ID != who.Actor.AccountID || got[1].ID != mate.Actor.AccountID {
		t.Errorf("%+v", got)
	}
	if got := must[[]people.Colleague](t)(b.desk.Colleagues(t.Context(), b.colleague("", people.Admin).Actor)); len(got) != 0 {
		t.Errorf("without a desk: %+v", got)
	}
	if _, err := b.desk.Colleagues(t.Context(), b.colleague("city", people.Planner).Actor); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a planner: %v", err)
	}
}

func TestForwardAndMerge(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	who := b.colleague("city", people.Staff)
	ids := make([]int64, 3)
	for i := range ids {
		s := enquiry.Submission{Kind: enquiry.Space, Name: "Hans", Email: "hans@example.org", Message: "Am Telefon: sucht 80 m².", Lang: "en"}
		if i == 2 {
			s.Email = ""
		}
		ids[i] = must[int64](t)(b.desk.Enter(t.Context(), who, "phone", s))
	}
	b.server.Wait(t, 2) // receipts, without a confirmation: the office vouches for the address
	if _, err := b.desk.Forward(t.Context(), who, ids[0], "", ""); len(fields(err)) != 2 {
		t.Errorf("forwarded to nobody: %v", err)
	}
	it := must[enquiry.Item](t)(b.desk.Forward(t.Context(), who, ids[0], "Bauordnungsamt", "The building office answers this."))
	if it.Status != enquiry.Forwarded || *it.ForwardedTo != "Bauordnungsamt" {
		t.Errorf("%+v", it.Line)
	}
	if mail := b.server.Wait(t, 3)[2]; !strings.Contains(mail.Body, "The building office") || !strings.Contains(mail.Header.Get("Subject"), "About your message 2026-0001") {
		t.Errorf("%s", mail.Body)
	}
	for name, into := range map[string]int64{"itself": ids[1], "nothing": 7} {
		if _, err := b.desk.Merge(t.Context(), who, ids[1], into); fault.CodeOf(err) != enquiry.CodeDuplicate {
			t.Errorf("merged into %s: %v", name, err)
		}
	}
	it = must[enquiry.Item](t)(b.desk.Merge(t.Context(), who, ids[1], ids[2]))
	if it.Status != enquiry.Duplicate || *it.DuplicateOf != ids[2] {
		t.Errorf("%+v", it.Line)
	}
	if _, err := b.desk.Merge(t.Context(), who, ids[2], ids[1]); fault.CodeOf(err) != enquiry.CodeDuplicate {
		t.Errorf("merged into a duplicate: %v", err)
	}
	if other := must[enquiry.Item](t)(b.desk.Item(t.Context(), who, ids[2], "")); len(other.Duplicates) != 1 || other.Duplicates[0].ID != ids[1] || other.Email != "" {
		t.Errorf("%+v", other)
	}
	if _, err := b.desk.Enter(t.Context(), who, "form", enquiry.Submission{Email: "x"}); len(fields(err)) != 4 {
		t.Errorf("entered badly: %v", err)
	}
}

func TestCountsTellOfNobody(t *testing.T) {
	t.Parallel()
	b := setup(t)
	who := b.colleague("city", people.Staff)
	for i := range 6 {
		s := enquiry.Submission{Kind: enquiry.Space, Message: "Am Telefon: sucht 80 m²."}
		if i == 0 {
			s.Kind = enquiry.Fund
		}
		must[int64](t)(b.desk.Enter(t.Context(), who, "phone", s))
	}
	got := must[[]enquiry.Count](t)(b.desk.Counts(t.Context(), b.colleague("", people.Planner).Actor))
	want := []enquiry.Count{{By: "desk", Value: "city", Count: 6}, {By: "kind", Value: "space", Count: 5}, {By: "state", Value: "new", Count: 6}}
	if len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("%v", got)
	}
	if _, err := b.desk.Counts(t.Context(), people.Actor{}); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("nobody counts: %v", err)
	}
}
