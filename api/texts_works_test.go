package api

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	codeOfWorks = regexp.MustCompile(`"((?:section|phase|impact|date|invalid|project|ledger)\.[a-z_]+)"`)
	actions     = regexp.MustCompile(`"(section|project|blackout)\.(create|change|delete|restore)"`)
)

// What the rules of the works find has words, also the codes that TestEveryCodeHasBothTexts cannot see.
func TestEveryRuleOfTheWorksHasBothTexts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../geo/works/*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range codeOfWorks.FindAllStringSubmatch(actions.ReplaceAllString(string(text), ""), -1) {
			seen[m[1]] = true
			if sentences[m[1]] == (both{}) {
				t.Errorf("%s: code %s has no text", file, m[1])
			}
		}
	}
	if len(seen) < 50 {
		t.Errorf("only %d codes were found", len(seen))
	}
}
