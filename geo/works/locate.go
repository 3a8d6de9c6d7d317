package works

import (
	"context"
	"math"
	"strings"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/pg"
)

// drawing is a shape that an edit brings: where it is to go, and what it may be.
type drawing struct {
	path           string
	lonLat, metres *geo.Geom
	areal          bool // and so has an area; else it may be a point or line
	most           float64
}

// largest are the areas that the tables take, in m².
const largest = 5_000_000

// drawings are the shapes of c that are not known in metres yet.
func drawings(c *Content) []drawing {
	var out []drawing
	add := func(d drawing) {
		if !d.lonLat.IsZero() && d.metres.IsZero() {
			out = append(out, d)
		}
	}
	add(drawing{"/geometry", &c.Geom, &c.GeomM, true, largest})
	add(drawing{"/centreline", &c.Centreline, &c.CentrelineM, false, 0})
	waste := func(path string, i *ImpactContent) {
		if i != nil {
			add(drawing{path + "/impact/waste_point", &i.WastePoint, &i.WastePointM, false, 0})
		}
	}
	waste("", c.Impact)
	for n := range c.Phases {
		p := &c.Phases[n]
		add(drawing{phasePath(n) + "/geometry", &p.Geom, &p.GeomM, true, largest})
		waste(phasePath(n), p.Impact)
	}
	for n := range c.Facilities {
		f := &c.Facilities[n]
		add(drawing{"/facilities/" + decimal(n) + "/geometry", &f.Geom, &f.GeomM, false, largest})
	}
	return out
}

// locate brings the shapes of an edit to where they are stored and checks them; base is what was there before, nil for a
// new section. It returns what is wrong with them.
func locate(ctx context.Context, db pg.Querier, base, c *Content) ([]fault.Field, error) {
	drawn := drawings(c)
	if len(drawn) > 0 {
		if wrong, err := settle(ctx, db, knownOf(base), drawn); len(wrong) > 0 || err != nil {
			return wrong, err
		}
	}
	return leave(ctx, db, base, c)
}

func knownOf(base *Content) known {
	k := known{}
	if base == nil {
		return k
	}
	for i := range base.Facilities {
		k.remember(base.Facilities[i].Geom, base.Facilities[i].GeomM)
	}
	for i := range base.Phases {
		k.remember(base.Phases[i].Geom, base.Phases[i].GeomM)
	}
	k.remember(base.Centreline, base.CentrelineM)
	k.remember(base.Geom, base.GeomM)
	return k
}

// settle projects, snaps and surveys.
func settle(ctx context.Context, db pg.Querier, k known, drawn []drawing) ([]fault.Field, error) {
	shapes := make([]geo.Geom, len(drawn))
	for i, d := range drawn {
		shapes[i] = *d.lonLat
	}
	metres, err := toMetres(ctx, db, shapes)
	if err != nil {
		return nil, err
	}
	for i := range metres {
		if metres[i], err = k.snap(shapes[i], metres[i]); err != nil {
			return nil, err
		}
	}
	results, err := survey(ctx, db, metres)
	if err != nil {
		return nil, err
	}
	var wrong []fault.Field
	for i, d := range drawn {
		if f, bad := d.verdict(&results[i]); bad {
			wrong = append(wrong, f)
			continue
		}
		*d.lonLat, *d.metres = results[i].Geom, metres[i]
	}
	return wrong, nil
}

// verdict is what keeps a surveyed shape out.
func (d drawing) verdict(s *surveyed) (fault.Field, bool) {
	f := fault.Field{Path: d.path}
	switch {
	case !s.Valid:
		f.Code, f.Msg = "invalid", s.Reason
		if code, known := validity[s.Reason]; known {
			f.Code = code
		}
		f.At = at(s.Lon, s.Lat)
	case s.OutsideLon != nil:
		f.Code, f.Msg = "outside_town", "the point lies outside the town"
		f.At = at(s.OutsideLon, s.OutsideLat)
	case d.areal && (s.AreaM2 < 0.5 || s.AreaM2 > d.most):
		f.Code, f.Msg = "area_range", "the area is too small or too large"
	case strings.HasSuffix(d.path, "/centreline") && s.LengthM < 1:
		f.Code, f.Msg = "too_short", "the line is shorter than a metre"
	default:
		return f, false
	}
	return f, true
}

// validity has a code for each reason of ST_IsValidDetail, which has a sentence in both languages.
var validity = map[string]string{
	"Self-intersection":                    "invalid.self_intersection",
	"Ring Self-intersection":               "invalid.ring_self_intersection",
	"Hole lies outside shell":              "invalid.hole_outside",
	"Holes are nested":                     "invalid.holes_nested",
	"Nested shells":                        "invalid.shells_nested",
	"Interior is disconnected":             "invalid.disconnected",
	"Duplicate Rings":                      "invalid.duplicate_rings",
	"Too few points in geometry component": "invalid.too_few_points",
}

// leave finds the shapes that leave their section.
func leave(ctx context.Context, db pg.Querier, base, c *Content) ([]fault.Field, error) {
	if c.GeomM.IsZero() {
		return nil, nil
	}
	moved := base == nil || !sameShape(base.GeomM, c.GeomM)
	var shapes []geo.Geom
	var fields []fault.Field
	if !c.CentrelineM.IsZero() && (moved || !sameShape(base.CentrelineM, c.CentrelineM)) {
		shapes = append(shapes, c.CentrelineM)
		fields = append(fields, field("/centreline", "section.centreline_off", "the centreline leaves the section"))
	}
	was := map[int64]geo.Geom{}
	if base != nil {
		for i := range base.Phases {
			was[base.Phases[i].ID] = base.Phases[i].GeomM
		}
	}
	for i := range c.Phases {
		p := &c.Phases[i]
		if !p.GeomM.IsZero() && (moved || p.ID == 0 || !sameShape(was[p.ID], p.GeomM)) {
			shapes = append(shapes, p.GeomM)
			fields = append(fields, field(phasePath(i)+"/geometry", "phase.outside_section", "the phase leaves its section"))
		}
	}
	if len(shapes) == 0 {
		return nil, nil
	}
	found, err := pg.Collect[leaving](ctx, db, sqlLeaving, c.GeomM, shapes)
	var wrong []fault.Field
	for _, l := range found {
		fields[l.N].At = at(l.Lon, l.Lat)
		wrong = append(wrong, fields[l.N])
	}
	return wrong, err
}

// at rounds to eight decimals, a millimetre.
func at(lon, lat *float64) *[2]float64 {
	if lon == nil || lat == nil {
		return nil
	}
	return &[2]float64{math.Round(*lon*1e8) / 1e8, math.Round(*lat*1e8) / 1e8}
}
