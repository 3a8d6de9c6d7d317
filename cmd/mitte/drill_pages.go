package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"

	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/geo/pg/cluster"

	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	sqlAmcheck = `CREATE EXTENSION IF NOT EXISTS amcheck`

	// Each index is compared with its table; what does not fit ends the statement with an error that names it.
	sqlCheckIndexes = `
SELECT count(bt_index_check(i.indexrelid, true)::text)
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am a ON a.oid = c.relam AND a.amname = 'btree'
WHERE i.indisvalid AND c.relpersistence = 'p'`

	sqlCheckPages = `
SELECT count(*)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL verify_heapam(c.oid) AS v
WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname NOT LIKE 'pg\_%'`
)

// checkPages reads every page and compares every B-tree with its table (amcheck, heapallindexed).
func (d *drill) checkPages(ctx context.Context) (string, error) {
	if _, err := d.restore.Exec(ctx, sqlAmcheck); err != nil {
		return "", pg.Fault("drill", err)
	}
	var indexes, damages int64
	if err := d.restore.QueryRow(ctx, sqlCheckIndexes).Scan(&indexes); err != nil {
		return "", pg.Fault("drill", err)
	}
	if err := d.restore.QueryRow(ctx, sqlCheckPages).Scan(&damages); err != nil {
		return "", pg.Fault("drill", err)
	}
	if damages > 0 {
		return "", fault.Newf(fault.Invalid, "drill", "amcheck finds %d damages in the restored tables", damages)
	}
	return fmt.Sprintf("%d indexes fit their tables, no damage", indexes), nil
}

// backupURL is the way of the role that reads everything; elsewhere than in the private cluster its part is the login's own.
func (d *database) backupURL() string {
	if d.handle == nil {
		return d.urls(cluster.Superuser)
	}
	return d.urls(roleBackup)
}

func (d *database) backupPool(ctx context.Context) (*pgxpool.Pool, error) {
	return pg.Open(ctx, pg.Config{URL: d.backupURL(), MaxConns: 2, ApplicationName: "mitte drill", ReadOnly: true})
}

const sqlMajor = `SELECT current_setting('server_version_num')::int / 10000`

// program runs one of PostgreSQL's own, of the server's version where it is installed as Debian has it.
func (f databaseFlags) program(ctx context.Context, db *pgxpool.Pool, name string, args ...string) error {
	path := filepath.Join(f.PgBindir, name)
	if f.PgBindir == "" {
		var major int
		if err := db.QueryRow(ctx, sqlMajor).Scan(&major); err != nil {
			return pg.Fault(name, err)
		}
		path = filepath.Join("/usr/lib/postgresql", strconv.Itoa(major), "bin", name)
		if _, err := exec.LookPath(path); err != nil {
			path = name
		}
	}
	out, err := exec.CommandContext(ctx, path, args...).CombinedOutput()
	if err != nil {
		return fault.Newf(fault.Unavailable, "drill", "%s failed: %s", name, out).Because(err)
	}
	return nil
}
