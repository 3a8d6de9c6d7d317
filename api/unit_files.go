package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/vacancy"
)

// unitRoutes are the pages of units, which need no script, and exactly what somebody has filtered as files. What has an ending
// comes before what has none, because a reference may hold a dot in an address.
func (a *api) unitRoutes() []route {
	return []route{
		public("/units", report, false, a.paged(a.unitsPage)),
		public("/units.csv", files, true, a.unitsCSV),
		public("/units.geojson", files, true, a.unitsGeoJSON),
		public("/units.openimmo.xml", files, true, a.unitsOpenImmo),
		public("/units.gpkg", files, true, a.unitsGPKG),
		public("/units.dcat.jsonld", files, true, a.unitsDCAT),
		public("/units/:ref.png", files, true, a.unitCard),
		public("/units/:ref.pdf", report, false, a.unitPDF),
		public("/units/:ref.openimmo.xml", read, true, a.unitOpenImmo),
		public("/units/:ref", read, false, a.paged(a.unitPage)),
	}
}

func attachment(c *fiber.Ctx, name string) {
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+name+`"`)
}

// unitsCSV is for spreadsheets: a mark of UTF-8, semicolons, and in German decimal commas.
func (a *api) unitsCSV(c *fiber.Ctx) error {
	x, err := a.unitSet(c, speaks(c))
	if err != nil {
		return err
	}
	body, err := x.csv()
	if err != nil {
		return err
	}
	attachment(c, "units.csv")
	return send(c, csvType, strongTag(body), body)
}

func (x *unitSet) csv() ([]byte, error) {
	columns := unitColumns()
	header := make(sheetRow, len(columns))
	for i, c := range columns {
		header[i] = c.head.in(string(x.words))
	}
	rows := []sheetRow{header}
	for i := range x.Units {
		row := make(sheetRow, len(columns))
		for k, c := range columns {
			row[k] = x.cell(c.value(x, &x.Units[i]))
		}
		rows = append(rows, row)
	}
	return spreadsheet(rows)
}

// unitsGeoJSON is the units as the API writes them, all in one file that says whose they are.
func (a *api) unitsGeoJSON(c *fiber.Ctx) error {
	x, err := a.unitSet(c, speaks(c))
	if err != nil {
		return err
	}
	w := &jsonWriter{}
	w.open()
	w.str("type", "FeatureCollection")
	w.str("title", x.T("units"))
	w.str("attribution", x.rights())
	w.yes("made_up", x.madeUp())
	w.array("sources")
	for _, s := range x.sources() {
		writeSource(w, s)
	}
	w.close(']')
	w.array("features")
	for i := range x.Units {
		unitFeature(x.Day).write(w, &x.Units[i], nil)
	}
	w.close(']')
	w.close('}')
	attachment(c, "units.geojson")
	return send(c, geoJSON, strongTag(w.b), w.b)
}

func (x *unitSet) madeUp() bool {
	for i := range x.Units {
		if x.Units[i].MadeUp {
			return true
		}
	}
	return x.Town.MadeUp
}

const xmlType = "application/xml; charset=utf-8"

// unitsOpenImmo is the offers among the units, for portals that take a whole stock.
func (a *api) unitsOpenImmo(c *fiber.Ctx) error {
	x, err := a.unitSet(c, speaks(c))
	if err == nil {
		err = a.addPictures(c.UserContext(), &x)
	}
	if err != nil {
		return err
	}
	return a.sendOpenImmo(c, &x, "VOLL", "units.openimmo.xml")
}

// unitOpenImmo is one unit; what is not offered any more tells portals to delete it.
func (a *api) unitOpenImmo(c *fiber.Ctx) error {
	u, err := a.unitToday(c)
	if err != nil {
		return err
	}
	town, err := a.Place.TownName(c.UserContext())
	if err != nil {
		return err
	}
	x := unitSet{words: speaks(c), Town: town, Office: a.Bureau, Base: a.Config.PublicURL, Day: geo.Today(a.Clock), Units: []vacancy.Unit{u.Unit}}
	if err := a.addPictures(c.UserContext(), &x); err != nil {
		return err
	}
	return a.sendOpenImmo(c, &x, "TEIL", u.PublicRef+".openimmo.xml")
}

func (a *api) sendOpenImmo(c *fiber.Ctx, x *unitSet, extent, name string) error {
	body, err := x.openImmo(extent)
	if err != nil {
		return err
	}
	attachment(c, name)
	return send(c, xmlType, strongTag(body), body)
}
