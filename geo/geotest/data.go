package geotest

import (
	"os"
	"path/filepath"
	"testing"
)

// Path returns the folder of ../shared/data with this name, seen from the repository root. The test is skipped where it
// is absent.
func Path(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(root(t), "..", "shared", "data", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the test data %s are not here: put them beside the checkout, at ../shared/data/%s", name, name)
	}
	return path
}

// root climbs from the working directory, which in a test is its package, to the folder of go.mod.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// File is a file of test data.
type File struct {
	Name string // without folder and suffix
	Text []byte
}

// Files returns the files in a folder below Path that have this suffix, by name. There is at least one.
func Files(t testing.TB, folder, suffix string) []File {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(Path(t, folder), "*"+suffix))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no *%s in %s (%v)", suffix, folder, err)
	}
	files := make([]File, len(paths))
	for i, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(path)
		files[i] = File{Name: base[:len(base)-len(suffix)], Text: text}
	}
	return files
}
