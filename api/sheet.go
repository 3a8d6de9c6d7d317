package api

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
)

const csvType = "text/csv; charset=utf-8"

// byteOrderMark tells spreadsheets that the file is UTF-8.
const byteOrderMark = "\ufeff"

// sendSheet answers with a file for the spreadsheets of the desk's language.
func sendSheet(c *fiber.Ctx, name, lang string, header []both, rows []sheetRow) error {
	names := make(sheetRow, len(header))
	for i, column := range header {
		names[i] = column.in(lang)
	}
	body, err := spreadsheet(append([]sheetRow{names}, rows...))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentLanguage, lang)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+name+`.csv"`)
	return send(c, csvType, "", body)
}

// sheetRow holds text, which may come from anybody and must not act, and numbers, which a spreadsheet shall count with.
type sheetRow []any

// number is a cell's figure as a language writes it; empty where nothing is known.
type number string

// spreadsheet has semicolons, because the comma is in German numbers.
func spreadsheet(rows []sheetRow) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(byteOrderMark)
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = ';', true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			if figure, ok := cell.(number); ok {
				cells[i] = string(figure)
			} else {
				cells[i] = harmless(cell.(string))
			}
		}
		if err := w.Write(cells); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// harmless puts an apostrophe before what a spreadsheet would take for a formula, and before digits that it would not keep: those
// after a leading zero, as a postcode may have, and more than it counts with, as the key of a parcel has.
func harmless(text string) string {
	const kept = 15 // digits
	switch {
	case text == "":
		return ""
	case strings.ContainsRune("=+-@\t\r\n", rune(text[0])):
		return "'" + text
	case strings.Trim(text, "0123456789") == "" && (len(text) > kept || len(text) > 1 && text[0] == '0'):
		return "'" + text
	default:
		return text
	}
}

// metresFor has a decimal comma in German.
func metresFor(m float64, lang string) number {
	text := strconv.FormatFloat(m, 'f', 2, 64)
	if lang == "en" {
		return number(text)
	}
	return number(strings.Replace(text, ".", ",", 1))
}

// dayFor is 23.11.2026 in German.
func dayFor(d geo.Date, lang string) string {
	if d.IsZero() || lang == "en" {
		return d.String()
	}
	return d.Time().Format("02.01.2006")
}

// sheetWord says a word of the database in a language; what it does not know stays as it is.
func sheetWord(word, lang string) string {
	if known, ok := sheetWords[word]; ok {
		return known.in(lang)
	}
	return word
}

var sheetWords = map[string]both{
	"true": {"ja", "yes"}, "false": {"nein", "no"},
	"closed": {"gesperrt", "closed"}, "narrow": {"zu schmal", "too narrow"}, "steps": {"nur über Stufen", "by steps only"},
	"open": {"frei", "open"}, "narrowed": {"verengt", "narrowed"}, "one_side": {"eine Seite frei", "one side open"},
	"local_access": {"nur Anlieger", "local access only"},
	"minor":        {"gering", "minor"}, "moderate": {"mittel", "moderate"}, "major": {"stark", "major"},
	"retail": {"Einzelhandel", "retail"}, "gastronomy": {"Gastronomie", "gastronomy"}, "service": {"Dienstleistung", "service"},
	"office": {"Büro", "office"}, "health": {"Gesundheit", "health"}, "culture": {"Kultur", "culture"}, "leisure": {"Freizeit", "leisure"},
	"education": {"Bildung", "education"}, "craft": {"Handwerk", "craft"}, "residential": {"Wohnen", "residential"},
	"storage": {"Lager", "storage"}, "other": {"Sonstiges", "other"},
	"occupied": {"belegt", "occupied"}, "threatened": {"leerfallend", "threatened"}, "vacant": {"leerstehend", "vacant"},
	"marketing": {"in Vermarktung", "on the market"}, "reserved": {"reserviert", "reserved"},
	"interim_use": {"Zwischennutzung", "interim use"}, "refurbishment": {"im Umbau", "under refurbishment"},
	"converted": {"dauerhaft umgenutzt", "converted"}, "unknown": {"unbekannt", "unknown"}, "removed": {"abgegangen", "removed"},
	"units": {"Ladeneinheit", "unit"}, "parcels": {"Flurstück", "parcel"}, "buildings": {"Gebäude", "building"},
	"sections": {"Bauabschnitt", "section"}, "left": {"links", "left"}, "right": {"rechts", "right"}, "on": {"auf der Achse", "on the axis"},
	"both": {"beide", "both"}, "planned": {"geplant", "planned"}, "scheduled": {"terminiert", "scheduled"}, "active": {"im Bau", "active"},
	"suspended": {"unterbrochen", "suspended"}, "surface_open": {"freigegeben", "open, works remaining"},
	"completed": {"abgeschlossen", "completed"}, "warranty": {"Gewährleistung", "warranty"},
}
