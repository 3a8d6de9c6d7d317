package outbox_test

import (
	"strings"
	"testing"

	"mitte/geo/outbox"
)

// Whatever somebody writes into a text, a mail is plain text and nothing else: there is no part of it in which markup could run,
// and no header that a line break could begin.
func TestMailsAreTextWhateverStandsInThem(t *testing.T) {
	t.Parallel()
	b := setup(t)
	corpus := []string{
		`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `<a href="javascript:alert(1)">hier</a>`, `<style>@import "https://evil.example"</style>`,
		"Content-Type: text/html", "--boundary\nContent-Type: text/html\n\n<b>x</b>",
	}
	b.subscribed("erika@beispiel.de", "section", 7, "immediate", "de")
	for _, text := range corpus {
		n := outbox.News{TitleDe: strings.ReplaceAll(text, "\n", " "), TextDe: text, Path: "/works/p/A", Targets: []outbox.Target{{Kind: "section", ID: 7}}}
		b.publish(n)
	}
	broken := news(1)
	broken.TitleDe = "Neu\r\nBcc: alle@beispiel.de\r\nContent-Type: text/html"
	b.publish(broken)
	b.post(b.box)
	said := ""
	for _, m := range b.server.Wait(t, len(corpus)+1) {
		said += m.Body
		if kind := m.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/plain;") {
			t.Errorf("a mail is %s", kind)
		}
		if m.Header.Get("Bcc") != "" || len(m.Header["Content-Type"]) != 1 || m.To != "erika@beispiel.de" {
			t.Errorf("a title made headers: %v", m.Header)
		}
	}
	for _, text := range corpus {
		if !strings.Contains(strings.ReplaceAll(said, "\r\n", "\n"), text) {
			t.Errorf("%q did not arrive as it was written", text)
		}
	}
}
