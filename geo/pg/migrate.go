package pg

import (
	"context"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/tern/v2/migrate"

	"mitte/geo/fault"
)

// CodeSchemaNewer says that the database was migrated by a newer program than this one.
const CodeSchemaNewer = "schema_newer"

const (
	versionTable = "public.schema_version"
	// migrationLock keeps all of Migrate, reading the version included, to one program at a time.
	migrationLock = 7_000_001

	sqlLockMigrations   = `SELECT pg_advisory_lock($1)`
	sqlUnlockMigrations = `SELECT pg_advisory_unlock($1)`
	sqlHasVersion       = `SELECT to_regclass('public.schema_version') IS NOT NULL`
	sqlVersion          = `SELECT version FROM public.schema_version`
)

// Migrate brings the schema to the newest step in files and returns the versions before and after. Each step commits
// together with its version, so a failing step leaves the schema as the step before it did. Of several programs that
// start at once one migrates and the others wait.
//
// It returns Conflict with CodeSchemaNewer if the schema is newer than files, Unavailable if the database is away, and
// Internal if a step fails.
func Migrate(ctx context.Context, ownerURL string, files fs.FS) (from, to int, err error) {
	return migrateTo(ctx, ownerURL, files, -1)
}

// MigrateTo is Migrate to a named version, down as well as up. Going down loses data: it is for tests.
func MigrateTo(ctx context.Context, ownerURL string, files fs.FS, version int) (from, to int, err error) {
	return migrateTo(ctx, ownerURL, files, version)
}

// Version returns the version of the schema, 0 for a database without one.
func Version(ctx context.Context, db Querier) (int, error) {
	const op = "pg.Version"
	var has bool
	if err := db.QueryRow(ctx, sqlHasVersion).Scan(&has); err != nil || !has {
		return 0, Fault(op, err)
	}
	var version int
	err := db.QueryRow(ctx, sqlVersion).Scan(&version)
	return version, Fault(op, err)
}

func migrateTo(ctx context.Context, ownerURL string, files fs.FS, target int) (from, to int, err error) {
	const op = "pg.Migrate"
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return 0, 0, Fault(op, err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, sqlLockMigrations, migrationLock); err != nil {
		return 0, 0, Fault(op, err)
	}
	// Closing the connection would do, but a pooler in between may keep it.
	defer func() { _, _ = conn.Exec(context.WithoutCancel(ctx), sqlUnlockMigrations, migrationLock) }()
	from, to, err = steps(ctx, conn, files, target)
	return from, to, Fault(op, err)
}

func steps(ctx context.Context, conn *pgx.Conn, files fs.FS, target int) (from, to int, err error) {
	if from, err = Version(ctx, conn); err != nil {
		return 0, 0, err
	}
	m, err := migrate.NewMigrator(ctx, conn, versionTable)
	if err != nil {
		return from, from, err
	}
	if err := m.LoadMigrations(files); err != nil {
		return from, from, err
	}
	newest := len(m.Migrations)
	if from > newest {
		return from, from, fault.Newf(fault.Conflict, CodeSchemaNewer,
			"the database has schema version %d, this program knows versions up to %d: use a newer program", from, newest)
	}
	if target < 0 {
		target = newest
	}
	err = m.MigrateTo(ctx, int32(target))
	to, versionErr := Version(context.WithoutCancel(ctx), conn)
	if err == nil {
		err = versionErr
	}
	return from, to, err
}
