package api

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/place"
)

// sendAlongSheet answers with a row for each thing in order, in the language of the desk.
func sendAlongSheet(c *fiber.Ctx, f *place.Along) error {
	lang := language(c.Get(fiber.HeaderAcceptLanguage))
	rows := make([]sheetRow, len(f.Rows))
	for i := range f.Rows {
		rows[i] = alongLine(i+1, &f.Rows[i], lang)
	}
	columns, rows := withKnown(alongColumns, rows, f.Known, lang)
	return sendSheet(c, "along-"+nameOfDay(f.At, f.Known), lang, columns, rows)
}

var alongColumns = []both{
	{"Nr.", "No."},
	{"Art", "Kind"},
	{"Kürzel", "Reference"},
	{"Bezeichnung", "Label"},
	{"Seite", "Side"},
	{"Station m", "Chainage m"},
	{"von m", "from m"},
	{"bis m", "to m"},
	{"Abstand m", "Offset m"},
	{"Front m", "Frontage m"},
	{"Hauptfront", "Main front"},
	{"Ecke", "Corner"},
	{"Nutzung", "Use"},
	{"Belegung", "Occupancy"},
	{"Name", "Name"},
	{"leer seit", "vacant since"},
	{"Fläche m²", "Area m²"},
	{"stufenlos", "step-free"},
	{"erster Tag", "first day"},
	{"letzter Tag", "last day"},
}

func alongLine(n int, r *place.AlongRow, lang string) sheetRow {
	var front number
	if r.FrontM != nil {
		front = metresFor(*r.FrontM, lang)
	}
	out := sheetRow{
		strconv.Itoa(n), sheetWord(r.Kind, lang), r.Ref, sheetLabel(r, lang), sheetWord(r.Side, lang), metresFor(r.ChainageM, lang),
		metresFor(r.FromM, lang), metresFor(r.ToM, lang), metresFor(r.OffsetM, lang), front,
		sheetWord(strconv.FormatBool(r.Primary), lang), sheetWord(strconv.FormatBool(r.Corner), lang),
	}
	switch {
	case r.Unit != nil:
		u := r.Unit
		var area number
		steps := ""
		if u.SalesAreaM2 != nil {
			area = metresFor(*u.SalesAreaM2, lang)
		}
		if u.StepFree != nil {
			steps = sheetWord(strconv.FormatBool(*u.StepFree), lang)
		}
		return append(out, sheetWord(u.UseType, lang), sheetWord(u.Status, lang), u.Name, dayFor(u.VacantSince, lang), area, steps, "", "")
	case r.Section != nil:
		s := r.Section
		last := s.To
		if !last.IsZero() {
			last = last.AddDays(-1)
		}
		title := s.TitleDe
		if lang == "en" {
			title = s.TitleEn
		}
		return append(out, "", sheetWord(s.Status, lang), title, "", metresFor(s.OverlapM2, lang), "", dayFor(s.From, lang), dayFor(last, lang))
	default:
		return append(out, "", "", "", "", metresFor(r.Parcel.AreaM2, lang), "", "", "")
	}
}

// sheetLabel says of ground what it is: 12/6 alone would be a day in June.
func sheetLabel(r *place.AlongRow, lang string) string {
	if r.Parcel == nil || r.Label == "" {
		return r.Label
	}
	return sheetWord(r.Kind, lang) + " " + r.Label
}
