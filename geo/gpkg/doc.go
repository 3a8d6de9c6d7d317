// Package gpkg writes features as a GeoPackage, the one file that every GIS opens, with GDAL's ogr2ogr: tables in EPSG:25832, each
// with a spatial index, its title, and what it says about itself.
//
// What goes in is GeoJSON in lon/lat whose properties are the columns. Nothing here knows what the features are, and nothing is read
// from a database. Imports of GeoPackages are geo/intake's.
//
//	file, err := writer.Write(ctx, gpkg.Table{Name: "units", Title: "Ladenlokale", Features: text})
package gpkg
