package api

import (
	"strings"

	"mitte/geo"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

// unitColumn is a column of a file of units: its name for machines, its head for people, and what stands in it: text, int64,
// float64, bool, geo.Date, or nil where it is not known.
type unitColumn struct {
	name  string
	head  both
	value func(x *unitSet, u *vacancy.Unit) any
}

func unitColumns() []unitColumn {
	return []unitColumn{
		{"public_ref", both{"Kennung", "Reference"}, func(_ *unitSet, u *vacancy.Unit) any { return u.PublicRef }},
		{"title", both{"Titel", "Title"}, func(x *unitSet, u *vacancy.Unit) any { return x.unitTitle(u) }},
		{"use", both{"Nutzung", "Use"}, func(x *unitSet, u *vacancy.Unit) any { return x.useWord(u.UseType) }},
		{"status", both{"Stand", "State"}, func(x *unitSet, u *vacancy.Unit) any { return x.vacancyWord(u.VacancyStatus) }},
		{"vacant_since", both{"leer seit", "vacant since"}, func(_ *unitSet, u *vacancy.Unit) any { return u.VacantSince }},
		{"street", both{"Straße", "Street"}, func(_ *unitSet, u *vacancy.Unit) any { return known(u.StreetName) }},
		{"house_number", both{"Hausnummer", "House number"}, func(_ *unitSet, u *vacancy.Unit) any { return u.HouseNumberText() }},
		{"postcode", both{"PLZ", "Postcode"}, func(_ *unitSet, u *vacancy.Unit) any { return known(u.Postcode) }},
		{"city", both{"Ort", "City"}, func(_ *unitSet, u *vacancy.Unit) any { return known(u.City) }},
		{"floor", both{"Etage", "Floor"}, func(_ *unitSet, u *vacancy.Unit) any { return int64(u.Floor) }},
		{"sales_area_m2", both{"Verkaufsfläche m²", "Sales area m²"}, func(_ *unitSet, u *vacancy.Unit) any { return known(u.SalesAreaM2) }},
		{"total_area_m2", both{"Gesamtfläche m²", "Total area m²"}, func(_ *unitSet, u *vacancy.Unit) any { return known(u.TotalAreaM2) }},
		{"frontage_m", both{"Schaufenster m", "Shop front m"}, func(_ *unitSet, u *vacancy.Unit) any { return known(u.FrontageM) }},
		{"rent_eur_m2", both{"Miete €/m² netto kalt", "Net cold rent €/m²"}, func(_ *unitSet, u *vacancy.Unit) any { return inEuros(u.RentCentsM2Month) }},
		{"rent_eur_month", both{"Miete €/Monat netto kalt", "Net cold rent € a month"}, func(_ *unitSet, u *vacancy.Unit) any { return inEuros(u.NetColdRentCents) }},
		{"charges_eur_month", both{"Nebenkosten €/Monat", "Service charges € a month"}, func(_ *unitSet, u *vacancy.Unit) any { return inEuros(u.ServiceChargesCents) }},
		{"price_on_request", both{"Miete auf Anfrage", "Rent on request"}, func(_ *unitSet, u *vacancy.Unit) any { return known(u.PriceOnRequest) }},
		{"available_from", both{"frei ab", "available from"}, func(_ *unitSet, u *vacancy.Unit) any { return u.AvailableFrom }},
		{"interim_use", both{"Zwischennutzung möglich", "interim use possible"}, func(_ *unitSet, u *vacancy.Unit) any { return known(u.InterimUsePossible) }},
		{"suitable_uses", both{"geeignet für", "suitable for"}, func(x *unitSet, u *vacancy.Unit) any { return x.uses(u.SuitableUses) }},
		{"step_free", both{"stufenlos", "step-free"}, func(_ *unitSet, u *vacancy.Unit) any { return known(u.StepFree) }},
		{"location_class", both{"Lageklasse", "Location class"}, func(_ *unitSet, u *vacancy.Unit) any { return known(u.LocationClass) }},
		{"fund_areas", both{"Fördergebiet", "Fund area"}, func(_ *unitSet, u *vacancy.Unit) any { return strings.Join(u.FundAreas, ", ") }},
		{"business_name", both{"Geschäft", "Business"}, func(_ *unitSet, u *vacancy.Unit) any { return known(u.BusinessName) }},
		{"last_use", both{"letzte Nutzung", "last use"}, func(_ *unitSet, u *vacancy.Unit) any { return known(u.LastUse) }},
		{"longitude", both{"Länge (WGS 84)", "Longitude (WGS 84)"}, func(_ *unitSet, u *vacancy.Unit) any { return seventh(u.Geom.Bound().West) }},
		{"latitude", both{"Breite (WGS 84)", "Latitude (WGS 84)"}, func(_ *unitSet, u *vacancy.Unit) any { return seventh(u.Geom.Bound().South) }},
		{"page", both{"Seite", "Page"}, func(x *unitSet, u *vacancy.Unit) any { return x.Base + unitPath(u.PublicRef) }},
		{"source", both{"Quelle", "Source"}, func(x *unitSet, u *vacancy.Unit) any { return x.sourceOf(u).Attribution }},
		{"licence", both{"Lizenz", "Licence"}, func(x *unitSet, u *vacancy.Unit) any {
			s := x.sourceOf(u)
			return strings.TrimSpace(s.Licence + " " + deref(s.LicenceURL))
		}},
		{"made_up", both{"erfunden", "made up"}, func(_ *unitSet, u *vacancy.Unit) any { return u.MadeUp }},
	}
}

// known is the value of a pointer, nil without its type where there is none.
func known[T any](v *T) any {
	if v == nil {
		return nil
	}
	return *v
}

func inEuros(cents *int64) any {
	if cents == nil {
		return nil
	}
	return float64(*cents) / 100
}

func (x *unitSet) sourceOf(u *vacancy.Unit) place.Source {
	for _, s := range x.Town.Sources {
		if s.ID == u.Source {
			return s
		}
	}
	return place.Source{ID: u.Source}
}

// sources are those the units come from, in the order of the town's list.
func (x *unitSet) sources() []place.Source {
	used := map[string]bool{}
	for i := range x.Units {
		used[x.Units[i].Source] = true
	}
	var out []place.Source
	for _, s := range x.Town.Sources {
		if used[s.ID] {
			out = append(out, s)
		}
	}
	return out
}

// rights names the licence of each source that the units come from, with whom to name.
func (x *unitSet) rights() string {
	var out []string
	for _, s := range x.sources() {
		out = append(out, s.Attribution+" ("+s.Licence+")")
	}
	return strings.Join(out, "; ")
}

// cell writes a value as spreadsheets of the language read it.
func (w words) cell(v any) any {
	switch v := v.(type) {
	case string:
		return v
	case int64:
		return number(decimal(v))
	case float64:
		text := string(appendFloat(nil, v))
		if w == "de" {
			return number(strings.Replace(text, ".", ",", 1))
		}
		return number(text)
	case bool:
		return w.yesNo(&v)
	case geo.Date:
		return dayOrNone(v)
	default:
		return ""
	}
}
