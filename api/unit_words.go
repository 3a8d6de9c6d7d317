package api

import (
	"strconv"
	"strings"

	"mitte/geo"
	"mitte/geo/vacancy"
)

// unitTitle is what stands over a unit: the business, the offer's title, or that it is a shop at its address. What is offered goes
// by its offer: nobody advertises it with the name of who still trades there.
func (w words) unitTitle(u *vacancy.Unit) string {
	title, name := w.pickOr(u.OfferTitleDe, u.OfferTitleEn), deref(u.BusinessName)
	if u.Offered && title != "" {
		return title
	}
	if name != "" {
		return name
	}
	if title != "" {
		return title
	}
	return w.T("unit_at", w.addressOf(u))
}

// unitInTown is the title of a unit with its address, where that is not in it.
func (w words) unitInTown(u *vacancy.Unit) string {
	title, address := w.unitTitle(u), w.addressOf(u)
	if strings.Contains(title, address) {
		return title
	}
	return title + ", " + address
}

func (w words) addressOf(u *vacancy.Unit) string {
	if u.StreetName == nil {
		return w.T("no_address")
	}
	return strings.TrimSpace(*u.StreetName + " " + u.HouseNumberText())
}

func (w words) useWord(use string) string { return unitTexts["use."+use].in(string(w)) }

func (w words) vacancyWord(status string) string { return unitTexts["status."+status].in(string(w)) }

// leadFigures are the few figures that decide whether somebody reads on.
func (w words) leadFigures(u *vacancy.Unit, today geo.Date) []fact {
	var out []fact
	add := func(term, text string) {
		if text != "" {
			out = append(out, fact{Term: w.T(term), Text: text})
		}
	}
	if u.SalesAreaM2 != nil {
		add("sales_area", w.area(u.SalesAreaM2))
	} else {
		add("total_area", w.area(u.TotalAreaM2))
	}
	if u.Offered {
		add("rent", w.rentText(&u.Offer))
		add("available", w.availableText(u.AvailableFrom, today))
	}
	add("frontage", w.length(u.FrontageM))
	return out
}

func (w words) rentText(o *vacancy.Offer) string {
	switch {
	case o.RentCentsM2Month != nil:
		return w.money(*o.RentCentsM2Month) + "/m²"
	case o.NetColdRentCents != nil:
		return w.money(*o.NetColdRentCents)
	default:
		return w.T("on_request")
	}
}

func (w words) availableText(from, today geo.Date) string {
	if from.IsZero() || !today.Before(from) {
		return w.T("now_free")
	}
	return w.day(from)
}

// unitFacts is all that is known of a unit beside the deciding figures.
func (w words) unitFacts(u *vacancy.Unit) []fact {
	var out []fact
	add := func(term, text string) {
		if text != "" {
			out = append(out, fact{Term: w.T(term), Text: text})
		}
	}
	if u.Offered {
		add("rent_month", w.cents(u.NetColdRentCents))
		add("charges", w.cents(u.ServiceChargesCents))
		add("deposit", w.cents(u.DepositCents))
		add("term", w.term(u.MinTermMonths, u.MaxTermMonths))
		add("interim", w.yesNo(u.InterimUsePossible))
		add("suitable", w.uses(u.SuitableUses))
	}
	if u.SalesAreaM2 != nil {
		add("total_area", w.area(u.TotalAreaM2))
	}
	add("gastro_area", w.area(u.GastroAreaM2))
	add("storage_area", w.area(u.StorageAreaM2))
	add("divisible", w.area(u.DivisibleFromM2))
	add("floor", w.floorName(u.Floor))
	add("entrance", w.entrance(u.StepFree))
	if u.Condition != nil {
		add("condition", unitTexts["condition."+*u.Condition].in(string(w)))
	}
	add("ceiling", w.length(u.CeilingHeightM))
	if u.PowerKw != nil {
		add("power", w.number(*u.PowerKw, 0)+" kW")
	}
	if u.YearBuilt != nil {
		add("built", strconv.Itoa(*u.YearBuilt))
	}
	if u.Vacant() {
		add("last_use", deref(u.LastUse))
	} else {
		add("use", w.useWord(u.UseType))
	}
	add("location_class", deref(u.LocationClass))
	add("fund_area", strings.Join(u.FundAreas, ", "))
	add("reference", u.PublicRef)
	return out
}

func (w words) area(m2 *float64) string {
	if m2 == nil {
		return ""
	}
	decimals := 0
	if *m2 < 100 && *m2 != float64(int64(*m2)) {
		decimals = 1
	}
	return w.grouped3(*m2, decimals) + " m²"
}

func (w words) length(m *float64) string {
	if m == nil {
		return ""
	}
	return w.number(*m, 1) + " m"
}

// money writes an amount with its cents, as rents have it.
func (w words) money(cents int64) string {
	text := w.grouped3(float64(cents)/100, 2)
	if w == "en" {
		return "€" + text
	}
	return text + " €"
}

func (w words) cents(cents *int64) string {
	if cents == nil {
		return ""
	}
	return w.money(*cents)
}

// count writes a number of things.
func (w words) count(n int) string { return w.grouped3(float64(n), 0) }

// grouped3 writes a figure in groups of three digits.
func (w words) grouped3(v float64, decimals int) string {
	text := strconv.FormatFloat(v, 'f', decimals, 64)
	whole, part, _ := strings.Cut(text, ".")
	thousands, mark := ".", ","
	if w == "en" {
		thousands, mark = ",", "."
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + thousands + whole[i:]
	}
	if part == "" {
		return whole
	}
	return whole + mark + part
}

func (w words) term(least, most *int) string {
	switch {
	case least != nil && most != nil:
		return w.T("term_both", *least, *most)
	case least != nil:
		return w.T("term_least", *least)
	case most != nil:
		return w.T("term_most", *most)
	}
	return ""
}

func (w words) yesNo(v *bool) string {
	switch {
	case v == nil:
		return ""
	case *v:
		return w.T("yes")
	default:
		return w.T("no")
	}
}

func (w words) entrance(stepFree *bool) string {
	switch {
	case stepFree == nil:
		return ""
	case *stepFree:
		return w.T("step_free")
	default:
		return w.T("with_steps")
	}
}

func (w words) uses(uses []string) string {
	out := make([]string, len(uses))
	for i, use := range uses {
		out[i] = w.useWord(use)
	}
	return strings.Join(out, ", ")
}

func (w words) floorName(floor int) string {
	switch {
	case floor == 0:
		return w.T("ground_floor")
	case floor < 0:
		return w.T("basement")
	default:
		return w.T("upper_floor", floor)
	}
}

// runs tells what a unit was put to, newest first. Neighbouring runs of the same kind are one; whose shop it was is left out.
func (w words) runs(history []vacancy.Run) []runView {
	var out []runView
	var held geo.Period
	for _, r := range history {
		what := w.vacancyWord(r.Status)
		if n := len(out); n > 0 && out[n-1].What == what {
			held.From = r.ValidFrom
			out[n-1].When = w.period(held)
			continue
		}
		held = geo.Period{From: r.ValidFrom, To: r.ValidTo}
		out = append(out, runView{w.period(held), what})
	}
	return out
}

// unitMapHref opens the map on a unit.
func (w words) unitMapHref(u *vacancy.Unit) string {
	b := u.Geom.Bound()
	at := func(v float64) string { return strconv.FormatFloat(v, 'f', 5, 64) }
	return "/#18/" + at(b.South) + "/" + at(b.West) + "?sel=" + u.PublicRef + "&lang=" + string(w)
}
