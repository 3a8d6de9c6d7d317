package api

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/kpi"
)

// sendFiguresSheet answers with a row for each day: the series if there is one, else the day asked about and the one
// compared with it.
func sendFiguresSheet(c *fiber.Ctx, a *kpi.Answer) error {
	lang := language(c.Get(fiber.HeaderAcceptLanguage))
	days := a.Series
	if len(days) == 0 {
		days = append(days, a.Figures)
		if a.Compared != nil {
			days = append(days, *a.Compared)
		}
	}
	header := make([]both, len(figureColumns))
	for i, column := range figureColumns {
		header[i] = column.name
	}
	rows := make([]sheetRow, len(days))
	for i := range days {
		for _, column := range figureColumns {
			rows[i] = append(rows[i], column.cell(&days[i], lang))
		}
	}
	header, rows = withKnown(header, rows, a.Known, lang)
	return sendSheet(c, "kpis-"+nameOfDay(a.Figures.At, a.Known), lang, header, rows)
}

var figureColumns = []struct {
	name both
	cell func(f *kpi.Figures, lang string) any
}{
	{both{"Tag", "Day"}, func(f *kpi.Figures, lang string) any { return dayFor(f.At, lang) }},
	{both{"Bestand", "Stock"}, func(f *kpi.Figures, _ string) any { return strconv.Itoa(f.Stock) }},
	{both{"leer", "Vacant"}, func(f *kpi.Figures, _ string) any { return strconv.Itoa(f.Vacant) }},
	{both{"Zwischennutzung", "Interim use"}, func(f *kpi.Figures, _ string) any { return strconv.Itoa(f.Interim) }},
	{both{"Leerstand nach Einheiten %", "Vacancy by units %"}, func(f *kpi.Figures, lang string) any { return perCent(f.ByUnits, lang) }},
	{both{"Verkaufsfläche m²", "Sales area m²"}, func(f *kpi.Figures, lang string) any { return metresFor(f.SalesAreaM2, lang) }},
	{both{"davon leer m²", "of it vacant m²"}, func(f *kpi.Figures, lang string) any { return metresFor(f.VacantSalesAreaM2, lang) }},
	{both{"Fläche bekannt", "Area known"}, func(f *kpi.Figures, _ string) any { return strconv.Itoa(f.SalesAreaKnown) }},
	{both{"Leerstand nach Fläche %", "Vacancy by area %"}, func(f *kpi.Figures, lang string) any { return perCent(f.ByArea, lang) }},
	{both{"Front m", "Frontage m"}, func(f *kpi.Figures, lang string) any { return metresFor(f.FrontageM, lang) }},
	{both{"davon leer m", "of it vacant m"}, func(f *kpi.Figures, lang string) any { return metresFor(f.VacantFrontageM, lang) }},
	{both{"Leerstand nach Front %", "Vacancy by frontage %"}, func(f *kpi.Figures, lang string) any { return perCent(f.ByFrontage, lang) }},
	{both{"strukturell", "Structural"}, func(f *kpi.Figures, _ string) any { return strconv.Itoa(f.Structural) }},
	{both{"dauerhaft", "Persistent"}, func(f *kpi.Figures, _ string) any { return strconv.Itoa(f.Persistent) }},
	{both{"Dauer, Median Tage", "Duration, median days"}, func(f *kpi.Figures, lang string) any { return numberFor(f.MedianVacantDays, lang) }},
	{both{"erhoben in 90 Tagen %", "Surveyed in 90 days %"}, func(f *kpi.Figures, lang string) any { return perCent(f.SurveyedRate, lang) }},
}

func perCent(rate *float64, lang string) number {
	if rate == nil {
		return ""
	}
	return metresFor(*rate*100, lang)
}

func numberFor(v *float64, lang string) number {
	if v == nil {
		return ""
	}
	return metresFor(*v, lang)
}
