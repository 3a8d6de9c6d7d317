package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/works"
)

// ledgerRoutes are the projects and blackout windows as staff keep them.
func (a *api) ledgerRoutes() []route {
	inside := func(pattern string, handler fiber.Handler) route {
		return route{method: fiber.MethodGet, pattern: pattern, class: read, may: insiders(), handler: a.inOffice(handler)}
	}
	edit := func(method, pattern string, handler fiber.Handler) route {
		return route{method: method, pattern: pattern, class: write, may: []people.Role{people.Staff, people.Admin}, handler: a.inOffice(handler)}
	}
	return []route{
		inside("/api/v1/staff/projects", a.undertakings),
		inside("/api/v1/staff/projects/:id", a.undertaking),
		edit(fiber.MethodPost, "/api/v1/projects", a.idempotent("/api/v1/staff/projects/", a.createUndertaking)),
		edit(fiber.MethodPatch, "/api/v1/projects/:id", a.changeUndertaking),
		inside("/api/v1/blackouts", a.blackouts),
		inside("/api/v1/blackouts/:id", a.blackout),
		edit(fiber.MethodPost, "/api/v1/blackouts", a.idempotent("/api/v1/blackouts/", a.createBlackout)),
		edit(fiber.MethodPatch, "/api/v1/blackouts/:id", a.changeBlackout),
		edit(fiber.MethodDelete, "/api/v1/blackouts/:id", a.deleteBlackout),
	}
}

func (a *api) undertakings(c *fiber.Ctx) error {
	q := bind(c, "limit", "cursor")
	page := q.page()
	if err := q.err(); err != nil {
		return err
	}
	found, err := a.Office.Undertakings(c.UserContext(), actor(c), works.LedgerQuery{Page: page})
	if err != nil {
		return err
	}
	var who []string
	for i := range found.Rows {
		who = append(who, found.Rows[i].UpdatedBy)
	}
	names := a.namesOf(c, who...)
	return sendLedger(a, c, found.Rows, found.More, func(w *jsonWriter, u *works.Undertaking) int64 {
		writeUndertaking(w, u, names)
		return u.ID
	})
}

func (a *api) undertaking(c *fiber.Ctx) error {
	id, err := itemID(c)
	if err != nil {
		return err
	}
	u, err := a.Office.Undertaking(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	return a.sendUndertaking(c, &u)
}

func (a *api) createUndertaking(c *fiber.Ctx) error {
	edit, err := undertakingEdit(c)
	if err != nil {
		return err
	}
	u, xid, err := a.Office.CreateUndertaking(c.UserContext(), a.by(c), edit)
	if err != nil {
		return err
	}
	a.reach(c.UserContext(), c, xid)
	c.Set(fiber.HeaderLocation, "/api/v1/staff/projects/"+string(decimal(u.ID)))
	c.Status(fiber.StatusCreated)
	return a.sendUndertaking(c, &u)
}

func (a *api) changeUndertaking(c *fiber.Ctx) error {
	id, on, err := revisionOf(c, itemID)
	if err != nil {
		return err
	}
	edit, err := undertakingEdit(c)
	if err != nil {
		return err
	}
	u, xid, err := a.Office.ChangeUndertaking(c.UserContext(), a.by(c), id, on, edit)
	if fault.KindOf(err) == fault.Stale {
		if now, failed := a.Office.Undertaking(c.UserContext(), actor(c), id); failed == nil {
			w := &jsonWriter{}
			writeUndertaking(w, &now, a.namesOf(c, now.UpdatedBy))
			return &staleError{err, w.b}
		}
	}
	if err != nil {
		return err
	}
	a.reach(c.UserContext(), c, xid)
	return a.sendUndertaking(c, &u)
}

func undertakingEdit(c *fiber.Ctx) (*works.UndertakingEdit, error) {
	o, err := bodyObject(c)
	if err != nil {
		return nil, err
	}
	e := &works.UndertakingEdit{}
	value(o, "public_ref", &e.PublicRef)
	value(o, "title_de", &e.TitleDe)
	value(o, "title_en", &e.TitleEn)
	value(o, "client", &e.Client)
	value(o, "legal_note", &e.LegalNote)
	value(o, "cost_planned_cents", &e.CostPlannedCents)
	value(o, "cost_actual_cents", &e.CostActualCents)
	value(o, "cost_released", &e.CostReleased)
	value(o, "funding_text", &e.FundingText)
	o.done()
	return e, o.err()
}

func (a *api) sendUndertaking(c *fiber.Ctx, u *works.Undertaking) error {
	w := &jsonWriter{}
	writeUndertaking(w, u, a.namesOf(c, u.UpdatedBy))
	c.Set(fiber.HeaderETag, `"`+string(decimal(int64(u.Version)))+`"`)
	return sendFor(c, geoJSON, w)
}

func writeUndertaking(w *jsonWriter, u *works.Undertaking, names map[string]string) {
	w.open()
	w.str("type", "Feature")
	w.id("id", u.ID)
	w.key("geometry")
	w.null()
	w.object("properties")
	w.id("id", u.ID)
	w.num("version", u.Version)
	w.time("created_at", u.CreatedAt)
	w.time("updated_at", u.UpdatedAt)
	w.str("updated_by", u.UpdatedBy)
	w.textOr("updated_by_name", names[u.UpdatedBy])
	w.str("public_ref", u.PublicRef)
	w.str("title_de", u.TitleDe)
	w.str("title_en", u.TitleEn)
	w.str("client", u.Client)
	w.textOr("legal_note", u.LegalNote)
	w.idOr("cost_planned_cents", u.CostPlannedCents)
	w.idOr("cost_actual_cents", u.CostActualCents)
	w.yes("cost_released", u.CostReleased)
	w.textOr("funding_text", u.FundingText)
	w.num("sections", u.Sections)
	w.yes("public", u.Public)
	w.str("source", u.Source)
	w.yes("made_up", u.MadeUp)
	w.close('}')
	w.close('}')
}

// itemID reads an address that has nothing but an id.
func itemID(c *fiber.Ctx) (int64, error) {
	id, err := pathID(c)
	if err != nil {
		return 0, err
	}
	return id, bind(c).err()
}

// sendLedger answers with a page of features; write appends one and returns its id.
func sendLedger[T any](a *api, c *fiber.Ctx, rows []T, more bool, write func(w *jsonWriter, row *T) int64) error {
	w := &jsonWriter{}
	w.open()
	w.str("type", "FeatureCollection")
	w.array("features")
	last := int64(0)
	for i := range rows {
		last = write(w, &rows[i])
	}
	w.close(']')
	next := ""
	if more {
		next = writeCursor(last)
	}
	a.writeLinks(w, c, next)
	w.num("numberReturned", len(rows))
	w.close('}')
	return sendFor(c, geoJSON, w)
}
