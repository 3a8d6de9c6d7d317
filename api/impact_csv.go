package api

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/works"
)

// sendImpactSheet answers with a row for each affected unit, in the language of the desk.
func sendImpactSheet(c *fiber.Ctx, section int64, f *works.Affected) error {
	lang := language(c.Get(fiber.HeaderAcceptLanguage))
	rows := [][]string{impactHeader(lang)}
	cut := map[int64][]string{}
	for _, o := range f.Unreachable {
		cut[o.UnitID] = append(cut[o.UnitID], sheetWord(o.Why, lang)+" "+dayFor(o.Period.From, lang)+"–"+dayFor(o.Period.LastDay(), lang))
	}
	for i := range f.Units {
		rows = append(rows, impactRow(&f.Units[i], cut[f.Units[i].ID], lang))
	}
	body, err := spreadsheet(rows)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentLanguage, lang)
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="impact-`+strconv.FormatInt(section, 10)+`.csv"`)
	return send(c, csvType, "", body)
}

var impactColumns = []both{
	{"Kürzel", "Reference"},
	{"Straße", "Street"},
	{"Hausnummer", "House number"},
	{"Name", "Name"},
	{"Nutzung", "Use"},
	{"Belegung", "Occupancy"},
	{"Schaufensterfront m", "Shop front m"},
	{"davon betroffen m", "affected m"},
	{"Tage", "Days"},
	{"erster Tag", "first day"},
	{"letzter Tag", "last day"},
	{"zu Fuß", "on foot"},
	{"stufenlos", "step-free"},
	{"Fahrzeuge", "vehicles"},
	{"Lärm", "noise"},
	{"nicht erreichbar", "out of reach"},
}

func impactHeader(lang string) []string {
	out := make([]string, len(impactColumns))
	for i, column := range impactColumns {
		out[i] = column.in(lang)
	}
	return out
}

func impactRow(u *works.AffectedUnit, cut []string, lang string) []string {
	days, steps := "", ""
	if u.Days != nil {
		days = strconv.Itoa(*u.Days)
	}
	if u.StepFree != nil {
		steps = sheetWord(strconv.FormatBool(*u.StepFree), lang)
	}
	return []string{
		u.Ref, u.StreetName, u.HouseNumber, u.Name, sheetWord(u.UseType, lang), sheetWord(u.VacancyStatus, lang),
		metresFor(u.FrontageM, lang), metresFor(u.AffectedM, lang), days, dayFor(u.FirstDay, lang), dayFor(u.LastDay, lang),
		sheetWord(u.Pedestrian, lang), steps, sheetWord(u.Vehicle, lang), sheetWord(u.Noise, lang), strings.Join(cut, ", "),
	}
}

// metresFor has a decimal comma in German.
func metresFor(m float64, lang string) string {
	text := strconv.FormatFloat(m, 'f', 2, 64)
	if lang == "en" {
		return text
	}
	return strings.Replace(text, ".", ",", 1)
}

// dayFor is 23.11.2026 in German.
func dayFor(d geo.Date, lang string) string {
	if d.IsZero() || lang == "en" {
		return d.String()
	}
	return d.Time().Format("02.01.2006")
}

// impactWord says a word of the database in a language; what it does not know stays as it is.
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

// spreadsheet has semicolons, because the comma is in German numbers.
func spreadsheet(rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(byteOrderMark)
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = ';', true
	for _, row := range rows {
		if err := w.Write(harmless(row)); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}
