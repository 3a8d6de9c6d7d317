package api

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/enquiry"
)

// However long a text is and whatever is in it: lines have at most 75 octets and break between characters, and unfolded
// and unescaped the text is the same again.
func TestCalendarLinesFoldAndComeBack(t *testing.T) {
	t.Parallel()
	unescape := strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		var w icalWriter
		w.text("DESCRIPTION", text)
		out := string(w.out)
		if !strings.HasSuffix(out, "\r\n") {
			t.Fatalf("no end of line: %q", out)
		}
		for _, line := range strings.Split(strings.TrimSuffix(out, "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
				t.Fatalf("a line of %d octets: %q", len(line), line)
			}
		}
		unfolded := strings.TrimSuffix(strings.ReplaceAll(out, "\r\n ", ""), "\r\n")
		if got := unescape.Replace(strings.TrimPrefix(unfolded, "DESCRIPTION:")); got != printable(text) {
			t.Fatalf("%q came back as %q", printable(text), got)
		}
	})
}

func TestSpreadsheetsMeetNoFormula(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`=HYPERLINK("http://x")`: `'=HYPERLINK("http://x")`, "+49 2362": "'+49 2362", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1",
		"\r=1": "'\r=1", "Lippestraße = schön": "Lippestraße = schön", "": "",
	} {
		if got := harmless(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestHostsBecomeNames(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"https://karte.example.org": "karte.example.org", "http://127.0.0.1:8080": "127.0.0.1", "https://a.example/mitte": "a.example",
		"http://[fe80::1]:8080": "fe80--1",
	} {
		if got := hostOf(url); got != want {
			t.Errorf("%s is %q, want %q", url, got, want)
		}
	}
}

func TestDaysInWords(t *testing.T) {
	t.Parallel()
	day := geo.NewDate
	for _, c := range []struct {
		p      geo.Period
		de, en string
	}{
		{geo.Period{From: day(2026, 3, 2), To: day(2026, 7, 1)}, "2. März bis 30. Juni 2026", "2 March to 30 June 2026"},
		{geo.Period{From: day(2026, 3, 2), To: day(2026, 3, 10)}, "2. bis 9. März 2026", "2 to 9 March 2026"},
		{geo.Period{From: day(2026, 12, 28), To: day(2027, 1, 5)}, "28. Dezember 2026 bis 4. Januar 2027", "28 December 2026 to 4 January 2027"},
		{geo.Period{From: day(2026, 3, 2), To: day(2026, 3, 3)}, "am 2. März 2026", "on 2 March 2026"},
		{geo.Period{From: day(2026, 3, 2)}, "ab 2. März 2026", "from 2 March 2026"},
		{geo.Period{}, "Termin noch offen", "Date not yet set"},
	} {
		if got := words("de").period(c.p); got != c.de {
			t.Errorf("got %q, want %q", got, c.de)
		}
		if got := words("en").period(c.p); got != c.en {
			t.Errorf("got %q, want %q", got, c.en)
		}
	}
	for n, want := range map[int]string{1: "1 Tag", 13: "13 Tage", 14: "2 Wochen", 69: "10 Wochen", 70: "2 Monate", 365: "12 Monate", 500: "mehr als ein Jahr"} {
		if got := words("de").span("left", n); got != want {
			t.Errorf("%d days are %q, want %q", n, got, want)
		}
	}
}

var (
	saidInPage = regexp.MustCompile(`\.T "([a-z_.]+)"`)
	saidInGo   = regexp.MustCompile(`\b[wx]\.T\("([a-z_.]+)"`)
	enumInGo   = regexp.MustCompile(`\.(?:put|enum)\("([a-z_.]+)"`)
)

// Texts whose key is put together from a name in a list.
func TestFiguresHaveTheirWords(t *testing.T) {
	t.Parallel()
	var keys []string
	for _, l := range words("de").yearLines() {
		keys = append(keys, "figure."+l.key)
	}
	for _, state := range planStates() {
		keys = append(keys, "plan_state."+state)
	}
	for _, kind := range []string{"fund", "redevelopment", "supply_centre", "monument", "event", "district", "free"} {
		keys = append(keys, "area."+kind)
	}
	for _, key := range keys {
		if words("de").entry(key) == (both{}) {
			t.Errorf("%s has no text", key)
		}
	}
}

// Every text that a page asks for is there in both languages, and no text is there for nobody.
func TestPagesHaveTheirWords(t *testing.T) {
	t.Parallel()
	asked := map[string]bool{}
	for pattern, say := range map[string]*regexp.Regexp{"pages/*.html": saidInPage, "*.go": saidInGo} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range say.FindAllSubmatch(text, -1) {
				asked[string(m[1])] = true
			}
			for _, m := range enumInGo.FindAllSubmatch(text, -1) {
				if key := string(m[1]); strings.Contains(key, ".") && worksTexts[key] == (both{}) {
					t.Errorf("%s: %s has no text", file, key)
				}
			}
		}
	}
	for key := range asked {
		if words("de").entry(key) == (both{}) && !strings.HasSuffix(key, ".") {
			t.Errorf("%s has no text", key)
		}
	}
	for _, texts := range []map[string]both{pageTexts, askTexts, spaceTexts, alertTexts, legalTexts, siteTexts, worksTexts, csvTexts, unitPageTexts, unitTexts, reportTexts} {
		for key, text := range texts {
			if text.de == "" || text.en == "" || strings.Count(text.de, "%") != strings.Count(text.en, "%") {
				t.Errorf("%s: %q and %q", key, text.de, text.en)
			}
		}
	}
	for _, kind := range enquiry.Kinds() { // the page of an enquiry puts these keys together
		asked["ask.kind."+string(kind)] = true
	}
	for _, status := range enquiry.Statuses() {
		asked["ask.status."+string(status)] = true
	}
	for _, texts := range []map[string]both{pageTexts, legalTexts, askTexts, siteTexts} {
		for key := range texts {
			if !asked[key] && !strings.HasPrefix(key, "desk.") {
				t.Errorf("nobody says %s", key)
			}
		}
	}
	for key := range asked {
		if strings.HasPrefix(key, "ask.") && askTexts[key] == (both{}) {
			t.Errorf("%s has no text", key)
		}
	}
}
