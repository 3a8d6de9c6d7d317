package api

import (
	"mitte/geo"
	"mitte/geo/vacancy"
)

// unitFeature writes units as they are on a day.
func unitFeature(day geo.Date) feature[vacancy.Unit] {
	return feature[vacancy.Unit]{
		size: 2200,
		head: func(u *vacancy.Unit) (int64, int, geo.Geom) { return u.ID, u.Version, u.Geom },
		properties: func(w *jsonWriter, u *vacancy.Unit) {
			writeUnit(w, u)
			writeUnitAreas(w, &u.Areas)
			writeUnitPlace(w, u)
			writeOffer(w, &u.Offer)
			w.str("source", u.Source)
			w.yes("made_up", u.MadeUp)
			writeVacancy(w, u, day)
		},
		brief: writeBrief,
	}
}

// writeBrief writes what a map, its list and its filters need of a unit, so that a whole town fits one answer. What is not
// known, and what is false, is left out.
func writeBrief(w *jsonWriter, u *vacancy.Unit) {
	w.str("public_ref", u.PublicRef)
	given(w, "street_name", u.StreetName, (*jsonWriter).str)
	given(w, "house_number", u.HouseNumber, (*jsonWriter).num)
	given(w, "house_number_suffix", u.HouseNumberSuffix, (*jsonWriter).str)
	w.num("floor", u.Floor)
	w.str("use_type", u.UseType)
	w.str("vacancy_status", u.VacancyStatus)
	if !u.VacantSince.IsZero() {
		w.day("vacant_since", u.VacantSince)
	}
	given(w, "business_name", u.BusinessName, (*jsonWriter).str)
	given(w, "last_use", u.LastUse, (*jsonWriter).str)
	given(w, "sales_area_m2", u.SalesAreaM2, (*jsonWriter).float)
	given(w, "total_area_m2", u.TotalAreaM2, (*jsonWriter).float)
	given(w, "step_free", u.StepFree, (*jsonWriter).yes) // false is an answer here
	given(w, "location_class", u.LocationClass, (*jsonWriter).str)
	given(w, "frontage_m", u.FrontageM, (*jsonWriter).float)
	if len(u.FundAreas) > 0 {
		w.list("fund_areas", u.FundAreas)
	}
	if u.Offered {
		writeBriefOffer(w, &u.Offer)
	}
}

func writeBriefOffer(w *jsonWriter, o *vacancy.Offer) {
	w.yes("offered", true)
	given(w, "offer_title_de", o.OfferTitleDe, (*jsonWriter).str)
	given(w, "offer_title_en", o.OfferTitleEn, (*jsonWriter).str)
	given(w, "net_cold_rent_cents", o.NetColdRentCents, (*jsonWriter).id)
	given(w, "rent_cents_m2_month", o.RentCentsM2Month, (*jsonWriter).id)
	if o.PriceOnRequest != nil && *o.PriceOnRequest {
		w.yes("price_on_request", true)
	}
	if !o.AvailableFrom.IsZero() {
		w.day("available_from", o.AvailableFrom)
	}
	if o.InterimUsePossible != nil && *o.InterimUsePossible {
		w.yes("interim_use_possible", true)
	}
	if len(o.SuitableUses) > 0 {
		w.list("suitable_uses", o.SuitableUses)
	}
}

// given writes a member only if it is known.
func given[T any](w *jsonWriter, name string, v *T, write func(*jsonWriter, string, T)) {
	if v != nil {
		write(w, name, *v)
	}
}

func writeUnit(w *jsonWriter, u *vacancy.Unit) {
	w.num("version", u.Version)
	w.time("updated_at", u.UpdatedAt)
	w.str("public_ref", u.PublicRef)
	w.strOr("street_name", u.StreetName)
	w.numOr("house_number", u.HouseNumber)
	w.strOr("house_number_suffix", u.HouseNumberSuffix)
	w.strOr("postcode", u.Postcode)
	w.strOr("city", u.City)
	w.num("floor", u.Floor)
	w.strOr("position", u.Position)
	w.str("use_type", u.UseType)
	w.str("vacancy_status", u.VacancyStatus)
	w.day("vacant_since", u.VacantSince)
	w.day("valid_from", u.ValidFrom)
	w.day("valid_to", u.ValidTo)
	w.strOr("business_name", u.BusinessName)
	w.strOr("last_use", u.LastUse)
}

func writeUnitAreas(w *jsonWriter, a *vacancy.Areas) {
	w.floatOr("sales_area_m2", a.SalesAreaM2)
	w.floatOr("retail_area_m2", a.RetailAreaM2)
	w.floatOr("storage_area_m2", a.StorageAreaM2)
	w.floatOr("gastro_area_m2", a.GastroAreaM2)
	w.floatOr("total_area_m2", a.TotalAreaM2)
	w.strOr("area_source", a.AreaSource)
	w.floatOr("divisible_from_m2", a.DivisibleFromM2)
}

func writeUnitPlace(w *jsonWriter, u *vacancy.Unit) {
	w.floatOr("ceiling_height_m", u.CeilingHeightM)
	w.yesOr("step_free", u.StepFree)
	w.floatOr("power_kw", u.PowerKw)
	w.strOr("condition", u.Condition)
	w.numOr("year_built", u.YearBuilt)
	w.strOr("wz_code", u.WzCode)
	w.numOr("wz_version", u.WzVersion)
	w.strOr("location_class", u.LocationClass)
	w.floatOr("frontage_m", u.FrontageM)
	w.idOr("segment_id", u.SegmentID)
	w.strOr("side", u.Side)
	w.floatOr("chainage_m", u.ChainageM)
	w.idOr("parcel_id", u.ParcelID)
	w.list("fund_areas", u.FundAreas)
}

func writeOffer(w *jsonWriter, o *vacancy.Offer) {
	w.yes("offered", o.Offered)
	w.strOr("offer_title_de", o.OfferTitleDe)
	w.strOr("offer_title_en", o.OfferTitleEn)
	w.strOr("offer_description_de", o.OfferDescriptionDe)
	w.strOr("offer_description_en", o.OfferDescriptionEn)
	w.idOr("net_cold_rent_cents", o.NetColdRentCents)
	w.idOr("service_charges_cents", o.ServiceChargesCents)
	w.idOr("deposit_cents", o.DepositCents)
	w.yesOr("price_on_request", o.PriceOnRequest)
	w.idOr("rent_cents_m2_month", o.RentCentsM2Month)
	w.day("available_from", o.AvailableFrom)
	w.numOr("min_term_months", o.MinTermMonths)
	w.numOr("max_term_months", o.MaxTermMonths)
	w.yesOr("interim_use_possible", o.InterimUsePossible)
	w.list("suitable_uses", o.SuitableUses)
	w.day("confirmed_until", o.ConfirmedUntil)
}

func writeVacancy(w *jsonWriter, u *vacancy.Unit, day geo.Date) {
	days, known := u.VacantDays(day)
	if !known {
		w.numOr("vacant_days", nil)
		w.strOr("vacancy_kind", nil)
		return
	}
	w.num("vacant_days", days)
	w.str("vacancy_kind", u.Kind(day))
}
