package geo

// SRID names a coordinate reference system by its EPSG number.
type SRID int

const (
	// Storage is EPSG:25832, ETRS89 / UTM zone 32N: metres east and north. Everything in the database is in it. A town
	// east of 12° changes this constant and the box below to zone 33.
	Storage SRID = 25832
	// LonLat is EPSG:4326 in the order longitude, latitude, as GeoJSON (CRS84) has it. ETRS89 is treated as WGS 84;
	// the difference is below about a metre.
	LonLat SRID = 4326
	// WebMercator is EPSG:3857, the plane of the tiles. Its areas are 2.8 times too large here: never measure in it.
	WebMercator SRID = 3857
)

// Germany in the coordinates of each system; bounds inclusive. Outside of it no geometry is taken.
var (
	germanyLonLat  = BBox{5.8, 47, 15.1, 55.1}
	germanyStorage = BBox{250_000, 5_200_000, 970_000, 6_130_000}
)
