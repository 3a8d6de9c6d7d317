// Package tiles makes vector tiles (MVT 2.1) of the map's layers and says what is in them (TileJSON 3.0).
//
// Layers are defined in code, in one canonical order; a Set is a choice of them. A Source answers a Request with the
// bytes of one tile. Postgis makes a tile by one prepared ST_AsMVT statement: the plain way, and the
// oracle against which Engine is tested. Engine is a Source too, and what serves: it holds the layers in memory, encodes
// from there, and keeps finished tiles until an edit touches them. geo/feed drives its Load and Apply. A layer
// that would take more than Options.Memory is away: a ledger says which features there are, and a tile reads the rows near
// it from the database, for the same encoder. Engine is a Finder, too: it answers which features a list shows, and keeps for
// api the texts of those that were read once, until an edit touches them.
//
//	set, err := tiles.ParseSet("parcels,units")
//	address, err := tiles.ParseAddress("17", "68071", "43604")
//	tile, err := tiles.NewPostgis(pool).Tile(ctx, tiles.Request{Set: set, Address: address, At: today, Today: today, Gzip: true})
//
// Nothing of a request but three integers and a day reaches SQL. HTTP is the business of api.
package tiles
