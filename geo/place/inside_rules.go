package place

import (
	"cmp"
	"slices"

	"mitte/geo/ground"
)

// gather lists what stands in an area.
type gather struct {
	q      AreaQuery
	ground ground.Area
	rows   []AlongRow
	totals AlongTotals
}

func (g *gather) units(units []unitRow, fronts []frontSumRow) {
	along := AlongQuery{Statuses: g.q.Statuses}
	metres := make(map[int64]float64, len(fronts))
	for _, f := range fronts {
		metres[f.UnitID] = f.Metres
	}
	stock := 0.0
	for i := range units {
		u := &units[i]
		if !along.wants(u.Status) {
			continue
		}
		row := AlongRow{Kind: AlongUnits, ID: u.ID, Ref: u.Ref, Label: u.label(), Primary: true, Geom: u.LonLat, Unit: &u.AlongUnit}
		g.totals.countUnit(row.Unit)
		if m, known := metres[u.ID]; known {
			row.FrontM = &m
			stock += g.totals.countFront(u.Status, m)
		}
		g.rows = append(g.rows, row)
	}
	g.totals.divide(stock)
}

// countFront adds the front of a unit and returns what of it belongs to the stock.
func (t *AlongTotals) countFront(status string, m float64) float64 {
	t.FrontageM += m
	if !InStock(status) {
		return 0
	}
	t.FrontageKnown++
	if IsVacant(status) {
		t.VacantFrontageM += m
	}
	return m
}

// grounds lists parcels or buildings that share some ground with the area, or half of their own.
func (g *gather) grounds(kind string, rows []groundRow) {
	for i := range rows {
		r := &rows[i]
		own, err := ground.AreaOf(r.Geom)
		if err != nil {
			continue
		}
		shared := own.Shared(g.ground)
		if shared < LeastSharedM || g.q.Mostly && shared < own.Size()/2 {
			continue
		}
		row := AlongRow{
			Kind: kind, ID: r.ID, Ref: r.Ref, Label: r.Label, Primary: true, Geom: r.LonLat, Parcel: &AlongParcel{r.Ref, r.AreaM2, r.LandUse, &shared},
		}
		g.totals.count(&row)
		g.rows = append(g.rows, row)
	}
}

func (g *gather) sections(rows []sectionRow) {
	for i := range rows {
		s := &rows[i]
		own, err := ground.AreaOf(s.Geom)
		if err != nil {
			continue
		}
		shared := own.Shared(g.ground)
		if shared < LeastSharedM {
			continue
		}
		row := AlongRow{Kind: AlongSections, ID: s.ID, Ref: s.Ref, Label: s.Label, Primary: true, Geom: s.LonLat, Section: s.told(shared)}
		g.totals.count(&row)
		g.rows = append(g.rows, row)
	}
}

// sorted is a total order, so that two answers to one question are the same.
func (g *gather) sorted() []AlongRow {
	kinds := []string{AlongUnits, AlongParcels, AlongBuildings, AlongSections}
	slices.SortStableFunc(g.rows, func(a, b AlongRow) int {
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), compareHouses(&a, &b), cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.ID, b.ID))
	})
	return g.rows
}

// compareHouses orders units by street and number; those without an address come last.
func compareHouses(a, b *AlongRow) int {
	if a.Unit == nil || b.Unit == nil {
		return 0
	}
	number := func(u *AlongUnit) int {
		if u.Number == nil {
			return 0
		}
		return *u.Number
	}
	if (a.Unit.StreetName == "") != (b.Unit.StreetName == "") {
		return cmp.Compare(b.Unit.StreetName, a.Unit.StreetName)
	}
	return cmp.Or(cmp.Compare(a.Unit.StreetName, b.Unit.StreetName), cmp.Compare(number(a.Unit), number(b.Unit)),
		cmp.Compare(a.Unit.HouseNumber, b.Unit.HouseNumber))
}
