package api

import (
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/tiles"
)

// feature is how a row becomes GeoJSON.
type feature[T any] struct {
	head       func(f *T) (id int64, version int, shape geo.Geom)
	properties func(w *jsonWriter, f *T)
	brief      func(w *jsonWriter, f *T) // the properties of the short form; nil where there is none
	size       int                       // about how many bytes one takes
}

// write appends a feature; more adds properties that only the single item has.
func (k feature[T]) write(w *jsonWriter, f *T, more func(w *jsonWriter)) {
	k.around(w, f, func() {
		k.properties(w, f)
		if more != nil {
			more(w)
		}
	})
}

func (k feature[T]) around(w *jsonWriter, f *T, properties func()) {
	id, _, shape := k.head(f)
	w.open()
	w.str("type", "Feature")
	w.id("id", id)
	w.geom("geometry", shape)
	w.object("properties")
	properties()
	w.close('}')
	w.close('}')
}

// fragments returns the texts of rows, as they stand in a list.
func (k feature[T]) fragments(rows []T) []*tiles.Fragment {
	out := make([]*tiles.Fragment, len(rows))
	w := &jsonWriter{b: make([]byte, 0, 2*k.size)}
	for i := range rows {
		w.b = w.b[:0]
		k.write(w, &rows[i], nil)
		out[i] = &tiles.Fragment{Bytes: slices.Clone(w.b), Sum: sum(w.b)}
		if k.brief == nil {
			continue
		}
		w.b = w.b[:0]
		k.around(w, &rows[i], func() { k.brief(w, &rows[i]) })
		out[i].Brief, out[i].BriefSum = slices.Clone(w.b), sum(w.b)
	}
	return out
}

// sendItem answers with one feature under a strong tag that begins with its version.
func sendItem[T any](c *fiber.Ctx, k feature[T], f *T, more func(w *jsonWriter)) error {
	w := &jsonWriter{b: make([]byte, 0, 2*k.size)}
	k.write(w, f, more)
	_, version, _ := k.head(f)
	return send(c, geoJSON, versionTag(version, w.b), w.b)
}

// pageOf is a page of a list, ready to be written.
type pageOf struct {
	features []*tiles.Fragment
	brief    bool
	next     string // cursor of the following page, "" after the last one
	day      geo.Date
}

// sendPage answers with a page of features. The tag covers everything but the time of the answer, so it is weak; it is
// made of the features' digests, so a client that has the page costs no walk over it.
func (a *api) sendPage(c *fiber.Ctx, p pageOf) error {
	tail := &jsonWriter{b: append(make([]byte, 0, 1024), ']')}
	a.writeLinks(tail, c, p.next)
	tail.num("numberReturned", len(p.features))
	if !p.day.IsZero() {
		tail.day("at", p.day)
	}
	tag := p.tag(tail.b)
	tail.time("timeStamp", a.Clock.Now())
	tail.close('}')
	return sendParts(c, geoJSON, tag, p.parts(tail.b), a.packed)
}

// parts returns the pieces of the document in their order.
func (p pageOf) parts(tail []byte) [][]byte {
	parts := make([][]byte, 0, 2*len(p.features)+2)
	parts = append(parts, []byte(`{"type":"FeatureCollection","features":[`))
	comma := []byte{','}
	for i, f := range p.features {
		if i > 0 {
			parts = append(parts, comma)
		}
		if p.brief {
			parts = append(parts, f.Brief)
		} else {
			parts = append(parts, f.Bytes)
		}
	}
	return append(parts, tail)
}

func (p pageOf) tag(tail []byte) string {
	sums := make([]byte, 0, 12*len(p.features)+len(tail))
	for _, f := range p.features {
		if p.brief {
			sums = append(sums, f.BriefSum[:]...)
		} else {
			sums = append(sums, f.Sum[:]...)
		}
	}
	return weakTag(append(sums, tail...))
}

// writeLinks names this page and the following one, in the document and in the header.
func (a *api) writeLinks(w *jsonWriter, c *fiber.Ctx, cursor string) {
	w.array("links")
	a.writeLink(w, "self", a.address(c, ""))
	if cursor != "" {
		href := a.address(c, cursor)
		a.writeLink(w, "next", href)
		c.Set(fiber.HeaderLink, "<"+href+`>; rel="next"; type="application/geo+json"`)
	}
	w.close(']')
}

func (a *api) writeLink(w *jsonWriter, rel, href string) {
	w.open()
	w.str("rel", rel)
	w.str("href", href)
	w.str("type", "application/geo+json")
	w.close('}')
}

// address returns the absolute address of this request, with another cursor if one is given.
func (a *api) address(c *fiber.Ctx, cursor string) string {
	values := url.Values{}
	for key, value := range c.Context().QueryArgs().All() {
		values.Set(string(key), string(value))
	}
	if cursor != "" {
		values.Set("cursor", cursor)
	}
	out := a.Config.PublicURL + strings.TrimRight(c.Path(), "/")
	if len(values) > 0 {
		out += "?" + values.Encode()
	}
	return out
}
