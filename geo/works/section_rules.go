package works

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mitte/geo"
	"mitte/geo/fault"
)

// The rules of this room are pure: they look at a Content and at the day. What only the database can answer, of places and
// of other sections, stands in ground.go and clash.go.

// Strips are which part of a street a section or phase takes; it is a label, the geometry decides.
func Strips() []string { return []string{"full", "side_left", "side_right", "middle"} }

const (
	shortText = 200
	longText  = 5000
	mostParts = 200
)

// firstDay and lastDay are the days that make sense here.
var firstDay, lastDay = geo.NewDate(1900, 1, 1), geo.NewDate(2199, 12, 31)

// broken lists what is wrong with a section by itself, whatever it was before.
func broken(c *Content, today geo.Date) wrongs {
	var w wrongs
	w.texts(c)
	w.when(c.ProjectID == 0, "/project_id", "required", "a section belongs to a project")
	w.when(c.Geom.IsZero(), "/geometry", "required", "a section has a geometry")
	w.choice("/strip", c.Strip, Strips())
	w.choice("/status", c.Status, Statuses())
	w.when(c.Sequence < 1 || c.Sequence > 10_000, "/sequence", "out_of_range", "a number from 1 is needed")
	w.sectionDays(c, today)
	w.when(c.BlackoutOk && c.BlackoutReason == "", "/blackout_reason", "section.blackout_reason", "an exception from the blackout needs its reason")
	w.impact("/impact", c.Impact)
	w.phases(c, today)
	w.facilities(c)
	return w
}

func (w *wrongs) texts(c *Content) {
	w.when(c.Label == "", "/label", "required", "a section has a label")
	for _, t := range []struct {
		path, text string
		most       int
	}{
		{"/label", c.Label, 40},
		{"/title_de", c.TitleDe, shortText},
		{"/title_en", c.TitleEn, shortText},
		{"/status_reason", c.StatusReason, longText},
		{"/contractor", c.Contractor, shortText},
		{"/contact_role", c.ContactRole, shortText},
		{"/description_de", c.DescriptionDe, longText},
		{"/description_en", c.DescriptionEn, longText},
		{"/note_internal", c.NoteInternal, longText},
		{"/blackout_reason", c.BlackoutReason, longText},
	} {
		w.text(t.path, t.text, t.most)
	}
}

// text refuses what is too long or what PostgreSQL and readers cannot take. Lines may be broken in long texts.
func (w *wrongs) text(path, text string, most int) {
	odd := func(r rune) bool {
		return unicode.IsControl(r) && (most < longText || r != '\n' && r != '\t' && r != '\r')
	}
	bad := !utf8.ValidString(text) || utf8.RuneCountInString(text) > most || strings.ContainsFunc(text, odd)
	w.when(bad, path, "text", "the text is too long or has characters that are not allowed")
}

func (w *wrongs) choice(path, value string, known []string) {
	if value == "" {
		w.add(path, "required", "known values are "+strings.Join(known, ", "))
		return
	}
	w.when(!slices.Contains(known, value), path, "unknown_value", "known values are "+strings.Join(known, ", "))
}

// sectionDays checks the days of the section itself.
func (w *wrongs) sectionDays(c *Content, today geo.Date) {
	w.period("/planned_from", "/planned_to", c.PlannedFrom, c.PlannedTo)
	w.actual("", c.ActualStart, c.ActualEnd, today)
	for path, day := range map[string]geo.Date{
		"/expected_resume": c.ExpectedResume, "/warranty_until": c.WarrantyUntil, "/last_confirmed_at": c.LastConfirmedAt,
	} {
		w.sensible(path, day)
	}
	w.when(today.Before(c.LastConfirmedAt), "/last_confirmed_at", "date.future", "this day has not come yet")
	w.when(c.StartVerified && c.start().IsZero(), "/start_verified", "section.verified_nothing", "there is no such day to verify")
	w.when(c.EndVerified && c.end().IsZero(), "/end_verified", "section.verified_nothing", "there is no such day to verify")
	end := firstKnown(c.ActualEnd, c.PlannedTo)
	w.when(!c.WarrantyUntil.IsZero() && !end.IsZero() && c.WarrantyUntil.Before(end),
		"/warranty_until", "section.warranty_before_end", "the warranty ends after the works")
	begun := slices.Contains(begunStatuses(), c.Status)
	w.when(!c.ActualStart.IsZero() && !begun && c.Status != "cancelled", "/actual_start", "section.not_begun", "works that have begun are active")
	ended := c.Status == "completed" || c.Status == "warranty" || c.Status == "cancelled"
	w.when(!c.ActualEnd.IsZero() && !ended, "/actual_end", "section.not_ended", "works that have ended are completed")
}

// period checks a planned period: both days or none, and the end after the beginning.
func (w *wrongs) period(fromPath, toPath string, from, to geo.Date) {
	w.sensible(fromPath, from)
	w.sensible(toPath, to)
	w.when(from.IsZero() && !to.IsZero(), fromPath, "required", "a period has a first day")
	w.when(!from.IsZero() && to.IsZero(), toPath, "required", "a period has a last day")
	w.when(!from.IsZero() && !to.IsZero() && !from.Before(to), toPath, "date.end_before_start", "the end comes after the beginning")
}

// actual checks reported days, which lie in the past.
func (w *wrongs) actual(path string, start, end, today geo.Date) {
	w.sensible(path+"/actual_start", start)
	w.sensible(path+"/actual_end", end)
	w.when(today.Before(start), path+"/actual_start", "date.future", "this day has not come yet")
	w.when(today.Before(end), path+"/actual_end", "date.future", "this day has not come yet")
	w.when(!end.IsZero() && start.IsZero(), path+"/actual_start", "required", "what has ended has begun")
	w.when(!end.IsZero() && end.Before(start), path+"/actual_end", "date.end_before_start", "the end comes after the beginning")
}

func (w *wrongs) sensible(path string, day geo.Date) {
	w.when(!day.IsZero() && (day.Before(firstDay) || lastDay.Before(day)), path, "out_of_range", "a day from 1900 to 2199 is needed")
}

func (w *wrongs) facilities(c *Content) {
	w.when(len(c.Facilities) > mostParts, "/facilities", "too_many_values", "a section has at most 200 facilities")
	for i, f := range c.Facilities {
		path := "/facilities/" + decimal(i)
		w.choice(path+"/kind", f.Kind, FacilityKinds())
		w.when(f.Geom.IsZero(), path+"/geometry", "required", "a facility has a place")
		w.when(f.From.IsZero(), path+"/from", "required", "a period has a first day")
		w.when(f.To.IsZero(), path+"/to", "required", "a period has a last day")
		w.period(path+"/from", path+"/to", f.From, f.To)
	}
}

// FacilityKinds are what may stand beside the works.
func FacilityKinds() []string {
	return []string{"storage", "container", "parking_closed", "waste_point", "detour", "info_point"}
}

// judge lists what keeps an edit from being saved. base is what was there before, nil for a new section.
func judge(base, c *Content, today geo.Date) []fault.Field {
	w := broken(c, today)
	if base != nil {
		w = w.without(broken(base, today), func(f fault.Field) bool { return sameStand(base, c, f.Path) })
	}
	w = append(w, steps(base, c)...)
	return w
}

// sameStand reports whether a path leads to the same part in both.
func sameStand(a, b *Content, path string) bool {
	n, isPhase := phaseOf(path)
	if isPhase {
		return n < len(a.Phases) && n < len(b.Phases) && a.Phases[n].ID == b.Phases[n].ID
	}
	return !strings.HasPrefix(path, "/facilities/")
}
