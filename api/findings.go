package api

import (
	"fmt"
	"strings"

	"mitte/geo"
	"mitte/geo/works"
)

// writeFindings tells of what is odd, in words.
func writeFindings(w *jsonWriter, name string, list []works.Finding, lang string) {
	w.array(name)
	for i := range list {
		f := &list[i]
		w.open()
		w.str("path", f.Path)
		w.str("code", f.Code)
		w.str("message", findingInWords(f, lang))
		if f.At != nil {
			w.floats("at", f.At[0], f.At[1])
		}
		if !f.Geometry.IsZero() {
			w.exactGeom("geometry", f.Geometry)
		}
		if f.SectionID != 0 {
			w.id("section_id", f.SectionID)
		}
		if f.Name != "" {
			w.str("name", f.Name)
		}
		if f.UnitRef != "" {
			w.str("unit_ref", f.UnitRef)
		}
		if len(f.Days) > 0 {
			items(w, "days", f.Days, func(w *jsonWriter, p *geo.Period) { w.period(*p) })
		}
		w.close('}')
	}
	w.close(']')
}

// findingInWords is the sentence of a finding; of a shop that is cut off it names the shop and the days.
func findingInWords(f *works.Finding, lang string) string {
	text := sentence(f.Code, f.Msg, lang)
	if f.UnitRef == "" {
		return text
	}
	days := make([]string, len(f.Days))
	for i, p := range f.Days {
		days[i] = daysFor(p, lang)
	}
	return fmt.Sprintf(text, f.Name, strings.Join(days, ", "))
}

// daysFor is 01.03.2027–04.03.2027, both of them within the period.
func daysFor(p geo.Period, lang string) string {
	switch {
	case p.From.IsZero() && p.To.IsZero():
		return both{"an allen Tagen", "on all days"}.in(lang)
	case p.To.IsZero():
		return both{"ab ", "from "}.in(lang) + dayFor(p.From, lang)
	case p.From == p.LastDay():
		return dayFor(p.From, lang)
	default:
		return dayFor(p.From, lang) + "–" + dayFor(p.LastDay(), lang)
	}
}
