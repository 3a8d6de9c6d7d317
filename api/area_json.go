package api

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/place"
)

func areaJSON(f *place.Inside) []byte {
	return standingJSON(f.At, f.Known, f.Rows, &f.Totals, areaRow, func(w *jsonWriter) {
		w.object("area")
		areaHead(w, &f.Area)
		w.geom("geometry", f.Geom)
		w.close('}')
	})
}

func areaGeoJSON(f *place.Inside) []byte {
	return standingGeoJSON(f.At, f.Known, f.Rows, &f.Totals, areaRow, func(r *place.AlongRow) string {
		return r.Kind + "/" + strconv.FormatInt(r.ID, 10)
	})
}

func areaHead(w *jsonWriter, a *place.NamedArea) {
	if a.ID != 0 {
		w.id("id", a.ID)
	}
	w.strUnlessEmpty("kind", a.Kind)
	w.strUnlessEmpty("name", a.Name)
	w.float("size_m2", centi(a.SizeM2))
}

func areaRow(w *jsonWriter, r *place.AlongRow) {
	w.str("kind", r.Kind)
	w.id("ref_id", r.ID)
	w.str("ref", r.Ref)
	w.strUnlessEmpty("label", r.Label)
	w.floatOr("frontage_m", centiOr(r.FrontM))
	alongThing(w, r)
	if r.Parcel != nil {
		w.floatOr("shared_m2", centiOr(r.Parcel.SharedM2))
	}
}

// sendAreaSheet answers with the sheet of a street, but without a place along one.
func sendAreaSheet(c *fiber.Ctx, f *place.Inside) error {
	lang := language(c.Get(fiber.HeaderAcceptLanguage))
	rows := make([]sheetRow, len(f.Rows))
	for i := range f.Rows {
		rows[i] = areaLine(i+1, &f.Rows[i], lang)
	}
	columns := append(append([]both{}, alongColumns[:sideColumn]...), alongColumns[offsetColumn+1:]...)
	columns = append(columns, both{"davon im Gebiet m²", "of it in the area m²"})
	columns, rows = withKnown(columns, rows, f.Known, lang)
	return sendSheet(c, "area-"+nameOfDay(f.At, f.Known), lang, columns, rows)
}

// What a sheet along a street has between them says where on the street.
const sideColumn, offsetColumn = 4, 8

func areaLine(n int, r *place.AlongRow, lang string) sheetRow {
	line := alongLine(n, r, lang)
	var shared number
	switch {
	case r.Section != nil:
		shared = metresFor(r.Section.OverlapM2, lang)
	case r.Parcel != nil && r.Parcel.SharedM2 != nil:
		shared = metresFor(*r.Parcel.SharedM2, lang)
	}
	return append(append(append(sheetRow{}, line[:sideColumn]...), line[offsetColumn+1:]...), shared)
}
