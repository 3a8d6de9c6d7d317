package api

import (
	"html/template"
	"io"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/kpi"
	"mitte/geo/people"
)

// reportRoutes are the council's report and its tables. It tells of streets with a shop or two, so it is not public: what is
// public of it are the figures, which hold small groups back.
func (a *api) reportRoutes() []route {
	readers := []people.Role{people.Planner, people.Staff, people.Admin}
	return []route{
		{method: fiber.MethodGet, pattern: "/report/:year", class: report, may: readers, handler: a.yearReport},
		{method: fiber.MethodGet, pattern: "/report/:year/:table.csv", class: report, may: readers, handler: a.yearTable},
	}
}

// askReport answers for the year in the address, as it was known at known_at.
func (a *api) askReport(c *fiber.Ctx) (words, *kpi.Report, error) {
	year, err := strconv.Atoi(c.Params("year"))
	if err != nil || year < 1000 || year > 9999 {
		return "", nil, fiber.ErrNotFound
	}
	q := bind(c, "known_at", "lang")
	known := q.knownAt()
	if err := q.err(); err != nil {
		return "", nil, err
	}
	if a.KPI == nil {
		return "", nil, errNoOffice
	}
	r, err := a.KPI.Report(c.UserContext(), actor(c), kpi.ReportQuestion{Year: year, KnownAt: known})
	return speaks(c), &r, err
}

func (a *api) yearReport(c *fiber.Ctx) error {
	w, r, err := a.askReport(c)
	if err != nil {
		return err
	}
	town, err := a.Place.TownName(c.UserContext())
	if err != nil {
		return err
	}
	v := w.report(r, town.Name, town.MadeUp)
	v.Sheets, v.Links = []string{chartsHref, reportHref}, true
	body, err := renderNamed("report.html", v)
	if err != nil {
		return err
	}
	dressPage(c, &page{words: w})
	c.Set(fiber.HeaderContentType, htmlType)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Send(body)
}

func (a *api) yearTable(c *fiber.Ctx) error {
	w, r, err := a.askReport(c)
	if err != nil {
		return err
	}
	for _, t := range w.reportTables(r) {
		if t.ID == c.Params("table") {
			return a.sendFigureTable(c, w, "report-"+strconv.Itoa(r.Year)+"-"+t.ID, &t)
		}
	}
	return fiber.ErrNotFound
}

func (a *api) sendFigureTable(c *fiber.Ctx, w words, name string, t *figureTable) error {
	body, err := t.sheet()
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentLanguage, string(w))
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="`+name+`.csv"`)
	return send(c, csvType, "", body)
}

// ReportTables are the names of a report's tables.
func ReportTables() []string { return []string{"years", "months", "streets", "areas", "uses", "works"} }

// WriteReport writes a report as one HTML file that needs nothing beside it, for reading and for printing on A4. The same
// report makes the same bytes. The language is de or en; another one is refused as BadRequest.
func WriteReport(out io.Writer, r *kpi.Report, town string, madeUp bool, lang string) error {
	w, err := languageOf(lang)
	if err != nil {
		return err
	}
	v := w.report(r, town, madeUp)
	v.Style = template.CSS(string(chartStyle) + string(reportStyle)) //nolint:gosec // our own files
	body, err := renderNamed("report.html", v)
	if err != nil {
		return err
	}
	_, err = out.Write(body)
	return err
}

// WriteReportTable writes one of the ReportTables for a spreadsheet; NotFound for a name that is none of them.
func WriteReportTable(out io.Writer, r *kpi.Report, table, lang string) error {
	w, err := languageOf(lang)
	if err != nil {
		return err
	}
	for _, t := range w.reportTables(r) {
		if t.ID != table {
			continue
		}
		body, err := t.sheet()
		if err == nil {
			_, err = out.Write(body)
		}
		return err
	}
	return fault.New(fault.NotFound, "not_found", "there is no such table")
}

func languageOf(lang string) (words, error) {
	if lang != "de" && lang != "en" {
		return "", fault.New(fault.BadRequest, "unknown_value", "the language is de or en")
	}
	return words(lang), nil
}
