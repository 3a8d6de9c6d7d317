// Package geo is mitte's kernel: reference systems, boxes, geometries that know their SRID, the intake rules every
// foreign geometry passes before SQL sees it, civil days and half-open periods, and the clock.
//
// Two libraries, two meanings. A go-geom value (inside Geom) knows its SRID and travels between Go and PostGIS; an orb
// value is lon/lat degrees or tile space. Geom.Orb and FromOrb are the only doors between them, and they open only where
// the SRID says lon/lat, so metres never pass for degrees.
//
// Nothing here does I/O, projects coordinates or knows a table: PostGIS and ogr2ogr transform, geo/pg talks to the
// database.
package geo
