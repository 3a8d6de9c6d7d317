package api

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Parts of Fiber that had advisories or do what mitte does itself (reliability.md 4.1). Body unpacks what the header says is packed.
var forbidden = regexp.MustCompile(`\.(BodyParser|QueryParser|ParamsParser|SendFile|Download)\(|\bc\.(Format|Body)\(|fiber/v2/middleware|Prefork:\s*true`)

func TestForbiddenPartsOfFiberAreNotUsed(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 20 {
		t.Fatal(err, files)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if found := forbidden.Find(text); found != nil && !strings.HasSuffix(file, "_test.go") {
			t.Errorf("%s uses %s", file, found)
		}
	}
}
