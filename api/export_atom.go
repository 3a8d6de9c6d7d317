package api

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/works"
)

const atomType = "application/atom+xml; charset=utf-8"

// atomFeed is a feed of RFC 4287 with an entry for each section. Its names last: they hold ids, not labels, and no address
// but the host's.
type atomFeed struct {
	XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang      string      `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID        string      `xml:"id"`
	Title     string      `xml:"title"`
	Subtitle  string      `xml:"subtitle,omitempty"`
	Updated   string      `xml:"updated"`
	Author    atomAuthor  `xml:"author"`
	Links     []atomLink  `xml:"link"`
	Rights    string      `xml:"rights,omitempty"`
	Generator string      `xml:"generator"`
	Entries   []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name  string `xml:"name"`
	Email string `xml:"email,omitempty"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID       string       `xml:"id"`
	Title    string       `xml:"title"`
	Updated  string       `xml:"updated"`
	Links    []atomLink   `xml:"link"`
	Category atomCategory `xml:"category"`
	Summary  string       `xml:"summary"`
	Content  atomText     `xml:"content"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func (a *api) worksFeed(c *fiber.Ctx) error {
	x, err := a.worksGone(c)
	return sendFeed(c, x, "works", err)
}

func (a *api) projectFeed(c *fiber.Ctx) error {
	x, err := a.projectGone(c)
	switch {
	case err != nil || len(x.Sections)+len(x.Gone) == 0:
		return sendFeed(c, x, "", err)
	case len(x.Sections) == 0:
		return sendFeed(c, x, fmt.Sprintf("project:%d", x.Gone[0].ProjectID), nil)
	}
	return sendFeed(c, x, fmt.Sprintf("project:%d", x.Sections[0].ProjectID), nil)
}

func (a *api) sectionFeed(c *fiber.Ctx) error {
	x, err := a.sectionGone(c)
	if err != nil {
		return err
	}
	id := int64(0)
	if len(x.Sections) > 0 {
		id = x.Sections[0].ID
	} else {
		id = x.Gone[0].ID
	}
	return sendFeed(c, x, fmt.Sprintf("section:%d:feed", id), nil)
}

func sendFeed(c *fiber.Ctx, x export, name string, err error) error {
	if err != nil {
		return err
	}
	body, err := xml.MarshalIndent(x.feed(name), "", "  ")
	if err != nil {
		return err
	}
	body = append([]byte(xml.Header), append(body, '\n')...)
	return send(c, atomType, strongTag(body), body)
}

// tag is a name of RFC 4151. The year is that in which mitte began to give such names, and stays.
func (x *export) tag(name string) string { return "tag:" + x.Host + ",2026:mitte:" + name }

func (x *export) feed(name string) atomFeed {
	f := atomFeed{
		Lang: string(x.words), ID: x.tag(name), Title: x.Title, Author: atomAuthor{printable(x.Office.Name), x.Office.Email}, Generator: "mitte",
		Links: []atomLink{
			{"self", "application/atom+xml", x.Base + x.Path + ".atom?lang=" + string(x.words)},
			{"alternate", "text/html", x.Base + x.in(x.Path)},
		},
		Rights: x.rights(),
	}
	if x.Town.MadeUp {
		f.Subtitle = x.T("made_up") + ". " + x.T("made_up_why")
	}
	latest := time.Unix(0, 0)
	for i := range x.Sections {
		e, at := x.entry(&x.Sections[i])
		f.Entries = append(f.Entries, e)
		if at.After(latest) {
			latest = at
		}
	}
	for i := range x.Gone {
		f.Entries = append(f.Entries, x.goneEntry(&x.Gone[i]))
		if at := x.Gone[i].UpdatedAt; at.After(latest) {
			latest = at
		}
	}
	slices.SortStableFunc(f.Entries, func(a, b atomEntry) int { return strings.Compare(b.Updated, a.Updated) })
	f.Updated = latest.UTC().Format(time.RFC3339)
	return f
}

func (x *export) entry(s *works.Section) (atomEntry, time.Time) {
	at := changed(s, x.Today)
	v := x.view(s, x.Today)
	text := x.plain(s)
	for n := range s.Phases {
		p := x.phase(s, n, x.Today)
		text = append(text, fmt.Sprintf("%s %d: %s – %s (%s)", x.T("phase"), p.No, p.Name, p.When, p.StateWord))
	}
	return atomEntry{
		ID: x.tag(fmt.Sprintf("section:%d", s.ID)), Title: printable(v.Title), Updated: at.Truncate(time.Second).Format(time.RFC3339),
		Links:    []atomLink{{"alternate", "text/html", x.Base + v.Href}},
		Category: atomCategory{s.Status, v.StatusWord}, Summary: printable(v.StatusWord + ", " + v.When),
		Content: atomText{"text", printable(strings.Join(text, "\n"))},
	}, at
}

// rights names the licence of each source that the sections come from, with whom to name.
func (x *export) rights() string {
	var out []string
	for _, s := range x.sources() {
		out = append(out, s.Attribution+" ("+s.Licence+")")
	}
	return strings.Join(out, "; ")
}
