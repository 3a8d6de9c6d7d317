package tiles

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"pgregory.net/rapid"

	"mitte/geo"
)

func TestK2GeoJSONIsWhatIsStored(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := testEngine(Options{})
		f := polygons().Draw(t, "polygon")
		label := rapid.String().Draw(t, "label")
		rent := rapid.Float64().Draw(t, "number")
		var w looseRow
		w.begin()
		w.put(1, appendText(nil, []byte(label)))
		w.put(3, appendDouble(nil, rent))
		e.alter([]edit{{parcelsLayer, 5, []row{{
			id: 5, kind: polygonKind, from: always, to: never, points: f.points, rings: f.rings, loose: w.done(),
		}}}})
		text, more := e.GeoJSON(nil, "parcels", geo.BBox{West: -180, South: -85, East: 180, North: 85}, testDay, 10)
		all, err := geojson.UnmarshalFeatureCollection(text)
		if err != nil || more || len(all.Features) != 1 {
			t.Fatalf("%v in %s", err, text)
		}
		want, _ := json.Marshal(label)
		var same string
		_ = json.Unmarshal(want, &same)
		got := all.Features[0]
		if got.Properties["label"] != same || got.Properties["flur"] != rent {
			t.Fatalf("properties %v instead of %q and %v", got.Properties, same, rent)
		}
		polygon, _ := got.Geometry.(orb.MultiPolygon)
		i := 0
		for _, part := range polygon {
			for k, ring := range part {
				if (ring.Orientation() == orb.CCW) != (k == 0) && len(ring) > 4 {
					t.Fatalf("ring %d runs the wrong way", k)
				}
				for n := len(ring) - 2; n >= 0; n-- {
					lon, lat := f.points[i].lonLat()
					if math.Abs(ring[n][0]-lon) > 6e-8 || math.Abs(ring[n][1]-lat) > 6e-8 {
						t.Fatalf("point %v instead of %v %v", ring[n], lon, lat)
					}
					i++
				}
			}
		}
		if i != len(f.points) {
			t.Fatalf("%d points instead of %d", i, len(f.points))
		}
	})
}

func TestGeoJSONKeepsToBoxAndLimit(t *testing.T) {
	t.Parallel()
	e := testEngine(Options{})
	e.snapshot.swap(parcelsLayer, parcelTown(2000))
	box := testTile.BBox()
	text, more := e.GeoJSON(nil, "parcels", box, testDay, 50)
	all, err := geojson.UnmarshalFeatureCollection(text)
	if err != nil || !more || len(all.Features) != 50 {
		t.Fatalf("%v, %v, %d features", err, more, len(all.Features))
	}
	bound := orb.Bound{Min: orb.Point{box.West, box.South}, Max: orb.Point{box.East, box.North}}
	for _, f := range all.Features {
		if !f.Geometry.Bound().Intersects(bound) {
			t.Errorf("%v lies elsewhere", f.ID)
		}
	}
}

func BenchmarkGeoJSON(b *testing.B) {
	e := testEngine(Options{})
	e.snapshot.swap(parcelsLayer, parcelTown(benchParcels))
	box := benchTile(17).BBox()
	var text []byte
	b.ReportAllocs()
	for b.Loop() {
		text, _ = e.GeoJSON(text[:0], "parcels", box, testDay, 1000)
	}
	b.ReportMetric(float64(len(text)), "B/answer")
}
