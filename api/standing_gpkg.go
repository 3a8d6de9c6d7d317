package api

import (
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/paulmach/orb"

	"mitte/geo"
	"mitte/geo/gpkg"
	"mitte/geo/place"
)

// alongGPKG is what stands along a street as every GIS opens it: a table for each kind, and the axis.
func (a *api) alongGPKG(c *fiber.Ctx) error {
	found, _, err := a.findAlong(c)
	if err != nil {
		return err
	}
	axis := layer{name: "axis", kind: "LINESTRING"}
	for i, l := range found.Path.Legs {
		axis.add(l.Geom, cell{"leg", int64(i + 1)}, cell{"street_name", found.Path.StreetName}, cell{"start_m", centi(l.StartM)})
	}
	return a.sendStanding(c, "along", found.At, found.Known, axis, layersOf(found.Rows, true))
}

// areaGPKG is what stands in an area, and its outline.
func (a *api) areaGPKG(c *fiber.Ctx) error {
	found, _, err := a.findInArea(c)
	if err != nil {
		return err
	}
	outline := layer{name: "area", kind: "MULTIPOLYGON"}
	outline.add(found.Geom, cell{"name", found.Area.Name}, cell{"size_m2", centi(found.Area.SizeM2)})
	return a.sendStanding(c, "area", found.At, found.Known, outline, layersOf(found.Rows, false))
}

func (a *api) sendStanding(c *fiber.Ctx, name string, at geo.Date, known time.Time, asked layer, rest []layer) error {
	if a.GPKG == nil {
		return fiber.ErrNotFound
	}
	town, err := a.Place.Town(c.UserContext())
	if err != nil {
		return err
	}
	lang := language(c.Get(fiber.HeaderAcceptLanguage))
	about := layerWords["about"].in(lang) + " " + town.Name + ", " + dayFor(at, lang)
	if !known.IsZero() {
		about += ", " + layerWords["known"].in(lang) + " " + knownFor(known, lang)
	}
	if town.MadeUp {
		about += ". " + layerWords["made_up"].in(lang)
	}
	var tables []gpkg.Table
	for _, l := range append(rest, asked) {
		l.end()
		tables = append(tables, gpkg.Table{
			Name: l.name, Kind: l.kind, Title: layerWords[l.name].in(lang), Description: about, Features: l.w.b, AsOf: a.Clock.Now(),
		})
	}
	file, err := a.GPKG.Write(c.UserContext(), tables...)
	if err != nil {
		return err
	}
	attachment(c, name+"-"+nameOfDay(at, known)+".gpkg")
	return send(c, gpkgType, "", file)
}

var layerWords = map[string]both{
	"units": {"Ladeneinheiten", "Shop units"}, "fronts": {"Schaufensterfronten", "Shop fronts"}, "parcels": {"Flurstücke", "Parcels"},
	"buildings": {"Gebäude", "Buildings"}, "sections": {"Bauabschnitte", "Works"}, "axis": {"Achse", "Axis"}, "area": {"Gebiet", "Area"},
	"about": {"Interne Auskunft,", "Internal,"}, "known": {"bekannt am", "as known on"}, "made_up": {"Erfundene Daten", "Made-up data"},
}

// layersOf sorts rows by kind. A unit is a point, and a line as well where its front is known.
func layersOf(rows []place.AlongRow, along bool) []layer {
	out := []layer{
		{name: "units", kind: "POINT"},
		{name: "fronts", kind: "LINESTRING"},
		{name: "parcels", kind: "MULTIPOLYGON"},
		{name: "buildings", kind: "MULTIPOLYGON"},
		{name: "sections", kind: "MULTIPOLYGON"},
	}
	byName := map[string]*layer{}
	for i := range out {
		byName[out[i].name] = &out[i]
	}
	for i := range rows {
		r := &rows[i]
		cells := append([]cell{{"no", int64(i + 1)}}, rowCells(r, along)...)
		shape := r.Geom
		if r.Unit != nil {
			o, err := r.Geom.Orb()
			if err != nil {
				continue
			}
			if _, ok := o.(orb.LineString); ok {
				byName["fronts"].add(r.Geom, cells...)
			}
			if shape, err = geo.FromOrb(middle(o)); err != nil {
				continue
			}
		}
		byName[r.Kind].add(shape, cells...)
	}
	return out
}

func rowCells(r *place.AlongRow, along bool) []cell {
	cells := []cell{{"ref", r.Ref}, {"label", r.Label}}
	if along {
		cells = append(cells, cell{"side", r.Side}, cell{"chainage_m", centi(r.ChainageM)}, cell{"from_m", centi(r.FromM)},
			cell{"to_m", centi(r.ToM)}, cell{"offset_m", centi(r.OffsetM)})
	}
	cells = append(cells, cell{"frontage_m", orNone(r.FrontM)})
	switch {
	case r.Unit != nil:
		u := r.Unit
		return append(cells, cell{"main_front", r.Primary}, cell{"corner", r.Corner}, cell{"street_name", u.StreetName}, cell{"house_number", u.HouseNumber},
			cell{"floor", int64(u.Floor)}, cell{"use_type", u.UseType}, cell{"vacancy_status", u.Status}, cell{"business_name", u.Name},
			cell{"vacant_since", u.VacantSince}, cell{"sales_area_m2", orNone(u.SalesAreaM2)}, cell{"last_surveyed_at", u.LastSurveyedAt})
	case r.Section != nil:
		s := r.Section
		return append(cells, cell{"project", s.ProjectTitleDe}, cell{"title_de", s.TitleDe}, cell{"title_en", s.TitleEn}, cell{"status", s.Status},
			cell{"from", s.From}, cell{"to", s.To}, cell{"overlap_m2", centi(s.OverlapM2)})
	default:
		return append(cells, cell{"area_m2", centi(r.Parcel.AreaM2)}, cell{"land_use", r.Parcel.LandUse}, cell{"shared_m2", orNone(r.Parcel.SharedM2)})
	}
}

func orNone(v *float64) any {
	if v == nil {
		return nil
	}
	return centi(*v)
}
