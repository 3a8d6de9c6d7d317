package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/place"
)

func (a *api) segments(c *fiber.Ctx) error {
	q := bind(c, append(listParameters, "street")...)
	ask := place.SegmentQuery{Page: q.page(), Street: q.text("street")}
	if err := q.err(); err != nil {
		return err
	}
	l := listing[place.Segment]{
		kind: segmentFeature, page: ask.Page,
		read: func(ctx context.Context, p place.Page) (place.Batch[place.Segment], error) {
			ask.Page = p
			return a.Place.Segments(ctx, ask)
		},
	}
	if ask.Street == "" {
		l.layer = "segments"
	}
	return sendList(a, c, l)
}

func (a *api) segment(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if err := bind(c).err(); err != nil {
		return err
	}
	s, err := a.Place.Segment(c.UserContext(), id)
	if err != nil {
		return err
	}
	return sendItem(c, segmentFeature, &s, nil)
}

var segmentFeature = feature[place.Segment]{
	size: 700,
	head: func(s *place.Segment) (int64, int, geo.Geom) { return s.ID, s.Version, s.Geom },
	properties: func(w *jsonWriter, s *place.Segment) {
		w.num("version", s.Version)
		w.time("updated_at", s.UpdatedAt)
		w.strOr("street_name", s.StreetName)
		w.strOr("street_key", s.StreetKey)
		w.str("kind", s.Kind)
		w.num("chain_no", s.ChainNo)
		w.num("seq", s.Seq)
		w.strOr("from_label", s.FromLabel)
		w.strOr("to_label", s.ToLabel)
		w.float("start_m", s.StartM)
		w.float("length_m", s.LengthM)
		w.yes("pedestrian_zone", s.PedestrianZone)
		w.strOr("location_class", s.LocationClass)
		w.floatOr("width_m", s.WidthM)
		w.str("source", s.Source)
		w.yes("made_up", s.MadeUp)
	},
}
