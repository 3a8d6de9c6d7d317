package works

import (
	"fmt"
	"strings"

	"mitte/geo"
)

// letters are the sentences of a notice in one language.
type letters struct {
	*phrases

	hello, site, when, state, ways, shops, closed, questions, live string
}

var germanLetter = letters{
	german, "Guten Tag,", "vor Ihrer Tür wird gebaut: %s.", "Die Arbeiten dauern nach heutigem Plan %s.",
	"Stand heute: %s.", "Das ändert sich für Sie:", "Die Läden bleiben geöffnet und erreichbar.",
	"Solange kein Durchgang ist, erreichen Sie Ihre Tür anders; wie, sagen wir Ihnen vorher.",
	"Fragen beantwortet Ihnen: %s.", "Den neuesten Stand finden Sie jederzeit im Netz.",
}

var englishLetter = letters{
	english, "Hello,", "there will be works in front of your door: %s.", "As planned today the works last from %s.",
	"State today: %s.", "This changes for you:", "The shops stay open and can be reached.",
	"While there is no way through, you reach your door another way; we will tell you beforehand which.",
	"Your questions are answered by: %s.", "You find the latest state on the web at any time.",
}

// write is the text that a notice begins with. Staff change it as they like.
func (l letters) write(s *Section, p geo.Period) string {
	parts := []string{l.hello, fmt.Sprintf(l.site, l.name(s))}
	if when := l.span(p.From, p.To); when != "" {
		parts[1] += " " + fmt.Sprintf(l.when, when)
	}
	parts[1] += " " + fmt.Sprintf(l.state, l.status[s.Status])
	var lines []string
	for _, a := range l.aspects(&s.Impact) {
		if a.text != "" {
			lines = append(lines, "– "+a.name+": "+a.text)
		}
	}
	if len(lines) > 0 {
		parts = append(parts, l.ways+"\n"+strings.Join(lines, "\n"))
	}
	if said(s.Pedestrian) == "closed" {
		parts = append(parts, l.closed)
	} else {
		parts = append(parts, l.shops)
	}
	last := l.live
	if s.ContactRole != "" {
		last = fmt.Sprintf(l.questions, s.ContactRole) + " " + last
	}
	return strings.Join(append(parts, last), "\n\n")
}

// Lines says what a notice tells one door, as pairs of a name and words, in German or English.
func (d *Door) Lines(lang string) [][2]string {
	w, delivery := german, d.Delivery
	if lang == "en" {
		w, delivery = english, d.DeliveryEn
	}
	to := d.LastDay
	if !to.IsZero() {
		to = to.AddDays(1)
	}
	steps := ""
	if d.StepFree != nil {
		steps = w.stepsThere(&Impact{StepFree: d.StepFree})
	}
	var lines [][2]string
	for _, l := range [][2]string{
		{w.when, w.span(d.FirstDay, to)},
		{w.walk, w.pedestrian[d.Pedestrian]},
		{w.steps, steps},
		{w.cars, w.vehicle[d.Vehicle]},
		{w.loud, w.noise[d.NoiseLevel]},
		{w.delivery, delivery},
	} {
		if l[1] != "" {
			lines = append(lines, l)
		}
	}
	return lines
}
