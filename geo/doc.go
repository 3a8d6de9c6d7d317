// Package geo is mitte's kernel: reference systems, boxes, geometries that know their SRID, the intake rules every
// foreign geometry passes before SQL sees it, civil days and half-open periods, and the clock.
//
// Two libraries, two meanings. A go-geom value (inside Geom) knows its SRID and travels between Go and PostGIS; an orb
// value is lon/lat degrees or tile space. Geom.Orb and FromOrb are the only doors between them, and they open only where
// the SRID says lon/lat, so metres never pass for degrees.
//
// What comes from outside passes Intake, which refuses with code, place and point and never repairs:
//
//	for feature, err := range geo.ReadFeatures(file, geo.LonLat, geo.ImportFeatures) {
//		...
//		shape, err := intake.GeoJSON(feature.Geometry)
//	}
//
// What goes out as GeoJSON is written by AppendGeometry and AppendGeom. ParcelKey reads and shows Flurstückskennzeichen.
//
// Nothing here opens a file or a connection, projects coordinates or knows a table: PostGIS and ogr2ogr transform, geo/pg
// talks to the database.
package geo
