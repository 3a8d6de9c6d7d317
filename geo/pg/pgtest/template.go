package pgtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
	"mitte/geo/pg/cluster"
	"mitte/migrations"
)

// templateLock lets one program build the template while the others wait.
const templateLock = 7_000_003

const (
	sqlLock     = `SELECT pg_advisory_lock($1)`
	sqlUnlock   = `SELECT pg_advisory_unlock($1)`
	sqlTemplate = `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1 AND datistemplate)`
)

// ensureTemplate builds the database that DB clones, once per state of the migrations. It is marked as a template last,
// so a build that was interrupted counts as none, and nobody may connect to it, so nobody is ever in the way of a clone.
func (s *server) ensureTemplate(ctx context.Context) error {
	var err error
	if s.template, err = templateName(migrations.Files); err != nil {
		return err
	}
	conn, err := s.admin.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	if _, err := conn.Exec(ctx, sqlLock, templateLock); err != nil {
		return err
	}
	defer func() { _, _ = conn.Exec(ctx, sqlUnlock, templateLock) }()
	var exists bool
	if err := conn.QueryRow(ctx, sqlTemplate, s.template).Scan(&exists); err != nil || exists {
		return err
	}
	return s.buildTemplate(ctx, conn)
}

func (s *server) buildTemplate(ctx context.Context, admin pg.Querier) error {
	name := pgx.Identifier{s.template}.Sanitize()
	for _, sql := range []string{
		"DROP DATABASE IF EXISTS " + name + " WITH (FORCE)",
		"CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8' STRATEGY FILE_COPY",
	} {
		if _, err := admin.Exec(ctx, sql); err != nil {
			return err
		}
	}
	if err := pg.Prepare(ctx, s.url(cluster.Superuser, s.template)); err != nil {
		return err
	}
	if _, _, err := pg.Migrate(ctx, s.url("mitte_owner", s.template), migrations.Files); err != nil {
		return err
	}
	_, err := admin.Exec(ctx, "ALTER DATABASE "+name+" WITH ALLOW_CONNECTIONS false IS_TEMPLATE true")
	return err
}

func templateName(files fs.FS) (string, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return "", err
		}
		hash.Write([]byte(name))
		hash.Write(text)
	}
	return "mitte_template_" + hex.EncodeToString(hash.Sum(nil)[:6]), nil
}
