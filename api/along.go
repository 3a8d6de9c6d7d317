package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/paulmach/orb"

	"mitte/geo"
	"mitte/geo/people"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

// alongRoutes answer the planner's question: what stands along this street, on this side, at this date.
func (a *api) alongRoutes() []route {
	readers := []people.Role{people.Planner, people.Staff, people.Admin}
	return []route{
		{method: fiber.MethodGet, pattern: "/api/v1/along", class: report, may: readers, handler: a.along},
		{method: fiber.MethodGet, pattern: "/api/v1/along.gpkg", class: files, may: readers, handler: a.alongGPKG},
	}
}

var (
	alongKinds    = []string{place.AlongUnits, place.AlongParcels, place.AlongBuildings, place.AlongSections}
	alongFormats  = []string{"json", "geojson", "csv"}
	streetSides   = []string{"left", "right", "both", "on"}
	cornerChoices = []string{"all", "primary"}
)

func (a *api) along(c *fiber.Ctx) error {
	found, format, err := a.findAlong(c, "format")
	if err != nil {
		return err
	}
	switch format {
	case "csv":
		return sendAlongSheet(c, &found)
	case "geojson":
		return send(c, geoJSON, "", alongGeoJSON(&found))
	default:
		return send(c, plainJSON, "", alongJSON(&found))
	}
}

// findAlong answers the question in the address, which may name a format.
func (a *api) findAlong(c *fiber.Ctx, more ...string) (found place.Along, format string, err error) {
	names := append([]string{"side", "what", "status", "at", "known_at", "corners", "min_front_m"}, more...)
	q := bind(c, append(names, pathParameters...)...)
	ask := q.path()
	ask.Side, ask.What, ask.Statuses = q.side(), q.choice("what", alongKinds), q.choice("status", vacancy.Statuses())
	ask.MinFrontM, ask.PrimaryOnly = q.metres("min_front_m", place.MaxWithinM), q.one("corners", cornerChoices) == "primary"
	ask.At, ask.KnownAt = q.at(geo.Date{}), q.knownAt()
	format = q.one("format", alongFormats)
	if err := q.err(); err != nil {
		return found, "", err
	}
	if a.Planner == nil {
		return found, "", errNoOffice
	}
	found, err = a.Planner.Along(c.UserContext(), actor(c), ask)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return found, format, err
}

// pathParameters say which way is meant.
var pathParameters = []string{"segment_id", "street", "from", "to", "line", "within_m"}

func (q *query) path() place.AlongQuery {
	one, several := q.segments("segment_id")
	return place.AlongQuery{
		SegmentID: one, Segments: several, Street: q.text("street"), From: q.text("from"), To: q.text("to"), Line: q.line("line"),
		WithinM: q.metres("within_m", place.MaxWithinM),
	}
}

// side reads which side of the street counts; "" is both, and what stands on the axis.
func (q *query) side() string {
	if side := q.one("side", streetSides); side != "both" {
		return side
	}
	return ""
}

// segments reads one id, or several with commas between them.
func (q *query) segments(name string) (one int64, several []int64) {
	text, given := q.values[name]
	if !given || !strings.Contains(text, ",") {
		return q.id(name), nil
	}
	for part := range strings.SplitSeq(text, ",") {
		n, err := parseID(part)
		if err != nil || len(several) == place.MaxSegments {
			q.refuse(name, "id", "an id is a whole number from 1; 50 at most")
			return 0, nil
		}
		several = append(several, n)
	}
	return 0, several
}

// one reads a single known value; "" if it is not given.
func (q *query) one(name string, known []string) string {
	chosen := q.choice(name, known)
	switch len(chosen) {
	case 0:
		return ""
	case 1:
		return chosen[0]
	default:
		q.refuse(name, "unknown_value", "one value at a time")
		return ""
	}
}

// longestLine is how many corners a line in an address may have.
const longestLine = 200

// line reads "lon,lat;lon,lat;…".
func (q *query) line(name string) geo.Geom {
	corners := q.corners(name)
	if corners == nil {
		return geo.Geom{}
	}
	g, err := geo.FromOrb(orb.LineString(corners))
	if err != nil {
		q.refuse(name, "line", "this is no line")
	}
	return g
}
