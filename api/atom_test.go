package api_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// node is an element of any XML, so that what a feed has is read and not assumed.
type node struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []node     `xml:",any"`
	Text     string     `xml:",chardata"`
}

func (n node) all(name string) []node {
	return slices.DeleteFunc(slices.Clone(n.Children), func(c node) bool { return c.XMLName.Local != name })
}

func (n node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// How often an element may stand in a feed and in an entry (RFC 4287 4.1.1, 4.1.2); the second number is 0 for any number.
type times struct{ least, most int }

var (
	inFeed = map[string]times{
		"id": {1, 1}, "title": {1, 1}, "updated": {1, 1}, "author": {1, 0}, "link": {1, 0}, "entry": {0, 0}, "subtitle": {0, 1},
		"rights": {0, 1}, "generator": {0, 1},
	}
	inEntry = map[string]times{
		"id": {1, 1}, "title": {1, 1}, "updated": {1, 1}, "link": {1, 0}, "category": {0, 0}, "summary": {0, 1}, "content": {1, 1},
	}
	lastingName = regexp.MustCompile(`^tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9:_.-]+$`)
)

func TestFeedsAreAtom(t *testing.T) {
	t.Parallel()
	b := setup(t)
	seen := map[string]string{}
	for _, path := range worksPaths() {
		if !strings.Contains(path, ".atom") {
			continue
		}
		a := b.get(path).want(t, http.StatusOK)
		strictXML(t, path, a.body)
		var feed node
		if err := xml.Unmarshal(a.body, &feed); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if feed.XMLName.Space != "http://www.w3.org/2005/Atom" || feed.XMLName.Local != "feed" {
			t.Errorf("%s: the root is %v", path, feed.XMLName)
		}
		shape(t, path, feed, inFeed)
		address, _, _ := strings.Cut(path, "?")
		if id := feed.all("id")[0].Text; seen[id] != "" && seen[id] != address {
			t.Errorf("%s and %s are both %s", path, seen[id], id)
		} else {
			seen[id] = address
		}
		entries := map[string]bool{}
		for _, e := range feed.all("entry") {
			shape(t, path, e, inEntry)
			if id := e.all("id")[0].Text; entries[id] {
				t.Errorf("%s: %s stands twice", path, id)
			} else {
				entries[id] = true
			}
			if kind := e.all("content")[0].attr("type"); kind != "text" {
				t.Errorf("%s: content is %q", path, kind)
			}
		}
	}
	if len(seen) < 5 {
		t.Errorf("only %d feeds were read", len(seen))
	}
}

func strictXML(t *testing.T, path string, body []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(body))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
}

func shape(t *testing.T, path string, n node, want map[string]times) {
	t.Helper()
	for _, c := range n.Children {
		if _, known := want[c.XMLName.Local]; !known || c.XMLName.Space != "http://www.w3.org/2005/Atom" {
			t.Errorf("%s: %s has %v", path, n.XMLName.Local, c.XMLName)
		}
	}
	for name, often := range want {
		if found := len(n.all(name)); found < often.least || often.most > 0 && found > often.most {
			t.Errorf("%s: %s has %d of %s", path, n.XMLName.Local, found, name)
		}
	}
	if id := n.all("id")[0].Text; !lastingName.MatchString(id) {
		t.Errorf("%s: %q is no tag", path, id)
	}
	if _, err := time.Parse(time.RFC3339, n.all("updated")[0].Text); err != nil {
		t.Errorf("%s: %v", path, err)
	}
	for _, l := range n.all("link") {
		if u, err := url.Parse(l.attr("href")); err != nil || u.Scheme != "https" {
			t.Errorf("%s: link %q", path, l.attr("href"))
		}
	}
}
