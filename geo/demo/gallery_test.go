package demo_test

import (
	"testing"

	"mitte/geo"
	"mitte/geo/demo"
	"mitte/geo/pg/pgtest"
	pictures "mitte/geo/picture"
	"mitte/geo/vacancy"
)

// A stranger who looks at the demo finds shops with pictures that say what they are, in both languages.
func TestTheDemoHasPictures(t *testing.T) {
	t.Parallel()
	db, o := pgtest.DB(t), demo.Options{Seed: 1, Scale: 1, Today: today}
	store, err := pictures.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if n, err := demo.Hang(t.Context(), db.Owner(), store, o); n != 0 || err != nil {
		t.Fatalf("%d in an empty town: %v", n, err)
	}
	if _, err := demo.Load(t.Context(), db.Owner(), o); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second finds them there
		if _, err := demo.Hang(t.Context(), db.Owner(), store, o); err != nil {
			t.Fatal(err)
		}
	}
	units := vacancy.New(db.Public())
	var id int64
	if err := db.Public().QueryRow(t.Context(), `SELECT min(unit_id) FROM pub.media`).Scan(&id); err != nil {
		t.Fatal(err)
	}
	found, err := units.Pictures(t.Context(), geo.Today(geo.FixedClock(today.Time())), id)
	if err != nil || len(found[id]) != 2 {
		t.Fatalf("%d pictures: %v", len(found[id]), err)
	}
	for _, p := range found[id] {
		content, err := units.PictureContent(t.Context(), p.ID, today)
		if err != nil || p.AltTextEn == nil {
			t.Fatalf("%+v %v", p, err)
		}
		if body, err := store.File(content, 960); err != nil || len(body) < 5000 {
			t.Errorf("%d bytes: %v", len(body), err)
		}
	}
	if found[id][0].Kind != "photo" || found[id][1].Kind != "floor_plan" {
		t.Errorf("%+v", found[id])
	}
}
