package api

import (
	"math"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/place"
)

const (
	defaultHits = 10
	mostHits    = 50
)

func (a *api) search(c *fiber.Ctx) error {
	q := bind(c, "q", "limit")
	ask := place.SearchQuery{Text: q.text("q"), Limit: q.number("limit", defaultHits, mostHits)}
	if _, given := q.values["q"]; !given {
		q.refuse("q", "required", "q is needed")
	}
	if err := q.err(); err != nil {
		return err
	}
	hits, err := a.Place.Search(c.UserContext(), ask)
	if err != nil {
		return err
	}
	w := &jsonWriter{}
	w.open()
	w.array("results")
	for _, h := range hits {
		writeHit(w, h)
	}
	w.close(']')
	w.close('}')
	return send(c, plainJSON, strongTag(w.b), w.b)
}

func writeHit(w *jsonWriter, h place.Hit) {
	w.open()
	w.str("kind", h.Kind)
	w.id("id", h.ID)
	w.str("label", h.Label)
	w.str("detail", h.Detail)
	w.floats("bbox", round(h.BBox.West), round(h.BBox.South), round(h.BBox.East), round(h.BBox.North))
	w.floats("point", round(h.Point[0]), round(h.Point[1]))
	w.close('}')
}

// round keeps the digits that coordinates have everywhere in the API.
func round(degrees float64) float64 {
	const scale = 1e7
	return math.Round(degrees*scale) / scale
}
