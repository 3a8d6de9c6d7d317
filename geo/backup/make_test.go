package backup_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"mitte/geo/backup"
	"mitte/geo/fault"
	"mitte/geo/pg"
	"mitte/migrations"
)

// Others go on: pictures come and go, and every edit writes two rows at once, of which a backup has both or none.
func TestABackupShowsOneMomentWhileOthersGoOn(t *testing.T) {
	tn := newTown(t)
	tn.exec(`CREATE TABLE one (n bigint PRIMARY KEY)`)
	tn.exec(`CREATE TABLE other (n bigint PRIMARY KEY)`)
	tn.exec(`ALTER TABLE one OWNER TO mitte_owner`)
	tn.exec(`ALTER TABLE other OWNER TO mitte_owner`)
	over := make(chan struct{})
	var others sync.WaitGroup
	others.Go(func() {
		for n := 1; ; n++ {
			select {
			case <-over:
				return
			default:
				tn.exec(`WITH a AS (INSERT INTO one VALUES ($1)) INSERT INTO other VALUES ($1)`, n)
				tn.exec(`UPDATE building SET storeys = ($1::int % 9) + 1`, n)
			}
		}
	})
	others.Go(func() {
		for seed := uint8(2); ; seed++ {
			select {
			case <-over:
				return
			default:
				// Seldom enough that a backup finds a moment without one going under its hands.
				if content := tn.addPicture(seed); seed%8 == 0 {
					tn.removePicture(content)
				}
			}
		}
	})
	dir, m := tn.make()
	close(over)
	others.Wait()

	if got, err := backup.Verify(dir); err != nil || len(got.Missing) > 0 || got.Rows() != m.Rows() || got.Pictures() < 3 {
		t.Fatalf("%+v, %v", got, err)
	}
	e := tn.elsewhere()
	if err := backup.Loadable(t.Context(), m, e.to); err != nil {
		t.Fatal(err)
	}
	if err := backup.Load(t.Context(), dir, m, e.to); err != nil {
		t.Fatal(err)
	}
	ones, seconds := column[int64](t, e.super, `SELECT n FROM one ORDER BY n`), column[int64](t, e.super, `SELECT n FROM other ORDER BY n`)
	if !slices.Equal(ones, seconds) {
		t.Errorf("%d rows and %d that belong to them", len(ones), len(seconds))
	}
	media := filepath.Join(t.TempDir(), "media")
	placed, missing, err := backup.PlacePictures(t.Context(), m, dir, e.super, media)
	if err != nil || len(missing) > 0 || placed != m.Pictures() {
		t.Errorf("placed %d of %d, missing %v, %v", placed, m.Pictures(), missing, err)
	}
	if err := backup.Loadable(t.Context(), m, e.to); fault.CodeOf(err) != "backup_not_empty" {
		t.Errorf("into a database that is full: %v", err)
	}
}

func TestNobodyElseCanReadABackup(t *testing.T) {
	tn := newTown(t)
	dir, _ := tn.make()
	err := filepath.WalkDir(tn.shelfAt, func(path string, d fs.DirEntry, err error) error {
		info, statErr := os.Stat(path)
		if err != nil || statErr != nil {
			t.Fatal(err, statErr)
		}
		want := fs.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s: %v", path, info.Mode())
		}
		return nil
	})
	if err != nil || dir == "" {
		t.Fatal(err)
	}
}

func TestAFlippedByteAnywhereIsRefused(t *testing.T) {
	tn := newTown(t)
	dir, m := tn.make()
	files := []string{"manifest.json", "manifest.sha256"}
	for _, f := range m.Files {
		files = append(files, f.Path)
	}
	if len(files) < 7 {
		t.Fatalf("only %v", files)
	}
	refused := func(what string) {
		t.Helper()
		if _, err := backup.Verify(dir); fault.CodeOf(err) != backup.CodeBroken {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, name := range files {
		path := filepath.Join(dir, name)
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []int{0, len(body) / 2, len(body) - 1} {
			bad := slices.Clone(body)
			bad[at] ^= 0x20
			write(t, path, bad)
			refused(name)
		}
		write(t, path, body[:len(body)-1])
		refused(name + " cut off")
		write(t, path, body)
	}
	extra := filepath.Join(dir, "media", "extra.jpg")
	write(t, extra, nil)
	refused("a file that was added")
	if err := os.Remove(extra); err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Verify(dir); err != nil {
		t.Errorf("as it was: %v", err)
	}
}

func write(t testing.TB, path string, body []byte) {
	t.Helper()
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAMissingPictureIsNamedAndTheRestIsKept(t *testing.T) {
	tn := newTown(t)
	damaged, gone := tn.addPicture(2), tn.addPicture(3)
	if err := os.Remove(filepath.Join(tn.source.Media, gone[:2], gone+"-960.jpg")); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(tn.source.Media, damaged[:2], damaged+"-1920.jpg"), []byte("rotten"))
	dir, m := tn.make()
	want := []string{damaged, gone}
	slices.Sort(want)
	if !slices.Equal(m.Missing, want) || m.Pictures() != 3 {
		t.Errorf("missing %v, %d files", m.Missing, m.Pictures())
	}
	if _, err := backup.Verify(dir); err != nil {
		t.Error(err)
	}
}

// unlistedSchema is the last one without a list of erasures.
const unlistedSchema = 26

// A backup of the schema before this one is brought up to it.
func TestAnOlderSchemaComesBackAndIsBroughtUp(t *testing.T) {
	tn := newTown(t)
	if _, _, err := pg.MigrateTo(t.Context(), tn.db.URL("mitte_owner"), migrations.Files, unlistedSchema); err != nil {
		t.Fatal(err)
	}
	dir, m := tn.make()
	e := tn.elsewhere()
	if err := backup.Load(t.Context(), dir, m, e.to); err != nil {
		t.Fatal(err)
	}
	from, to, err := pg.Migrate(t.Context(), e.url("mitte_owner"), migrations.Files)
	if err != nil || from != unlistedSchema || to <= from || m.Schema != from {
		t.Errorf("%d → %d, %v", from, to, err)
	}
}

func TestADatabaseIsClosedUntilTheRestoreIsOver(t *testing.T) {
	tn := newTown(t)
	dir, m := tn.make()
	e := tn.elsewhere()
	if err := backup.RefuseHeld(t.Context(), e.to); err != nil {
		t.Fatal(err)
	}
	if err := backup.Load(t.Context(), dir, m, e.to); err != nil {
		t.Fatal(err)
	}
	if err := backup.RefuseHeld(t.Context(), e.to); fault.CodeOf(err) != backup.CodeRestoring {
		t.Errorf("got %v", err)
	}
	if err := backup.Release(t.Context(), e.to); err != nil {
		t.Fatal(err)
	}
	if err := backup.RefuseHeld(context.WithoutCancel(t.Context()), e.to); err != nil {
		t.Error(err)
	}
}
