package api

import (
	"math"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/gpkg"
	"mitte/geo/vacancy"
)

const gpkgType = "application/geopackage+sqlite3"

// unitsGPKG is the units as every GIS opens them, in EPSG:25832. What it is made of has a tag, so that asking again makes nothing
// again.
func (a *api) unitsGPKG(c *fiber.Ctx) error {
	if a.GPKG == nil {
		return fiber.ErrNotFound
	}
	x, err := a.unitSet(c, speaks(c))
	if err != nil {
		return err
	}
	table := gpkg.Table{
		Name: "units", Title: x.T("units"), Description: x.about(), Features: x.table(x.Units), AsOf: x.Day.Time(),
	}
	if len(x.Units) == 0 {
		table.Features, table.Example = x.table([]vacancy.Unit{exampleUnit()}), true
	}
	tag := strongTag(append([]byte(table.Description), table.Features...))
	attachment(c, "units.gpkg")
	if matches(c.Get(fiber.HeaderIfNoneMatch), tag) {
		return send(c, gpkgType, tag, nil)
	}
	file, err := a.GPKG.Write(c.UserContext(), table)
	if err != nil {
		return err
	}
	return send(c, gpkgType, tag, file)
}

// about says of a file whose it is, and of what is made up that it is.
func (x *unitSet) about() string {
	text := x.rights()
	if x.madeUp() {
		text += ". " + x.T("made_up_why")
	}
	return text
}

// table writes the columns of the CSV as the properties of features.
func (x *unitSet) table(units []vacancy.Unit) []byte {
	columns := unitColumns()
	w := &jsonWriter{}
	w.open()
	w.str("type", "FeatureCollection")
	w.array("features")
	for i := range units {
		u := &units[i]
		w.open()
		w.str("type", "Feature")
		w.key("geometry")
		w.b = geo.AppendGeom(w.b, u.Geom, exact)
		w.object("properties")
		for _, c := range columns {
			w.cell(c.name, c.value(x, u))
		}
		w.close('}')
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return w.b
}

// exampleUnit has something in each column that is no text, so that a table without units has columns of the right kinds.
func exampleUnit() vacancy.Unit {
	number, cents, yes, day := 0.5, int64(50), true, geo.NewDate(2000, 1, 1)
	u := vacancy.Unit{VacantSince: day}
	u.StepFree, u.FrontageM, u.SalesAreaM2, u.TotalAreaM2 = &yes, &number, &number, &number
	u.RentCentsM2Month, u.NetColdRentCents, u.ServiceChargesCents = &cents, &cents, &cents
	u.PriceOnRequest, u.InterimUsePossible, u.AvailableFrom = &yes, &yes, day
	return u
}

// cell writes a value of a column, null where nothing is known.
func (w *jsonWriter) cell(name string, v any) {
	switch v := v.(type) {
	case string:
		w.textOr(name, v)
	case int64:
		w.num(name, int(v))
	case float64: // with a point, so that the column holds such numbers also where all happen to be whole
		w.float(name, v)
		if v == math.Trunc(v) {
			w.b = append(w.b, ".0"...)
		}
	case bool:
		w.yes(name, v)
	case geo.Date:
		w.textOr(name, dayOrNone(v))
	default:
		w.key(name)
		w.null()
	}
}
