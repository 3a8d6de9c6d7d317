package api

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/works"
)

// sendImpactSheet answers with a row for each affected unit, in the language of the desk.
func sendImpactSheet(c *fiber.Ctx, section int64, f *works.Affected) error {
	lang := language(c.Get(fiber.HeaderAcceptLanguage))
	rows := make([]sheetRow, 0, len(f.Units))
	cut := map[int64][]string{}
	for _, o := range f.Unreachable {
		cut[o.UnitID] = append(cut[o.UnitID], sheetWord(o.Why, lang)+" "+dayFor(o.Period.From, lang)+"–"+dayFor(o.Period.LastDay(), lang))
	}
	for i := range f.Units {
		rows = append(rows, impactRow(&f.Units[i], cut[f.Units[i].ID], lang))
	}
	return sendSheet(c, "impact-"+strconv.FormatInt(section, 10), lang, impactColumns, rows)
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

func impactRow(u *works.AffectedUnit, cut []string, lang string) sheetRow {
	days, steps := "", ""
	if u.Days != nil {
		days = strconv.Itoa(*u.Days)
	}
	if u.StepFree != nil {
		steps = sheetWord(strconv.FormatBool(*u.StepFree), lang)
	}
	return sheetRow{
		u.Ref, u.StreetName, u.HouseNumber, u.Name, sheetWord(u.UseType, lang), sheetWord(u.VacancyStatus, lang),
		metresFor(u.FrontageM, lang), metresFor(u.AffectedM, lang), days, dayFor(u.FirstDay, lang), dayFor(u.LastDay, lang),
		sheetWord(u.Pedestrian, lang), steps, sheetWord(u.Vehicle, lang), sheetWord(u.Noise, lang), strings.Join(cut, ", "),
	}
}
