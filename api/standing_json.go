package api

import (
	"time"

	"mitte/geo"
	"mitte/geo/place"
)

// standingJSON writes what stands along a street or in an area on a day: what was asked about, the rows as row writes them with
// their geometry, and the totals.
func standingJSON(at geo.Date, known time.Time, rows []place.AlongRow, totals *place.AlongTotals, row func(*jsonWriter, *place.AlongRow), about func(*jsonWriter)) []byte {
	w := &jsonWriter{b: make([]byte, 0, 2048+700*len(rows))}
	w.open()
	about(w)
	w.day("at", at)
	w.known(known)
	items(w, "rows", rows, func(w *jsonWriter, r *place.AlongRow) {
		row(w, r)
		w.geom("geometry", r.Geom)
	})
	w.object("totals")
	alongTotals(w, totals)
	w.close('}')
	w.close('}')
	return w.b
}

// standingGeoJSON has the rows as features in order, each under its name; the totals stand beside them.
func standingGeoJSON(at geo.Date, known time.Time, rows []place.AlongRow, totals *place.AlongTotals, row func(*jsonWriter, *place.AlongRow), name func(*place.AlongRow) string) []byte {
	w := &jsonWriter{b: make([]byte, 0, 2048+700*len(rows))}
	w.open()
	w.str("type", "FeatureCollection")
	items(w, "features", rows, func(w *jsonWriter, r *place.AlongRow) {
		w.str("type", "Feature")
		w.str("id", name(r))
		w.geom("geometry", r.Geom)
		w.object("properties")
		row(w, r)
		w.close('}')
	})
	w.day("at", at)
	w.known(known)
	w.object("totals")
	alongTotals(w, totals)
	w.close('}')
	w.close('}')
	return w.b
}
