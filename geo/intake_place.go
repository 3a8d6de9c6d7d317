package geo

import "math"

// place finds the first position outside the town and says what probably happened to it.
func (in Intake) place(s shape) error {
	box := in.within()
	for _, p := range s.parts {
		for n := p.from; n < p.to; n++ {
			if x, y := s.xy(n); !box.Contains(x, y) {
				code, msg := in.misplaced(x, y)
				return refuseAt(x, y, code, s.pathOf(p, n), "%s", msg)
			}
		}
	}
	return nil
}

func (in Intake) misplaced(x, y float64) (code, msg string) {
	if in.swapped(x, y) {
		return codeSwapped, "longitude and latitude, or east and north, seem to be swapped"
	}
	if in.SRID == LonLat && math.Max(math.Abs(x), math.Abs(y)) > 1_000 {
		return codeUnits, "the numbers seem to be metres; degrees of longitude and latitude are expected"
	}
	if in.SRID == Storage && math.Abs(x) <= 180 && math.Abs(y) <= 180 {
		return codeUnits, "the numbers seem to be degrees; metres east and north of EPSG:25832 are expected"
	}
	if in.SRID == Storage && (zonePrefixed(x) || zonePrefixed(y)) {
		return codeUnits, "the easting carries a zone number as in EPSG:4647; EPSG:25832 is expected"
	}
	return codeOutside, "the point lies outside the town"
}

// swapped also compares with Germany: a swapped point of the next town is still a swapped point.
func (in Intake) swapped(x, y float64) bool {
	country := in.country()
	return in.within().Contains(y, x) || (country.Contains(y, x) && !country.Contains(x, y))
}

func zonePrefixed(easting float64) bool {
	return easting >= 32_000_000 && easting < 34_000_000
}

func (in Intake) within() BBox {
	if in.Within == (BBox{}) {
		return in.country()
	}
	return in.Within
}

func (in Intake) country() BBox {
	if in.SRID == Storage {
		return germanyStorage
	}
	return germanyLonLat
}
