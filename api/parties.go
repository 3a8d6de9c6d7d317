package api

import (
	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/owners"
	"mitte/geo/people"
)

// partyRoutes are whom the office may have to ask. Staff read them for a purpose that is written down; nobody else does.
func (a *api) partyRoutes() []route {
	staff := []people.Role{people.Staff}
	inside := func(pattern string, handler fiber.Handler) route {
		return route{method: fiber.MethodGet, pattern: pattern, class: read, may: staff, handler: a.withOwners(handler)}
	}
	edit := func(method, pattern string, handler fiber.Handler) route {
		return route{method: method, pattern: pattern, class: write, may: staff, handler: a.withOwners(handler)}
	}
	return []route{
		inside("/api/v1/parties", a.parties),
		inside("/api/v1/parties/:id", a.party),
		inside("/api/v1/parties/:id/export", a.partyExport),
		edit(fiber.MethodPost, "/api/v1/parties", a.idempotent(partiesAt, a.addParty)),
		edit(fiber.MethodPatch, "/api/v1/parties/:id", a.changeParty),
		edit(fiber.MethodPost, "/api/v1/parties/:id/links", a.idempotent(partiesAt, a.tieParty)),
		edit(fiber.MethodDelete, "/api/v1/party-links/:id", a.untieParty),
		edit(fiber.MethodPost, "/api/v1/parties/:id/erase", a.remembering(a.idempotent(partiesAt, a.eraseParty))),
	}
}

const partiesAt = "/api/v1/parties/"

func (a *api) withOwners(handler fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if a.Owners == nil {
			return fiber.ErrNotFound
		}
		return handler(c)
	}
}

// partyID reads the UUID in the address.
func partyID(c *fiber.Ctx) (string, error) {
	id, err := uuid.Parse(c.Params("id"))
	if err != nil {
		return "", fault.New(fault.NotFound, "not_found", "there is no such party")
	}
	return id.String(), nil
}

func (a *api) parties(c *fiber.Ctx) error {
	q := bind(c, "purpose", "q", "unit_id", "parcel_id")
	purpose := q.text("purpose")
	ask := owners.Query{Unit: q.id("unit_id"), Parcel: q.id("parcel_id"), Name: q.text("q")}
	if err := q.err(); err != nil {
		return err
	}
	found, err := a.Owners.Find(c.UserContext(), a.registrar(c), ask, purpose)
	if err != nil {
		return err
	}
	w := &jsonWriter{}
	w.open()
	w.array("parties")
	for i := range found.Parties {
		writeParty(w, &found.Parties[i])
	}
	w.close(']')
	w.yes("more", found.More)
	w.close('}')
	return sendFor(c, plainJSON, w)
}

// readFor reads the address and the purpose of a read of one party.
func readFor(c *fiber.Ctx) (id, purpose string, err error) {
	q := bind(c, "purpose")
	purpose = q.text("purpose")
	if err := q.err(); err != nil {
		return "", "", err
	}
	id, err = partyID(c)
	return id, purpose, err
}

func (a *api) party(c *fiber.Ctx) error {
	id, purpose, err := readFor(c)
	if err != nil {
		return err
	}
	p, err := a.Owners.Party(c.UserContext(), a.registrar(c), id, purpose)
	if err != nil {
		return err
	}
	w := &jsonWriter{}
	writeParty(w, &p)
	c.Set(fiber.HeaderETag, `"`+string(decimal(int64(p.Version)))+`"`)
	return sendFor(c, plainJSON, w)
}

func (a *api) partyExport(c *fiber.Ctx) error {
	id, purpose, err := readFor(c)
	if err != nil {
		return err
	}
	d, err := a.Owners.Export(c.UserContext(), a.registrar(c), id, purpose)
	if err != nil {
		return err
	}
	w := &jsonWriter{}
	w.open()
	w.key("party")
	writeParty(w, &d.Party)
	w.array("log")
	for i := range d.Log {
		l := &d.Log[i]
		w.open()
		w.time("at", l.At)
		w.str("actor", l.Actor)
		w.str("action", l.Action)
		w.strOr("purpose", l.Purpose)
		w.close('}')
	}
	w.close(']')
	w.close('}')
	attachment(c, "party.json")
	return sendFor(c, plainJSON, w)
}

func (a *api) addParty(c *fiber.Ctx) error {
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	edit := body.partyEdit()
	if err := body.err(); err != nil {
		return err
	}
	stub, err := a.Owners.Add(c.UserContext(), a.registrar(c), edit)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, partiesAt+stub.ID)
	c.Status(fiber.StatusCreated)
	return sendStub(c, &stub)
}

func (a *api) changeParty(c *fiber.Ctx) error {
	q := bind(c, "purpose")
	purpose := q.text("purpose")
	if err := q.err(); err != nil {
		return err
	}
	id, version, body, err := changeOf(c, partyID)
	if err != nil {
		return err
	}
	edit := body.partyEdit()
	if err := body.err(); err != nil {
		return err
	}
	stub, err := a.Owners.Change(c.UserContext(), a.registrar(c), id, version, edit)
	if err != nil {
		return a.withCurrentParty(c, id, purpose, err)
	}
	return sendStub(c, &stub)
}

// withCurrentParty adds to a refusal of an old version what is there now. That is a read: only who says what for is told, and it is
// written down as any other.
func (a *api) withCurrentParty(c *fiber.Ctx, id, purpose string, err error) error {
	if fault.KindOf(err) != fault.Stale || purpose == "" {
		return err
	}
	now, failed := a.Owners.Party(c.UserContext(), a.registrar(c), id, purpose)
	if failed != nil {
		return err
	}
	w := &jsonWriter{}
	writeParty(w, &now)
	return &staleError{err, w.b}
}

func (a *api) tieParty(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	id, err := partyID(c)
	if err != nil {
		return err
	}
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	var role geo.Given[string]
	var from, to geo.Given[geo.Date]
	value(body, "role", &role)
	body.day("from", &from)
	body.day("to", &to)
	l := owners.Link{Role: role.Value, ParcelID: idOrNone(body.id("parcel_id")), UnitID: idOrNone(body.id("unit_id")), From: from.Value, To: to.Value}
	body.done()
	if err := body.err(); err != nil {
		return err
	}
	link, err := a.Owners.Tie(c.UserContext(), a.registrar(c), id, l)
	if err != nil {
		return err
	}
	c.Status(fiber.StatusCreated)
	return sendPrivate(c, fiber.StatusCreated, map[string]string{"id": link})
}

func idOrNone(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

func (a *api) untieParty(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	id, err := partyID(c)
	if err == nil {
		err = a.Owners.Untie(c.UserContext(), a.registrar(c), id)
	}
	if err != nil {
		return err
	}
	c.Status(fiber.StatusNoContent)
	return nil
}

func (a *api) eraseParty(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	id, err := partyID(c)
	if err != nil {
		return err
	}
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	var reason geo.Given[string]
	value(body, "reason", &reason)
	body.done()
	if err := body.err(); err != nil {
		return err
	}
	gone, err := a.Owners.Erase(c.UserContext(), a.registrar(c), id, reason.Value)
	if err != nil {
		return err
	}
	a.reach(c.UserContext(), c, gone.XID)
	return sendPrivate(c, fiber.StatusOK, map[string]int{"consents_revoked": gone.Consents})
}

// sendStub answers a change without telling anything that would be a read.
func sendStub(c *fiber.Ctx, s *owners.Stub) error {
	w := &jsonWriter{}
	w.open()
	w.str("id", s.ID)
	w.num("version", s.Version)
	w.day("delete_after", s.DeleteAfter)
	w.close('}')
	c.Set(fiber.HeaderETag, `"`+string(decimal(int64(s.Version)))+`"`)
	return sendFor(c, plainJSON, w)
}

// partyEdit reads what a request says of a party.
func (o *object) partyEdit() *owners.Edit {
	e := &owners.Edit{}
	value(o, "kind", &e.Kind)
	value(o, "name", &e.Name)
	value(o, "email", &e.Email)
	value(o, "phone", &e.Phone)
	value(o, "address", &e.Address)
	value(o, "legal_basis", &e.LegalBasis)
	value(o, "source", &e.Source)
	value(o, "purpose", &e.Purpose)
	o.day("collected_at", &e.CollectedAt)
	o.day("delete_after", &e.DeleteAfter)
	var reason geo.Given[string]
	value(o, "reason", &reason)
	e.Reason = reason.Value
	o.done()
	return e
}

func writeParty(w *jsonWriter, p *owners.Party) {
	w.open()
	w.str("id", p.ID)
	w.num("version", p.Version)
	w.str("kind", p.Kind)
	w.str("name", p.Name)
	w.str("email", p.Email)
	w.str("phone", p.Phone)
	w.str("address", p.Address)
	w.str("legal_basis", p.LegalBasis)
	w.str("source", p.Source)
	w.str("purpose", p.Purpose)
	w.day("collected_at", p.CollectedAt)
	w.day("delete_after", p.DeleteAfter)
	w.time("created_at", p.CreatedAt)
	w.time("updated_at", p.UpdatedAt)
	w.array("links")
	for i := range p.Links {
		l := &p.Links[i]
		w.open()
		w.str("id", l.ID)
		w.str("role", l.Role)
		w.idOr("parcel_id", l.ParcelID)
		w.strOr("parcel_label", l.ParcelLabel)
		w.idOr("unit_id", l.UnitID)
		w.day("from", l.From)
		w.day("to", l.To)
		w.close('}')
	}
	w.close(']')
	w.array("consents")
	for i := range p.Consents {
		k := &p.Consents[i]
		w.open()
		w.str("id", k.ID)
		w.id("unit_id", k.UnitID)
		w.str("scope", k.Scope)
		w.day("given_at", k.GivenAt)
		w.timeOr("revoked_at", k.RevokedAt)
		w.close('}')
	}
	w.close(']')
	w.close('}')
}
