package api_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"mitte/geo/outbox/mailtest"
)

var askedAbout = regexp.MustCompile(`Es geht um <a href="(/[^"]*)">([^<]*)</a>`)

// statusOf sends a form, confirms its address and returns the page where it is followed.
func (b *bundle) statusOf(server *mailtest.Server, mails int, path string, v url.Values) string {
	b.t.Helper()
	b.fill(path, v).want(b.t, http.StatusOK)
	b.fill(linkIn(b.t, server.Wait(b.t, mails+1)[mails]), nil).want(b.t, http.StatusOK)
	return linkIn(b.t, server.Wait(b.t, mails+2)[mails+1]) + "?lang=de"
}

// The page of an enquiry leads back to what it is about while that is public, and says nothing of it once it is not.
func TestAnEnquiryLeadsBackOnlyToWhatIsPublic(t *testing.T) {
	t.Parallel()
	b, server := withMail(t)
	var pages []string
	for i, path := range []string{"/units/AM-001/ask", "/works/lippe/A/ask", "/ask"} {
		v := b.question([]string{"erika@example.org", "hans@example.org", "inge@example.org"}[i])
		pages = append(pages, b.statusOf(server, 2*i, path, v))
	}
	var names []string
	for i, want := range []string{"/units/AM-001?lang=de", "/works/lippe/A?lang=de"} {
		found := askedAbout.FindSubmatch(b.get(pages[i]).want(t, http.StatusOK).body)
		if found == nil || string(found[1]) != want || len(found[2]) == 0 {
			t.Fatalf("%s leads to %s", pages[i], found)
		}
		names = append(names, string(found[2]))
		b.get(want).want(t, http.StatusOK)
	}
	b.plant(`UPDATE unit SET public_basis = NULL WHERE public_ref = 'AM-001'`)
	b.plant(`DELETE FROM offer WHERE unit_id = (SELECT id FROM unit WHERE public_ref = 'AM-001')`)
	b.plant(`UPDATE construction_section SET status = 'cancelled' WHERE label = 'A' AND project_id = (SELECT id FROM construction_project WHERE public_ref = 'lippe')`)
	for _, page := range pages {
		text := string(b.get(page).want(t, http.StatusOK).body)
		if askedAbout.MatchString(text) || strings.Contains(text, "Es geht um") {
			t.Errorf("%s: %s", page, text)
		}
		for _, name := range append(names, "AM-001", "/works/lippe") {
			if strings.Contains(text, name) {
				t.Errorf("%s tells %s", page, name)
			}
		}
	}
}
