// Package demo generates a plainly fictitious Altstadt and loads it into an empty database.
//
// The town stands at Dorsten's real place and uses street names of its old town, and borrows situations from there: a
// pedestrian zone rebuilt section by section, shops that stay empty, a fund's area. Nothing else is real: no parcel, house,
// shop, business or owner. Parcel keys lie in a Flur that does not exist, every row says made_up, and names say "erfunden".
//
// The way from a seed to a town: plan.go draws streets by hand; network.go bends them and finds the blocks between; lots.go
// cuts the blocks into narrow deep plots, ground.go lays squares, church, belt and water; buildings.go builds; numbering.go
// and stock.go number; units.go opens shops, chronicle.go tells ten years of them, offers.go lets them; works.go and
// projects.go dig up the streets. Everything is made by chords through polygons whose corners lie on whole millimetres, so
// parcels cover the ground without overlap or gap. Chance is seeded: the same seed and month give the same town, bit by bit.
//
//	town := demo.Generate(demo.Options{Seed: 1, Today: today}, 0)
//	summary, err := demo.Load(ctx, db, demo.Options{Seed: 1, Scale: 1, Today: today})
//
// Hang draws pictures for a few of its units (facade.go, floorplan.go), which say in them that they are made up.
//
// Load writes the tables of place, vacancy and works itself, by COPY: a fresh database has no rules to pass but those of the
// tables, and two million parcels through the rooms' services would take a day. Nothing here runs in production.
package demo
