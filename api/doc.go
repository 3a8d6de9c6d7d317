// Package api is mitte over HTTP, and the only package that knows Fiber. It binds requests, asks the rooms and writes their
// answers: GeoJSON, vector tiles, problem documents, the pages of webmap.
//
// cmd wires it:
//
//	app, err := api.New(api.Deps{
//		Config:  api.Config{PublicURL: "https://karte.example.org"},
//		Place:   place.New(pool, clock),
//		Vacancy: vacancy.New(pool),
//		Works:   works.New(pool, clock),
//		Tiles:   engine, // a tiles.Source
//		About:   engine, // a tiles.Describer
//		Changes: follower,
//		Clock:   clock,
//		Log:     log,
//		Metrics: metrics,
//		Ready:   []api.Check{{Name: "database", Run: pool.Ping}, {Name: "schema", Run: schemaIsCurrent}},
//	})
//	err = app.Listen("127.0.0.1:8080")
//	…
//	err = api.Shutdown(app, 10*time.Second)
//
// Every address stands in one table (routes.go); what is not there is not found. A handler has five steps: ids, bind,
// check, service, respond. An error becomes a problem document (RFC 9457) in one place, problem.go, in German or English.
package api
