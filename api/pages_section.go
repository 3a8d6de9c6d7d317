package api

import (
	"net/url"
	"strconv"

	"mitte/geo"
	"mitte/geo/works"
)

// state says where something stands on a day: past, current or future.
func state(p geo.Period, day geo.Date) string {
	switch {
	case !p.To.IsZero() && !day.Before(p.To):
		return "past"
	case p.From.IsZero() || !day.Before(p.From):
		return "current"
	default:
		return "future"
	}
}

// sectionView is a section in words.
type sectionView struct {
	*works.Section
	Href, MapHref    string
	Title            string
	State            string // past, current, future
	StatusWord       string
	When, Since      string
	Confirmed, Doubt string
	ProjectTitle     string
	DescriptionWords string
	Contact          string
}

// sectionName is what a section is called where its project is not in sight.
func (w words) sectionName(s *works.Section) string {
	return w.pick(s.ProjectTitleDe, s.ProjectTitleEn) + ", " + w.T("section", s.Label)
}

func sectionPath(s *works.Section) string {
	return projectPath(s.ProjectRef) + "/" + url.PathEscape(s.Label)
}

func projectPath(ref string) string { return "/works/" + url.PathEscape(ref) }

// view puts a section into words as of a day.
func (w words) view(s *works.Section, today geo.Date) sectionView {
	v := sectionView{
		Section: s, Href: w.in(sectionPath(s)), MapHref: w.mapHref(s), Title: w.sectionTitle(s), State: sectionState(s, today),
		StatusWord: w.enum("status", s.Status), When: w.period(geo.Period{From: s.ValidFrom, To: s.ValidTo}),
		Since: w.since(s, today), Doubt: w.doubt(s, today), DescriptionWords: w.pick(s.DescriptionDe, s.DescriptionEn),
		ProjectTitle: w.pick(s.ProjectTitleDe, s.ProjectTitleEn), Contact: s.ContactRole,
	}
	if !s.LastConfirmedAt.IsZero() {
		v.Confirmed = w.T("confirmed", w.day(s.LastConfirmedAt))
	} else if v.State == "current" {
		v.Confirmed = w.T("unconfirmed")
	}
	return v
}

// sectionState follows the status, which somebody has set, before the calendar.
func sectionState(s *works.Section, today geo.Date) string {
	switch s.Status {
	case "completed", "warranty":
		return "past"
	case "active", "suspended", "surface_open":
		return "current"
	default:
		if s.ValidFrom.IsZero() || today.Before(s.ValidFrom) {
			return "future"
		}
		return "current"
	}
}

func (w words) sectionTitle(s *works.Section) string {
	if title := w.pick(s.TitleDe, s.TitleEn); title != "" {
		return title
	}
	return w.T("section", s.Label)
}

// since says how far a section is: begins in, so long to go, done for.
func (w words) since(s *works.Section, today geo.Date) string {
	switch {
	case s.Status == "completed" || s.Status == "warranty":
		if s.ValidTo.IsZero() || today.Before(s.ValidTo) {
			return ""
		}
		return w.put("when.over", w.span("span", s.ValidTo.DaysUntil(today)+1))
	case s.Doubtful(today):
		return w.put("when.doubt")
	case s.Status == "scheduled" && !s.ValidFrom.IsZero():
		n := today.DaysUntil(s.ValidFrom)
		if n <= 0 {
			return w.put("when.late")
		}
		if n == 1 {
			return w.put("when.begins", w.put("when.tomorrow"))
		}
		return w.put("when.begins", w.put("when.in", w.span("span", n)))
	case !s.ValidTo.IsZero() && today.Before(s.ValidTo):
		n := today.DaysUntil(s.ValidTo) - 1
		if n == 0 {
			return w.put("when.last")
		}
		return w.put("when.left", w.span("left", n))
	}
	return ""
}

func (w words) doubt(s *works.Section, today geo.Date) string {
	switch {
	case s.Doubtful(today):
		return w.put("doubt.active", w.day(s.PlannedTo.AddDays(-1)))
	case s.Status == "suspended" && !s.ExpectedResume.IsZero():
		return w.put("doubt.suspended", w.day(s.ExpectedResume))
	case s.Status == "scheduled" && !s.PlannedFrom.IsZero() && s.PlannedFrom.Before(today):
		return w.put("doubt.late", w.day(s.PlannedFrom))
	}
	return ""
}

// mapHref opens the map on a section.
func (w words) mapHref(s *works.Section) string {
	b := s.Geom.Bound()
	at := func(v float64) string { return strconv.FormatFloat(v, 'f', 5, 64) }
	return "/#18/" + at((b.South+b.North)/2) + "/" + at((b.West+b.East)/2) + "?sel=s:" + strconv.FormatInt(s.ID, 10) +
		"&list=works&lang=" + string(w)
}
