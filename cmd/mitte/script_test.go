package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts run this very binary as `mitte`.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"mitte": main,
	})
}

// TestScripts runs testdata/script/*.txtar: the commands as a person types them, each on a private cluster of its own.
func TestScripts(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("the commands start a PostGIS")
	}
	shared, err := filepath.Abs("../../../shared/data")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		// The private cluster may run as another user, who must be able to enter every directory above it.
		WorkdirRoot: scriptRoot(t),
		Setup: func(env *testscript.Env) error {
			env.Setenv("SHARED", shared)
			return os.Chmod(env.WorkDir, 0o755)
		},
		Condition: func(cond string) (bool, error) {
			return cond == "shared" && isDir(shared), nil
		},
	})
}

func scriptRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "mitte-script-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
