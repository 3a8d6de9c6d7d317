package pg_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/geo/pg/cluster"
	"mitte/geo/pg/pgtest"
	"mitte/migrations"
)

const sqlPrepared = `
SELECT format('%s %s %s', extname, extowner::regrole, extversion) FROM pg_extension
UNION ALL SELECT format('%s %s %s %s %s %s', rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolconfig) FROM pg_roles WHERE rolname LIKE 'mitte\_%'
UNION ALL SELECT format('%s %s', nspname, nspacl) FROM pg_namespace
UNION ALL SELECT datacl::text FROM pg_database WHERE datname = current_database()
ORDER BY 1`

func TestPrepareIsIdempotentAndEnough(t *testing.T) {
	t.Parallel()
	url := blank(t)
	if err := pg.Prepare(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	conn := connect(t, url)
	want := column[string](t, conn, sqlPrepared)
	if err := pg.Prepare(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, column[string](t, conn, sqlPrepared)); diff != "" {
		t.Errorf("the second time changed something:\n%s", diff)
	}
	if _, _, err := pg.Migrate(t.Context(), as(url, owner), migrations.Files); err != nil {
		t.Errorf("the owner cannot migrate: %v", err)
	}
}

func TestPrepareSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	err := pg.Prepare(t.Context(), as(blank(t), "mitte_backup"))
	if fault.KindOf(err) != fault.Forbidden || fault.CodeOf(err) != pg.CodeUnprepared {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{"extension postgis", "extension btree_gist", "CREATE on the database for mitte_owner"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not named in: %v", want, err)
		}
	}
	if strings.Contains(err.Error(), "role mitte_view,") {
		t.Errorf("a role that exists is named: %v", err)
	}
}

func TestPrepareByALoginWithoutRightsPassesWhereAllIsThere(t *testing.T) {
	t.Parallel()
	url := blank(t)
	if err := pg.Prepare(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	conn := connect(t, url)
	role := pgx.Identifier{"prepare_" + strings.ToLower(one[string](t, conn, `SELECT current_database()`))}.Sanitize()
	exec(t, conn, `CREATE ROLE `+role+` IN ROLE mitte_owner, mitte_app, mitte_public`)
	t.Cleanup(func() { exec(t, conn, `DROP ROLE `+role) })
	if err := pg.Prepare(t.Context(), as(url, strings.Trim(role, `"`))); err != nil {
		t.Error(err)
	}
}

func TestSeveralPrepareAtOnce(t *testing.T) {
	t.Parallel()
	url := blank(t)
	done := make(chan error, 4)
	for range cap(done) {
		go func() { done <- pg.Prepare(t.Context(), url) }()
	}
	for range cap(done) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// blank makes a database without anything and returns the superuser's address of it.
func blank(t *testing.T) string {
	t.Helper()
	db := pgtest.DB(t)
	name := db.Name + "_blank"
	exec(t, db.Superuser(), `CREATE DATABASE `+pgx.Identifier{name}.Sanitize()+` TEMPLATE template0 STRATEGY FILE_COPY`)
	t.Cleanup(func() { exec(t, db.Superuser(), `DROP DATABASE `+pgx.Identifier{name}.Sanitize()+` WITH (FORCE)`) })
	return strings.Replace(db.URL(cluster.Superuser), "/"+db.Name, "/"+name, 1)
}

// as gives the session of a superuser's address the rights of role.
func as(url, role string) string {
	if strings.Contains(url, "?") {
		return url + "&options=-c%20role%3D" + role
	}
	return url + "?options=-c%20role%3D" + role
}

func connect(t testing.TB, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}
