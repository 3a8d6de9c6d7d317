package vacancy_test

import (
	"testing"
	"time"

	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg/pgtest"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

// clock stands on the day on which all of these tests take place.
var clock = geo.FixedClock(time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)) //nolint:gochecknoglobals // a constant

var staff = vacancy.By{Actor: people.Actor{AccountID: 1, Name: "Erika Muster", Roles: []people.Role{people.Staff}}, IPPrefix: "192.0.2.0/24"} //nolint:gochecknoglobals // a constant

// bundle is an office in an empty town, on a database of its own.
type bundle struct {
	t      testing.TB
	db     *pgtest.Database
	office *vacancy.Office
	public *vacancy.Service
}

const sqlOfficeTown = `
WITH s AS (INSERT INTO source (id, title, licence, attribution) VALUES ('demo', 's', 's', 's'))
INSERT INTO town (name, municipality_key, geom, made_up)
VALUES ('Erfunden', '05562012', ST_Multi(ST_MakeEnvelope(358000, 5724800, 359800, 5726200, 25832)), false)`

func setup(t testing.TB) *bundle {
	t.Helper()
	b := &bundle{t: t, db: pgtest.DB(t)}
	if _, err := b.db.Owner().Exec(t.Context(), sqlOfficeTown); err != nil {
		t.Fatal(err)
	}
	b.office = vacancy.NewOffice(b.db.App(), clock)
	b.public = vacancy.New(b.db.Public())
	return b
}

// at is a point so many metres east and north of the town's middle.
func at(east, north float64) geo.Geom {
	g, err := geo.NewGeom(geom.NewPointFlat(geom.XY, []float64{6.9581 + east/69000, 51.6622 + north/111200}).SetSRID(int(geo.LonLat)))
	if err != nil {
		panic(err)
	}
	return g
}

func shop(street string, number int) *place.StockUnitEdit {
	area := 60.0
	return &place.StockUnitEdit{
		StreetName: geo.Give(street), HouseNumber: geo.Give(&number), UseType: geo.Give("retail"), Geometry: geo.Give(at(float64(number), 0)),
		PublicBasis: geo.Give("shop_front"), SalesAreaM2: geo.Give(&area),
	}
}

// enter makes a unit; status "" leaves it unknown.
func (b *bundle) enter(number int, status string, since geo.Date) vacancy.Entry {
	b.t.Helper()
	var first *vacancy.StatusStep
	if status != "" {
		first = step(status, since)
	}
	saved, err := b.office.Create(b.t.Context(), staff, shop("Lippestraße", number), first)
	if err != nil {
		b.t.Fatal(err)
	}
	return saved.Entry
}

// step is a step with all that it may need.
func step(to string, day geo.Date) *vacancy.StatusStep {
	s := &vacancy.StatusStep{To: to, At: day, AtPrecision: "day", Source: "walk", Reason: "gesehen"}
	switch to {
	case "threatened", "reserved", "interim_use", "refurbishment":
		s.ExpectedUntil = day.AddDays(90)
	}
	if to == "occupied" || to == "interim_use" {
		s.Tenant = &vacancy.Tenant{BusinessName: "Laden " + day.String()}
	}
	return s
}

func (b *bundle) step(id int64, s *vacancy.StatusStep) vacancy.Entry {
	b.t.Helper()
	saved, err := b.office.Step(b.t.Context(), staff, id, s)
	if err != nil {
		b.t.Fatal(err)
	}
	return saved.Entry
}

// seen reports whether the public sees a unit.
func (b *bundle) seen(id int64) bool {
	b.t.Helper()
	_, err := b.public.Unit(b.t.Context(), id, geo.Today(clock))
	if err != nil && fault.KindOf(err) != fault.NotFound {
		b.t.Fatal(err)
	}
	return err == nil
}

// refused demands an error of a kind, and that it names what is wrong.
func refused(t testing.TB, err error, kind fault.Kind, codes ...string) {
	t.Helper()
	if fault.KindOf(err) != kind || err == nil {
		t.Fatalf("%v, want %v", err, kind)
	}
	got := map[string]bool{fault.CodeOf(err): true}
	for _, f := range fieldsOf(err) {
		got[f.Path+" "+f.Code] = true
	}
	for _, c := range codes {
		if !got[c] {
			t.Errorf("%s is not among %v", c, got)
		}
	}
}
