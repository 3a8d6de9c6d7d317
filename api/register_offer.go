package api

import (
	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/vacancy"
)

// marketRoutes are the offers of units, and what owners agreed to.
func (a *api) marketRoutes() []route {
	inside := func(pattern string, handler fiber.Handler) route {
		return route{method: fiber.MethodGet, pattern: pattern, class: read, may: insiders(), handler: a.inRegister(handler)}
	}
	edit := func(method, pattern string, may []people.Role, handler fiber.Handler) route {
		return route{method: method, pattern: pattern, class: write, may: may, handler: a.inRegister(handler)}
	}
	return []route{
		public("/api/v1/anonymous-offers", read, true, a.anonymousOffers),
		inside("/api/v1/staff/units/:id/offer", a.offer),
		inside("/api/v1/staff/units/:id/preview", a.preview),
		edit(fiber.MethodPost, "/api/v1/units/:id/offer", editors(), a.idempotent(staffUnits, a.createOffer)),
		edit(fiber.MethodPatch, "/api/v1/units/:id/offer", editors(), a.changeOffer),
		edit(fiber.MethodPost, "/api/v1/units/:id/publication", editors(), a.idempotent(staffUnits, a.publish)),
		edit(fiber.MethodPost, "/api/v1/units/:id/consents", editors(), a.idempotent(staffUnits, a.giveConsent)),
		edit(fiber.MethodPost, "/api/v1/consents/:id/revoke", editors(), a.idempotent(staffUnits, a.revokeConsent)),
	}
}

func (a *api) anonymousOffers(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	found, err := a.Vacancy.AnonymousOffers(c.UserContext())
	if err != nil {
		return err
	}
	w := &jsonWriter{}
	w.open()
	w.array("offers")
	for i := range found {
		writeAnonymous(w, &found[i])
	}
	w.close(']')
	w.close('}')
	return send(c, plainJSON, strongTag(w.b), w.b)
}

func writeAnonymous(w *jsonWriter, o *vacancy.AnonymousOffer) {
	w.open()
	w.strOr("street_name", o.StreetName)
	w.strOr("from_label", o.FromLabel)
	w.strOr("to_label", o.ToLabel)
	w.str("use_type", o.UseType)
	w.str("size_class", o.SizeClass)
	w.close('}')
}

func (a *api) offer(c *fiber.Ctx) error {
	id, err := itemID(c)
	if err != nil {
		return err
	}
	m, err := a.Register.Marketing(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	return a.sendMarketing(c, &m)
}

func (a *api) preview(c *fiber.Ctx) error {
	id, err := itemID(c)
	if err != nil {
		return err
	}
	unit, anonymous, err := a.Register.Preview(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	w := &jsonWriter{}
	w.open()
	w.key("unit")
	if anonymous != nil {
		w.null()
		w.key("anonymous")
		writeAnonymous(w, anonymous)
	} else {
		unitFeature(a.Register.Today()).write(w, &unit.Unit, nil)
		w.key("anonymous")
		w.null()
	}
	w.close('}')
	return sendFor(c, plainJSON, w)
}

func (a *api) createOffer(c *fiber.Ctx) error {
	id, err := itemID(c)
	if err != nil {
		return err
	}
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	edit := body.offerEdit()
	if err := body.err(); err != nil {
		return err
	}
	m, err := a.Register.CreateOffer(c.UserContext(), a.registrar(c), id, edit)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, staffUnits+string(decimal(id))+"/offer")
	c.Status(fiber.StatusCreated)
	return a.sendMarketing(c, &m)
}

func (a *api) changeOffer(c *fiber.Ctx) error {
	id, version, body, err := changeOf(c, itemID)
	if err != nil {
		return err
	}
	edit := body.offerEdit()
	if err := body.err(); err != nil {
		return err
	}
	m, err := a.Register.ChangeOffer(c.UserContext(), a.registrar(c), id, version, edit)
	if err != nil {
		return a.withCurrentOffer(c, id, err)
	}
	return a.sendMarketing(c, &m)
}

func (a *api) publish(c *fiber.Ctx) error {
	id, version, body, err := changeOf(c, itemID)
	if err != nil {
		return err
	}
	var to geo.Given[string]
	value(body, "to", &to)
	body.done()
	if err := body.err(); err != nil {
		return err
	}
	m, err := a.Register.Publish(c.UserContext(), a.registrar(c), id, version, to.Value)
	if err != nil {
		return a.withCurrentOffer(c, id, err)
	}
	return a.sendMarketing(c, &m)
}

func (a *api) giveConsent(c *fiber.Ctx) error {
	id, err := itemID(c)
	if err != nil {
		return err
	}
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	var scope, evidence, party geo.Given[string]
	var at geo.Given[geo.Date]
	value(body, "scope", &scope)
	value(body, "evidence", &evidence)
	value(body, "party_id", &party)
	if party.Value != "" && uuid.Validate(party.Value) != nil {
		body.refuse("party_id", "id", "this is no number of a party")
	}
	body.day("given_at", &at)
	body.done()
	if err := body.err(); err != nil {
		return err
	}
	given := vacancy.Consent{Scope: scope.Value, GivenAt: at.Value, Evidence: evidence.Value, PartyID: party.Value}
	m, err := a.Register.Give(c.UserContext(), a.registrar(c), id, given)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, staffUnits+string(decimal(id))+"/offer")
	c.Status(fiber.StatusCreated)
	return a.sendMarketing(c, &m)
}

func (a *api) revokeConsent(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	consent, err := uuid.Parse(c.Params("id"))
	if err != nil {
		return fault.New(fault.NotFound, "not_found", "there is no such consent")
	}
	_, m, err := a.Register.Revoke(c.UserContext(), a.registrar(c), consent.String())
	if err != nil {
		return err
	}
	return a.sendMarketing(c, &m)
}

// withCurrentOffer adds to a refusal of an old version what is there now.
func (a *api) withCurrentOffer(c *fiber.Ctx, id int64, err error) error {
	if fault.KindOf(err) != fault.Stale {
		return err
	}
	now, failed := a.Register.Marketing(c.UserContext(), actor(c), id)
	if failed != nil {
		return err
	}
	return &staleError{err, a.marketingDocument(c, &now).b}
}

// sendMarketing answers once the change shows, under the tag that a change of the offer has to name.
func (a *api) sendMarketing(c *fiber.Ctx, m *vacancy.Marketing) error {
	a.reach(c.UserContext(), c, m.XID)
	if m.Offer != nil {
		c.Set(fiber.HeaderETag, `"`+string(decimal(int64(m.Offer.Version)))+`"`)
	}
	return sendFor(c, plainJSON, a.marketingDocument(c, m))
}

func (a *api) marketingDocument(c *fiber.Ctx, m *vacancy.Marketing) *jsonWriter {
	w, lang := &jsonWriter{}, language(c.Get(fiber.HeaderAcceptLanguage))
	w.open()
	w.key("offer")
	if m.Offer == nil {
		w.null()
	} else {
		writeMarketOffer(w, m.Offer)
	}
	w.array("lacks")
	writeLacks(w, m.Lacks, lang)
	w.close(']')
	w.array("consents")
	for i := range m.Consents {
		k := &m.Consents[i]
		w.open()
		w.str("id", k.ID)
		w.str("scope", k.Scope)
		w.day("given_at", k.GivenAt)
		w.time("recorded_at", k.RecordedAt)
		w.timeOr("revoked_at", k.RevokedAt)
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return w
}

func writeMarketOffer(w *jsonWriter, o *vacancy.MarketOffer) {
	w.open()
	w.id("id", o.ID)
	w.num("version", o.Version)
	w.time("updated_at", o.UpdatedAt)
	w.str("updated_by", o.UpdatedBy)
	w.str("publication_status", o.PublicationStatus)
	w.timeOr("published_at", o.PublishedAt)
	w.str("title_de", o.TitleDe)
	w.str("title_en", o.TitleEn)
	w.str("description_de", o.DescriptionDe)
	w.str("description_en", o.DescriptionEn)
	w.idOr("net_cold_rent_cents", o.NetColdRentCents)
	w.idOr("service_charges_cents", o.ServiceChargesCents)
	w.idOr("deposit_cents", o.DepositCents)
	w.yes("price_on_request", o.PriceOnRequest)
	w.day("available_from", o.AvailableFrom)
	w.numOr("min_term_months", o.MinTermMonths)
	w.numOr("max_term_months", o.MaxTermMonths)
	w.yes("interim_use_possible", o.InterimUsePossible)
	w.list("suitable_uses", o.SuitableUses)
	w.textOr("publication_basis", o.PublicationBasis)
	w.day("confirmed_until", o.ConfirmedUntil)
	w.close('}')
}

// offerEdit reads what a request says of an offer.
func (o *object) offerEdit() *vacancy.OfferEdit {
	e := &vacancy.OfferEdit{}
	value(o, "title_de", &e.TitleDe)
	value(o, "title_en", &e.TitleEn)
	value(o, "description_de", &e.DescriptionDe)
	value(o, "description_en", &e.DescriptionEn)
	value(o, "net_cold_rent_cents", &e.NetColdRentCents)
	value(o, "service_charges_cents", &e.ServiceChargesCents)
	value(o, "deposit_cents", &e.DepositCents)
	value(o, "price_on_request", &e.PriceOnRequest)
	o.day("available_from", &e.AvailableFrom)
	value(o, "min_term_months", &e.MinTermMonths)
	value(o, "max_term_months", &e.MaxTermMonths)
	value(o, "interim_use_possible", &e.InterimUsePossible)
	value(o, "suitable_uses", &e.SuitableUses)
	value(o, "publication_basis", &e.PublicationBasis)
	o.day("confirmed_until", &e.ConfirmedUntil)
	o.done()
	return e
}
