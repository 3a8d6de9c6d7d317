package works

import (
	"slices"
	"strings"

	"mitte/geo/outbox"
)

// publicDifference says what changed of a section for the public, before and now nil where it saw none. It reports false if nothing
// did that anybody has to know: a description that reads better is no news.
func publicDifference(before, now *Section) (outbox.News, bool) {
	var n outbox.News
	switch {
	case before == nil && now == nil:
		return n, false
	case before == nil:
		n.TitleDe, n.TitleEn = "Neue Baustelle: "+german.name(now), "New building site: "+english.name(now)
		n.TextDe, n.TextEn = german.summary(now), english.summary(now)
	case now == nil:
		n.TitleDe, n.TitleEn = "Entfällt: "+german.name(before), "Cancelled: "+english.name(before)
		n.TextDe = "Diese Baustelle ist nicht mehr vorgesehen. Vorgesehen war: " + german.span(before.ValidFrom, before.ValidTo) + "."
		n.TextEn = "This building site is no longer planned. Planned was: " + english.span(before.ValidFrom, before.ValidTo) + "."
	default:
		lines := german.changes(before, now)
		if len(lines) == 0 {
			return n, false
		}
		n.TitleDe, n.TitleEn = "Geändert: "+german.name(now), "Changed: "+english.name(now)
		n.TextDe, n.TextEn = strings.Join(lines, "\n"), strings.Join(english.changes(before, now), "\n")
	}
	return n, true
}

// summary is what somebody who hears of a site for the first time wants to know.
func (w *phrases) summary(s *Section) string {
	lines := []string{w.when + ": " + w.span(s.ValidFrom, s.ValidTo), w.stage + ": " + w.status[s.Status]}
	for _, a := range w.aspects(&s.Impact) {
		if a.text != "" {
			lines = append(lines, a.name+": "+a.text)
		}
	}
	return strings.Join(lines, "\n")
}

// changes lists what reads otherwise now, in an order that does not depend on the language.
func (w *phrases) changes(before, now *Section) []string {
	var lines []string
	say := func(name, was, is string) {
		if was != is {
			lines = append(lines, name+": "+w.was+" "+w.orUnknown(was)+", "+w.is+" "+w.orUnknown(is))
		}
	}
	say(w.when, w.span(before.ValidFrom, before.ValidTo), w.span(now.ValidFrom, now.ValidTo))
	say(w.stage, w.status[before.Status], w.status[now.Status])
	say(w.resumes, w.day(before.ExpectedResume), w.day(now.ExpectedResume))
	old, fresh := w.aspects(&before.Impact), w.aspects(&now.Impact)
	for i := range old {
		say(old[i].name, old[i].text, fresh[i].text)
	}
	return append(lines, w.phaseChanges(before.Phases, now.Phases)...)
}

func (w *phrases) phaseChanges(before, now []Phase) []string {
	var lines []string
	for i := range now {
		p := &now[i]
		at := slices.IndexFunc(before, func(o Phase) bool { return o.ID == p.ID })
		is := w.span(p.ValidFrom, p.ValidTo)
		switch {
		case at < 0:
			lines = append(lines, w.kind[p.Kind]+": "+w.added+", "+is)
		case is != w.span(before[at].ValidFrom, before[at].ValidTo):
			lines = append(lines, w.kind[p.Kind]+": "+w.was+" "+w.span(before[at].ValidFrom, before[at].ValidTo)+", "+w.is+" "+is)
		case !w.sameWay(&before[at].Impact, &p.Impact):
			lines = append(lines, w.kind[p.Kind]+": "+w.otherWay)
		}
	}
	for i := range before {
		if !slices.ContainsFunc(now, func(o Phase) bool { return o.ID == before[i].ID }) {
			lines = append(lines, w.kind[before[i].Kind]+": "+w.dropped)
		}
	}
	return lines
}

func (w *phrases) sameWay(a, b *Impact) bool {
	return slices.Equal(w.aspects(a), w.aspects(b))
}

func (w *phrases) orUnknown(text string) string {
	if text == "" {
		return w.unknown
	}
	return text
}
