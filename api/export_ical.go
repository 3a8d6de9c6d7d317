package api

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/works"
)

// The calendar has an event for each section and each of its phases, all day long, so that it needs no time zone.

const calendarType = "text/calendar; charset=utf-8"

func (a *api) worksCalendar(c *fiber.Ctx) error {
	return sendCalendar(c, "works", func() (export, error) { return a.worksGone(c) })
}

func (a *api) projectCalendar(c *fiber.Ctx) error {
	return sendCalendar(c, c.Params("ref"), func() (export, error) { return a.projectGone(c) })
}

func (a *api) sectionCalendar(c *fiber.Ctx) error {
	return sendCalendar(c, c.Params("ref")+"-"+c.Params("label"), func() (export, error) { return a.sectionGone(c) })
}

func sendCalendar(c *fiber.Ctx, name string, read func() (export, error)) error {
	x, err := read()
	if err != nil {
		return err
	}
	body := x.calendar()
	named(c, name+".ics")
	return send(c, calendarType, strongTag(body), body)
}

// named gives a file a name for whoever keeps it, of letters and figures alone.
func named(c *fiber.Ctx, name string) {
	safe := strings.Map(func(r rune) rune {
		if r < 0x80 && (r == '.' || r == '-' || r == '_' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z') {
			return r
		}
		return '_'
	}, name)
	c.Set(fiber.HeaderContentDisposition, `inline; filename="`+safe+`"`)
}

func (x *export) calendar() []byte {
	var w icalWriter
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//mitte//works//"+strings.ToUpper(string(x.words)))
	w.line("CALSCALE", "GREGORIAN")
	w.line("METHOD", "PUBLISH")
	w.text("NAME", x.Title)
	w.text("X-WR-CALNAME", x.Title)
	w.line("REFRESH-INTERVAL;VALUE=DURATION", "PT6H")
	w.line("X-PUBLISHED-TTL", "PT6H")
	w.line("SOURCE;VALUE=URI", x.Base+x.Path+".ics")
	for i := range x.Sections {
		s := &x.Sections[i]
		x.sectionEvent(&w, s)
		for n := range s.Phases {
			x.phaseEvent(&w, s, n)
		}
	}
	for i := range x.Gone {
		x.goneEvents(&w, &x.Gone[i])
	}
	w.line("END", "VCALENDAR")
	return w.out
}

func (x *export) sectionEvent(w *icalWriter, s *works.Section) {
	period := x.stillThere(geo.Period{From: s.ValidFrom, To: s.ValidTo}, s.ActualEnd.IsZero() && (s.Status == "active" || s.Status == "suspended"))
	state := "TENTATIVE"
	if s.Status != "scheduled" && s.Status != "suspended" || s.Status == "scheduled" && s.StartVerified {
		state = "CONFIRMED"
	}
	x.event(w, s, event{
		id: fmt.Sprintf("section-%d", s.ID), period: period, status: state,
		title: x.sectionTitle(s) + " (" + x.enum("status", s.Status) + ")", text: x.plain(s),
	})
}

func (x *export) phaseEvent(w *icalWriter, s *works.Section, n int) {
	v := x.phase(s, n, x.Today)
	text := []string{x.sectionTitle(s), v.StateWord + ", " + v.When}
	for _, f := range x.facts(ofPhase(s, v.Phase)) {
		text = append(text, f.Term+": "+f.Text)
	}
	status := "CONFIRMED"
	switch v.Status {
	case "cancelled":
		status = "CANCELLED"
	case "planned":
		status = "TENTATIVE"
	}
	x.event(w, s, event{
		id: fmt.Sprintf("phase-%d", v.ID), period: x.stillThere(v.Period, v.Status == "active" && v.ActualEnd.IsZero()), status: status,
		title: x.T("section", s.Label) + ": " + v.Name, text: append(text, nonEmpty(v.Note)...),
	})
}

// stillThere lets what goes on past its planned end be there today.
func (x *export) stillThere(p geo.Period, goesOn bool) geo.Period {
	if goesOn && !p.To.IsZero() && !x.Today.Before(p.To) {
		p.To = x.Today.AddDays(1)
	}
	return p
}

type event struct {
	id, title, status string
	path              string // of the page that says more; empty is the section's
	period            geo.Period
	text              []string
}

// event writes one; without a first day there is none to write.
func (x *export) event(w *icalWriter, s *works.Section, e event) {
	if e.period.From.IsZero() {
		return
	}
	stamp := changed(s, x.Today)
	w.line("BEGIN", "VEVENT")
	w.line("UID", e.id+"@"+x.Host)
	w.line("DTSTAMP", icalTime(stamp))
	w.line("LAST-MODIFIED", icalTime(stamp))
	w.line("SEQUENCE", fmt.Sprint(s.Version))
	w.line("DTSTART;VALUE=DATE", icalDay(e.period.From))
	if !e.period.To.IsZero() {
		w.line("DTEND;VALUE=DATE", icalDay(e.period.To))
	}
	w.text("SUMMARY", e.title)
	w.text("DESCRIPTION", strings.Join(e.text, "\n"))
	w.text("CONTACT", strings.Join(nonEmpty(s.ContactRole, x.Office.Name, x.Office.Email, x.Office.Phone), ", "))
	w.text("LOCATION", strings.Join(nonEmpty(strings.Join(s.StreetNames, ", "), x.Town.Name), ", "))
	w.line("URL", x.Base+cmp.Or(e.path, sectionPath(s)))
	w.line("STATUS", e.status)
	w.line("TRANSP", "TRANSPARENT")
	w.line("CLASS", "PUBLIC")
	w.text("CATEGORIES", x.T("works"))
	w.line("END", "VEVENT")
}

func icalDay(d geo.Date) string { return d.Time().Format("20060102") }

func icalTime(t time.Time) string { return t.UTC().Format("20060102T150405Z") }
