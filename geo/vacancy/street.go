package vacancy

import (
	"context"

	"mitte/geo"
	"mitte/geo/pg"
)

// Street is where a unit stands: its point, and the shop fronts along its piece of the street.
type Street struct {
	East, North float64 // metres of EPSG:25832
	Name        string  // "" if the unit has no front on a street
	LengthM     float64
	FromLabel   *string // the crossing at which the chainage begins
	ToLabel     *string
	Fronts      []Front // of the public units of the day, in the order of the chainage
}

// Front is a shop front at a street. FromM and ToM are metres from the beginning of the segment.
type Front struct {
	PublicRef         string
	BusinessName      *string
	UseType           string
	VacancyStatus     string
	HouseNumber       *int
	HouseNumberSuffix *string
	Side              string // left or right, seen along the chainage
	FromM, ToM        float64
}

// Street returns what stands along the street where a unit has its main front, on a day.
func (s *Service) Street(ctx context.Context, u *Unit, day geo.Date) (Street, error) {
	const op = "vacancy.Street"
	var out Street
	err := s.db.QueryRow(ctx, sqlStreet, u.ID).Scan(&out.East, &out.North, &out.Name, &out.LengthM, &out.FromLabel, &out.ToLabel)
	if err != nil || out.Name == "" {
		return out, pg.Fault(op, err)
	}
	out.Fronts, err = pg.Collect[Front](ctx, s.db, sqlFronts, u.SegmentID, day)
	return out, pg.Fault(op, err)
}

const sqlStreet = `
SELECT ST_X(u.geom), ST_Y(u.geom), coalesce(s.street_name, ''), coalesce(s.length_m, 0), s.from_label, s.to_label
FROM pub.units u
LEFT JOIN pub.segments s ON s.id = u.segment_id
WHERE u.id = $1
ORDER BY u.valid_from DESC NULLS LAST
LIMIT 1`

// The chainage of fronts counts from the beginning of their segment.
const sqlFronts = `
SELECT u.public_ref, u.business_name, u.use_type, u.vacancy_status, u.house_number, u.house_number_suffix, f.side, f.from_m, f.to_m
FROM pub.frontages f
JOIN pub.units u ON u.id = f.unit_id
WHERE f.segment_id = $1 AND f.side IS NOT NULL AND f.to_m > f.from_m
  AND (u.valid_from IS NULL OR u.valid_from <= $2) AND (u.valid_to IS NULL OR u.valid_to > $2)
ORDER BY f.from_m, f.to_m, u.id`
