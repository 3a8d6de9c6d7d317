//go:build linux

package cluster

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

func TestAddressIsReadAsItWasMeant(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{"/tmp/sock", "/srv/a b/ä&?=%/sock"} {
		conf, err := pgx.ParseConfig(address(dir, "mitte_app", "mitte"))
		if err != nil {
			t.Fatal(err)
		}
		if conf.Host != dir || conf.User != "mitte_app" || conf.Database != "mitte" || conf.Password != "" || conf.Port != 5432 {
			t.Errorf("%s: got host %s user %s database %s", dir, conf.Host, conf.User, conf.Database)
		}
	}
}

func TestIdentMap(t *testing.T) {
	t.Parallel()
	if got := identMap("17", "root", "postgres", "root"); strings.Count(got, "mitte \"root\" all\n") != 1 ||
		strings.Count(got, "mitte \"postgres\" all\n") != 1 {
		t.Errorf("got %s", got)
	}
	if got := identMap("15", "root"); strings.Contains(got, " all\n") || !strings.Contains(got, "mitte \"root\" mitte_public\n") {
		t.Errorf("got %s", got)
	}
}

func TestGlobQuoteFindsTheVeryName(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"a*b", "a?b", "a[b", `a\b`} {
		if err := makeDir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if found, err := filepath.Glob(globQuote(filepath.Join(dir, name))); err != nil || len(found) != 1 {
			t.Errorf("%s: %v, %v", name, found, err)
		}
	}
}

func TestFirstComplaint(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                  "initdb ended early",
		"x\ninitdb: error: could not\nmore": "could not",
		"2024 FATAL:  no space\n":           "no space",
	} {
		if got := firstComplaint(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestSmallSharedMemoryIsAvoided(t *testing.T) {
	t.Parallel()
	for _, shm := range []string{"/proc", "/not/there"} {
		if got := strings.Join(sharedMemory(shm), " "); got != "-c dynamic_shared_memory_type=mmap" {
			t.Errorf("%s: got %q", shm, got)
		}
	}
	if got := sharedMemory("/"); got != nil {
		t.Errorf("got %q", got)
	}
}

func TestTroubleIsFiveDeathsInAMinute(t *testing.T) {
	t.Parallel()
	var s state
	for range manyDeaths - 1 {
		s.rose()
		s.fell(true)
	}
	if s.status().Troubled {
		t.Error("four are not many")
	}
	s.rose()
	s.fell(true)
	if got := s.status(); !got.Troubled || got.Up || got.Restarts != manyDeaths-1 {
		t.Errorf("got %+v", got)
	}
	s.deaths[0] = s.deaths[0].Add(-deathWindow)
	if s.status().Troubled {
		t.Error("the first was long ago")
	}
}
