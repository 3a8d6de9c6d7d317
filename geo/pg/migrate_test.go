package pg_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
	"mitte/migrations"
)

const owner = "mitte_owner"

func TestDownAndUpAgainIsTheSame(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	want := catalogue(t, db.Superuser())
	newest := len(steps(t))
	for version := newest - 1; version >= 0; version-- {
		migrateTo(t, db, version)
	}
	for _, line := range catalogue(t, db.Superuser()) {
		if !strings.HasPrefix(line, "schema public ") {
			t.Errorf("left over by the way down: %s", line)
		}
	}
	for version := 1; version <= newest; version++ {
		migrateTo(t, db, version)
	}
	if diff := cmp.Diff(want, catalogue(t, db.Superuser())); diff != "" {
		t.Errorf("the second way up leads elsewhere (-first +second):\n%s", diff)
	}
}

func TestOneOfSeveralMigrates(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	migrateTo(t, db, 0)
	newest, servers := len(steps(t)), 4
	froms := make(chan int, servers)
	for range servers {
		go func() {
			from, to, err := pg.Migrate(t.Context(), db.URL(owner), migrations.Files)
			if err != nil || to != newest {
				t.Errorf("got version %d, %v", to, err)
			}
			froms <- from
		}()
	}
	migrated := 0
	for range servers {
		if <-froms == 0 {
			migrated++
		}
	}
	if migrated != 1 {
		t.Errorf("%d of %d servers migrated", migrated, servers)
	}
}

// F18, for each step of the real schema: it fails halfway, by its own error and by the death of its connection.
func TestAFailingStepLeavesTheSchemaAsItWas(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	migrateTo(t, db, 0)
	for n, name := range steps(t) {
		for _, end := range []string{
			`DO $$ BEGIN RAISE 'broken on purpose'; END $$;`, `SELECT pg_terminate_backend(pg_backend_pid());`,
		} {
			before := catalogue(t, db.Superuser())
			from, to, err := pg.Migrate(t.Context(), db.URL(owner), broken(t, name, end))
			if fault.KindOf(err) != fault.Internal && fault.KindOf(err) != fault.Unavailable || from != n {
				t.Errorf("%s: from %d to %d: %v", name, from, to, err)
			}
			if version, err := pg.Version(t.Context(), db.Superuser()); version != n || err != nil {
				t.Errorf("%s: the version is %d, %v", name, version, err)
			}
			if diff := cmp.Diff(before, catalogue(t, db.Superuser())); diff != "" {
				t.Errorf("%s: half a step is left (-before +after):\n%s", name, diff)
			}
		}
		migrateTo(t, db, n+1)
	}
}

func TestANewerSchemaIsRefused(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	files := fstest.MapFS{}
	names := steps(t)
	for _, name := range names[:len(names)-1] {
		files[name] = &fstest.MapFile{Data: step(t, name)}
	}
	before := catalogue(t, db.Superuser())
	_, _, err := pg.Migrate(t.Context(), db.URL(owner), files)
	if fault.KindOf(err) != fault.Conflict || fault.CodeOf(err) != pg.CodeSchemaNewer {
		t.Fatalf("got %v", err)
	}
	if diff := cmp.Diff(before, catalogue(t, db.Superuser())); diff != "" {
		t.Error(diff)
	}
}

func TestVersionOfADatabaseWithoutASchema(t *testing.T) {
	t.Parallel()
	url := blank(t)
	conn := connect(t, url)
	if version, err := pg.Version(t.Context(), conn); version != 0 || err != nil {
		t.Errorf("got %d %v", version, err)
	}
}

func TestStepsAreWellFormed(t *testing.T) {
	t.Parallel()
	for _, name := range steps(t) {
		text := string(step(t, name))
		if strings.Contains(text, "{{") {
			t.Errorf("%s: the runner would take {{ for its own", name)
		}
		if !strings.HasPrefix(text, "-- Why: ") {
			t.Errorf("%s does not open with why it exists", name)
		}
		if strings.Count(text, "\n---- create above / drop below ----\n") != 1 {
			t.Errorf("%s has no way down", name)
		}
	}
}

func steps(t testing.TB) []string {
	t.Helper()
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func step(t testing.TB, name string) []byte {
	t.Helper()
	text, err := fs.ReadFile(migrations.Files, name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// broken returns the steps up to name, whose way up ends badly.
func broken(t testing.TB, name, end string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	for _, s := range steps(t) {
		text := string(step(t, s))
		if s == name {
			text = strings.Replace(text, "---- create above", end+"\n---- create above", 1)
		}
		files[s] = &fstest.MapFile{Data: []byte(text)}
		if s == name {
			break
		}
	}
	return files
}

func migrateTo(t testing.TB, db *pgtest.Database, version int) {
	t.Helper()
	_, to, err := pg.MigrateTo(t.Context(), db.URL(owner), migrations.Files, version)
	if err != nil || to != version {
		t.Fatalf("to version %d: got %d, %v", version, to, err)
	}
}
