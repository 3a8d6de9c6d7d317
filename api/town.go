package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/place"
)

// openingZoom shows a city centre on a screen.
const openingZoom = 16

func (a *api) town(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	t, err := a.Place.Town(c.UserContext())
	if err != nil {
		return err
	}
	w := &jsonWriter{}
	w.open()
	w.str("name", t.Name)
	w.str("municipality_key", t.MunicipalityKey)
	w.yes("made_up", t.MadeUp)
	writeTownPlace(w, t.BBox)
	w.num("zoom", openingZoom)
	w.day("today", geo.Today(a.Clock))
	w.array("sources")
	for _, s := range t.Sources {
		writeSource(w, s)
	}
	w.close(']')
	w.object("counts")
	w.num("parcels", t.Counts.Parcels)
	w.num("buildings", t.Counts.Buildings)
	w.num("units", t.Counts.Units)
	w.num("segments", t.Counts.Segments)
	w.num("sections", t.Counts.Sections)
	w.num("projects", t.Counts.Projects)
	w.close('}')
	w.close('}')
	return send(c, plainJSON, strongTag(w.b), w.b)
}

func writeTownPlace(w *jsonWriter, b *geo.BBox) {
	if b == nil {
		w.raw("bbox", nil)
		w.raw("center", nil)
		return
	}
	w.floats("bbox", round(b.West), round(b.South), round(b.East), round(b.North))
	w.floats("center", round((b.West+b.East)/2), round((b.South+b.North)/2))
}

func writeSource(w *jsonWriter, s place.Source) {
	w.open()
	w.str("id", s.ID)
	w.str("title", s.Title)
	w.str("licence", s.Licence)
	w.strOr("licence_url", s.LicenceURL)
	w.str("attribution", s.Attribution)
	w.close('}')
}
