package api

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"mitte/geo/fault"
)

var codeInSource = regexp.MustCompile(`(?:fault\.Newf?\(fault\.\w+, |refuse\([^,]+, )"([a-z_.]+)"|Code\w* += "([a-z_.]+)"`)

// Whatever a reader may be told has a German and an English sentence.
func TestEveryCodeHasBothTexts(t *testing.T) {
	t.Parallel()
	seen := 0
	for _, dir := range []string{".", "../tiles", "../geo/place", "../geo/vacancy", "../geo/works", "../geo/pg", "../geo/people", "../geo/enquiry"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") || strings.Contains(file, "upsert") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range codeInSource.FindAllSubmatch(text, -1) {
				seen++
				if code := string(m[1]) + string(m[2]); sentences[code] == (both{}) && !forOperators[code] {
					t.Errorf("%s: code %s has no text", file, code)
				}
			}
		}
	}
	if seen < 30 {
		t.Errorf("only %d codes were found", seen)
	}
}

// forOperators are codes of faults that arise before there is a request.
var forOperators = map[string]bool{
	"public_url": true, "deps": true, "shutdown": true, "database_url": true, "database_unprepared": true, "schema_newer": true,
	"schema_too_new": true, "migration": true, "resync": true, "audit_json": true, "password_hash": true, "key_open": true, "key_broken": true, "second_factor_key": true, "audit_head": true,
}

func TestTextsAreWhole(t *testing.T) {
	t.Parallel()
	for code, s := range sentences {
		for _, text := range []string{s.de, s.en} {
			if !strings.HasSuffix(text, ".") || strings.TrimSpace(text) != text {
				t.Errorf("%s: %q is no sentence", code, text)
			}
		}
	}
	for kind := fault.Internal; kind <= fault.Timeout; kind++ {
		status, known := statuses[kind]
		if !known || titles[status] == (both{}) {
			t.Errorf("%v has status %d without a title", kind, status)
		}
	}
	for status, code := range transportCodes {
		if titles[status] == (both{}) || sentences[code] == (both{}) {
			t.Errorf("%d %s has no text", status, code)
		}
	}
}
