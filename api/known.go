package api

import (
	"time"

	"mitte/geo"
)

// What an answer says of the knowledge it was asked from; one of today's knowledge says nothing.

func (w *jsonWriter) known(at time.Time) {
	if !at.IsZero() {
		w.time("known_at", at)
	}
}

// knownFor is the moment in words.
func knownFor(at time.Time, lang string) string {
	local := at.In(geo.Berlin)
	if lang == "en" {
		return local.Format("2006-01-02 15:04")
	}
	return local.Format("02.01.2006 15:04")
}

// nameOfDay is part of a file's name.
func nameOfDay(day geo.Date, known time.Time) string {
	if known.IsZero() {
		return day.String()
	}
	return day.String() + "-known-" + geo.DateOf(known).String()
}

// withKnown gives each row of a sheet the moment.
func withKnown(header []both, rows []sheetRow, known time.Time, lang string) ([]both, []sheetRow) {
	if known.IsZero() {
		return header, rows
	}
	text := knownFor(known, lang)
	for i := range rows {
		rows[i] = append(rows[i], text)
	}
	return append(header[:len(header):len(header)], both{"bekannt am", "as known on"}), rows
}
