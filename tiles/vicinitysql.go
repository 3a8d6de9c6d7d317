package tiles

import "fmt"

// The rows of one tile, for layers that stay in the database. What is asked for is a little more than the buffer, a unit
// for the rounding of places included; the encoder's own selection decides. The texts are constant, so they stay prepared.
const (
	sqlNear = `
SELECT %[2]s
FROM (
    SELECT * FROM pub.%[1]s
    WHERE geom_3857 && ST_TileEnvelope($1, $2, $3, margin => 0.016)%[3]s
    LIMIT %[4]d
) AS near
ORDER BY %[5]s`

	// Of too many rows the ones with the highest rank, and of a rank the lowest ids, which is how the ceiling of a tile
	// chooses too: what it would keep is among them. The last column is how many there are.
	sqlLargest = `
SELECT %[2]s, among
FROM (
    SELECT *, count(*) OVER () AS among FROM pub.%[1]s
    WHERE geom_3857 && ST_TileEnvelope($1, $2, $3, margin => 0.016)%[3]s
    ORDER BY %[6]sid
    LIMIT %[4]d
) AS largest
ORDER BY %[5]s`

	sqlNearOnDay = `
      AND (valid_from IS NULL OR valid_from <= date '1970-01-01' + $4::integer)
      AND (valid_to IS NULL OR valid_to > date '1970-01-01' + $4::integer%s)`
)

// maxNear is how many rows of a layer one tile takes from the database.
const maxNear = 50_000

// nearStatements returns the texts for one layer: all rows near a tile, one more than limit at most so that too many are
// noticed, and the limit largest.
func nearStatements(l *Layer, limit int) (all, largest string) {
	day := ""
	if l.Dated {
		goesOn := ""
		if l.goesOn != "" {
			goesOn = " OR ($5::boolean AND " + l.goesOn + ")"
		}
		day = fmt.Sprintf(sqlNearOnDay, goesOn)
	}
	all = fmt.Sprintf(sqlNear, l.Name, rowColumns(l), day, limit+1, rowOrder(l))
	largest = fmt.Sprintf(sqlLargest, l.Name, rowColumns(l), day, limit, rowOrder(l), rankOrder(l))
	return all, largest
}

// rankOrder is feature.rank in SQL, up to what rounding to places does; points are all alike.
func rankOrder(l *Layer) string {
	const unitsPerMetre = (1 << 32) / worldWidth
	switch l.Geometry {
	case "Polygon":
		return fmt.Sprintf("floor(ln(greatest(ST_Area(geom_3857) * %.17g, 1)) / (2 * ln(2))) DESC, ", unitsPerMetre*unitsPerMetre)
	case "LineString":
		return fmt.Sprintf("floor(ln(greatest(ST_Length(geom_3857) * %.17g, 1)) / ln(2)) DESC, ", unitsPerMetre)
	default:
		return ""
	}
}
