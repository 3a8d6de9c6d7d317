package enquiry_test

import (
	"strings"
	"sync"
	"testing"

	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/outbox/mailtest"
	"mitte/geo/pg/pgtest"
)

func TestAnEnquiryGoesByMailAndBack(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	b.submit(submission("erika@example.org"))
	asked := b.server.Wait(t, 1)[0]
	path, token := linkIn(t, asked)
	if path != "subscriptions/confirm" || strings.Contains(asked.Body, "Kanari") || !strings.Contains(asked.Body, "Lippestraße 12") {
		t.Errorf("the confirmation: %s", asked.Body)
	}
	if s := one[string](b, `SELECT status FROM enquiry WHERE no IS NULL`); s != "unconfirmed" {
		t.Errorf("status %s", s)
	}
	b.confirm(token)
	b.confirm(token) // twice is once
	receipt := b.server.Wait(t, 2)[1]
	path, secret := linkIn(t, receipt)
	if path != "ask/status" || receipt.Header.Get("List-Unsubscribe") != "" || strings.Contains(receipt.Body, "Kanari") ||
		!strings.Contains(receipt.Body, "2026-0001") || !strings.Contains(receipt.Body, "30.11.2026") {
		t.Errorf("the receipt: %v %s", receipt.Header, receipt.Body)
	}
	f, err := b.desk.Follow(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	if f.No != "2026-0001" || f.Status != enquiry.Received || f.Body != "Ist der Laden noch frei? Kanari-Text." || f.DueAt.String() != "2026-11-30" {
		t.Errorf("%+v", f)
	}
	if d := one[string](b, `SELECT desk FROM enquiry`); d != "city" {
		t.Errorf("desk %s", d)
	}
	if err := b.desk.Reply(t.Context(), secret, "Noch etwas.", ""); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := b.desk.Withdraw(t.Context(), secret, ""); err != nil {
			t.Fatal(err)
		}
	}
	if f, err = b.desk.Follow(t.Context(), secret); err != nil || f.Status != enquiry.Withdrawn || len(f.Messages) != 1 || f.Open() {
		t.Errorf("%v %+v", err, f)
	}
	if err := b.desk.Reply(t.Context(), secret, "Doch nicht.", ""); fault.CodeOf(err) != enquiry.CodeStep {
		t.Errorf("a reply to what was withdrawn: %v", err)
	}
	kept := one[string](b, `SELECT string_agg(x, ' ') FROM (SELECT l::text AS x FROM audit_log l UNION ALL SELECT j::text FROM outbox.river_job j) AS y`)
	if strings.Contains(kept, "Kanari") || strings.Contains(kept, "erika@") || strings.Count(kept, "enquiry.") != 4 {
		t.Errorf("audit and jobs: %s", kept)
	}
}

func TestAHundredFormsWithOneAddressAreOneMail(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	for range 100 {
		b.submit(submission("erika@example.org"))
	}
	other := submission("hans@example.org")
	b.submit(other)
	got := b.server.Wait(t, 2)
	if got[0].To == got[1].To {
		t.Errorf("%s", mailtest.Subjects(got))
	}
}

func TestTheSameFormTwiceIsOneEnquiry(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := submission("erika@example.org")
	s.Form = "1780000000.abc"
	for range 3 {
		b.submit(s)
	}
	s.Message = "Ich meine einen anderen Laden."
	b.submit(s)
	if n := one[int](b, `SELECT count(*) FROM enquiry`); n != 2 {
		t.Errorf("%d enquiries", n)
	}
}

// A form without a script has no key: who presses the button again and again while the network hangs has sent it once, costs his
// network one try, and gets one mail.
func TestTheSameFormAtTheSameTimeIsOneForm(t *testing.T) {
	t.Parallel()
	b := setup(t)
	asked, sought, saved := submission("erika@example.org"), spaceWish("hans@example.org"), alert("inge@example.org", "area=80-250", "weekly")
	asked.Form, sought.Form, saved.Form = "1780000000.a", "1780000000.b", "1780000000.c"
	asked.Client, sought.Client, saved.Client = "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"
	const times = 50
	var all sync.WaitGroup
	failed := make(chan error, 3*times)
	for range times {
		all.Go(func() { failed <- b.desk.Submit(t.Context(), asked) })
		all.Go(func() { failed <- b.desk.SubmitSpace(t.Context(), sought) })
		all.Go(func() { failed <- b.desk.Save(t.Context(), saved) })
	}
	all.Wait()
	close(failed)
	for err := range failed {
		if err != nil {
			t.Error(err)
		}
	}
	for _, table := range []string{"enquiry", "space_request", "saved_search"} {
		if n := one[int](b, `SELECT count(*) FROM `+table); n != 1 {
			t.Errorf("%d rows of %s", n, table)
		}
	}
	if n := one[int](b, `SELECT count(*) FROM outbox.mail`); n != 3 {
		t.Errorf("%d mails", n)
	}
	if n := one[int](b, `SELECT count(*) FROM outbox.form_try`); n != 3 {
		t.Errorf("%d tries", n)
	}
}

func TestANetworkHasItsTries(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := submission("erika@example.org")
	s.Client = "192.0.2.0/24"
	for range 5 {
		b.submit(s)
	}
	if err := b.desk.Submit(t.Context(), s); fault.KindOf(err) != fault.TooMany {
		t.Errorf("the sixth form: %v", err)
	}
	if n := one[int](b, `SELECT count(*) FROM enquiry`); n != 5 {
		t.Errorf("%d enquiries", n)
	}
}

func TestAllThatIsWrongIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	err := b.desk.Submit(t.Context(), enquiry.Submission{Email: "nobody", Phone: "x"})
	var paths []string
	for _, f := range fields(err) {
		paths = append(paths, f.Path)
	}
	if got := strings.Join(paths, " "); got != "kind message phone consent email" {
		t.Errorf("%s (%v)", got, err)
	}
}

// What was written is open to nobody who does not say who he is, and to no desk but its own.
func TestRowsAreClosed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	b.arrived("erika@example.org")
	for _, c := range []struct {
		role, desk, enquiry string
		want                int
	}{
		{"", "", "", 0},
		{"form", "city", "", 0},
		{"staff", "", "", 0},
		{"staff", "social", "", 0},
		{"staff", "city", "", 1},
		{"asker", "city", "1", 0},
		{"asker", "", one[string](b, `SELECT id::text FROM enquiry`), 1},
		{"planner", "city", "", 0},
		{"admin", "city", "", 0},
	} {
		tx, err := b.db.App().Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var n int
		if _, err = tx.Exec(t.Context(), `SELECT set_config('mitte.role', $1, true), set_config('mitte.desk', $2, true), set_config('mitte.enquiry', $3, true)`,
			c.role, c.desk, c.enquiry); err == nil {
			err = tx.QueryRow(t.Context(), `SELECT count(*) FROM enquiry_content`).Scan(&n)
		}
		if err != nil || n != c.want {
			t.Errorf("%+v: %d %v", c, n, err)
		}
		if c.role != "form" {
			if _, err := tx.Exec(t.Context(), `INSERT INTO enquiry_message (enquiry_id, direction, body) SELECT id, 'in', 'x' FROM enquiry`); (err == nil) != (c.want == 1) {
				t.Errorf("%+v writes: %v", c, err)
			}
		}
		_ = tx.Rollback(t.Context())
	}
}

func TestStatementsPrepare(t *testing.T) {
	t.Parallel()
	pgtest.PrepareAll(t, pgtest.Tx(t), enquiry.Statements)
}
