package intake_test

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Functions that ignore a time limit on hostile input, or that would repair what is to be refused.
var forbidden = regexp.MustCompile(`(?i)\bST_(MakeValid|UnaryUnion|Union|Node|Polygonize|BuildArea)\s*\(`)

// allowed says for which files the rule does not hold, and why.
var allowed = map[string]string{}

// TestForbiddenGeometryFunctions holds every SQL of the repository against the rule that foreign geometry is refused,
// never repaired. Tests may do as they like with what they made themselves.
func TestForbiddenGeometryFunctions(t *testing.T) {
	t.Parallel()
	root := repository(t)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if name == "node_modules" || name == "var" || name != "." && strings.HasPrefix(name, ".") && path != root {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(name, "_test.go") || !strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, ".sql") {
			return nil
		}
		relative, err := filepath.Rel(root, path)
		if err != nil || allowed[filepath.ToSlash(relative)] != "" {
			return err
		}
		return scan(t, path, relative)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func scan(t *testing.T, path, name string) error {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if strings.HasPrefix(line, "//") || strings.HasPrefix(line, "--") {
			continue
		}
		if call := forbidden.FindString(line); call != "" {
			t.Errorf("%s:%d: %s…) is not for geometry from outside; give the file a reason in the list of exceptions if it is our own",
				name, n, call)
		}
	}
	return lines.Err()
}

func repository(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(".")
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
