package pgtest

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// keepFor is how long the database of a failed test stays.
const keepFor = 15 * time.Minute

const (
	sqlDatabases = `SELECT datname FROM pg_database WHERE datname LIKE 'mitte\_test\_%' OR datname LIKE 'mitte\_kept\_%'`
	sqlIsDead    = `SELECT pg_try_advisory_lock($1, $2)`
	sqlForget    = `SELECT pg_advisory_unlock($1, $2)`
)

func (s *server) clone(ctx context.Context, name string) error {
	id := pgx.Identifier{name}.Sanitize()
	for _, sql := range []string{
		fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY", id, pgx.Identifier{s.template}.Sanitize()),
		fmt.Sprintf("GRANT CREATE ON DATABASE %s TO mitte_owner", id), // the one right that a clone does not inherit
	} {
		if _, err := s.admin.Exec(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}

func (s *server) drop(ctx context.Context, name string) error {
	_, err := s.admin.Exec(ctx, "DROP DATABASE IF EXISTS "+pgx.Identifier{name}.Sanitize()+" WITH (FORCE)")
	return err
}

// keep gives the database of a failed test a name that says since when it is kept.
func (s *server) keep(ctx context.Context, name string) (string, error) {
	kept := fmt.Sprintf("mitte_kept_%d_%s", time.Now().Unix(), strings.TrimPrefix(name, "mitte_test_"))
	_, err := s.admin.Exec(ctx, fmt.Sprintf("ALTER DATABASE %s RENAME TO %s",
		pgx.Identifier{name}.Sanitize(), pgx.Identifier{kept}.Sanitize()))
	if err == nil && s.private {
		err = noteKept()
	}
	return kept, err
}

// sweep drops what programs that are no more left behind.
func (s *server) sweep(ctx context.Context) error {
	rows, err := s.admin.Query(ctx, sqlDatabases)
	if err != nil {
		return err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	for _, name := range names {
		over, err := s.isOver(ctx, name)
		if err != nil {
			return err
		}
		if over {
			if err := s.drop(ctx, name); err != nil {
				return err
			}
		}
	}
	return nil
}

// isOver reports whether a database may go: the program that made it is dead, or its time of grace is over.
func (s *server) isOver(ctx context.Context, name string) (bool, error) {
	parts := strings.Split(name, "_")
	number, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil {
		return false, nil //nolint:nilerr // not a name of ours
	}
	if parts[1] == "kept" {
		return time.Since(time.Unix(number, 0)) > keepFor, nil
	}
	if int32(number) == s.run {
		return false, nil
	}
	var dead bool
	if err := s.alive.QueryRow(ctx, sqlIsDead, runLock, int32(number)).Scan(&dead); err != nil || !dead {
		return false, err
	}
	_, err = s.alive.Exec(ctx, sqlForget, runLock, int32(number))
	return true, err
}
