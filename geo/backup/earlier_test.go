package backup_test

import (
	"os"
	"path/filepath"
	"testing"

	"mitte/geo/backup"
)

// A picture takes its place once over all backups, unless its copy is not what it was: then it is copied anew.
func TestPicturesAreSharedWithTheBackupBefore(t *testing.T) {
	tn := newTown(t)
	rotten := tn.addPicture(2)
	first, m := tn.make()
	var good string
	for _, f := range m.Files {
		if filepath.Ext(f.Path) == ".jpg" && filepath.Base(filepath.Dir(f.Path)) != rotten[:2] {
			good = f.Path
		}
	}
	bad := filepath.Join("media", rotten[:2], rotten+"-960.jpg")
	write(t, filepath.Join(first, bad), []byte("rotten"))
	second, _ := tn.make()
	for path, want := range map[string]bool{good: true, bad: false, "database.dump": false} {
		a, err1 := os.Stat(filepath.Join(first, path))
		b, err2 := os.Stat(filepath.Join(second, path))
		if err1 != nil || err2 != nil || os.SameFile(a, b) != want {
			t.Errorf("%s is shared: %v, %v %v", path, !want, err1, err2)
		}
	}
	if _, err := backup.Verify(second); err != nil {
		t.Error(err)
	}
	if _, err := backup.Verify(first); err == nil {
		t.Error("the rot is not seen")
	}
}
