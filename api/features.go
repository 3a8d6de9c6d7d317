package api

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/place"
)

// feature is how a row becomes GeoJSON.
type feature[T any] struct {
	head       func(f *T) (id int64, version int, shape geo.Geom)
	properties func(w *jsonWriter, f *T)
	size       int // about how many bytes one takes
}

// write appends a feature; more adds properties that only the single item has.
func (k feature[T]) write(w *jsonWriter, f *T, more func(w *jsonWriter)) {
	id, _, shape := k.head(f)
	w.open()
	w.str("type", "Feature")
	w.id("id", id)
	w.geom("geometry", shape)
	w.object("properties")
	k.properties(w, f)
	if more != nil {
		more(w)
	}
	w.close('}')
	w.close('}')
}

// sendItem answers with one feature under a strong tag that begins with its version.
func sendItem[T any](c *fiber.Ctx, k feature[T], f *T, more func(w *jsonWriter)) error {
	w := &jsonWriter{b: make([]byte, 0, 2*k.size)}
	k.write(w, f, more)
	_, version, _ := k.head(f)
	return send(c, geoJSON, versionTag(version, w.b), w.b)
}

// sendList answers with a page of features. The tag covers everything but the time of the answer, so it is weak.
func sendList[T any](a *api, c *fiber.Ctx, k feature[T], found place.Batch[T], day geo.Date) error {
	w := &jsonWriter{b: make([]byte, 0, 512+len(found.Rows)*k.size)}
	w.open()
	w.str("type", "FeatureCollection")
	w.array("features")
	for i := range found.Rows {
		k.write(w, &found.Rows[i], nil)
	}
	w.close(']')
	a.writeLinks(w, c, next(k, found))
	w.num("numberReturned", len(found.Rows))
	if !day.IsZero() {
		w.day("at", day)
	}
	tag := weakTag(w.b)
	w.time("timeStamp", a.Clock.Now())
	w.close('}')
	return send(c, geoJSON, tag, w.b)
}

// next returns the cursor of the following page, "" after the last one.
func next[T any](k feature[T], found place.Batch[T]) string {
	if !found.More {
		return ""
	}
	last, _, _ := k.head(&found.Rows[len(found.Rows)-1])
	return writeCursor(last)
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
