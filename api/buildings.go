package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/place"
)

func (a *api) buildings(c *fiber.Ctx) error {
	q := bind(c, listParameters...)
	page := q.page()
	if err := q.err(); err != nil {
		return err
	}
	return sendList(a, c, listing[place.Building]{
		kind: buildingFeature, page: page, layer: "buildings",
		read: func(ctx context.Context, p place.Page) (place.Batch[place.Building], error) {
			return a.Place.Buildings(ctx, place.BuildingQuery{Page: p})
		},
	})
}

func (a *api) building(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if err := bind(c).err(); err != nil {
		return err
	}
	b, err := a.Place.Building(c.UserContext(), id)
	if err != nil {
		return err
	}
	return sendItem(c, buildingFeature, &b, nil)
}

var buildingFeature = feature[place.Building]{
	size: 700,
	head: func(b *place.Building) (int64, int, geo.Geom) { return b.ID, b.Version, b.Geom },
	properties: func(w *jsonWriter, b *place.Building) {
		w.num("version", b.Version)
		w.time("updated_at", b.UpdatedAt)
		w.strOr("name", b.Name)
		w.strOr("function_code", b.FunctionCode)
		w.numOr("storeys", b.Storeys)
		w.numOr("year_built", b.YearBuilt)
		w.yes("listed", b.Listed)
		w.strOr("house_number", b.HouseNumber)
		w.str("source", b.Source)
		w.yes("made_up", b.MadeUp)
	},
}
