package api

import (
	"fmt"
	"strconv"
	"strings"

	"mitte/geo"
)

var germanMonths = [...]string{
	"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
}

// day writes a day in words: "23. November 2026", "23 November 2026".
func (w words) day(d geo.Date) string {
	t := d.Time()
	if w == "en" {
		return t.Format("2 January 2006")
	}
	return strconv.Itoa(t.Day()) + ". " + w.month(d) + " " + strconv.Itoa(t.Year())
}

func (w words) month(d geo.Date) string {
	if w == "en" {
		return d.Time().Month().String()
	}
	return germanMonths[d.Time().Month()-1]
}

// monthYear labels a scale: "Nov. 26" with a short month.
func (w words) monthYear(d geo.Date) string {
	name := []rune(w.month(d))
	if len(name) > 4 {
		name = name[:3]
		if w == "de" {
			name = append(name, '.')
		}
	}
	return string(name) + " " + d.Time().Format("2006")
}

// period writes a half-open period with its last day, as people read it.
func (w words) period(p geo.Period) string {
	last := p.LastDay()
	switch {
	case p.From.IsZero() && p.To.IsZero():
		return w.put("when.none")
	case p.To.IsZero():
		return w.put("when.from", w.day(p.From))
	case p.From.IsZero():
		return w.put("when.to", w.day(last))
	case p.From == last:
		return w.put("when.day", w.day(last))
	default:
		return w.put("when.fixed", w.short(p.From, last), w.day(last))
	}
}

// short leaves out of the first day what the last one says too: the year, and the month.
func (w words) short(from, last geo.Date) string {
	a, b := from.Time(), last.Time()
	switch {
	case a.Year() != b.Year():
		return w.day(from)
	case a.Month() != b.Month() && w == "de":
		return strconv.Itoa(a.Day()) + ". " + w.month(from)
	case a.Month() != b.Month():
		return strconv.Itoa(a.Day()) + " " + w.month(from)
	case w == "de":
		return strconv.Itoa(a.Day()) + "."
	default:
		return strconv.Itoa(a.Day())
	}
}

// span writes a number of days as one would say it; prefix is "span" after a preposition and "left" without.
func (w words) span(prefix string, days int) string {
	switch {
	case days <= 1:
		return w.put(prefix + ".day")
	case days < 14:
		return w.put(prefix+".days", days)
	case days < 70:
		return w.put(prefix+".weeks", (days+3)/7)
	case days < 400:
		return w.put(prefix+".months", max(2, int(float64(days)/30.44+0.5)))
	default:
		return w.put(prefix + ".years")
	}
}

// number writes a figure with the mark of the language between its parts.
func (w words) number(v float64, decimals int) string {
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	if w == "de" {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}

func (w words) metres(v float64) string { return w.number(v, 2) + " m" }

func sprintf(text string, values []any) string {
	if len(values) == 0 {
		return text
	}
	return fmt.Sprintf(text, values...)
}
