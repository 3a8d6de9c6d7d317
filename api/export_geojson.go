package api

import (
	"bytes"

	"github.com/gofiber/fiber/v2"
)

// worksGeoJSON is the sections as the API writes them, all in one file that says whose they are.
func (a *api) worksGeoJSON(c *fiber.Ctx) error {
	q, ask, err := a.filters(c)
	if err != nil {
		return err
	}
	x, err := a.worksExport(c, q, ask)
	if err != nil {
		return err
	}
	w := &jsonWriter{}
	w.open()
	w.str("type", "FeatureCollection")
	w.str("title", x.Title)
	w.str("attribution", x.rights())
	w.yes("made_up", x.Town.MadeUp)
	w.array("sources")
	for _, s := range x.sources() {
		writeSource(w, s)
	}
	w.close(']')
	w.key("features")
	w.b = append(w.b, '[')
	parts := make([][]byte, 0, len(x.Sections))
	for _, f := range a.sectionFeature().fragments(x.Sections) {
		parts = append(parts, f.Bytes)
	}
	w.b = append(w.b, bytes.Join(parts, []byte{','})...)
	w.b = append(w.b, "]}"...)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="works.geojson"`)
	return send(c, geoJSON, strongTag(w.b), w.b)
}
