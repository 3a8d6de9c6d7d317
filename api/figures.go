package api

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/kpi"
)

// figureRoutes tell everybody how the town's shops are doing, and of no single one, and the council a whole year.
func (a *api) figureRoutes() []route {
	return slices.Concat([]route{public("/api/v1/figures", report, true, a.figures)}, a.figurePageRoutes(), a.reportRoutes())
}

func (a *api) figures(c *fiber.Ctx) error {
	q := bind(c, "at", "compare_at", "since", "until")
	ask := kpi.Question{At: q.at(geo.Date{}), CompareAt: q.day("compare_at", geo.Date{}), Period: q.period("since", "until")}
	if err := q.err(); err != nil {
		return err
	}
	if a.KPI == nil {
		return errNoOffice
	}
	found, err := a.KPI.Public(c.UserContext(), ask)
	if err != nil {
		return err
	}
	body := publicFiguresJSON(&found)
	return send(c, plainJSON, strongTag(body), body)
}

func publicFiguresJSON(a *kpi.PublicAnswer) []byte {
	w := &jsonWriter{b: make([]byte, 0, 1024+300*(len(a.Series)+len(a.Streets)))}
	w.open()
	w.num("fewest", kpi.FewestPublic)
	w.object("town")
	releasedJSON(w, &a.Town)
	w.close('}')
	if w.key("compared"); a.Compared == nil {
		w.null()
	} else {
		w.open()
		releasedJSON(w, a.Compared)
		w.close('}')
	}
	items(w, "series", a.Series, releasedJSON)
	items(w, "streets", a.Streets, func(w *jsonWriter, s *kpi.StreetFigures) {
		w.str("street", s.Street)
		releasedJSON(w, &s.Released)
	})
	w.close('}')
	return w.b
}

func releasedJSON(w *jsonWriter, r *kpi.Released) {
	w.day("at", r.At)
	w.numOr("stock", r.Stock)
	w.numOr("vacant", r.Vacant)
	w.numOr("interim_use", r.Interim)
	w.floatOr("vacancy_rate_units", perTenThousand(r.ByUnits))
	w.floatOr("vacancy_rate_area", perTenThousand(r.ByArea))
	w.floatOr("vacancy_rate_frontage", perTenThousand(r.ByFrontage))
	w.floatOr("structural_share", perTenThousand(r.StructuralShare))
	w.floatOr("persistent_share", perTenThousand(r.PersistentShare))
	w.floatOr("vacancy_duration_days_median", r.MedianVacantDays)
	w.floatOr("survey_freshness", perTenThousand(r.SurveyedRate))
}
