package api

import (
	"cmp"
	"maps"
	"slices"

	"mitte/geo/kpi"
)

// reportTables are all tables of a report; each is a file of its own too.
func (w words) reportTables(r *kpi.Report) []figureTable {
	return []figureTable{w.yearsTable(r), w.monthsTable(r), w.streetsTable(r), w.areasTable(r), w.usesTable(r), w.sitesTable(r)}
}

// yearLine is a figure of each year.
type yearLine struct {
	key     string
	strong  bool
	cell    func(y *kpi.YearFigures) figureCell
	value   func(y *kpi.YearFigures) *float64 // for the difference; nil has none
	percent bool
	flow    bool // of a period, not of a day
}

func (w words) yearLines() []yearLine {
	count := func(key string, of func(*kpi.YearFigures) int) yearLine {
		return yearLine{key: key, cell: func(y *kpi.YearFigures) figureCell { return w.counted(of(y)) }, value: func(y *kpi.YearFigures) *float64 { return asFloat(of(y)) }}
	}
	rate := func(key string, of func(*kpi.YearFigures) *float64) yearLine {
		return yearLine{key: key, percent: true, cell: func(y *kpi.YearFigures) figureCell { return w.shared(of(y)) }, value: func(y *kpi.YearFigures) *float64 { return percentages([]*float64{of(y)})[0] }}
	}
	amount := func(key string, of func(*kpi.YearFigures) *float64) yearLine {
		return yearLine{key: key, cell: func(y *kpi.YearFigures) figureCell { return w.measuredOr(of(y)) }, value: of}
	}
	ofStock := func(of func(*kpi.YearFigures) int) func(*kpi.YearFigures) *float64 {
		return func(y *kpi.YearFigures) *float64 {
			if y.Figures.Stock == 0 {
				return nil
			}
			v := float64(of(y)) / float64(y.Figures.Stock)
			return &v
		}
	}
	strong := func(l yearLine) yearLine { l.strong = true; return l }
	flow := func(l yearLine) yearLine { l.flow = true; return l }
	return []yearLine{
		count("stock", func(y *kpi.YearFigures) int { return y.Figures.Stock }),
		count("vacant", func(y *kpi.YearFigures) int { return y.Figures.Vacant }),
		strong(rate("by_units", func(y *kpi.YearFigures) *float64 { return y.Figures.ByUnits })),
		rate("interim", func(y *kpi.YearFigures) *float64 { return y.Figures.InterimRate }),
		strong(rate("by_area", func(y *kpi.YearFigures) *float64 { return y.Figures.ByArea })),
		amount("sales_area", func(y *kpi.YearFigures) *float64 { return &y.Figures.SalesAreaM2 }),
		amount("vacant_area", func(y *kpi.YearFigures) *float64 { return &y.Figures.VacantSalesAreaM2 }),
		rate("area_known", ofStock(func(y *kpi.YearFigures) int { return y.Figures.SalesAreaKnown })),
		strong(rate("by_front", func(y *kpi.YearFigures) *float64 { return y.Figures.ByFrontage })),
		amount("front", func(y *kpi.YearFigures) *float64 { return &y.Figures.FrontageM }),
		amount("vacant_front", func(y *kpi.YearFigures) *float64 { return &y.Figures.VacantFrontageM }),
		rate("front_known", ofStock(func(y *kpi.YearFigures) int { return y.Figures.FrontageKnown })),
		rate("by_marketable", func(y *kpi.YearFigures) *float64 { return y.Figures.ByMarketable }),
		count("structural", func(y *kpi.YearFigures) int { return y.Figures.Structural }),
		count("persistent", func(y *kpi.YearFigures) int { return y.Figures.Persistent }),
		amount("duration", func(y *kpi.YearFigures) *float64 { return y.Figures.MedianVacantDays }),
		count("lower_bounds", func(y *kpi.YearFigures) int { return y.Figures.LowerBounds }),
		flow(count("entries", func(y *kpi.YearFigures) int { return y.Flow.Entries })),
		flow(count("exits", func(y *kpi.YearFigures) int { return y.Flow.Exits })),
		flow(rate("turnover", func(y *kpi.YearFigures) *float64 { return y.Flow.Turnover })),
		flow(amount("absorption", func(y *kpi.YearFigures) *float64 { return &y.Flow.NetAbsorptionM2 })),
		flow(count("let", func(y *kpi.YearFigures) int { return y.Flow.Let })),
		flow(amount("reletting", func(y *kpi.YearFigures) *float64 { return y.Flow.MedianLettingDays })),
		count("early_warning", func(y *kpi.YearFigures) int { return y.Figures.EarlyWarning }),
		rate("chains", func(y *kpi.YearFigures) *float64 { return y.Figures.ChainShare }),
		rate("evenness", func(y *kpi.YearFigures) *float64 { return y.Figures.Evenness }),
		rate("fresh", func(y *kpi.YearFigures) *float64 { return y.Figures.SurveyedRate }),
		flow(strong(amount("exposure", func(y *kpi.YearFigures) *float64 { return &y.Exposure.MDays }))),
		flow(count("exposed", func(y *kpi.YearFigures) int { return y.Exposure.Units })),
		flow(count("exposed_known", func(y *kpi.YearFigures) int { return y.Exposure.UnitsKnown })),
		flow(rate("told", func(y *kpi.YearFigures) *float64 { return y.Exposure.ToldShare })),
	}
}

func (w words) yearsTable(r *kpi.Report) figureTable {
	t := figureTable{ID: "years", Caption: w.T("report_years"), Note: w.T("report_years_note", w.day(r.Until)), Head: []string{w.T("report_figure")}}
	for _, y := range r.Years {
		t.Head = append(t.Head, w.dated(y.Figures.At))
	}
	compared := len(r.Years) > 1
	if compared {
		t.Head = append(t.Head, w.T("report_change"))
	}
	for _, l := range w.yearLines() {
		row := figureRow{Name: w.T("figure." + l.key), Strong: l.strong}
		for i := range r.Years {
			row.Cells = append(row.Cells, l.cell(&r.Years[i]))
		}
		if compared {
			decimals := 0
			if l.percent {
				decimals = 1
			}
			row.Cells = append(row.Cells, w.changed(l.value(&r.Years[0]), l.value(&r.Years[1]), decimals))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (w words) heads(keys ...string) []string {
	out := make([]string, len(keys))
	for i, key := range keys {
		out[i] = w.T(key)
	}
	return out
}

func (w words) monthsTable(r *kpi.Report) figureTable {
	t := figureTable{ID: "months", Caption: w.T("report_months"), Head: w.heads("report_day", "col.stock", "col.vacant", "col.by_units", "col.by_area", "col.by_front", "col.structural", "col.duration", "col.fresh")}
	for i := range r.Months {
		f := &r.Months[i]
		t.Rows = append(t.Rows, figureRow{Name: w.dated(f.At), Cells: []figureCell{
			w.counted(f.Stock), w.counted(f.Vacant), w.shared(f.ByUnits), w.shared(f.ByArea), w.shared(f.ByFrontage), w.counted(f.Structural),
			w.measuredOr(f.MedianVacantDays), w.shared(f.SurveyedRate),
		}})
	}
	return t
}

func (w words) placeRows(all []kpi.PlaceFigures, name func(*kpi.PlaceFigures) string) (rows []figureRow) {
	for i := range all {
		p := &all[i]
		change := percentages([]*float64{p.Now.ByUnits, p.Before.ByUnits})
		rows = append(rows, figureRow{Name: name(p), Cells: []figureCell{
			w.counted(p.Now.Stock), w.counted(p.Now.Vacant), w.shared(p.Now.ByUnits), w.changed(change[0], change[1], 1), w.shared(p.Now.ByArea),
			w.shared(p.Now.ByFrontage), w.measured(p.Now.FrontageM, 0), w.counted(p.Now.Structural), w.counted(p.Flow.Entries), w.counted(p.Flow.Exits),
			w.measured(p.Exposure.MDays, 0),
		}})
	}
	return rows
}

func (w words) placeHeads(first string) []string {
	return w.heads(first, "col.stock", "col.vacant", "col.by_units", "col.change", "col.by_area", "col.by_front", "col.front", "col.structural", "col.entries", "col.exits", "col.exposure")
}

func (w words) streetName(name string) string { return cmp.Or(name, w.T("no_street")) }

func (w words) streetsTable(r *kpi.Report) figureTable {
	return figureTable{
		ID: "streets", Caption: w.T("report_streets"), Note: w.T("report_streets_note"), Head: w.placeHeads("report_street"),
		Rows: w.placeRows(r.Streets, func(p *kpi.PlaceFigures) string { return w.streetName(p.Name) }),
	}
}

func (w words) areasTable(r *kpi.Report) figureTable {
	return figureTable{
		ID: "areas", Caption: w.T("report_areas"), Note: w.T("report_areas_note"), Head: w.placeHeads("report_area"),
		Rows: w.placeRows(r.Areas, func(p *kpi.PlaceFigures) string { return p.Name + " (" + w.T("area."+p.Kind) + ")" }),
	}
}

// mixOf is how many are occupied by each use, most first.
func mixOf(f *kpi.Figures) (uses []string, all int) {
	for _, n := range f.UseMix {
		all += n
	}
	uses = slices.SortedFunc(maps.Keys(f.UseMix), func(a, b string) int {
		return cmp.Or(cmp.Compare(f.UseMix[b], f.UseMix[a]), cmp.Compare(a, b))
	})
	return uses, all
}

func (w words) usesTable(r *kpi.Report) figureTable {
	t := figureTable{ID: "uses", Caption: w.T("report_uses"), Head: w.heads("report_use", "col.occupied", "col.share", "col.occupied_before")}
	now := &r.Years[0].Figures
	uses, all := mixOf(now)
	for _, use := range uses {
		share := float64(now.UseMix[use]) / float64(all)
		before := figureCell{unknownFigure, true, number("")}
		if len(r.Years) > 1 {
			before = w.counted(r.Years[1].Figures.UseMix[use])
		}
		t.Rows = append(t.Rows, figureRow{Name: sheetWord(use, string(w)), Cells: []figureCell{w.counted(now.UseMix[use]), w.shared(&share), before}})
	}
	return t
}

func (w words) sitesTable(r *kpi.Report) figureTable {
	t := figureTable{
		ID: "works", Caption: w.T("report_sites"), Note: w.T("report_sites_note"),
		Head: w.heads("report_site", "col.site_from", "col.site_to", "col.exposed", "col.exposed_known", "col.exposure", "col.told"),
	}
	for i := range r.Works {
		s := &r.Works[i]
		t.Rows = append(t.Rows, figureRow{Name: w.pick(s.TitleDe, s.TitleEn) + ", " + w.T("section", s.Label), Cells: []figureCell{
			w.worded(w.dated(s.Period.From)), w.worded(w.dated(s.Period.LastDay())), w.counted(s.Exposure.Units), w.counted(s.Exposure.UnitsKnown),
			w.measured(s.Exposure.MDays, 0), w.shared(s.Exposure.ToldShare),
		}})
	}
	return t
}
