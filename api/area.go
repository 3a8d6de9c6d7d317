package api

import (
	"errors"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/paulmach/orb"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

// areaRoutes answer what stands in an area, and which areas have a name.
func (a *api) areaRoutes() []route {
	readers := []people.Role{people.Planner, people.Staff, people.Admin}
	return []route{
		{method: fiber.MethodGet, pattern: "/api/v1/area", class: report, may: readers, handler: a.inArea},
		{method: fiber.MethodGet, pattern: "/api/v1/area.gpkg", class: files, may: readers, handler: a.areaGPKG},
		{method: fiber.MethodGet, pattern: "/api/v1/areas", class: read, may: readers, handler: a.areas},
	}
}

// areaParameters say which area is meant.
var areaParameters = []string{"area_id", "polygon", "lon", "lat", "radius_m"}

var shareChoices = []string{"touching", "mostly"}

func (a *api) inArea(c *fiber.Ctx) error {
	found, format, err := a.findInArea(c, "format")
	if err != nil {
		return err
	}
	switch format {
	case "csv":
		return sendAreaSheet(c, &found)
	case "geojson":
		return send(c, geoJSON, "", areaGeoJSON(&found))
	default:
		return send(c, plainJSON, "", areaJSON(&found))
	}
}

// findInArea answers the question in the address, which may name a format.
func (a *api) findInArea(c *fiber.Ctx, more ...string) (found place.Inside, format string, err error) {
	names := append([]string{"what", "status", "at", "known_at", "share"}, more...)
	q := bind(c, append(names, areaParameters...)...)
	ask := q.area()
	ask.What, ask.Statuses = q.choice("what", alongKinds), q.choice("status", vacancy.Statuses())
	ask.Mostly = q.one("share", shareChoices) == "mostly"
	ask.At, ask.KnownAt = q.at(geo.Date{}), q.knownAt()
	format = q.one("format", alongFormats)
	if err := q.err(); err != nil {
		return found, "", err
	}
	if a.Planner == nil {
		return found, "", errNoOffice
	}
	found, err = a.Planner.Inside(c.UserContext(), actor(c), ask)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return found, format, err
}

func (a *api) areas(c *fiber.Ctx) error {
	q := bind(c, "at")
	at := q.at(geo.Date{})
	if err := q.err(); err != nil {
		return err
	}
	if a.Planner == nil {
		return errNoOffice
	}
	found, err := a.Planner.Areas(c.UserContext(), actor(c), at)
	if err != nil {
		return err
	}
	w := &jsonWriter{}
	w.open()
	items(w, "areas", found, areaHead)
	w.close('}')
	c.Set(fiber.HeaderCacheControl, "no-store")
	return send(c, plainJSON, "", w.b)
}

// area reads the area that is meant; none is the zero query.
func (q *query) area() place.AreaQuery {
	out := place.AreaQuery{AreaID: q.id("area_id"), Polygon: q.polygon("polygon"), RadiusM: q.metres("radius_m", place.MaxRadiusM)}
	lon, east := q.values["lon"]
	lat, north := q.values["lat"]
	_, wide := q.values["radius_m"]
	if !east && !north && !wide {
		return out
	}
	at, ok := position(lon + "," + lat)
	if !ok || !wide {
		q.refuse("lon", "round", "lon, lat in degrees and radius_m are needed together")
		return out
	}
	if g, err := geo.FromOrb(at); err == nil {
		out.Centre = g
	}
	return out
}

// polygon reads "lon,lat;lon,lat;…"; it is closed by itself.
func (q *query) polygon(name string) geo.Geom {
	corners := q.corners(name)
	if corners == nil {
		return geo.Geom{}
	}
	if corners[0] != corners[len(corners)-1] {
		corners = append(corners, corners[0])
	}
	g, err := geo.FromOrb(orb.Polygon{orb.Ring(corners)})
	if err == nil {
		g, err = geo.Intake{Types: []string{"Polygon"}, SRID: geo.LonLat}.Check(g.T())
	}
	if err != nil {
		f := fault.Field{Path: name, Code: "polygon", Msg: "this outline is no area"}
		var refused *fault.Error
		if errors.As(err, &refused) && len(refused.Fields) > 0 {
			f.Code, f.Msg, f.At = refused.Fields[0].Code, refused.Fields[0].Msg, refused.Fields[0].At
		}
		q.wrong = append(q.wrong, f)
	}
	return g
}

// corners reads 2 to 200 places in degrees.
func (q *query) corners(name string) []orb.Point {
	text, given := q.values[name]
	if !given {
		return nil
	}
	parts := strings.Split(text, ";")
	if len(parts) < 2 || len(parts) > longestLine {
		q.refuse(name, "line", "2 to 200 corners are needed")
		return nil
	}
	out := make([]orb.Point, len(parts))
	for i, part := range parts {
		p, ok := position(part)
		if !ok {
			q.refuse(name, "line", "corners lon,lat in degrees are needed, with ; between them")
			return nil
		}
		out[i] = p
	}
	return out
}

// position reads "lon,lat" somewhere around Germany.
func position(text string) (orb.Point, bool) {
	x, y, _ := strings.Cut(text, ",")
	lon, errX := strconv.ParseFloat(x, 64)
	lat, errY := strconv.ParseFloat(y, 64)
	return orb.Point{lon, lat}, errX == nil && errY == nil && lon >= 4 && lon <= 18 && lat >= 46 && lat <= 57
}
