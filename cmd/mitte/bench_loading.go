package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// loading is what it took to bring the map into memory, in seconds.
type loading struct {
	Seconds  float64   `json:"seconds"`
	Server   float64   `json:"server_cpu_seconds"`
	Postgres float64   `json:"postgres_cpu_seconds"`
	Backends []float64 `json:"backend_cpu_seconds"` // of the busiest connections, which are those that load
}

// timeLoad loads the map and notes whose processor time that took.
func (c *benchChild) timeLoad(ctx context.Context, l *loading) error {
	var backend int
	if err := c.public.QueryRow(ctx, sqlBenchBackend).Scan(&backend); err != nil {
		return err
	}
	p, err := readProcess(procFile(backend))
	if err != nil {
		return err
	}
	m := meter{server: os.Getpid(), postmaster: p.parent}
	before, err := m.read()
	if err != nil {
		return err
	}
	idle := backends(m.postmaster)
	if err := c.engine.follower.CatchUp(ctx); err != nil {
		return err
	}
	after, err := m.read()
	if err != nil {
		return err
	}
	l.Seconds = after.at.Sub(before.at).Seconds()
	l.Server = (after.own - before.own).Seconds()
	l.Postgres = (after.postgres - before.postgres).Seconds()
	for pid, spent := range backends(m.postmaster) {
		l.Backends = append(l.Backends, (spent - idle[pid]).Seconds())
	}
	slices.Sort(l.Backends)
	slices.Reverse(l.Backends)
	l.Backends = l.Backends[:min(loadConnections, len(l.Backends))]
	return nil
}

// backends returns what each process of a postmaster has spent.
func backends(postmaster int) map[int]time.Duration {
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	out := map[int]time.Duration{}
	for _, file := range files {
		if p, err := readProcess(file); err == nil && p.parent == postmaster {
			out[p.pid] = p.spent
		}
	}
	return out
}
