package enquiry

import (
	"strconv"
	"strings"

	"mitte/geo/outbox"
	"mitte/geo/vacancy"
)

// newUnit is a unit in a mail: its offer's title, else its address, and the figures that decide.
func newUnit(lang string, u *vacancy.Unit) outbox.Item {
	c := candidateOf(u)
	title := u.OfferTitleDe
	if lang == "en" && u.OfferTitleEn != nil && *u.OfferTitleEn != "" {
		title = u.OfferTitleEn
	}
	var parts []string
	item := outbox.Item{Title: c.Name, Path: "/units/" + u.PublicRef}
	if title != nil && *title != "" {
		item.Title, parts = *title, append(parts, c.Name)
	}
	if c.AreaM2 != nil {
		parts = append(parts, decimal(lang, *c.AreaM2, 0)+" m²")
	}
	if u.RentCentsM2Month != nil {
		parts = append(parts, decimal(lang, float64(*u.RentCentsM2Month)/100, 2)+" €/m²")
	}
	item.Text = strings.Join(parts, " · ")
	return item
}

func decimal(lang string, v float64, places int) string {
	text := strconv.FormatFloat(v, 'f', places, 64)
	if lang == "en" {
		return text
	}
	return strings.Replace(text, ".", ",", 1)
}
