package api

import (
	"html/template"
	"strconv"
	"strings"
	"time"

	"mitte/geo"
	"mitte/geo/kpi"
	"mitte/geo/works"
)

// reportView is a year's report, ready for its template. The same answer makes the same bytes.
type reportView struct {
	words
	Sheets   []string     // addresses of style sheets; none where Style has them
	Style    template.CSS // of a file that stands alone
	Town     string
	MadeUp   bool
	Year     int
	Over     bool
	Until    string
	Known    string // to read
	KnownAt  string // to ask again with
	Links    bool   // to other years, languages and files: on a page of the service
	Lead     []string
	Tiles    []reportTile
	Curves   *lineChart
	ByStreet *barChart
	Mix      *barChart
	BySite   *barChart
	Plan     *reportPlan
	Tables   map[string]*figureTable
}

// Lang is the language of the report, for its root element.
func (v *reportView) Lang() string { return string(v.words) }

// Address is the report of a year as it was known at the same moment.
func (v *reportView) Address(year int, lang string) string {
	return "/report/" + strconv.Itoa(year) + "?known_at=" + v.KnownAt + "&lang=" + lang
}

// File is a table for a spreadsheet.
func (v *reportView) File(table string) string {
	return "/report/" + strconv.Itoa(v.Year) + "/" + table + ".csv?known_at=" + v.KnownAt + "&lang=" + v.Lang()
}

// In joins the report and one of its tables, for a template that needs both.
func (v *reportView) In(table string) reportFile { return reportFile{v, table} }

type reportFile struct {
	Page  *reportView
	Table string
}

// Before is the year before.
func (v *reportView) Before() int { return v.Year - 1 }

// OtherLang is the language the report is not in.
func (v *reportView) OtherLang() string { return page{words: v.words}.OtherLang() }

// reportTile is a figure in large type.
type reportTile struct{ Label, Value, Unit, Change string }

// mostBars fit on half a sheet.
const mostBars = 14

func (w words) report(r *kpi.Report, town string, madeUp bool) *reportView {
	v := &reportView{
		words: w, Town: town, MadeUp: madeUp, Year: r.Year, Over: r.Over(), Until: w.day(r.Until), Known: w.moment(r.KnownAt),
		KnownAt: r.KnownAt.Format(time.RFC3339Nano), Tables: map[string]*figureTable{},
	}
	tables := w.reportTables(r)
	for i := range tables {
		v.Tables[tables[i].ID] = &tables[i]
	}
	now := &r.Years[0]
	var before *kpi.YearFigures
	if len(r.Years) > 1 {
		before = &r.Years[1]
	}
	v.Lead, v.Tiles = w.reportLead(r, now, before), w.reportTiles(now, before)
	v.Curves = w.monthCurves(r.Months, w.T("report_curves"))
	v.ByStreet, v.Mix, v.BySite = w.streetBars(r.Streets), w.mixBars(r.Years), w.siteBars(r.Works)
	v.Plan = w.drawReportPlan(&r.Plan, w.day(r.Until))
	return v
}

func (w words) reportTiles(now, before *kpi.YearFigures) []reportTile {
	points := func(of func(*kpi.YearFigures) *float64) string {
		if before == nil {
			return ""
		}
		v := percentages([]*float64{of(now), of(before)})
		if v[0] == nil || v[1] == nil {
			return ""
		}
		return w.T("report_points", w.signed(*v[0]-*v[1], 1))
	}
	rate := func(key string, of func(*kpi.YearFigures) *float64) reportTile {
		unit := "%"
		if of(now) == nil {
			unit = ""
		}
		return reportTile{w.label(key), w.shared(of(now)).Text, unit, points(of)}
	}
	count := func(key, unit string, n int, of func(*kpi.YearFigures) int) reportTile {
		t := reportTile{Label: w.label(key), Value: w.counted(n).Text, Unit: unit}
		if before != nil {
			t.Change = w.T("report_since", w.signed(float64(n-of(before)), 0))
		}
		return t
	}
	duration := reportTile{Label: w.label("duration"), Value: w.measuredOr(now.Figures.MedianVacantDays).Text, Unit: w.T("report_days")}
	if before != nil && now.Figures.MedianVacantDays != nil && before.Figures.MedianVacantDays != nil {
		duration.Change = w.T("report_since", w.signed(*now.Figures.MedianVacantDays-*before.Figures.MedianVacantDays, 0))
	}
	exposure := reportTile{Label: w.label("exposure"), Value: w.measured(now.Exposure.MDays, 0).Text, Unit: w.T("report_mdays")}
	if before != nil {
		exposure.Change = w.T("report_since", w.signed(now.Exposure.MDays-before.Exposure.MDays, 0))
	}
	return []reportTile{
		rate("by_units", func(y *kpi.YearFigures) *float64 { return y.Figures.ByUnits }),
		rate("by_area", func(y *kpi.YearFigures) *float64 { return y.Figures.ByArea }),
		rate("by_front", func(y *kpi.YearFigures) *float64 { return y.Figures.ByFrontage }),
		count("structural", "", now.Figures.Structural, func(y *kpi.YearFigures) int { return y.Figures.Structural }),
		duration,
		exposure,
	}
}

// label is the name of a figure without its unit, which stands beside the value.
func (w words) label(key string) string {
	name := w.T("figure." + key)
	if at := strings.LastIndex(name, ", "); at > 0 {
		return name[:at]
	}
	return name
}

// reportLead says the year in sentences.
func (w words) reportLead(r *kpi.Report, now, before *kpi.YearFigures) []string {
	f := &now.Figures
	if f.Stock == 0 {
		return []string{w.T("report_nothing")}
	}
	first := w.T("report_lead", w.day(r.Until), w.counted(f.Vacant).Text, w.counted(f.Stock).Text, w.shared(f.ByUnits).Text)
	if before != nil && before.Figures.ByUnits != nil {
		first += " " + w.T("report_lead_before", w.shared(before.Figures.ByUnits).Text)
	}
	second := w.T("report_lead_kinds", w.counted(f.Structural).Text, w.counted(f.Persistent).Text)
	third := w.T("report_lead_moves", w.counted(now.Flow.Entries).Text, w.counted(now.Flow.Exits).Text, w.counted(now.Flow.Let).Text)
	out := []string{first, second, third}
	if e := &now.Exposure; e.Units > 0 {
		out = append(out, w.T("report_lead_works", w.counted(e.Sections).Text, w.counted(e.Units).Text, w.measured(e.MDays, 0).Text))
	}
	return out
}

// monthCurves are the rates of vacancy month by month.
func (w words) monthCurves(months []kpi.Figures, title string) *lineChart {
	units, area, front := make([]*float64, len(months)), make([]*float64, len(months)), make([]*float64, len(months))
	days := make([]geo.Date, len(months))
	for i := range months {
		days[i], units[i], area[i], front[i] = months[i].At, months[i].ByUnits, months[i].ByArea, months[i].ByFrontage
	}
	return w.rateCurves(title, days, units, area, front)
}

func (w words) rateCurves(title string, days []geo.Date, units, area, front []*float64) *lineChart {
	about := ""
	if len(days) > 0 {
		about = w.T("report_curves_about", w.dated(days[0]), w.dated(days[len(days)-1]))
	}
	return drawLines(title, about, w.monthTicks(days), len(days), []curve{
		{"units", w.T("curve.units"), percentages(units)}, {"area", w.T("curve.area"), percentages(area)}, {"front", w.T("curve.front"), percentages(front)},
	}, func(v float64) string { return w.spaced(v, 0) + "\u00a0%" })
}

// monthTicks names every third month.
func (w words) monthTicks(days []geo.Date) (out []chartTick) {
	for i, d := range days {
		if i%3 == 0 {
			x := chartLeft + float64(i)/float64(max(1, len(days)-1))*(chartRight-chartLeft)
			out = append(out, chartTick{tenth(x), d.Time().Format("01/06")})
		}
	}
	return out
}

func (w words) streetBars(all []kpi.PlaceFigures) *barChart {
	var values []barValue
	for i := range all {
		p := &all[i]
		if len(values) == mostBars || p.Now.Stock == 0 {
			continue
		}
		v := percentages([]*float64{p.Now.ByUnits, p.Before.ByUnits})
		values = append(values, barValue{clipped(w.streetName(p.Name), 25), w.T("report_bar", w.shared(p.Now.ByUnits).Text, w.counted(p.Now.Vacant).Text, w.counted(p.Now.Stock).Text), v[0], v[1]})
	}
	return drawBars(w.T("report_streets_bars"), w.T("see_table"), values)
}

// clipped fits a name beside its bar.
func clipped(name string, letters int) string {
	if runes := []rune(name); len(runes) > letters {
		return strings.TrimSpace(string(runes[:letters-1])) + "…"
	}
	return name
}

func (w words) mixBars(years []kpi.YearFigures) *barChart {
	uses, _ := mixOf(&years[0].Figures)
	var values []barValue
	for _, use := range uses[:min(len(uses), mostBars)] {
		v := barValue{name: sheetWord(use, string(w)), text: w.counted(years[0].Figures.UseMix[use]).Text, value: asFloat(years[0].Figures.UseMix[use])}
		if len(years) > 1 {
			v.before = asFloat(years[1].Figures.UseMix[use])
		}
		values = append(values, v)
	}
	return drawBars(w.T("report_uses"), w.T("see_table"), values)
}

func (w words) siteBars(all []kpi.SiteFigures) *barChart {
	var values []barValue
	for i := range all[:min(len(all), mostBars)] {
		s := &all[i]
		m := s.Exposure.MDays
		values = append(values, barValue{clipped(w.pick(s.TitleDe, s.TitleEn), 22) + " " + s.Label, w.measured(m, 0).Text, &m, nil})
	}
	return drawBars(w.T("report_sites"), w.T("see_table"), values)
}

// reportPlan is where the stock stands.
type reportPlan struct {
	*mapView
	Sites   []string
	Units   []planMark
	Legend  []planMark
	Outside string
}

type planMark struct{ D, State, Text string }

// marks are drawn round a place: known by their shape, so that black and white paper tells them apart.
func mark(state string, x, y float64) string {
	at := tenth(x) + " " + tenth(y)
	switch state {
	case "structural":
		return "M" + at + "m-5.500-5.500h11v11h-11z"
	case "vacant":
		return "M" + at + "m0-6.800l6.400 11.800h-12.800z"
	case "interim":
		return "M" + at + "m0-6.500l6.500 6.500-6.500 6.500-6.500-6.500z"
	default:
		return "M" + at + "m-2.800 0a2.800 2.800 0 1 0 5.600 0a2.800 2.800 0 1 0-5.600 0z"
	}
}

func planStates() []string { return []string{"let", "interim", "vacant", "structural"} }

func (w words) drawReportPlan(p *kpi.Plan, day string) *reportPlan {
	if len(p.Units) == 0 {
		return nil
	}
	on := planOf(frameOf(p.Box))
	m := w.scenery(on, works.Ground{Streets: p.Streets}, day)
	m.Title, m.About = w.T("report_plan", day), w.T("report_plan_about")
	out := &reportPlan{mapView: m}
	var marks []geo.BBox
	for _, state := range planStates() {
		n := 0
		for _, u := range p.Units {
			if u.State != state {
				continue
			}
			n++
			b := u.Geom.Bound()
			x, y := on.xy(b.West, b.South)
			out.Units = append(out.Units, planMark{D: mark(state, x, y), State: state})
			if state != "let" {
				marks = append(marks, b)
			}
		}
		out.Legend = append(out.Legend, planMark{D: mark(state, 9, 9), State: state, Text: w.T("plan_state."+state) + " (" + w.counted(n).Text + ")"})
	}
	for _, s := range p.Sites {
		if s.Geom.Bound().Intersects(on.box) {
			out.Sites = append(out.Sites, on.path(s.Geom))
		}
	}
	m.Names = on.names(p.Streets, marks)
	if p.Outside > 0 {
		out.Outside = w.T("report_outside", w.counted(p.Outside).Text)
	}
	return out
}
