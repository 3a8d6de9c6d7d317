package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/people"
	"mitte/geo/place"
)

const (
	// exactDigits of a degree are a tenth of a millimetre: what somebody draws along a border lies on it.
	exactDigits = 9
	// mostGuides is what a browser can snap to while a finger moves.
	mostGuides = 2000
)

func (a *api) guideRoutes() []route {
	return []route{{
		method: fiber.MethodGet, pattern: "/api/v1/staff/guides", class: read, handler: a.guides,
		may: []people.Role{people.Planner, people.Staff, people.Admin},
	}}
}

// guides answers with what a drawn corner can snap to in a box: axes of streets, then borders of parcels, then of buildings.
func (a *api) guides(c *fiber.Ctx) error {
	q := bind(c, "bbox")
	box := q.bbox("bbox")
	if _, given := q.values["bbox"]; !given {
		q.refuse("bbox", "required", "a box is needed")
	}
	if err := q.err(); err != nil {
		return err
	}
	g := guideWriter{w: &jsonWriter{b: make([]byte, 0, 1<<16)}, box: box, left: mostGuides}
	g.w.open()
	g.w.str("type", "FeatureCollection")
	g.w.array("features")
	if err := g.all(c.UserContext(), a.Place); err != nil {
		return err
	}
	g.w.close(']')
	g.w.yes("truncated", g.truncated)
	g.w.close('}')
	return send(c, geoJSON, "", g.w.b)
}

type guideWriter struct {
	w         *jsonWriter
	box       *geo.BBox
	left      int
	truncated bool
}

func (g *guideWriter) all(ctx context.Context, from *place.Service) error {
	segments, err := from.Segments(ctx, place.SegmentQuery{Page: g.page()})
	if err != nil {
		return err
	}
	for i := range segments.Rows {
		g.segment(&segments.Rows[i])
	}
	g.took(len(segments.Rows), segments.More)
	parcels, err := from.Parcels(ctx, place.ParcelQuery{Page: g.page()})
	if err != nil {
		return err
	}
	for i := range parcels.Rows {
		p := &parcels.Rows[i]
		g.feature(p.ID, p.Geom, "parcels", func() { g.w.str("label", p.Label) })
	}
	g.took(len(parcels.Rows), parcels.More)
	buildings, err := from.Buildings(ctx, place.BuildingQuery{Page: g.page()})
	if err != nil {
		return err
	}
	for i := range buildings.Rows {
		b := &buildings.Rows[i]
		g.feature(b.ID, b.Geom, "buildings", func() { g.w.strOr("label", b.HouseNumber) })
	}
	g.took(len(buildings.Rows), buildings.More)
	return nil
}

// page asks for one row at least: a limit of 0 would be none at all.
func (g *guideWriter) page() place.Page { return place.Page{BBox: g.box, Limit: max(g.left, 1)} }

func (g *guideWriter) took(rows int, more bool) {
	g.left -= rows
	g.truncated = g.truncated || more
}

func (g *guideWriter) segment(s *place.Segment) {
	g.feature(s.ID, s.Geom, "segments", func() {
		g.w.strOr("street_name", s.StreetName)
		g.w.strOr("from_label", s.FromLabel)
		g.w.strOr("to_label", s.ToLabel)
		g.w.num("chain_no", s.ChainNo)
		g.w.num("seq", s.Seq)
		g.w.float("start_m", s.StartM)
		g.w.float("length_m", s.LengthM)
		g.w.floatOr("width_m", s.WidthM)
	})
}

func (g *guideWriter) feature(id int64, shape geo.Geom, layer string, properties func()) {
	g.w.open()
	g.w.str("type", "Feature")
	g.w.id("id", id)
	g.w.key("geometry")
	g.w.b = geo.AppendGeom(g.w.b, shape, exactDigits)
	g.w.object("properties")
	g.w.str("layer", layer)
	properties()
	g.w.close('}')
	g.w.close('}')
}
