package api

import (
	"strconv"

	"mitte/geo/enquiry"
)

// spaceName is a space request in one line, in words of ours.
func (w words) spaceName(s *enquiry.Sought) string {
	return w.T("space_name", w.useWord(s.UseType), w.grouped3(s.AreaMinM2, 0), w.grouped3(s.AreaMaxM2, 0))
}

// wishes are what somebody looks for, one a line.
func (w words) wishes(s *enquiry.Sought) []fact {
	var out []fact
	add := func(term, text string) { out = append(out, fact{Term: w.T(term), Text: text}) }
	add("use", w.useWord(s.UseType))
	add("space_area", w.grouped3(s.AreaMinM2, 0)+"–"+w.grouped3(s.AreaMaxM2, 0)+" m²")
	if s.RentMaxCents != nil {
		add("space_rent", w.money(*s.RentMaxCents))
	}
	if s.FrontageMinM != nil {
		add("space_front", w.length(s.FrontageMinM))
	}
	if s.StepFree {
		add("entrance", w.T("step_free"))
	}
	if !s.WantedFrom.IsZero() {
		add("space_from", w.day(s.WantedFrom))
	}
	if s.TermMonths != nil {
		add("space_term", strconv.Itoa(*s.TermMonths))
	}
	switch {
	case s.Place != "":
		add("space_place", s.Place)
	case !s.Geom.IsZero():
		add("space_place", w.T("space_drawn"))
	}
	return out
}

// because says in words why a unit meets a criterion or does not.
func (w words) because(k *enquiry.Criterion, s *enquiry.Sought, c *enquiry.Candidate) string {
	key := "match." + k.Reason
	switch k.Reason {
	case "area.small", "area.fits", "area.large":
		return w.T(key, w.area(c.AreaM2))
	case "area.divisible":
		return w.T(key, w.area(c.AreaM2), w.area(c.DivisibleFromM2))
	case "rent.within", "rent.above":
		return w.T(key, w.money(*c.NetColdRentCents), w.money(*s.RentMaxCents))
	case "frontage.long", "frontage.short":
		return w.T(key, w.length(c.FrontageM), w.length(s.FrontageMinM))
	case "date.late":
		return w.T(key, w.day(c.AvailableFrom))
	case "term.short":
		return w.T(key, *c.MinTermMonths)
	case "term.long":
		return w.T(key, *c.MaxTermMonths)
	case "use.same", "use.related":
		return w.T(key, w.useWord(c.UseType))
	default:
		return w.T(key)
	}
}
