package api

import (
	"maps"
	"slices"

	"mitte/geo/kpi"
)

func kpiJSON(a *kpi.Answer) []byte {
	w := &jsonWriter{b: make([]byte, 0, 2048+1200*len(a.Series))}
	w.open()
	w.num("units", a.Units)
	w.known(a.Known)
	answerJSON(w, a)
	items(w, "series", a.Series, figuresJSON)
	w.close('}')
	return w.b
}

// answerJSON has the figures on the day and the second one, and what happened in the period.
func answerJSON(w *jsonWriter, a *kpi.Answer) {
	w.object("figures")
	figuresJSON(w, &a.Figures)
	w.close('}')
	if w.key("compared"); a.Compared == nil {
		w.null()
	} else {
		w.open()
		figuresJSON(w, a.Compared)
		w.close('}')
	}
	if w.key("flow"); a.Flow == nil {
		w.null()
	} else {
		w.open()
		flowJSON(w, a.Flow)
		w.close('}')
	}
	if w.key("exposure"); a.Exposure == nil {
		w.null()
	} else {
		w.open()
		exposureJSON(w, a.Exposure)
		w.close('}')
	}
}

func figuresJSON(w *jsonWriter, f *kpi.Figures) {
	w.day("at", f.At)
	w.num("stock", f.Stock)
	w.num("vacant", f.Vacant)
	w.num("interim_use", f.Interim)
	w.num("threatened", f.Threatened)
	w.floatOr("vacancy_rate_units", perTenThousand(f.ByUnits))
	w.floatOr("interim_rate", perTenThousand(f.InterimRate))
	w.float("sales_area_m2", centi(f.SalesAreaM2))
	w.float("vacant_sales_area_m2", centi(f.VacantSalesAreaM2))
	w.num("sales_area_known", f.SalesAreaKnown)
	w.floatOr("vacancy_rate_area", perTenThousand(f.ByArea))
	w.float("frontage_m", centi(f.FrontageM))
	w.float("vacant_frontage_m", centi(f.VacantFrontageM))
	w.num("frontage_known", f.FrontageKnown)
	w.floatOr("vacancy_rate_frontage", perTenThousand(f.ByFrontage))
	w.num("marketable", f.Marketable)
	w.num("marketable_vacant", f.MarketableVacant)
	w.floatOr("vacancy_rate_marketable", perTenThousand(f.ByMarketable))
	w.num("structural", f.Structural)
	w.num("persistent", f.Persistent)
	w.floatOr("structural_share", perTenThousand(f.StructuralShare))
	w.floatOr("persistent_share", perTenThousand(f.PersistentShare))
	w.floatOr("vacancy_duration_days_median", f.MedianVacantDays)
	w.num("vacancy_duration_lower_bounds", f.LowerBounds)
	w.object("use_mix")
	for _, use := range slices.Sorted(maps.Keys(f.UseMix)) {
		w.num(use, f.UseMix[use])
	}
	w.close('}')
	w.floatOr("use_mix_shannon", perTenThousand(f.Shannon))
	w.floatOr("use_mix_evenness", perTenThousand(f.Evenness))
	w.num("chain_known", f.ChainKnown)
	w.num("chains", f.Chains)
	w.floatOr("chain_share", perTenThousand(f.ChainShare))
	w.num("early_warning", f.EarlyWarning)
	w.float("early_warning_area_m2", centi(f.EarlyWarningAreaM2))
	w.num("surveyed", f.Surveyed)
	w.floatOr("survey_freshness", perTenThousand(f.SurveyedRate))
	w.day("oldest_survey", f.OldestSurvey)
}

func flowJSON(w *jsonWriter, f *kpi.Flow) {
	w.day("since", f.Period.From)
	w.day("until", f.Period.To)
	w.num("entries", f.Entries)
	w.num("exits", f.Exits)
	w.float("mean_stock", centi(f.MeanStock))
	w.floatOr("turnover", perTenThousand(f.Turnover))
	w.float("taken_m2", centi(f.TakenM2))
	w.float("left_m2", centi(f.LeftM2))
	w.float("net_absorption_m2", centi(f.NetAbsorptionM2))
	w.num("let", f.Let)
	w.floatOr("reletting_days_median", f.MedianLettingDays)
}

func exposureJSON(w *jsonWriter, e *kpi.Exposure) {
	w.float("m_days", centi(e.MDays))
	w.num("sections", e.Sections)
	w.num("units", e.Units)
	w.num("units_known", e.UnitsKnown)
	w.num("doors", e.Doors)
	w.num("told", e.Told)
	w.floatOr("told_share", perTenThousand(e.ToldShare))
}
