package enquiry_test

import (
	"strings"
	"testing"

	"mitte/geo/enquiry"
	"mitte/geo/fault"
)

func TestNothingIsKeptLongerThanItMay(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	secret := b.arrived("erika@example.org")
	if err := b.desk.Reply(t.Context(), secret, "Kanari-Nachtrag", ""); err != nil {
		t.Fatal(err)
	}
	if err := b.desk.Withdraw(t.Context(), secret, ""); err != nil {
		t.Fatal(err)
	}
	fresh := submission("hans@example.org")
	b.submit(fresh)
	stale := submission("inge@example.org")
	b.submit(stale)
	if f, err := b.desk.Forget(t.Context()); err != nil || f != (enquiry.Forgotten{}) {
		t.Fatalf("%v %+v", err, f)
	}
	const sqlStale = `UPDATE enquiry SET created_at = created_at - interval '8 days' WHERE id = (SELECT target_id FROM outbox.subscription s
		JOIN outbox.recipient r ON r.id = s.recipient_id WHERE r.address = 'inge@example.org')`
	b.exec(`ALTER TABLE enquiry DISABLE TRIGGER touch`)
	b.exec(sqlStale)
	b.exec(`UPDATE enquiry SET ended_at = now() - interval '12 months 1 minute' WHERE status = 'withdrawn'`)
	for i, want := range []enquiry.Forgotten{{Unconfirmed: 1, Anonymised: 1}, {}} {
		if f, err := b.desk.Forget(t.Context()); err != nil || f != want {
			t.Errorf("run %d: %v %+v", i, err, f)
		}
	}
	everything := one[string](b, `SELECT string_agg(x, ' ') FROM (SELECT c::text AS x FROM enquiry_content c JOIN enquiry e ON e.id = c.enquiry_id
		WHERE e.status <> 'unconfirmed' UNION ALL SELECT m::text FROM enquiry_message m
		UNION ALL SELECT r::text FROM outbox.recipient r UNION ALL SELECT l::text FROM audit_log l) AS y`)
	for _, gone := range []string{"Kanari", "erika", "inge"} {
		if strings.Contains(everything, gone) {
			t.Errorf("%s is still there: %s", gone, everything)
		}
	}
	if !strings.Contains(everything, "hans") || !strings.Contains(everything, "enquiry.forget") {
		t.Errorf("too much is gone, or nobody wrote it down: %s", everything)
	}
	if n := one[int](b, `SELECT count(*) FROM enquiry`); n != 2 {
		t.Errorf("%d enquiries, the anonymous one still counts", n)
	}
	if _, err := b.desk.Follow(t.Context(), secret); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the link still leads somewhere: %v", err)
	}
}
