package place

import (
	"context"

	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/ground"
	"mitte/geo/people"
	"mitte/geo/pg"
)

// Inside lists what stands in an area. It returns Unauthenticated or Forbidden to whom it is not for, NotFound for an area
// that does not exist, and Invalid for an outline that crosses itself and for one that is too large.
func (p *Planner) Inside(ctx context.Context, by people.Actor, q AreaQuery) (Inside, error) {
	const op = "place.Inside"
	if err := by.Require(people.Planner, people.Staff, people.Admin); err != nil {
		return Inside{}, fault.Wrap(op, err)
	}
	if q.At.IsZero() {
		q.At = geo.Today(p.clock)
	}
	named, metres, err := p.outline(ctx, q)
	if err != nil {
		return Inside{}, pg.Fault(op, err)
	}
	g := gather{q: q}
	if g.ground, err = ground.AreaOf(metres); err != nil {
		return Inside{}, fault.Wrap(op, err)
	}
	var found besideRows
	var fronts []frontSumRow
	if err := lookUp(ctx, p.db, askInside(q, metres, &found, &fronts)); err != nil {
		return Inside{}, pg.Fault(op, err)
	}
	g.units(found.units, fronts)
	g.grounds(AlongParcels, found.parcels)
	g.grounds(AlongBuildings, found.buildings)
	g.sections(found.sections)
	return Inside{named, found.shown[0].Geom, q.At, q.KnownAt, g.sorted(), g.totals}, nil
}

// Areas lists the areas with a name that hold on a day; the zero Date is today.
func (p *Planner) Areas(ctx context.Context, by people.Actor, at geo.Date) ([]NamedArea, error) {
	const op = "place.Areas"
	if err := by.Require(people.Planner, people.Staff, people.Admin); err != nil {
		return nil, fault.Wrap(op, err)
	}
	if at.IsZero() {
		at = geo.Today(p.clock)
	}
	found, err := pg.Collect[NamedArea](ctx, p.db, sqlAreas, at)
	return found, pg.Fault(op, err)
}

// askInside asks what touches an area: what is nearer to it than nothing.
func askInside(q AreaQuery, metres geo.Geom, b *besideRows, fronts *[]frontSumRow) []lookup {
	const none = 0.0
	along := AlongQuery{What: q.What, At: q.At, KnownAt: q.KnownAt}
	all := []lookup{ask(&b.shown, "area", sqlShown, metres)}
	if along.asksFor(AlongParcels) {
		all = append(all, ask(&b.parcels, AlongParcels, sqlAlongParcels, metres, none, q.At))
	}
	if along.asksFor(AlongBuildings) {
		all = append(all, ask(&b.buildings, AlongBuildings, sqlAlongBuildings, metres, none))
	}
	if along.asksFor(AlongUnits) {
		all = append(all, ask(fronts, "fronts", sqlInsideFronts, metres),
			askAt(&b.units, AlongUnits, sqlUnitsInside, sqlUnitsInsideThen, metres, along))
	}
	if along.asksFor(AlongSections) {
		all = append(all,
			askAt(&b.sections, AlongSections, sqlSectionColumns+sqlSectionsNow+sqlSectionsEnd, sqlSectionColumns+sqlSectionsThen+sqlSectionsEnd, metres, along))
	}
	return all
}

// outline finds or measures the area that is meant.
func (p *Planner) outline(ctx context.Context, q AreaQuery) (named NamedArea, metres geo.Geom, err error) {
	sql, arg := sqlArea, any(q.AreaID)
	switch {
	case btoi(q.AreaID != 0)+btoi(!q.Polygon.IsZero())+btoi(!q.Centre.IsZero()) != 1:
		return named, metres, fault.New(fault.Invalid, "area.which", "one area is needed: a named one, a polygon or a place and a radius")
	case !q.Centre.IsZero():
		return p.circle(ctx, q)
	case !q.Polygon.IsZero():
		sql, arg = sqlDrawnArea, q.Polygon
	}
	found, err := pg.Collect[areaRow](ctx, p.db, sql, arg)
	if err != nil {
		return named, metres, err
	}
	if len(found) == 0 {
		return named, metres, fault.New(fault.NotFound, "area.unknown", "there is no such area")
	}
	a := found[0]
	switch {
	case a.Reason != "":
		return named, metres, crossed(&a)
	case q.AreaID == 0 && a.SizeM2 > MaxAreaM2:
		return named, metres, fault.New(fault.Invalid, "area.large", "the area is too large")
	}
	return a.NamedArea, a.Geom, nil
}

// crossed says where an outline is no outline.
func crossed(a *areaRow) error {
	f := fault.Field{Path: "polygon", Code: "invalid.self_intersection", Msg: a.Reason}
	if a.Lon != nil && a.Lat != nil {
		f.At = &[2]float64{*a.Lon, *a.Lat}
	}
	return fault.Refuse("invalid", "this outline is no area", f)
}

func (p *Planner) circle(ctx context.Context, q AreaQuery) (named NamedArea, metres geo.Geom, err error) {
	if !(q.RadiusM > 0 && q.RadiusM <= MaxRadiusM) {
		return named, metres, fault.New(fault.Invalid, "out_of_range", "the radius is out of range")
	}
	var at geo.Geom
	if err := p.db.QueryRow(ctx, sqlIntoMetres, q.Centre).Scan(&at); err != nil {
		return named, metres, err
	}
	line := ground.Round(ground.LineOf(at)[0], q.RadiusM)
	flat := lineString(line).FlatCoords()
	metres, err = geo.NewGeom(geom.NewPolygonFlat(geom.XY, flat, []int{len(flat)}).SetSRID(int(geo.Storage)))
	return NamedArea{SizeM2: ground.NewArea(line).Size()}, metres, err
}
