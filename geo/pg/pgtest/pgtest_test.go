package pgtest_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
	"mitte/migrations"
)

func TestDatabasesAreApart(t *testing.T) {
	t.Parallel()
	one, two := pgtest.DB(t), pgtest.DB(t)
	const put = `INSERT INTO source (id, title, licence, attribution) VALUES ('a', 'A', 'free', 'A')`
	if _, err := one.App().Exec(t.Context(), put); err != nil {
		t.Fatal(err)
	}
	if n := count(t, one.Owner()); n != 1 {
		t.Errorf("the owner sees %d rows of the application's", n)
	}
	if n := count(t, two.App()); n != 0 {
		t.Errorf("a row crossed over: %d", n)
	}
}

func TestTxIsRolledBack(t *testing.T) {
	t.Parallel()
	t.Run("writes", func(t *testing.T) {
		tx := pgtest.Tx(t)
		_, err := tx.Exec(t.Context(), `INSERT INTO source (id, title, licence, attribution) VALUES ('tx', 'A', 'free', 'A')`)
		if err != nil {
			t.Fatal(err)
		}
	})
	if n := count(t, pgtest.Tx(t)); n != 0 {
		t.Errorf("a rolled-back row is there: %d", n)
	}
}

func TestRoles(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	for want, q := range map[string]pg.Querier{
		"mitte_app": db.App(), "mitte_owner": db.Owner(), "mitte_public": db.Public(),
	} {
		var got string
		if err := q.QueryRow(t.Context(), `SELECT current_user`).Scan(&got); err != nil || got != want {
			t.Errorf("got %s %v, want %s", got, err, want)
		}
	}
}

func TestTheCloneIsMigrated(t *testing.T) {
	t.Parallel()
	files, err := migrations.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	if version, err := pg.Version(t.Context(), pgtest.Tx(t)); err != nil || version != len(files) {
		t.Errorf("got version %d %v, want %d", version, err, len(files))
	}
}

func TestPrepareAllAndUsesIndex(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	pgtest.PrepareAll(t, tx, map[string]string{
		"numbered": `SELECT id FROM parcel WHERE id = $1`,
		"named":    `SELECT id FROM parcel WHERE id = @id AND valid @> @day::date`,
	})
	pgtest.UsesIndex(t, tx, `SELECT id FROM parcel WHERE geom && ST_MakeEnvelope($1, $2, $3, $4, 25832)`,
		"parcel_geom_idx", 1.0, 2.0, 3.0, 4.0)
	pgtest.UsesIndex(t, tx, `SELECT id FROM parcel WHERE id = @id`, "parcel_pkey", pgx.NamedArgs{"id": 1})
}

func count(t *testing.T, q pg.Querier) int {
	t.Helper()
	var n int
	if err := q.QueryRow(t.Context(), `SELECT count(*) FROM source`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
