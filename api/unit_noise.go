package api

import (
	"net/url"
	"strconv"

	"mitte/geo"
	"mitte/geo/vacancy"
)

// noiseView answers when the building in front of a door ends.
type noiseView struct {
	Answer   string
	Sites    []siteView // in the order of the unit's works
	Timeline *timeline
}

type siteView struct{ Mark, Title, When, Distance, State, StateWord, Href string }

// noiseAt puts the works near a unit into words. What has no planned end, or is past it, has an open one.
func (w words) noiseAt(near []vacancy.Works, today geo.Date) noiseView {
	if len(near) == 0 {
		return noiseView{Answer: w.T("noise_none", vacancy.NearM)}
	}
	var v noiseView
	var last, first geo.Date
	open, now := false, false
	bars := make([]phaseView, len(near))
	for i := range near {
		s := &near[i]
		site := w.site(s, today)
		v.Sites = append(v.Sites, site)
		bars[i] = phaseView{Mark: s.Label, Name: site.Title, State: site.State, Period: geo.Period{From: s.ValidFrom, To: s.ValidTo}}
		open = open || s.ValidTo.IsZero() || !today.Before(s.ValidTo)
		now = now || site.State == "current"
		if last.Before(s.ValidTo) {
			last = s.ValidTo
		}
		if first.IsZero() || s.ValidFrom.Before(first) {
			first = s.ValidFrom
		}
	}
	switch {
	case open:
		v.Answer = w.T("noise_open")
	case now:
		v.Answer = w.T("noise_now", w.day(last))
	default:
		v.Answer = w.T("noise_later", w.day(first), w.day(last))
	}
	v.Timeline = w.drawTimeline(geo.Period{}, bars, today)
	return v
}

func (w words) site(s *vacancy.Works, today geo.Date) siteView {
	p := geo.Period{From: s.ValidFrom, To: s.ValidTo}
	v := siteView{
		Mark: s.Label, Title: w.pick(s.TitleDe, s.TitleEn), When: w.period(p), State: state(p, today), StateWord: w.enum("status", s.Status),
		Href: w.in(projectPath(s.ProjectRef) + "/" + url.PathEscape(s.Label)),
	}
	if v.Title == "" {
		v.Title = w.T("section", s.Label)
	}
	if s.Status == "active" || s.Status == "suspended" {
		v.State = "current"
	}
	v.Distance = w.T("at_the_door")
	if s.DistanceM >= 1 {
		v.Distance = w.T("metres_away", strconv.Itoa(int(s.DistanceM+0.5)))
	}
	return v
}
