package api

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var codeOfRegister = regexp.MustCompile(`"((?:unit|status|offer|media|survey|bulk|party|consent)\.[a-z_]+)"`)

// What stands in the audit trail, and what names another step by number, day and status.
var wordless = []string{
	"unit.create", "unit.change", "unit.delete", "unit.status", "unit.leases.read", "status.other_step",
	"unit.survey", "unit.bulk", "offer.create", "offer.change", "offer.publication", "offer.expire", "consent.give", "consent.revoke",
	"media.add", "media.change", "media.delete",
	"party.add", "party.change", "party.read", "party.export", "party.link", "party.unlink", "party.erasing", "party.erase", "party.expire",
}

func TestEveryRuleOfTheRegisterHasBothTexts(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, dir := range []string{"../geo/vacancy", "../geo/place", "../geo/picture", "../geo/owners"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range codeOfRegister.FindAllStringSubmatch(string(text), -1) {
				seen[m[1]] = true
				if sentences[m[1]] == (both{}) && !slices.Contains(wordless, m[1]) {
					t.Errorf("%s: code %s has no text", file, m[1])
				}
			}
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d codes were found", len(seen))
	}
}
