package enquiry_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/outbox/mailtest"
	"mitte/geo/people"
)

var admin = people.Actor{AccountID: 9, Roles: []people.Role{people.Admin}}

// canaries is one person with something of everything, and another who must stay.
func (b *bundle) canaries() {
	b.t.Helper()
	for _, email := range []string{"Erika@Example.org", "hans@example.org"} {
		name := strings.ToLower(strings.Split(email, "@")[0])
		s := submission(email)
		s.Name, s.Subject, s.Message = "Kanari-Name-"+name, "Kanari-Betreff-"+name, "Kanari-Text-"+name
		b.submit(s)
		w := spaceWish(email)
		w.Name = "Kanari-Gesuch-" + name
		b.seek(w)
		if err := b.desk.Save(b.t.Context(), alert(email, "q=Kanari-Suche-"+name, "weekly")); err != nil {
			b.t.Fatal(err)
		}
		mailsOf := func() (all []string) {
			for _, m := range b.server.All() {
				if strings.EqualFold(m.To, email) {
					all = append(all, m.Body)
				}
			}
			return all
		}
		untilMails(b, func() bool { return len(mailsOf()) == 1 })
		b.confirm(link.FindStringSubmatch(mailsOf()[0])[2])
		untilMails(b, func() bool { return len(mailsOf()) == 3 })
		for _, body := range mailsOf() {
			if found := link.FindStringSubmatch(body); found[1] == "ask/status" {
				if err := b.desk.Reply(b.t.Context(), found[2], "Kanari-Nachtrag-"+name, ""); err != nil {
					b.t.Fatal(err)
				}
			}
		}
		if err := b.box.Subscribe(b.t.Context(), outbox.Wish{
			Address: email, Target: outbox.Target{Kind: "section", ID: 7}, AboutDe: "Abschnitt A", AboutEn: "Section A", Frequency: "daily", Lang: "de",
		}); err != nil {
			b.t.Fatal(err)
		}
		untilMails(b, func() bool { return len(mailsOf()) == 4 })
	}
}

func TestAPersonGetsAllThatIsKeptAndHasItErased(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	b.canaries()
	by := enquiry.By{Actor: admin}
	p, err := b.desk.Export(t.Context(), by, " erika@example.ORG ")
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(p.Document())
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"Name", "Betreff", "Text", "Gesuch", "Suche", "Nachtrag"} {
		if !strings.Contains(string(text), "Kanari-"+part+"-erika") {
			t.Errorf("the export lacks %s: %s", part, text)
		}
	}
	if strings.Contains(string(text), "hans") || len(p.Document().Subscriptions) != 4 || len(p.Document().Mails) != 4 {
		t.Errorf("%s", text)
	}
	done, err := b.desk.Erase(t.Context(), by, "erika@example.org")
	if err != nil || done != (enquiry.Erased{Enquiries: 1, SpaceRequests: 1, Searches: 1, Subscriptions: 1}) {
		t.Errorf("%v %+v", err, done)
	}
	left := b.everything()
	for _, gone := range []string{"erika", "Erika"} {
		if at := strings.Index(left, gone); at >= 0 {
			t.Errorf("%s is still there: …%s…", gone, left[max(0, at-200):min(len(left), at+100)])
		}
	}
	for _, stays := range []string{"Kanari-Text-hans", "Kanari-Gesuch-hans", "Kanari-Suche-hans", "hans@example.org", "person.export", "person.erase"} {
		if !strings.Contains(left, stays) {
			t.Errorf("%s is gone", stays)
		}
	}
	if n := one[int](b, `SELECT count(*) FROM enquiry WHERE status = 'withdrawn' AND no IS NOT NULL AND anonymised_at IS NOT NULL`); n != 1 {
		t.Errorf("%d enquiries count without their person", n)
	}
	for _, again := range []func() error{
		func() error { _, err := b.desk.Export(t.Context(), by, "erika@example.org"); return err },
		func() error { _, err := b.desk.Erase(t.Context(), by, "erika@example.org"); return err },
	} {
		if err := again(); fault.CodeOf(err) != enquiry.CodeNobody {
			t.Errorf("%v", err)
		}
	}
	if _, err := b.desk.Export(t.Context(), enquiry.By{Actor: staff}, "hans@example.org"); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("staff: %v", err)
	}
	if _, err := b.desk.Erase(t.Context(), by, "x"); fault.KindOf(err) != fault.Invalid {
		t.Errorf("no address: %v", err)
	}
}

func untilMails(b *bundle, holds func() bool) {
	b.t.Helper()
	mailtest.Until(b.t, holds)
}

// everything is all rows of all tables as text.
func (b *bundle) everything() string {
	b.t.Helper()
	var all strings.Builder
	rows, err := b.db.Superuser().Query(b.t.Context(), `SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c
		JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname IN ('outbox', 'public', 'owner_data')`)
	if err != nil {
		b.t.Fatal(err)
	}
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		b.t.Fatal(err)
	}
	for _, table := range tables {
		all.WriteString(one[string](b, `SELECT coalesce(string_agg(x::text, E'\n'), '') FROM `+table+` x`))
	}
	return all.String()
}
