// Package place is the stock of the town: parcels, buildings, addresses and street segments, the search over all of the
// map, and the town itself.
//
// Everything is read through the views of schema pub, so the pool behind a Service may be that of the role mitte_public.
// Geometries come out in lon/lat (geo.LonLat), because SQL transforms them; conditions on place are judged in EPSG:25832,
// where the indexes are. Page is the window every list of the map has, also those of vacancy and works.
//
//	stock := place.New(pool, geo.SystemClock{})
//	batch, err := stock.Parcels(ctx, place.ParcelQuery{Page: place.Page{Limit: 100}})
//
// StockUnit is a shop unit as the office keeps it, with its rules and its statements; who may change one and what else a
// change brings is vacancy's business.
//
// What a shop unit is doing on a day is vacancy's business, building sites are works'.
package place
