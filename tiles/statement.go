package tiles

import (
	"fmt"
	"strings"
)

// The text of a statement depends on the set alone, so there are few and each stays prepared. The margin of the selection
// equals the buffer; without it features in the buffer's strip would vanish.
const (
	sqlBounds = `
WITH bounds AS (
    SELECT ST_TileEnvelope($1, $2, $3) AS tile, ST_TileEnvelope($1, $2, $3, margin => 64.0 / 4096) AS wide
)
SELECT `

	sqlLayer = `coalesce((
    SELECT ST_AsMVT(t, '%[1]s', 4096, 'mvt', 'id')
    FROM (
        SELECT id, %[2]s, ST_AsMVTGeom(geom_3857, (SELECT tile FROM bounds), 4096, 64, true) AS mvt
        FROM pub.%[1]s
        WHERE geom_3857 && (SELECT wide FROM bounds)%[3]s
        ORDER BY id
    ) AS t), '')`

	sqlOnDay = `
          AND (valid_from IS NULL OR valid_from <= $4::date) AND (valid_to IS NULL OR valid_to > $4::date%s)`

	// A site that should have been finished and still goes on is there until today.
	sqlGoesOn = `status IN ('active', 'suspended') AND actual_end IS NULL`
)

// statement returns the text for the layers of a set. It is made of names from layers alone.
func statement(set Set) string {
	var parts []string
	for _, l := range set.Layers() {
		condition := ""
		if l.Dated {
			goesOn := ""
			if l.goesOn != "" {
				goesOn = " OR ($5::boolean AND " + l.goesOn + ")"
			}
			condition = fmt.Sprintf(sqlOnDay, goesOn)
		}
		parts = append(parts, fmt.Sprintf(sqlLayer, l.Name, columns(l), condition))
	}
	return sqlBounds + strings.Join(parts, " || ") + " AS tile"
}

func columns(l Layer) string {
	out := make([]string, len(l.Fields))
	for i, f := range l.Fields {
		out[i] = f.Name
		if f.day {
			out[i] = f.Name + "::text AS " + f.Name
		}
	}
	return strings.Join(out, ", ")
}

// statements holds the text of every set.
var statements = func() []string {
	all := make([]string, AllLayers()+1)
	for set := Set(1); set <= AllLayers(); set++ {
		all[set] = statement(set)
	}
	return all
}()
