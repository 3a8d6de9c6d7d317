//go:build linux

package cluster_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mitte/geo/fault"
	"mitte/geo/pg/cluster"
)

// refused starts a cluster that must not start and checks the one sentence that says why.
func refused(t *testing.T, o cluster.Options, code string, mentions ...string) {
	t.Helper()
	c, err := cluster.Start(t.Context(), o)
	if err == nil {
		_ = c.Stop(t.Context())
		t.Fatal("it started")
	}
	if fault.CodeOf(err) != code {
		t.Errorf("the code is %s, want %s: %v", fault.CodeOf(err), code, err)
	}
	if strings.Contains(err.Error(), "\n") {
		t.Errorf("more than a sentence: %v", err)
	}
	for _, word := range mentions {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not mention %q", err, word)
		}
	}
}

func TestSecondInstanceNamesTheFirst(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	start(t, cluster.Options{Dir: dir, Test: true})
	refused(t, cluster.Options{Dir: dir}, cluster.CodeLocked, fmt.Sprintf("another mitte (process %d)", os.Getpid()), dir)
}

func TestForeignDirectoryIsLeftAlone(t *testing.T) {
	t.Parallel()
	dir := publicDir(t)
	theirs := filepath.Join(dir, "pg")
	if err := os.MkdirAll(filepath.Join(theirs, "holiday"), 0o700); err != nil {
		t.Fatal(err)
	}
	refused(t, cluster.Options{Dir: dir}, "cluster.foreign", theirs)
	entries, err := os.ReadDir(theirs)
	if err != nil || len(entries) != 1 {
		t.Errorf("it was touched: %v %v", entries, err)
	}
}

func TestDataDirectoryOfAnotherCluster(t *testing.T) {
	t.Parallel()
	dir := publicDir(t)
	if err := os.WriteFile(filepath.Join(dir, "PG_VERSION"), []byte("15\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, cluster.Options{Dir: dir}, "cluster.foreign", dir)
	if _, err := os.Stat(filepath.Join(dir, "pg")); err == nil {
		t.Error("it was touched")
	}
}

func TestDataOfAnotherMajor(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	version := filepath.Join(dir, "pg", "data", "PG_VERSION")
	if err := os.WriteFile(version, []byte("11\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	newest := filepath.Base(filepath.Dir(newestBin(t)))
	refused(t, cluster.Options{Dir: dir}, "cluster.other_major", "PostgreSQL 11,", "version "+newest, "mitte db upgrade")
}

func TestDataThatIsNone(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	if err := os.Remove(filepath.Join(dir, "pg", "data", "PG_VERSION")); err != nil {
		t.Fatal(err)
	}
	refused(t, cluster.Options{Dir: dir}, "cluster.not_data", "is not a data directory")
}

func TestClosedParentDirectory(t *testing.T) {
	needRoot(t)
	t.Parallel()
	closed := filepath.Join(publicDir(t), "closed")
	if err := os.MkdirAll(filepath.Join(closed, "deep"), 0o700); err != nil {
		t.Fatal(err)
	}
	refused(t, cluster.Options{Dir: filepath.Join(closed, "deep", "var"), RunUser: "nobody"}, "cluster.closed_directory",
		"the user nobody", "cannot enter "+closed+";")
	if _, err := os.Stat(filepath.Join(closed, "deep", "var")); err == nil {
		t.Error("it was touched")
	}
}

func TestUsersThatCannotRunPostgres(t *testing.T) {
	needRoot(t)
	t.Parallel()
	refused(t, cluster.Options{Dir: publicDir(t), RunUser: "root"}, "cluster.root_user", "--run-user")
	refused(t, cluster.Options{Dir: publicDir(t), RunUser: "no-such-user"}, "cluster.unknown_user", "--run-user")
}

func TestProgramsThatAreNotThere(t *testing.T) {
	t.Parallel()
	empty := publicDir(t)
	refused(t, cluster.Options{Dir: publicDir(t), BinDir: empty}, "cluster.not_installed", empty, "MITTE_PG_BINDIR")
}

// fakePrograms makes a bin directory whose postgres says version and whose initdb fails.
func fakePrograms(t *testing.T, version string) string {
	t.Helper()
	bin := publicDir(t)
	for name, script := range map[string]string{
		"initdb":    "echo starting; echo 'initdb: error: no space left' >&2; exit 1",
		"postgres":  "echo 'postgres (PostgreSQL) " + version + "'",
		"pg_config": "echo " + bin,
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return bin
}

func TestProgramsWithoutPostGIS(t *testing.T) {
	t.Parallel()
	bin := fakePrograms(t, "16beta2 (Debian 16~beta2-1)")
	refused(t, cluster.Options{Dir: publicDir(t), BinDir: bin}, "cluster.no_postgis", "16beta2", "postgresql-16-postgis-3")
}

func TestInitdbThatFails(t *testing.T) {
	t.Parallel()
	bin := fakePrograms(t, "17.2")
	control := filepath.Join(bin, "extension", "postgis.control")
	if err := os.Mkdir(filepath.Dir(control), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(control, []byte("default_version = '3.5.0'\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	dir := publicDir(t)
	refused(t, cluster.Options{Dir: dir, BinDir: bin}, "cluster.initdb", "no space left")
	if left, _ := filepath.Glob(filepath.Join(dir, "pg", "data*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

func TestPostgresThatDoesNotStart(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := seeded(t)
	own := filepath.Join(dir, "pg", "data", "postgresql.auto.conf")
	if err := os.WriteFile(own, []byte("shared_preload_libraries = 'no_such_library'\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	refused(t, cluster.Options{Dir: dir}, "cluster.start", "FATAL", "no_such_library")
	if err := os.WriteFile(own, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	mustServe(t, dir)
}

func TestStartThatIsCalledOff(t *testing.T) {
	skipShort(t)
	t.Parallel()
	dir := publicDir(t)
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error)
	go func() {
		_, err := cluster.Start(ctx, cluster.Options{Dir: dir})
		result <- err
	}()
	waitFor(t, "initdb to be under way", func() bool {
		found, _ := filepath.Glob(filepath.Join(dir, "pg", "data.new.*", "global"))
		return len(found) > 0
	})
	cancel()
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "pg", "data*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
	mustServe(t, dir)
}
