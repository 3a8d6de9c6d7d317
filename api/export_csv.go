package api

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/place"
	"mitte/geo/works"
)

func (a *api) worksCSV(c *fiber.Ctx) error {
	q, ask, err := a.filters(c)
	if err != nil {
		return err
	}
	x, err := a.worksExport(c, q, ask)
	if err != nil {
		return err
	}
	body, err := x.csv()
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="works.csv"`)
	return send(c, csvType, strongTag(body), body)
}

// filters reads which sections a file shall hold; the same words as those of the API.
func (a *api) filters(c *fiber.Ctx) (*query, works.SectionQuery, error) {
	q := bindLanguage(c, "at", "status", "project")
	ask := works.SectionQuery{At: q.at(geo.Date{}), Statuses: q.choice("status", works.PublicStatuses())}
	ref := q.text("project")
	if q.err() != nil || ref == "" {
		return q, ask, q.err()
	}
	project, err := a.Works.ProjectByRef(c.UserContext(), ref)
	ask.ProjectID = project.ID
	return q, ask, err
}

// csv has a row for each section and each phase, for spreadsheets of the language: in German with a decimal comma.
func (x *export) csv() ([]byte, error) {
	header := make(sheetRow, len(csvColumns))
	for i, name := range csvColumns {
		header[i] = csvTexts[name].in(string(x.words))
	}
	credits := map[string]place.Source{}
	for _, s := range x.sources() {
		credits[s.ID] = s
	}
	rows := []sheetRow{header}
	for i := range x.Sections {
		s := &x.Sections[i]
		rows = append(rows, x.rows(s, credits[s.Source])...)
	}
	return spreadsheet(rows)
}

var csvColumns = []string{
	"project", "label", "row", "title", "status", "from", "to", "planned_from", "planned_to", "actual_start", "actual_end", "confirmed",
	"doubtful", "streets", "foot", "width_m", "step_free", "vehicle", "clear_width_m", "delivery", "parking", "noise", "contact", "page",
	"source", "licence", "made_up",
}

var csvTexts = map[string]both{
	"project": {"Projekt", "Project"}, "label": {"Abschnitt", "Section"}, "row": {"Zeile", "Row"}, "title": {"Titel", "Title"},
	"status": {"Stand", "State"}, "from": {"von", "from"}, "to": {"bis (letzter Tag)", "to (last day)"},
	"planned_from": {"geplant von", "planned from"}, "planned_to": {"geplant bis (letzter Tag)", "planned to (last day)"},
	"actual_start": {"begonnen am", "started on"}, "actual_end": {"beendet am", "ended on"}, "confirmed": {"zuletzt bestätigt", "last confirmed"},
	"doubtful": {"Ende zweifelhaft", "end doubtful"}, "streets": {"Straßen", "Streets"}, "foot": {"zu Fuß", "on foot"},
	"width_m": {"Durchgang m", "passage m"}, "step_free": {"stufenlos", "step-free"}, "vehicle": {"Fahrzeuge", "vehicles"},
	"clear_width_m": {"Durchfahrt m", "clear width m"}, "delivery": {"Lieferungen", "deliveries"}, "parking": {"entfallende Stellplätze", "parking spaces lost"},
	"noise": {"Lärm", "noise"}, "contact": {"Ansprechstelle", "contact"}, "page": {"Seite", "page"}, "source": {"Quelle", "source"},
	"licence": {"Lizenz", "licence"}, "made_up": {"erfunden", "made up"},
	"section_row": {"Abschnitt", "section"}, "phase_row": {"Phase", "phase"}, "yes": {"ja", "yes"}, "no": {"nein", "no"},
}

func (x *export) rows(s *works.Section, from place.Source) []sheetRow {
	say := func(key string) string { return csvTexts[key].in(string(x.words)) }
	yes := func(v bool) string {
		if v {
			return say("yes")
		}
		return say("no")
	}
	credit := from.Licence + " " + deref(from.LicenceURL)
	row := func(kind, title, status string, valid, planned geo.Period, start, end geo.Date, doubtful bool, i works.Impact) sheetRow {
		step := ""
		if i.StepFree != nil {
			step = yes(*i.StepFree)
		}
		delivery, pedestrian, vehicle, noise := "", "", "", ""
		if stated(i) {
			delivery, pedestrian, vehicle, noise = x.deliveries(i), x.enum("pedestrian", deref(i.Pedestrian)), x.enum("vehicle", deref(i.Vehicle)), x.noise(i)
		}
		return sheetRow{
			s.ProjectRef, s.Label, kind, title, status, valid.From.String(), valid.LastDay().String(), planned.From.String(),
			planned.LastDay().String(), start.String(), end.String(), s.LastConfirmedAt.String(), yes(doubtful), strings.Join(s.StreetNames, ", "),
			pedestrian, x.floatOr(i.MinWidthM), step, vehicle, x.floatOr(i.VehicleClearWidthM), delivery, intOr(i.ParkingSpacesLost), noise,
			s.ContactRole, x.Base + sectionPath(s), from.Attribution, strings.TrimSpace(credit), yes(s.MadeUp),
		}
	}
	out := []sheetRow{row(say("section_row"), x.sectionTitle(s), x.enum("status", s.Status), geo.Period{From: s.ValidFrom, To: s.ValidTo},
		geo.Period{From: s.PlannedFrom, To: s.PlannedTo}, s.ActualStart, s.ActualEnd, s.Doubtful(x.Today), s.Impact)}
	for n := range s.Phases {
		p := &s.Phases[n]
		out = append(out, row(say("phase_row"), x.phaseName(p), x.enum("phase", p.Status), geo.Period{From: p.ValidFrom, To: p.ValidTo},
			geo.Period{From: p.PlannedFrom, To: p.PlannedTo}, p.ActualStart, p.ActualEnd, false, ofPhase(s, p)))
	}
	return out
}

func (w words) floatOr(v *float64) string {
	if v == nil {
		return ""
	}
	return w.number(*v, 2)
}

func intOr(v *int) string {
	if v == nil {
		return ""
	}
	return strconv.Itoa(*v)
}

// sources are those the sections come from, in the order of the town's list.
func (x *export) sources() []place.Source {
	used := map[string]bool{}
	for i := range x.Sections {
		used[x.Sections[i].Source] = true
	}
	var out []place.Source
	for _, s := range x.Town.Sources {
		if used[s.ID] {
			out = append(out, s)
		}
	}
	return out
}
