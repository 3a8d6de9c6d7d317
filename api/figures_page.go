package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/kpi"
)

// figurePageRoutes tell everybody how the shops are doing, in words, curves and tables.
func (a *api) figurePageRoutes() []route {
	return []route{
		public("/figures", report, false, a.paged(a.figuresPage)),
		public("/figures/:table.csv", report, false, a.figuresTable),
	}
}

// figuresView is the body of the page.
type figuresView struct {
	Lead                  string
	Held                  string
	Curves                *lineChart
	Bars                  *barChart
	Town, Months, Streets figureTable
}

// figuresBack is how many months the curves go back.
const figuresBack = 24

// publicFigures asks for today, a year ago and the months between and before. All visitors of a minute share the answer.
func (a *api) publicFigures(c *fiber.Ctx) (*kpi.PublicAnswer, error) {
	if a.KPI == nil {
		return nil, errNoOffice
	}
	today := geo.Today(a.Clock)
	first := geo.NewDate(today.Time().Year(), today.Time().Month(), 1)
	found, err := a.KPI.Public(c.UserContext(), kpi.Question{
		At: today, CompareAt: today.AddMonths(-12), Period: geo.Period{From: first.AddMonths(-figuresBack), To: today.AddDays(1)},
	})
	return &found, err
}

func (a *api) figuresPage(c *fiber.Ctx, w words) error {
	found, err := a.publicFigures(c)
	if err != nil {
		return err
	}
	town, err := a.Place.TownName(c.UserContext())
	if err != nil {
		return err
	}
	return a.sendPageHTML(c, "figures.html", page{
		words: w, Title: w.T("figures"), About: w.T("figures_about"), Path: "/figures", Charts: chartsHref, Town: town.Name, MadeUp: town.MadeUp,
		Crumbs: []crumb{{w.T("figures"), ""}}, Sources: town.Sources, AsOf: w.day(found.Town.At), Body: w.figuresBody(found),
	})
}

func (a *api) figuresTable(c *fiber.Ctx) error {
	if err := bind(c, "lang").err(); err != nil {
		return err
	}
	found, err := a.publicFigures(c)
	if err != nil {
		return err
	}
	w := speaks(c)
	for _, t := range []figureTable{w.releasedMonths(found), w.releasedStreets(found)} {
		if t.ID == c.Params("table") {
			return a.sendFigureTable(c, w, "figures-"+t.ID, &t)
		}
	}
	return fiber.ErrNotFound
}

func (w words) figuresBody(a *kpi.PublicAnswer) *figuresView {
	v := &figuresView{
		Lead: w.T("figures_few"), Held: w.T("figures_held", kpi.FewestPublic, kpi.FewestPublic),
		Town: w.releasedTown(a), Months: w.releasedMonths(a), Streets: w.releasedStreets(a),
	}
	if t := &a.Town; t.Stock != nil {
		v.Lead = w.T("figures_today", w.day(t.At), w.counted(*t.Vacant).Text, w.counted(*t.Stock).Text, w.shared(t.ByUnits).Text)
		if a.Compared != nil && a.Compared.ByUnits != nil {
			v.Lead += " " + w.T("report_lead_before", w.shared(a.Compared.ByUnits).Text)
		}
	}
	n := len(a.Series)
	days, units, area, front := make([]geo.Date, n), make([]*float64, n), make([]*float64, n), make([]*float64, n)
	for i := range a.Series {
		days[i], units[i], area[i], front[i] = a.Series[i].At, a.Series[i].ByUnits, a.Series[i].ByArea, a.Series[i].ByFrontage
	}
	v.Curves = w.rateCurves(w.T("report_curves"), days, units, area, front)
	v.Bars = w.releasedBars(a.Streets)
	return v
}

func (w words) releasedBars(streets []kpi.StreetFigures) *barChart {
	var values []barValue
	for i := range streets {
		if s := &streets[i]; s.Stock != nil && len(values) < mostBars {
			values = append(values, barValue{
				clipped(s.Street, 25), w.T("report_bar", w.shared(s.ByUnits).Text, w.counted(*s.Vacant).Text, w.counted(*s.Stock).Text),
				percentages([]*float64{s.ByUnits})[0], nil,
			})
		}
	}
	return drawBars(w.T("report_streets_bars"), w.T("see_table"), values)
}

// releasedCells are what all tables tell of a day.
func (w words) releasedCells(r *kpi.Released) []figureCell {
	return []figureCell{
		w.countedOr(r.Stock), w.countedOr(r.Vacant), w.shared(r.ByUnits), w.shared(r.ByArea), w.shared(r.ByFrontage), w.shared(r.StructuralShare),
		w.measuredOr(r.MedianVacantDays), w.shared(r.SurveyedRate),
	}
}

func (w words) releasedHeads(first string) []string {
	return w.heads(first, "col.stock", "col.vacant", "col.by_units", "col.by_area", "col.by_front", "col.structural_share", "col.duration", "col.fresh")
}

func (w words) releasedTown(a *kpi.PublicAnswer) figureTable {
	t := figureTable{ID: "town", Caption: w.T("figures_town"), Head: w.releasedHeads("report_day")}
	days := []*kpi.Released{&a.Town}
	if a.Compared != nil {
		days = append(days, a.Compared)
	}
	for _, r := range days {
		t.Rows = append(t.Rows, figureRow{Name: w.dated(r.At), Cells: w.releasedCells(r)})
	}
	return t
}

func (w words) releasedMonths(a *kpi.PublicAnswer) figureTable {
	t := figureTable{ID: "months", Caption: w.T("report_months"), Head: w.releasedHeads("report_day")}
	for i := range a.Series {
		t.Rows = append(t.Rows, figureRow{Name: w.dated(a.Series[i].At), Cells: w.releasedCells(&a.Series[i])})
	}
	return t
}

func (w words) releasedStreets(a *kpi.PublicAnswer) figureTable {
	t := figureTable{ID: "streets", Caption: w.T("report_streets"), Head: w.releasedHeads("report_street")}
	for i := range a.Streets {
		t.Rows = append(t.Rows, figureRow{Name: a.Streets[i].Street, Cells: w.releasedCells(&a.Streets[i].Released)})
	}
	return t
}
