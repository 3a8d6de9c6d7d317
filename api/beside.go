package api

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/kpi"
	"mitte/geo/place"
)

// How many places stand beside one another.
const (
	fewestBeside = 2
	mostBeside   = 6
)

// kpisBeside answers the same question for several streets, segments and areas.
func (a *api) kpisBeside(c *fiber.Ctx) error {
	q := bind(c, "of", "within_m", "at", "known_at", "compare_at", "since", "until", "format", "lang")
	ask := kpi.Question{
		At: q.at(geo.Today(a.Clock)), CompareAt: q.day("compare_at", geo.Date{}), Period: q.period("since", "until"), KnownAt: q.knownAt(),
	}
	scopes, of := q.places("of", q.metres("within_m", place.MaxWithinM))
	format := q.one("format", []string{"json", "csv"})
	if err := q.err(); err != nil {
		return err
	}
	if a.KPI == nil {
		return errNoOffice
	}
	found, err := a.KPI.Beside(c.UserContext(), actor(c), ask, scopes)
	if err != nil {
		return err
	}
	w := speaks(c)
	w.nameThem(found, scopes)
	c.Set(fiber.HeaderCacheControl, "no-store")
	if format == "csv" {
		table := w.besideTable(found)
		return a.sendFigureTable(c, w, "kpis-beside-"+nameOfDay(ask.At, ask.KnownAt), &table)
	}
	return send(c, plainJSON, "", besideJSON(ask, found, of))
}

// places reads "segment:12,13;street:Markt|3|17@left;area:4;round:6.96,51.66,120": of a street, two crossings or numbers may
// follow, of all that leads along one, a side. A drawn line and an outline have | between their corners.
func (q *query) places(name string, within float64) (scopes []kpi.Scope, of []string) {
	parts := strings.Split(q.values[name], ";")
	if len(parts) < fewestBeside || len(parts) > mostBeside {
		q.refuse(name, "beside", "2 to 6 places are needed, with ; between them")
		return nil, nil
	}
	for _, part := range parts {
		kind, rest, _ := strings.Cut(part, ":")
		scope, ok := scopeOf(kind, rest, within)
		if !ok {
			q.refuse(name, "beside.place", "a place is segment:ID, area:ID, street:NAME, line:LON,LAT|…, outline:LON,LAT|… or round:LON,LAT,METRES")
			return nil, nil
		}
		scopes, of = append(scopes, scope), append(of, part)
	}
	return scopes, of
}

// scopeOf reads one place; an area has no side.
func scopeOf(kind, rest string, within float64) (s kpi.Scope, ok bool) {
	rest, side := cutSide(rest)
	s, ok = wholeScopeOf(kind, rest, within)
	if s.Along != nil {
		s.Along.Side = side
	}
	return s, ok && (side == "" || s.Along != nil)
}

func wholeScopeOf(kind, rest string, within float64) (s kpi.Scope, ok bool) {
	drawn := query{values: map[string]string{"segment_id": rest}}
	switch kind {
	case "segment":
		one, several := drawn.segments("segment_id")
		s.Along, ok = &place.AlongQuery{SegmentID: one, Segments: several, WithinM: within}, len(drawn.wrong) == 0
	case "line":
		drawn.values["line"] = strings.ReplaceAll(rest, "|", ";")
		s.Along, ok = &place.AlongQuery{Line: drawn.line("line"), WithinM: within}, len(drawn.wrong) == 0
	case "outline":
		drawn.values["polygon"] = strings.ReplaceAll(rest, "|", ";")
		s.Inside, ok = &place.AreaQuery{Polygon: drawn.polygon("polygon")}, len(drawn.wrong) == 0
	case "street":
		parts := append(strings.Split(rest, "|"), "", "")
		s.Along, ok = &place.AlongQuery{Street: parts[0], From: parts[1], To: parts[2], WithinM: within}, parts[0] != "" && len(parts) <= 5
	case "area":
		id, err := parseID(rest)
		s.Inside, ok = &place.AreaQuery{AreaID: id}, err == nil
	case "round":
		at, metres, _ := cutLast(rest, ",")
		centre, there := position(at)
		radius, err := strconv.ParseFloat(metres, 64)
		if !there || err != nil || !(radius > 0 && radius <= place.MaxRadiusM) {
			return s, false
		}
		g, err := geo.FromOrb(centre)
		s.Inside, ok = &place.AreaQuery{Centre: g, RadiusM: radius}, err == nil
	}
	return s, ok
}

// cutSide takes the side of the street off the end of a place.
func cutSide(text string) (rest, side string) {
	for _, side := range []string{"left", "right"} {
		if rest, found := strings.CutSuffix(text, "@"+side); found {
			return rest, side
		}
	}
	return text, ""
}

func cutLast(text, sep string) (before, after string, found bool) {
	i := strings.LastIndex(text, sep)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(sep):], true
}

// besideTable has a column for each place and one for what sets each apart from the first; with a second day, both again.
func (w words) besideTable(found []kpi.Answer) figureTable {
	t := figureTable{ID: "beside", Head: []string{w.T("report_figure")}}
	if known := found[0].Known; !known.IsZero() {
		t.Head[0] = w.T("beside_known", knownFor(known, string(w)))
	}
	columns := make([]kpi.YearFigures, 0, 2*len(found))
	add := func(name string, f *kpi.Figures, a *kpi.Answer) {
		y := kpi.YearFigures{Figures: *f}
		if a.Flow != nil {
			y.Flow, y.Exposure = *a.Flow, *a.Exposure
		}
		columns = append(columns, y)
		t.Head = append(t.Head, name+", "+w.dated(f.At))
	}
	for i := range found {
		add(found[i].Name, &found[i].Figures, &found[i])
	}
	places := len(columns)
	for i := range found {
		if found[i].Compared != nil {
			add(found[i].Name, found[i].Compared, &kpi.Answer{})
		}
	}
	for i := 1; i < places; i++ {
		t.Head = append(t.Head, w.T("beside_less", found[i].Name, found[0].Name))
	}
	flows := found[0].Flow != nil
	for _, l := range w.yearLines() {
		if l.flow && !flows {
			continue
		}
		row := figureRow{Name: w.T("figure." + l.key)}
		for i := range columns {
			if l.flow && i >= places { // what happened is told of the period, not of a second day
				row.Cells = append(row.Cells, figureCell{unknownFigure, true, number("")})
				continue
			}
			row.Cells = append(row.Cells, l.cell(&columns[i]))
		}
		for i := 1; i < places; i++ {
			row.Cells = append(row.Cells, w.changed(l.value(&columns[i]), l.value(&columns[0]), 1))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func besideJSON(q kpi.Question, found []kpi.Answer, of []string) []byte {
	w := &jsonWriter{b: make([]byte, 0, 2600*len(found))}
	w.open()
	w.day("at", q.At)
	w.day("compare_at", q.CompareAt)
	w.known(q.KnownAt)
	next := 0
	items(w, "places", found, func(w *jsonWriter, a *kpi.Answer) {
		w.str("of", of[next])
		next++
		w.str("name", a.Name)
		w.num("units", a.Units)
		answerJSON(w, a)
	})
	items(w, "differences", found[1:], func(w *jsonWriter, a *kpi.Answer) {
		w.str("name", a.Name)
		differenceJSON(w, a, &found[0])
	})
	w.close('}')
	return w.b
}

// differenceJSON is what a place has more than the first.
func differenceJSON(w *jsonWriter, a, first *kpi.Answer) {
	f, g := &a.Figures, &first.Figures
	w.num("stock", f.Stock-g.Stock)
	w.num("vacant", f.Vacant-g.Vacant)
	w.floatOr("vacancy_rate_units", perTenThousand(less(f.ByUnits, g.ByUnits)))
	w.floatOr("vacancy_rate_area", perTenThousand(less(f.ByArea, g.ByArea)))
	w.floatOr("vacancy_rate_frontage", perTenThousand(less(f.ByFrontage, g.ByFrontage)))
	w.num("structural", f.Structural-g.Structural)
	w.num("persistent", f.Persistent-g.Persistent)
	w.floatOr("vacancy_duration_days_median", less(f.MedianVacantDays, g.MedianVacantDays))
	w.floatOr("survey_freshness", perTenThousand(less(f.SurveyedRate, g.SurveyedRate)))
	if a.Exposure != nil && first.Exposure != nil {
		w.float("exposure_m_days", centi(a.Exposure.MDays-first.Exposure.MDays))
	}
}

func less(a, b *float64) *float64 {
	if a == nil || b == nil {
		return nil
	}
	d := *a - *b
	return &d
}
