package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

func (a *api) units(c *fiber.Ctx) error {
	q := bind(c, append(listParameters, "at", "status", "use", "fields")...)
	ask := vacancy.Query{
		Page: q.page(), At: q.at(geo.Today(a.Clock)),
		Statuses: q.choice("status", vacancy.Statuses()), Uses: q.choice("use", vacancy.UseTypes()),
	}
	brief := q.choice("fields", []string{"brief"}) != nil
	if err := q.err(); err != nil {
		return err
	}
	l := listing[vacancy.Unit]{
		kind: unitFeature(ask.At), page: ask.Page, day: ask.At, onDate: ask.At, brief: brief,
		read: func(ctx context.Context, p place.Page) (place.Batch[vacancy.Unit], error) {
			ask.Page = p
			return a.Vacancy.Units(ctx, ask)
		},
	}
	// Another day would need texts of its own: a unit tells for how long it has been vacant.
	if ask.Statuses == nil && ask.Uses == nil && ask.At == geo.Today(a.Clock) {
		l.layer = "units"
	}
	return sendList(a, c, l)
}

func (a *api) unit(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	q := bind(c, "at")
	day := q.at(geo.Today(a.Clock))
	if err := q.err(); err != nil {
		return err
	}
	u, err := a.Vacancy.Unit(c.UserContext(), id, day)
	if err != nil {
		return err
	}
	return a.sendUnit(c, u, day)
}

func (a *api) unitByRef(c *fiber.Ctx) error {
	ref := c.Params("ref")
	q := bind(c, "at")
	day := q.at(geo.Today(a.Clock))
	if err := q.err(); err != nil {
		return err
	}
	if !vacancy.IsPublicRef(ref) {
		return fault.New(fault.BadRequest, "public_ref", "a reference has letters, digits, - and _")
	}
	u, err := a.Vacancy.UnitByRef(c.UserContext(), ref, day)
	if err != nil {
		return err
	}
	return a.sendUnit(c, u, day)
}

func (a *api) sendUnit(c *fiber.Ctx, u vacancy.UnitDetail, day geo.Date) error {
	var pictures []vacancy.UnitPicture
	if day == geo.Today(a.Clock) { // what is public of pictures is so now
		found, err := a.picturesToday(c.UserContext(), u.ID)
		if err != nil {
			return err
		}
		pictures = found[u.ID]
	}
	return sendItem(c, unitFeature(day), &u.Unit, func(w *jsonWriter) {
		w.array("history")
		for _, r := range u.History {
			w.open()
			w.str("status", r.Status)
			w.day("valid_from", r.ValidFrom)
			w.day("valid_to", r.ValidTo)
			w.strOr("business_name", r.BusinessName)
			w.close('}')
		}
		w.close(']')
		w.array("works")
		for _, s := range u.Works {
			w.open()
			w.id("section_id", s.SectionID)
			w.str("label", s.Label)
			w.str("title_de", s.TitleDe)
			w.str("title_en", s.TitleEn)
			w.str("status", s.Status)
			w.day("valid_from", s.ValidFrom)
			w.day("valid_to", s.ValidTo)
			w.float("distance_m", s.DistanceM)
			w.close('}')
		}
		w.close(']')
		w.array("pictures")
		for i := range pictures {
			writeUnitPicture(w, &pictures[i])
		}
		w.close(']')
	})
}

func writeUnitPicture(w *jsonWriter, p *vacancy.UnitPicture) {
	w.open()
	w.str("id", p.ID)
	w.str("kind", p.Kind)
	w.str("alt_text_de", p.AltTextDe)
	w.strOr("alt_text_en", p.AltTextEn)
	w.str("creator", p.Creator)
	w.str("licence", p.Licence)
	w.num("width", p.Width)
	w.num("height", p.Height)
	w.close('}')
}
