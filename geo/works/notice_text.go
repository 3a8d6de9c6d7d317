package works

import (
	"fmt"
	"strings"

	"mitte/geo"
)

// letters are the sentences of a notice in one language.
type letters struct {
	*phrases

	hello, site, when, state, ways, below, shops, closed, questions, live string
}

var germanLetter = letters{
	german, "Guten Tag,", "vor Ihrer Tür wird gebaut: %s.", "Zeitraum: %s.", "Stand heute: %s.", "Das ändert sich für Sie:",
	"Was das für Ihre Tür bedeutet, steht unten.", "Die Läden bleiben geöffnet und erreichbar.",
	"Solange kein Durchgang ist, erreichen Sie Ihre Tür anders; wie, sagen wir Ihnen vorher.",
	"Fragen beantwortet Ihnen: %s.", "Den neuesten Stand finden Sie jederzeit im Netz.",
}

var englishLetter = letters{
	english, "Hello,", "there will be works in front of your door: %s.", "Period: %s.", "State today: %s.", "This changes for you:",
	"What that means for your door is said below.", "The shops stay open and can be reached.",
	"While there is no way through, you reach your door another way; we will tell you beforehand which.",
	"Your questions are answered by: %s.", "You find the latest state on the web at any time.",
}

// write is the text that a notice begins with. Staff change it as they like. A letter has a table of the door and a poster one of
// the site, so their text says less.
func (l letters) write(s *Section, n *NoticeWish) string {
	var parts []string
	if n.Channel != ByPoster {
		parts = append(parts, l.hello, l.opening(s, n.Period))
	}
	if lines := l.points(&s.Impact, n.Channel); len(lines) > 0 {
		parts = append(parts, l.ways+"\n"+strings.Join(lines, "\n"))
	}
	if n.Channel == ByLetter {
		parts = append(parts, l.below)
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

func (l letters) opening(s *Section, p geo.Period) string {
	text := fmt.Sprintf(l.site, l.name(s))
	if when := l.span(p.From, p.To); when != "" {
		text += " " + fmt.Sprintf(l.when, when)
	}
	return text + " " + fmt.Sprintf(l.state, l.status[s.Status])
}

// points lists what changes, but for what the paper shows in a table.
func (l letters) points(i *Impact, channel string) (lines []string) {
	for _, a := range l.aspects(i) {
		tabled := channel == ByPoster && a.name != l.note || channel == ByLetter && a.name != l.note && a.name != l.parking
		if a.text != "" && !tabled {
			lines = append(lines, "– "+a.name+": "+a.text)
		}
	}
	return lines
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
