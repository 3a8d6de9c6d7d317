// Package intake imports real data: OpenStreetMap extracts, the simplified ALKIS cadastre, a city's works register, lists
// of shop units and the boundary of the town itself.
//
// Every import takes the same way: the file is read and checked row by row in Go, what passes waits in the staging table
// import_row, SQL judges what only SQL can (ST_IsValidDetail, areas, addresses), and one final transaction compares the
// rows with the stock and writes the differences. A refused row stops the whole file unless Options.AcceptPartial says
// to go on without it. Geometry is never repaired.
//
//	service := intake.New(pool, geo.SystemClock{})
//	report, err := service.Import(ctx, intake.Options{Kind: intake.OSM, Path: "centre.osm.pbf"})
//
// An import is the one writer of place, vacancy and works tables besides those rooms: it writes in sets, from staging,
// in this package's own *_sql.go, and leaves every rule that is a constraint or a trigger to the database.
//
// The same file a second time changes nothing and leaves no history. What is in the database but not in the file is left
// alone and counted. A row whose last editor is not an import belongs to the staff: it is left as it is and listed, and so
// is one that staff deleted. A process that is killed leaves a job whose advisory lock nobody holds; Sweep removes its
// staging rows, and nothing else was ever written.
//
// One function here widens foreign geometry: a works record drawn as a line becomes a corridor by ST_Buffer. The line has
// passed ST_IsValid, has a length and at most 5,000 vertices, the width lies in 0.5–50 m and the ends are flat; in that
// form the call was measured to obey statement_timeout.
package intake
