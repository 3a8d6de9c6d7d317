//go:build linux

package cluster_test

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg/cluster"
)

// notes is a log that may be read while it is written.
type notes struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(p)
}

func (n *notes) has(text string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return strings.Contains(n.text.String(), text)
}

func TestFatalLinesReachBothLogs(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	var own notes
	c := start(t, cluster.Options{Dir: dir, Log: slog.New(slog.NewTextHandler(&own, nil)), Test: true})
	if _, err := pgx.Connect(t.Context(), c.URL(cluster.Superuser, "no_such_database")); err == nil {
		t.Fatal("connected")
	}
	waitFor(t, "the line in mitte's log", func() bool { return own.has("no_such_database") })
	text, err := os.ReadFile(filepath.Join(dir, "pg", "log", "postgresql.log"))
	if err != nil || !strings.Contains(string(text), "no_such_database") {
		t.Errorf("it is not in PostgreSQL's log: %v\n%s", err, text)
	}
	if got := c.Status().LastLine; !strings.Contains(got, "no_such_database") {
		t.Errorf("the last line is %q", got)
	}
}

func TestRowsStayOutOfTheLog(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	c := start(t, cluster.Options{Dir: dir, Test: true})
	conn := connect(t, c.URL(cluster.Superuser, cluster.Database))
	exec1(t, conn, "CREATE TABLE person (name text UNIQUE CHECK (name <> 'Canary the second'))")
	exec1(t, conn, "INSERT INTO person VALUES ('Canary')")
	for _, name := range []string{"Canary", "Canary the second"} {
		if _, err := conn.Exec(t.Context(), "INSERT INTO person VALUES ($1)", name); err == nil {
			t.Fatal("the row was accepted")
		}
	}
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "pg", "log", "postgresql.log"))
	if err != nil || !strings.Contains(string(text), "person_name_key") || strings.Contains(string(text), "Canary") {
		t.Errorf("%v\n%s", err, text)
	}
}
