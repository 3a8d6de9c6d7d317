package demo_test

import (
	"crypto/sha256"
	"fmt"
	"testing"

	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/demo"
)

// print is a hash of everything in a town, geometries by their coordinates.
func print(town *demo.Town) [32]byte {
	h := sha256.New()
	dump := func(g geo.Geom) { fmt.Fprintf(h, "%T %v %v\n", g.T(), g.T().FlatCoords(), g.T().Ends()) }
	for _, x := range town.Parcels {
		dump(x.Geom)
		fmt.Fprintln(h, x.ID, x.Key, x.OfficialAreaM2, x.Location, x.LandUse, x.Detail)
	}
	for _, x := range town.Buildings {
		dump(x.Geom)
		fmt.Fprintln(h, x.ID, x.Ref, x.Name, x.Storeys, x.Year, x.Listed, x.HouseNumber)
	}
	for _, x := range town.Segments {
		dump(x.Geom)
		fmt.Fprintln(h, x.ID, x.Street, x.StartM, x.FromLabel, x.ToLabel)
	}
	for _, x := range town.Units {
		dump(x.Geom)
		fmt.Fprintln(h, x.ID, x.Ref, x.TotalM2, x.Use, x.SurveyedAt)
	}
	for _, x := range town.Frontages {
		dump(x.Geom)
		fmt.Fprintln(h, x.ID, x.UnitID, x.SegmentID, x.Side, x.FromM, x.ToM, x.Primary)
	}
	for _, x := range town.Sections {
		dump(x.Geom)
		fmt.Fprintln(h, x.ID, x.Ref, x.Status, x.Planned, x.ActualStart, x.ActualEnd)
	}
	for _, x := range town.Phases {
		fmt.Fprintln(h, x.ID, x.Kind, x.Strip, x.Planned, x.Status, x.ActualStart, x.ActualEnd)
	}
	fmt.Fprintln(h, town.Events, town.Occupancies, town.Offers, town.Surveys, town.Addresses[0].Street, town.Dependencies)
	return [32]byte(h.Sum(nil))
}

func TestSameSeedSameTown(t *testing.T) {
	t.Parallel()
	o := demo.Options{Seed: 5, Scale: 1, Today: today}
	once := print(demo.Generate(o, 0))
	if again := print(demo.Generate(o, 0)); again != once {
		t.Error("the same seed made another town")
	}
	o.Scale = 9
	if other := print(demo.Generate(o, 0)); other != once {
		t.Error("the scale changed the first town")
	}
	o.Today = today.AddDays(-5)
	if other := print(demo.Generate(o, 0)); other != once {
		t.Error("another day of the same month made another town")
	}
	o.Today = today.AddMonths(1)
	if other := print(demo.Generate(o, 0)); other == once {
		t.Error("another month made the same town")
	}
	o.Today, o.Seed = today, 6
	if other := print(demo.Generate(o, 0)); other == once {
		t.Error("another seed made the same town")
	}
}

func TestTownsDiffer(t *testing.T) {
	t.Parallel()
	o := demo.Options{Seed: 5, Today: today}
	a, b := demo.Generate(o, 1), demo.Generate(o, 2)
	if a.Outline.T().Bounds().Overlaps(geom.XY, demo.Generate(o, 0).Outline.T().Bounds()) && a.Number == b.Number {
		t.Error("two towns in one place")
	}
	if print(a) == print(b) {
		t.Error("two towns of a region are alike")
	}
}

func TestParcelKeys(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, n := range []int{0, 1, 2, 990, 991, demo.MaxScale - 1} {
		for _, p := range demo.Generate(demo.Options{Seed: 1, Today: today}, n).Parcels {
			key, _, err := geo.ParseParcelKey(p.Key)
			if err != nil {
				t.Fatalf("town %d: %q: %v", n, p.Key, err)
			}
			if seen[p.Key] {
				t.Fatalf("town %d: %q is there twice", n, p.Key)
			}
			seen[p.Key] = true
			if land := p.Key[:2]; land != "05" {
				t.Fatalf("%q lies in another Land", key)
			}
			if n == 0 && p.Key[2:7] != "51229" || n > 0 && p.Key[2] != '9' {
				t.Fatalf("town %d: %q could be a real parcel", n, p.Key)
			}
		}
	}
}

func TestTownsStayInGermany(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 8, 24, demo.MaxScale - 60, demo.MaxScale - 1} {
		b := demo.Generate(demo.Options{Seed: 3, Today: today}, n).Outline.T().Bounds()
		if b.Min(0) < 250000 || b.Max(0) > 970000 || b.Min(1) < 5200000 || b.Max(1) > 6130000 {
			t.Errorf("town %d lies at %v", n, b)
		}
	}
}

func TestTheMiddleIsDorsten(t *testing.T) {
	t.Parallel()
	b := demo.Generate(demo.Options{Seed: 1, Today: today}, 0).Outline.T().Bounds()
	if x, y := (b.Min(0)+b.Max(0))/2-359248.58, (b.Min(1)+b.Max(1))/2-5725240.05; x*x+y*y > 40*40 {
		t.Errorf("the middle lies %.0f, %.0f m off", x, y)
	}
}
