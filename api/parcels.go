package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/place"
)

func (a *api) parcels(c *fiber.Ctx) error {
	q := bind(c, append(listParameters, "key")...)
	ask := place.ParcelQuery{Page: q.page(), Key: q.parcelKey("key")}
	if err := q.err(); err != nil {
		return err
	}
	l := listing[place.Parcel]{
		kind: parcelFeature, page: ask.Page,
		read: func(ctx context.Context, p place.Page) (place.Batch[place.Parcel], error) {
			ask.Page = p
			return a.Place.Parcels(ctx, ask)
		},
	}
	if ask.Key == "" {
		l.layer = "parcels"
	}
	return sendList(a, c, l)
}

func (a *api) parcel(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if err := bind(c).err(); err != nil {
		return err
	}
	p, err := a.Place.Parcel(c.UserContext(), id)
	if err != nil {
		return err
	}
	return sendItem(c, parcelFeature, &p.Parcel, func(w *jsonWriter) { writeParcelDetail(w, p) })
}

// parcelKey reads a Flurstückskennzeichen as registers write it.
func (q *query) parcelKey(name string) string {
	text, given := q.values[name]
	if !given {
		return ""
	}
	key, _, err := geo.ParseParcelKey(text)
	if err != nil {
		q.refuse(name, "parcel_key", "a parcel key has 20 characters")
	}
	return string(key)
}

var parcelFeature = feature[place.Parcel]{
	size: 1200,
	head: func(p *place.Parcel) (int64, int, geo.Geom) { return p.ID, p.Version, p.Geom },
	properties: func(w *jsonWriter, p *place.Parcel) {
		w.num("version", p.Version)
		w.time("updated_at", p.UpdatedAt)
		w.str("flurstueckskennzeichen", p.Flurstueckskennzeichen)
		w.num("gemarkung_number", p.GemarkungNumber)
		w.str("gemarkung_name", p.GemarkungName)
		w.numOr("flur", p.Flur)
		w.num("zaehler", p.Zaehler)
		w.numOr("nenner", p.Nenner)
		w.str("label", p.Label)
		w.floatOr("official_area_m2", p.OfficialAreaM2)
		w.float("geom_area_m2", p.GeomAreaM2)
		w.strOr("location_text", p.LocationText)
		w.str("land_use", p.LandUse)
		w.raw("land_use_detail", p.LandUseDetail)
		w.str("municipality_key", p.MunicipalityKey)
		w.str("source", p.Source)
		w.day("source_date", p.SourceDate)
		w.yes("made_up", p.MadeUp)
		w.day("valid_from", p.ValidFrom)
		w.day("valid_to", p.ValidTo)
	},
}

func writeParcelDetail(w *jsonWriter, p place.ParcelDetail) {
	w.array("units")
	for _, u := range p.Units {
		w.open()
		w.id("id", u.ID)
		w.str("public_ref", u.PublicRef)
		w.str("vacancy_status", u.VacancyStatus)
		w.strOr("business_name", u.BusinessName)
		w.str("use_type", u.UseType)
		w.close('}')
	}
	w.close(']')
	w.array("addresses")
	for _, a := range p.Addresses {
		w.open()
		w.id("id", a.ID)
		w.str("street_name", a.StreetName)
		w.numOr("house_number", a.HouseNumber)
		w.str("suffix", a.Suffix)
		w.strOr("postcode", a.Postcode)
		w.str("city", a.City)
		w.close('}')
	}
	w.close(']')
}
