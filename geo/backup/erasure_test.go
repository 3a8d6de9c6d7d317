package backup_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/backup"
	"mitte/geo/fault"
)

// erasures are what the rooms and their jobs do away with, as they do.
var erasures = []string{ //nolint:gochecknoglobals // a table of cases
	`DELETE FROM enquiry_message`,
	`UPDATE enquiry_content SET subject = '', body = '', name = '', phone = ''`,
	`UPDATE enquiry SET anonymised_at = now(), ended_at = now(), status = 'withdrawn'`,
	`DELETE FROM space_request`,
	`DELETE FROM saved_search`,
	`DELETE FROM planner_question`,
	`DELETE FROM media`,
	`UPDATE owner_data.consent SET revoked_at = now(), revoked_by = 'x'`,
	`UPDATE offer SET publication_status = 'withdrawn'`,
	`DELETE FROM owner_data.party`,
	`DELETE FROM outbox.mail`,
	`DELETE FROM outbox.subscription`,
	`DELETE FROM outbox.recipient`,
}

const sqlEveryTable = `
SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname IN ('public', 'outbox', 'owner_data')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')`

func TestWhoWasErasedAfterTheBackupDoesNotComeBack(t *testing.T) {
	tn := newTown(t)
	dir, m := tn.make()
	for _, sql := range erasures {
		tn.exec(sql)
	}
	if err := tn.source.List.Keep(t.Context(), tn.db.App()); err != nil {
		t.Fatal(err)
	}
	list, err := backup.ReadList(tn.source.List.File)
	if err != nil {
		t.Fatal(err)
	}
	e := tn.elsewhere()
	if err := backup.Load(t.Context(), dir, m, e.to); err != nil {
		t.Fatal(err)
	}
	if found := canaries(t, e); len(found) < 9 {
		t.Fatalf("the canary came back in %v only, so little is proven", found)
	}
	owner := e.pool("mitte_owner")
	done, err := backup.EraseAgain(t.Context(), owner, list.Erasures, func(pgx.Tx, backup.Again) error { return nil })
	if err != nil || done.Erased < 7 {
		t.Fatalf("%+v, %v", done, err)
	}
	if found := canaries(t, e); len(found) > 0 {
		t.Errorf("the canary is back in %v", found)
	}
	if n := value[int](t, e.super, `SELECT (SELECT count(*) FROM session) + (SELECT count(*) FROM offer WHERE publication_status = 'published')
		+ (SELECT count(*) FROM owner_data.consent WHERE revoked_at IS NULL)`); n != 0 {
		t.Errorf("%d doors, offers or consents stand again", n)
	}
	again, err := backup.EraseAgain(t.Context(), owner, list.Erasures, func(pgx.Tx, backup.Again) error { return nil })
	if err != nil || again.Erased != 0 {
		t.Errorf("a second time %+v, %v", again, err)
	}
	// A restored database lists what was erased again, for the next backup.
	if n := value[int](t, e.super, `SELECT count(*) FROM erasure`); n < len(list.Erasures) {
		t.Errorf("%d of %d are listed", n, len(list.Erasures))
	}
}

func canaries(t *testing.T, e *elsewhere) (tables []string) {
	t.Helper()
	for _, table := range column[string](t, e.super, sqlEveryTable) {
		if value[bool](t, e.super, `SELECT EXISTS (SELECT FROM `+table+` AS r WHERE r::text ~ 'canary')`) {
			tables = append(tables, table)
		}
	}
	return tables
}

func TestANumberThatWasGivenAgainIsSomebodyElses(t *testing.T) {
	tn := newTown(t)
	id := value[int64](t, tn.db.Superuser(), `SELECT id FROM enquiry`)
	tn.exec(`DELETE FROM enquiry`)
	tn.exec(`INSERT INTO enquiry (id, kind, desk) VALUES ($1, 'space', 'city')`, id)
	if err := tn.source.List.Keep(t.Context(), tn.db.App()); err != nil {
		t.Fatal(err)
	}
	list, err := backup.ReadList(tn.source.List.File)
	if err != nil {
		t.Fatal(err)
	}
	done, err := backup.EraseAgain(t.Context(), tn.db.Owner(), list.Erasures, func(pgx.Tx, backup.Again) error { return nil })
	if err != nil || done.Erased != 0 || value[int](t, tn.db.Superuser(), `SELECT count(*) FROM enquiry`) != 1 {
		t.Errorf("%+v, %v", done, err)
	}
}

func TestAListErasesNothingButWhatIsErased(t *testing.T) {
	tn := newTown(t)
	for _, what := range []string{"public.account", "public.unit", "pg_catalog.pg_class", "nothing", "unit; DROP TABLE unit"} {
		_, err := backup.EraseAgain(t.Context(), tn.db.Owner(), []backup.Erasure{{What: what, Key: "1", Step: "deleted"}},
			func(pgx.Tx, backup.Again) error { return nil })
		if err == nil {
			t.Errorf("%q was erased", what)
		}
	}
	for what, step := range map[string]string{"outbox.mail": "deleted", "account": "deleted", "enquiry": "sent", "role_grant": "disabled"} {
		_, err := backup.EraseAgain(t.Context(), tn.db.Owner(), []backup.Erasure{{What: what, Key: "1", Step: step}},
			func(pgx.Tx, backup.Again) error { return nil })
		if err == nil {
			t.Errorf("%s is %s, which no trigger lists", what, step)
		}
	}
}

// The list says of nobody who it was, is kept by many at once and for as long as backups are.
func TestTheListIsKept(t *testing.T) {
	tn := newTown(t)
	list := tn.source.List
	for _, sql := range erasures {
		tn.exec(sql)
	}
	var many sync.WaitGroup
	for range 4 {
		many.Go(func() {
			if err := list.Keep(context.Background(), tn.db.App()); err != nil {
				t.Error(err)
			}
		})
	}
	many.Wait()
	first := read(t, list.File)
	if n := value[int](t, tn.db.Superuser(), `SELECT count(*) FROM erasure`); len(first.Erasures) != n || n < 8 {
		t.Errorf("%d lines of %d", len(first.Erasures), n)
	}
	if strings.Contains(strings.Join(column[string](t, tn.db.Superuser(), `SELECT e::text FROM erasure e`), " "), "canary") {
		t.Error("the list tells who it was")
	}
	// The database forgets, the file does not: not before its own time.
	if err := backup.Forget(t.Context(), tn.db.Owner(), 0); err != nil {
		t.Fatal(err)
	}
	if err := list.Keep(t.Context(), tn.db.App()); err != nil || len(read(t, list.File).Erasures) != len(first.Erasures) {
		t.Errorf("the file forgot too, %v", err)
	}
	list.Kept = -time.Hour // all of it is older than that
	if err := list.Keep(t.Context(), tn.db.App()); err != nil {
		t.Fatal(err)
	}
	if last := read(t, list.File); len(last.Erasures) != 0 || !last.Since.After(first.Since) {
		t.Errorf("%d lines since %v", len(last.Erasures), last.Since)
	}
}

func read(t *testing.T, file string) backup.Listed {
	t.Helper()
	l, err := backup.ReadList(file)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestABrokenListIsRefused(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), backup.ListName)
	for _, text := range []string{"", "{}\n", "nonsense\n", `{"since":"2026-11-01T00:00:00Z"}` + "\n{\"what\":\"unit\"", `{"what":"unit"}` + "\n"} {
		write(t, file, []byte(text))
		if _, err := backup.ReadList(file); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestListsAreJoined(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }
	a := backup.Erasure{What: "a", Key: "1", Step: "deleted", At: day(3)}
	made := day(1)
	b := backup.Erasure{What: "a", Key: "1", Made: &made, Step: "deleted", At: day(2)}
	got := backup.Merge(backup.Listed{Since: day(2), Erasures: []backup.Erasure{a, b}}, backup.Listed{}, backup.Listed{Since: day(1), Erasures: []backup.Erasure{b}})
	if !got.Since.Equal(day(1)) || !slices.Equal(got.Erasures, []backup.Erasure{b, a}) {
		t.Errorf("%+v", got)
	}
}

// What names persons and is not listed when it goes has a reason here.
var unlisted = map[string]string{ //nolint:gochecknoglobals // a table of cases
	"account":               "never deleted, only shut out",
	"credential":            "of an account",
	"recovery_code":         "of an account",
	"session":               "a restore ends them all",
	"setup_link":            "a restore ends them all",
	"idempotency_key":       "a restore ends them all",
	"occupancy":             "what stood over a shop is corrected, not erased",
	"enquiry_content":       "with its enquiry",
	"enquiry_message":       "with its enquiry",
	"space_request_contact": "with its request",
	"outbox.mail":           "with its recipient, and else after seven days",
	"outbox.token":          "with its recipient or subscription",
	"outbox.form_try":       "after an hour",
	"outbox.form_key":       "of the server",
	"owner_data.consent":    "never deleted; its end is listed",
}

const sqlAboutPersons = `
SELECT DISTINCT c.oid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND col_description(c.oid, a.attnum) ~ '^(personal|secret)'
  AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'list_deleted')`

func TestWhateverIsAboutPersonsIsListedWhenItGoes(t *testing.T) {
	tn := newTown(t)
	for _, table := range column[string](t, tn.db.Superuser(), sqlAboutPersons) {
		if unlisted[table] == "" {
			t.Errorf("%s names persons: CALL list_erasures('{%s}') in a migration, or give a reason here", table, table)
		}
	}
}
