//go:build linux

package cluster

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func owned(string) error { return nil }

func TestLogKeepsFiveFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	r := &rotating{dir: dir, own: owned, limit: 10}
	for _, line := range []string{"one\n", "two\n", "three\n", "four\n", "five\n", "six\n", "seven is longer than a file\n", "8\n"} {
		if n, err := r.Write([]byte(line)); err != nil || n != len(line) {
			t.Fatal(n, err)
		}
	}
	r.close()
	var got []string
	for age := range logFiles {
		text, err := os.ReadFile(r.path(age))
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.ReplaceAll(string(text), "\n", " "))
	}
	if all := strings.Join(got, "|"); all != "8 |seven is longer than a file |six |four five |three " {
		t.Errorf("got %q", all)
	}
	if files, _ := filepath.Glob(dir + "/*"); len(files) != logFiles {
		t.Errorf("got %v", files)
	}
}

func TestLogGoesOnWhenItCannotBeWritten(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "log")
	l, err := openLogs(&rotating{dir: dir, own: owned, limit: logBytes}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	// More than a pipe holds: unless it is read all the same, this never ends.
	if _, err := io.WriteString(l.input, strings.Repeat("lost\n", 100_000)); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(l.input, strings.Repeat("long", 100_000)+"\nx [1] PANIC:  kept\nafter\n"); err != nil {
		t.Fatal(err)
	}
	l.close()
	text, err := os.ReadFile(filepath.Join(dir, "postgresql.log"))
	if err != nil || !strings.HasSuffix(string(text), "PANIC:  kept\nafter\n") {
		t.Error(err)
	}
	if got := l.cause(); got != "x [1] PANIC:  kept" {
		t.Errorf("got %q", got)
	}
}
