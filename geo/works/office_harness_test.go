package works_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/people"
	"mitte/geo/pg/pgtest"
	"mitte/geo/works"
)

// clock stands on the day on which all of these tests take place.
var clock = geo.FixedClock(time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC))

var staff = works.By{Actor: people.Actor{AccountID: 1, Name: "Erika Muster", Roles: []people.Role{people.Staff}}, IPPrefix: "192.0.2.0/24"}

// bundle is an office in a town with one project, on a database of its own.
type bundle struct {
	t       testing.TB
	db      *pgtest.Database
	office  *works.Office
	project int64
}

const sqlOfficeTown = `
WITH s AS (INSERT INTO source (id, title, licence, attribution) VALUES ('demo', 's', 's', 's')),
     t AS (INSERT INTO town (name, municipality_key, geom, made_up)
           VALUES ('Erfunden', '05562012', ST_Multi(ST_MakeEnvelope(358000, 5724800, 359800, 5726200, 25832)), true))
INSERT INTO construction_project (public_ref, title_de, source) VALUES ('lippe', 'Lippestraße', 'demo') RETURNING id`

func setup(t testing.TB) *bundle {
	t.Helper()
	b := &bundle{t: t, db: pgtest.DB(t)}
	if err := b.db.Owner().QueryRow(t.Context(), sqlOfficeTown).Scan(&b.project); err != nil {
		t.Fatal(err)
	}
	b.office = works.NewOffice(b.db.App(), clock, nil, works.NewReckoner(b.db.App(), clock))
	return b
}

// lonLat is a square in town, some metres wide; its corner is so many metres east and north of the town's middle.
func lonLat(east, north, size float64) geo.Geom {
	x, y := 6.9581+east/69000, 51.6622+north/111200
	dx, dy := size/69000, size/111200
	flat := []float64{x, y, x + dx, y, x + dx, y + dy, x, y + dy, x, y}
	g, err := geo.NewGeom(geom.NewPolygonFlat(geom.XY, flat, []int{len(flat)}).SetSRID(int(geo.LonLat)))
	if err != nil {
		panic(err)
	}
	return g
}

// drawing is a new section with two phases, an impact and a facility, in the first project there is.
func drawing(label string) *works.SectionEdit {
	from := geo.NewDate(2027, time.March, 1)
	return &works.SectionEdit{
		ProjectID: works.Give[int64](1), Label: works.Give(label), Status: works.Give("planned"), Geometry: works.Give(lonLat(0, 0, 40)),
		PlannedFrom: works.Give(from), PlannedTo: works.Give(from.AddDays(300)),
		Impact: works.Give(&works.ImpactEdit{Pedestrian: works.Give("open")}),
		Phases: works.Give([]works.PhaseEdit{
			{
				Key: "a", Kind: works.Give("utility"), PlannedFrom: works.Give(from), PlannedTo: works.Give(from.AddDays(60)),
				Geometry: works.Give(lonLat(0, 0, 20)), Impact: works.Give(&works.ImpactEdit{Pedestrian: works.Give("one_side")}),
			},
			{
				Key: "b", Kind: works.Give("surface"), PlannedFrom: works.Give(from.AddDays(60)), PlannedTo: works.Give(from.AddDays(200)),
				DependsOn: works.Give([]works.PhaseRef{{Key: "a"}}),
			},
		}),
		Facilities: works.Give([]works.FacilityEdit{{
			Kind: works.Give("storage"), Geometry: works.Give(lonLat(50, 0, 5)), From: works.Give(from), To: works.Give(from.AddDays(300)),
		}}),
	}
}

func (b *bundle) create(edit *works.SectionEdit) works.Site {
	b.t.Helper()
	saved, err := b.office.Create(b.t.Context(), staff, edit)
	if err != nil {
		b.t.Fatal(err)
	}
	return saved.Site
}

func (b *bundle) change(s *works.Site, edit *works.SectionEdit) works.Site {
	b.t.Helper()
	saved, err := b.office.Change(b.t.Context(), staff, s.ID, s.Match(), edit)
	if err != nil {
		b.t.Fatal(err)
	}
	return saved.Site
}

func (b *bundle) number(sql string, args ...any) int {
	b.t.Helper()
	n := 0
	if err := b.db.Owner().QueryRow(b.t.Context(), sql, args...).Scan(&n); err != nil {
		b.t.Fatal(err)
	}
	return n
}

// rows are the texts that a statement answers with.
func (b *bundle) rows(sql string, args ...any) []string {
	b.t.Helper()
	rows, err := b.db.Owner().Query(context.WithoutCancel(b.t.Context()), sql, args...)
	if err != nil {
		b.t.Fatal(err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}
