package main

import (
	"context"
	"os"
	"time"

	"mitte/geo/people"
	"mitte/geo/pg/cluster"

	"github.com/jackc/pgx/v5/pgxpool"
)

type drillCommand struct {
	databaseFlags
	From string `placeholder:"DIR" help:"A backup, or a directory of backups: then the newest; by default backups in --data. Where there is none, one is made for the drill."`
	Keep bool   `help:"Keep the scratch database afterwards."`
}

// drill is one proof that what is kept can be brought back. What is in use is only read.
type drill struct {
	flags   databaseFlags
	console *console
	dir     string // scratch
	from    string
	heads   []people.Head
	back    *restoring
	scratch *cluster.Cluster
	db      *database
	pool    *pgxpool.Pool
}

// Run brings the newest backup back and says how it went.
func (d *drillCommand) Run(ctx context.Context, c *console) error {
	heads, err := d.heads()
	if err != nil {
		return err
	}
	dir, err := d.scratchDir()
	if err != nil {
		return err
	}
	if !d.Keep {
		defer func() { _ = os.RemoveAll(dir) }()
	}
	run := &drill{flags: d.databaseFlags, console: c, dir: dir, heads: heads, from: d.From}
	if run.from == "" {
		run.from = d.backupsDir()
	}
	defer run.close(ctx)
	if err := c.say("drill of %s", time.Now().UTC().Format(time.RFC3339)); err != nil {
		return err
	}
	for _, step := range []struct {
		what string
		do   func(context.Context) (string, error)
	}{
		{"backup", run.find},
		{"restored", run.bringBack},
		{"erased again", run.eraseAgain},
		{"audit trail", run.verifyAudit},
		{"indexes and pages", run.checkPages},
	} {
		began := time.Now()
		found, err := step.do(ctx)
		if err != nil {
			return err
		}
		if err := c.say("%-18s %s, %.1f s", step.what, found, time.Since(began).Seconds()); err != nil {
			return err
		}
	}
	if err := run.record(); err != nil {
		return err
	}
	return c.say("the drill passed")
}

func (d *drillCommand) heads() ([]people.Head, error) {
	keys, err := people.LoadKeys(d.keysDir())
	if err != nil {
		return nil, err
	}
	return keys.ReadHeads(d.headsFile())
}

// scratchDir lies beside the data, where PostgreSQL's user can go and where there is room for as much again.
func (d *drillCommand) scratchDir() (string, error) {
	if err := os.MkdirAll(d.dataDir(), 0o755); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(d.dataDir(), "drill-")
	if err != nil {
		return "", err
	}
	return dir, os.Chmod(dir, 0o711)
}

func (d *drill) close(ctx context.Context) {
	if d.pool != nil {
		d.pool.Close()
	}
	if d.scratch != nil {
		_ = d.scratch.Stop(context.WithoutCancel(ctx))
	}
}
