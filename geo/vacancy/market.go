package vacancy

import (
	"slices"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/place"
)

// MarketOffer is what the office says of a unit's terms, published or not. Empty texts, zero days and nil say "nothing known".
type MarketOffer struct {
	ID                  int64
	Version             int
	UpdatedAt           time.Time
	UpdatedBy           string
	PublicationStatus   string
	PublishedAt         *time.Time
	TitleDe, TitleEn    string
	DescriptionDe       string
	DescriptionEn       string
	NetColdRentCents    *int64 // a month
	ServiceChargesCents *int64 // a month
	DepositCents        *int64
	PriceOnRequest      bool
	AvailableFrom       geo.Date
	MinTermMonths       *int
	MaxTermMonths       *int
	InterimUsePossible  bool
	SuitableUses        []string
	PublicationBasis    string
	ConfirmedUntil      geo.Date
}

// OfferEdit is what a request says of an offer; what it does not name stays as it is.
type OfferEdit struct {
	TitleDe, TitleEn                                    geo.Given[string]
	DescriptionDe, DescriptionEn                        geo.Given[string]
	NetColdRentCents, ServiceChargesCents, DepositCents geo.Given[*int64]
	PriceOnRequest                                      geo.Given[bool]
	AvailableFrom                                       geo.Given[geo.Date]
	MinTermMonths, MaxTermMonths                        geo.Given[*int]
	InterimUsePossible                                  geo.Given[bool]
	SuitableUses                                        geo.Given[[]string]
	PublicationBasis                                    geo.Given[string]
	ConfirmedUntil                                      geo.Given[geo.Date]
}

func (e *OfferEdit) apply(base MarketOffer) MarketOffer {
	o := base
	e.TitleDe.Onto(&o.TitleDe)
	e.TitleEn.Onto(&o.TitleEn)
	e.DescriptionDe.Onto(&o.DescriptionDe)
	e.DescriptionEn.Onto(&o.DescriptionEn)
	e.NetColdRentCents.Onto(&o.NetColdRentCents)
	e.ServiceChargesCents.Onto(&o.ServiceChargesCents)
	e.DepositCents.Onto(&o.DepositCents)
	e.PriceOnRequest.Onto(&o.PriceOnRequest)
	e.AvailableFrom.Onto(&o.AvailableFrom)
	e.MinTermMonths.Onto(&o.MinTermMonths)
	e.MaxTermMonths.Onto(&o.MaxTermMonths)
	e.InterimUsePossible.Onto(&o.InterimUsePossible)
	e.SuitableUses.Onto(&o.SuitableUses)
	e.PublicationBasis.Onto(&o.PublicationBasis)
	e.ConfirmedUntil.Onto(&o.ConfirmedUntil)
	return o
}

// Bases are the values of publication_basis.
func Bases() []string {
	return []string{"owner_consent", "no_objection_baugb_200_3", "public_property", "anonymised", "open_data"}
}

// Scopes are what an owner may agree to.
func Scopes() []string {
	return []string{"publish_unit", "publish_photo", "publish_rent", "publish_threatened", "forward_contact"}
}

const mostCents = 100_000_000_00

// wrong lists what is wrong with an offer by itself, published or not.
func (o *MarketOffer) wrong() wrongs {
	var w wrongs
	w.text("/title_de", o.TitleDe, shortText)
	w.text("/title_en", o.TitleEn, shortText)
	w.text("/description_de", o.DescriptionDe, longText)
	w.text("/description_en", o.DescriptionEn, longText)
	for _, c := range []struct {
		path string
		v    *int64
	}{{"/net_cold_rent_cents", o.NetColdRentCents}, {"/service_charges_cents", o.ServiceChargesCents}, {"/deposit_cents", o.DepositCents}} {
		w.when(c.v != nil && (*c.v < 0 || *c.v > mostCents), c.path, "out_of_range", "the value is out of range")
	}
	for _, c := range []struct {
		path string
		v    *int
	}{{"/min_term_months", o.MinTermMonths}, {"/max_term_months", o.MaxTermMonths}} {
		w.when(c.v != nil && (*c.v < 1 || *c.v > 1200), c.path, "out_of_range", "a number from 1 to 1200 is needed")
	}
	w.when(o.MinTermMonths != nil && o.MaxTermMonths != nil && *o.MinTermMonths > *o.MaxTermMonths, "/max_term_months", "offer.terms", "the longest term is no shorter than the shortest")
	for _, d := range []struct {
		path string
		v    geo.Date
	}{{"/available_from", o.AvailableFrom}, {"/confirmed_until", o.ConfirmedUntil}} {
		w.when(!d.v.IsZero() && (d.v.Before(firstDay) || geo.NewDate(2199, 12, 31).Before(d.v)), d.path, "out_of_range", "a day from 1900 to 2199 is needed")
	}
	for _, use := range o.SuitableUses {
		w.when(!slices.Contains(UseTypes(), use), "/suitable_uses", "unknown_value", "there is no such use")
	}
	w.when(o.PublicationBasis != "" && !slices.Contains(Bases(), o.PublicationBasis), "/publication_basis", "unknown_value", "there is no such basis")
	return w
}

// market is what publication asks of a unit beside its offer.
type market struct {
	Status    string
	Addressed bool
	Sized     bool
	Built     bool // it stands in a building, so it is no gap
	OpenData  bool // its status comes from an open source
	Pictured  bool // it has a public picture
	Consents  []string
}

func (m *market) agreed(scope string) bool { return slices.Contains(m.Consents, scope) }

// lacks lists what hinders an offer from being published (domain.md 2.2).
func (o *MarketOffer) lacks(m *market, today geo.Date) []fault.Field {
	var w wrongs
	w.when(o.TitleDe == "", "/title_de", "required", "a published offer has a title")
	w.when(o.TitleEn == "", "/title_en", "required", "a published offer has a title")
	w.when(o.NetColdRentCents == nil && !o.PriceOnRequest, "/net_cold_rent_cents", "offer.needs_price", "a rent, or on request")
	w.when(o.ConfirmedUntil.IsZero() || o.ConfirmedUntil.Before(today), "/confirmed_until", "offer.needs_confirmation", "it is confirmed until a day to come")
	w.when(!m.Addressed, "/street_name", "offer.needs_address", "the unit has an address")
	w.when(!m.Sized, "/sales_area_m2", "offer.needs_area", "one area of the unit is known")
	w.when(!place.IsVacant(m.Status) && m.Status != "interim_use" && m.Status != "threatened", "/status", "offer.not_to_be_had", "the unit is not to be had")
	w.when(m.Status == "threatened" && !m.agreed("publish_threatened"), "/status", "offer.needs_threatened_consent", "the owner agreed that notice is known")
	switch o.PublicationBasis {
	case "":
		w.when(true, "/publication_basis", "offer.needs_basis", "something allows the publication")
	case "owner_consent":
		w.when(!m.agreed("publish_unit"), "/publication_basis", "offer.needs_consent", "the owner agreed")
		w.when(o.NetColdRentCents != nil && !m.agreed("publish_rent"), "/net_cold_rent_cents", "offer.needs_rent_consent", "the owner agreed that the rent is known")
		w.when(m.Pictured && !m.agreed("publish_photo"), "/media", "offer.needs_photo_consent", "the owner agreed that pictures are shown")
	case "no_objection_baugb_200_3":
		w.when(m.Built, "/publication_basis", "offer.no_gap", "this is for buildable gaps only")
	case "open_data":
		w.when(!m.OpenData, "/publication_basis", "offer.not_open", "the status does not come from an open source")
	}
	return w
}

// publicationStep reports whether an offer goes from one state of publication to another.
func (o *MarketOffer) publicationStep(to string) bool {
	ask := o.PublicationBasis == "owner_consent"
	switch o.PublicationStatus {
	case "internal":
		return to == "consent_pending" || to == "published" && !ask
	case "consent_pending":
		return to == "published" || to == "withdrawn"
	case "published":
		return to == "withdrawn"
	default:
		return to == "consent_pending" || to == "published"
	}
}
