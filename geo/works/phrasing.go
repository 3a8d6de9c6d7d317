package works

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"mitte/geo"
)

// aspect is one thing that works do to people, in words; "" where nothing is known of it.
type aspect struct{ name, text string }

// aspects are always as many and in the same order.
func (w *phrases) aspects(i *Impact) []aspect {
	return []aspect{
		{w.walk, w.walkway(i)},
		{w.steps, w.stepsThere(i)},
		{w.cars, w.vehicle[said(i.Vehicle)]},
		{w.loud, w.noise[said(i.NoiseLevel)]},
		{w.parking, w.parkingLost(i.ParkingSpacesLost)},
		{w.delivery, w.deliveryHours(i.DeliveryWindow)},
		{w.note, w.wayIn(i)},
	}
}

func (w *phrases) walkway(i *Impact) string {
	text := w.pedestrian[said(i.Pedestrian)]
	if text != "" && i.MinWidthM != nil {
		text += ", " + fmt.Sprintf(w.metresWide, w.decimal(*i.MinWidthM))
	}
	return text
}

func (w *phrases) stepsThere(i *Impact) string {
	switch {
	case i.StepFree == nil:
		return ""
	case *i.StepFree:
		return w.stepFree
	default:
		return w.withSteps
	}
}

func (w *phrases) parkingLost(lost *int) string {
	switch {
	case lost == nil || *lost == 0:
		return ""
	case *lost == 1:
		return w.oneSpace
	default:
		return fmt.Sprintf(w.manySpaces, *lost)
	}
}

func (w *phrases) wayIn(i *Impact) string {
	if w == english {
		return said(i.AccessNoteEn)
	}
	return said(i.AccessNoteDe)
}

// deliveryHours says when deliveries may come; days are always stored in German.
func (w *phrases) deliveryHours(hours DeliveryWindows) string {
	all := make([]string, len(hours))
	for i, h := range hours {
		all[i] = weekdays.ReplaceAllStringFunc(h.Days, func(d string) string { return w.weekday[d] }) + " " + h.From + "–" + h.To
	}
	return strings.Join(all, "; ")
}

var weekdays = regexp.MustCompile(`Mo|Di|Mi|Do|Fr|Sa|So`)

// span says a half-open period with its last day.
func (w *phrases) span(from, to geo.Date) string {
	last := to
	if !to.IsZero() {
		last = to.AddDays(-1)
	}
	switch {
	case from.IsZero() && last.IsZero():
		return ""
	case last.IsZero():
		return fmt.Sprintf(w.from, w.day(from))
	case from.IsZero():
		return fmt.Sprintf(w.until, w.day(last))
	case from == last:
		return fmt.Sprintf(w.on, w.day(from))
	default:
		return fmt.Sprintf(w.fromTo, w.day(from), w.day(last))
	}
}

func (w *phrases) day(d geo.Date) string {
	if d.IsZero() {
		return ""
	}
	year, month, number := d.Time().Date()
	return fmt.Sprintf(w.dayForm, number, w.months[month-1], year)
}

func (w *phrases) decimal(v float64) string {
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if w == german {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}

// nameOf is what people call a section: its project, its letter, and its street.
func (w *phrases) name(s *Section) string {
	project := s.ProjectTitleDe
	if w == english && s.ProjectTitleEn != "" {
		project = s.ProjectTitleEn
	}
	name := project + ", " + w.section + " " + s.Label
	if len(s.StreetNames) > 0 {
		name += " (" + s.StreetNames[0] + ")"
	}
	return name
}

func said(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
