package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"mitte/geo/backup"
	"mitte/geo/pg"
	"mitte/geo/pg/cluster"
	"mitte/migrations"

	"github.com/jackc/pgx/v5/pgxpool"
)

// databaseFlags are shared by every command that needs the database. A command works whether a server runs or not: it
// uses the running private cluster through its socket, or starts it for as long as it needs it.
type databaseFlags struct {
	Data        string `placeholder:"DIR" help:"Directory of the private PostGIS and of what is uploaded; by default ./var, or /var/lib/mitte for root where only root can enter."`
	DatabaseURL string `placeholder:"URL" help:"Use this PostgreSQL with PostGIS instead of the private one."`
	RunUser     string `placeholder:"USER" help:"As root: the ordinary user the private PostGIS runs as."`
	Keys        string `placeholder:"DIR" help:"Where the keys lie that no database holds, for second factors and the audit trail; by default keys in --data."`
	PgBindir    string `placeholder:"DIR" help:"Where the PostgreSQL programs are, if not where Debian has them."`
}

// database is an open way to PostgreSQL for the roles of reliability.md 4.5.
type database struct {
	urls   func(role string) string
	handle *cluster.Handle // nil with --database-url
}

func (f databaseFlags) clusterOptions(log *slog.Logger) cluster.Options {
	return cluster.Options{Dir: f.dataDir(), RunUser: f.RunUser, BinDir: f.PgBindir, Log: log}
}

// reach finds or starts PostgreSQL; the schema may be of any version.
func (f databaseFlags) reach(ctx context.Context, log *slog.Logger) (*database, error) {
	if f.DatabaseURL != "" {
		return &database{urls: func(role string) string { return withRole(f.DatabaseURL, role) }}, nil
	}
	handle, err := cluster.Use(ctx, f.clusterOptions(log))
	if err != nil {
		return nil, err
	}
	return &database{urls: func(role string) string { return handle.URL(role, cluster.Database) }, handle: handle}, nil
}

// open is reach, with the schema brought to the newest step.
func (f databaseFlags) open(ctx context.Context, log *slog.Logger) (*database, error) {
	db, err := f.reach(ctx, log)
	if err != nil {
		return nil, err
	}
	if _, _, err := db.migrate(ctx); err != nil {
		db.close(ctx)
		return nil, err
	}
	return db, nil
}

func (d *database) migrate(ctx context.Context) (from, to int, err error) {
	if err := backup.RefuseHeld(ctx, backup.Database{URL: d.urls(cluster.Superuser)}); err != nil {
		return 0, 0, err
	}
	if err := pg.Prepare(ctx, d.urls(cluster.Superuser)); err != nil {
		return 0, 0, err
	}
	return pg.Migrate(ctx, d.urls(roleOwner), migrations.Files)
}

// The roles that pools connect as.
const (
	roleOwner  = "mitte_owner"
	roleApp    = "mitte_app"
	rolePublic = "mitte_public"
	roleBackup = "mitte_backup"
)

// pool opens a pool for a role; it connects when it is first used.
func (d *database) pool(ctx context.Context, role string, maxConns int, statement time.Duration) (*pgxpool.Pool, error) {
	return pg.Open(ctx, d.config(role, maxConns, statement))
}

// changePool opens a pool for following changes: planning took three quarters of the time between an edit and its tile.
func (d *database) changePool(ctx context.Context, role string, maxConns int, statement time.Duration) (*pgxpool.Pool, error) {
	config := d.config(role, maxConns, statement)
	config.PlanOnce = true
	return pg.Open(ctx, config)
}

func (d *database) config(role string, maxConns int, statement time.Duration) pg.Config {
	return pg.Config{
		URL: d.urls(role), Role: role, MaxConns: maxConns, StatementTimeout: statement,
		ApplicationName: "mitte " + role, ReadOnly: role == rolePublic,
	}
}

func (d *database) close(ctx context.Context) {
	if d.handle != nil {
		_ = d.handle.Close(context.WithoutCancel(ctx))
	}
}

// withRole makes a session of an outside server work as role from its first statement. The bootstrap superuser exists
// only in the private cluster; elsewhere its part is the login's own.
func withRole(databaseURL, role string) string {
	if role == cluster.Superuser {
		return databaseURL
	}
	u, err := url.Parse(databaseURL)
	if err != nil || u.Scheme == "" {
		return fmt.Sprintf("%s options='-c role=%s'", databaseURL, role)
	}
	q := u.Query()
	q.Set("options", strings.TrimSpace(q.Get("options")+" -c role="+role))
	u.RawQuery = strings.ReplaceAll(q.Encode(), "+", "%20") // PostgreSQL's clients take + for a plus
	return u.String()
}
