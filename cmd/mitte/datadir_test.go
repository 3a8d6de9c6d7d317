package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestDataDir(t *testing.T) {
	if got := (databaseFlags{Data: "/srv/city"}).dataDir(); got != "/srv/city" {
		t.Errorf("a given directory became %s", got)
	}
	open := scriptRoot(t)
	closed := filepath.Join(open, "closed", "checkout")
	if err := os.MkdirAll(closed, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Dir(closed), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Chdir(open)
	if got := (databaseFlags{}).dataDir(); got != localData {
		t.Errorf("in an open directory the default is %s", got)
	}
	t.Chdir(closed)
	want := localData
	if os.Geteuid() == 0 {
		want = systemData
	}
	if got := (databaseFlags{}).dataDir(); got != want {
		t.Errorf("in a closed directory the default is %s, want %s", got, want)
	}
}
