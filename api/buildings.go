package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/place"
)

func (a *api) buildings(c *fiber.Ctx) error {
	q := bind(c, listParameters...)
	ask := place.BuildingQuery{Page: q.page()}
	if err := q.err(); err != nil {
		return err
	}
	found, err := a.Place.Buildings(c.UserContext(), ask)
	if err != nil {
		return err
	}
	return sendList(a, c, buildingFeature, found, geo.Date{})
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
