package backup_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"mitte/geo/backup"
	"mitte/geo/fault"
)

const (
	killedURL = "BACKUP_TEST_URL" // what a copy of this program makes a backup of until it is killed
	killedDir = "BACKUP_TEST_DIR"
	killedBin = "BACKUP_TEST_BIN"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(killedURL); url != "" {
		os.Exit(makeOne(url, os.Getenv(killedDir)))
	}
	os.Exit(m.Run())
}

func makeOne(url, dir string) int {
	s, err := backup.OpenShelf(filepath.Join(dir, "backups"))
	if err != nil {
		return 1
	}
	_, _, err = s.Make(context.Background(), backup.Source{
		Database: backup.Database{URL: url, BinDir: os.Getenv(killedBin)}, Media: filepath.Join(dir, "media"),
		List: backup.List{File: filepath.Join(dir, backup.ListName), Kept: kept},
	})
	if err != nil {
		return 1
	}
	return 0
}

// fakeDump puts a pg_dump into a directory that does what it is told, after it has written a part of its file.
func fakeDump(t testing.TB, then string) string {
	t.Helper()
	bin := t.TempDir()
	script := "#!/bin/sh\nfor a; do case $a in --file=*) printf half > \"${a#--file=}\";; esac; done\n" + then + "\n"
	if err := os.WriteFile(filepath.Join(bin, "pg_dump"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return bin
}

// Killed in the middle: nothing has the name of a backup, and the next one clears away what is left.
func TestAKilledBackupIsNone(t *testing.T) {
	tn := newTown(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), killedURL+"="+tn.db.URL("mitte_backup"), killedDir+"="+filepath.Dir(tn.shelfAt),
		killedBin+"="+fakeDump(t, "exec sleep 60"))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(tn.shelfAt, ".new-backup", "database.dump")
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if body, err := os.ReadFile(half); err == nil && string(body) == "half" {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the backup did not get that far")
		}
	}
	if _, err := backup.OpenShelf(tn.shelfAt); fault.CodeOf(err) != "backup_busy" {
		t.Errorf("a second one beside it: %v", err)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	if all, err := backup.Backups(tn.shelfAt); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	dir, _ := tn.make()
	if _, err := backup.Verify(dir); err != nil {
		t.Error(err)
	}
	if got := entries(t, tn.shelfAt); len(got) != 2 {
		t.Errorf("left behind: %v", got)
	}
}

func TestABackupThatFailsLeavesNothing(t *testing.T) {
	tn := newTown(t)
	s := tn.shelf()
	tn.source.BinDir = fakeDump(t, "echo 'could not write to file: No space left on device' >&2; exit 1")
	_, _, err := s.Make(t.Context(), tn.source)
	if err == nil || !strings.Contains(err.Error(), "No space left") {
		t.Errorf("got %v", err)
	}
	if got := entries(t, tn.shelfAt); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
}

func TestADirectoryOfSomethingElseIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "letter.txt"), []byte("mine"))
	if _, err := backup.OpenShelf(dir); fault.CodeOf(err) != backup.CodeForeign {
		t.Errorf("got %v", err)
	}
	if _, err := backup.OpenShelf(filepath.Join(dir, "letter.txt")); fault.CodeOf(err) != backup.CodeForeign {
		t.Errorf("a file: %v", err)
	}
	if got := entries(t, dir); !slices.Equal(got, []string{"letter.txt"}) {
		t.Errorf("%v", got)
	}
	disk := t.TempDir()
	if err := os.Mkdir(filepath.Join(disk, "lost+found"), 0o700); err != nil {
		t.Fatal(err)
	}
	s, err := backup.OpenShelf(disk)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
}

func TestOnlyWhatIsOverExpires(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "backups")
	s, err := backup.OpenShelf(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, name := range []string{"mitte-20261001T010000.000Z", "mitte-20261002T010000.000Z", "mitte-20261101T010000.000Z", "of-mine-20200101"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	n, err := s.Expire(time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC), filepath.Join(dir, "mitte-20261002T010000.000Z"))
	if err != nil || n != 1 {
		t.Errorf("%d, %v", n, err)
	}
	want := []string{"mitte-20261002T010000.000Z", "mitte-20261101T010000.000Z", "mitte-backups", "of-mine-20200101"}
	if got := entries(t, dir); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	all, err := backup.Backups(dir)
	if err != nil || len(all) != 2 || filepath.Base(all[0]) != "mitte-20261101T010000.000Z" {
		t.Errorf("%v, %v", all, err)
	}
}
