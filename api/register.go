package api

import (
	"log/slog"
	"slices"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/vacancy"
)

// registerRoutes are the register of units as staff keep it.
func (a *api) registerRoutes() []route {
	return slices.Concat(a.entryRoutes(), a.marketRoutes(), a.surveyRoutes(), a.bulkRoutes())
}

// entryRoutes are the units, and what each is doing.
func (a *api) entryRoutes() []route {
	inside := func(pattern string, handler fiber.Handler) route {
		return route{method: fiber.MethodGet, pattern: pattern, class: read, may: insiders(), handler: a.inRegister(handler)}
	}
	edit := func(method, pattern string, handler fiber.Handler) route {
		return route{method: method, pattern: pattern, class: write, may: editors(), handler: a.inRegister(handler)}
	}
	return []route{
		inside("/api/v1/staff/units", a.entries),
		inside("/api/v1/staff/units/:id", a.entry),
		inside("/api/v1/staff/units/:id/history", a.entryHistory),
		edit(fiber.MethodPost, "/api/v1/units", a.idempotent(staffUnits, a.createUnit)),
		edit(fiber.MethodPatch, "/api/v1/units/:id", a.changeUnit),
		edit(fiber.MethodDelete, "/api/v1/units/:id", a.deleteUnit),
		edit(fiber.MethodPost, "/api/v1/units/:id/status", a.idempotent(staffUnits, a.stepUnit)),
		edit(fiber.MethodPatch, "/api/v1/occupancies/:id", a.changeTenant),
	}
}

const staffUnits = "/api/v1/staff/units/"

// inRegister hides what there is no register for.
func (a *api) inRegister(handler fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if a.Register == nil {
			return fiber.ErrNotFound
		}
		return handler(c)
	}
}

// yesNo reads true or false.
func (q *query) yesNo(name string) *bool {
	text, given := q.values[name]
	if !given {
		return nil
	}
	if text != "true" && text != "false" {
		q.refuse(name, "boolean", "expected is true or false")
	}
	yes := text == "true"
	return &yes
}

func (a *api) entries(c *fiber.Ctx) error {
	q := bind(c, append(listParameters, "status", "use", "stale", "public", "street", "q")...)
	stale := q.yesNo("stale")
	ask := vacancy.EntryQuery{
		Page: q.page(), Statuses: q.choice("status", vacancy.Statuses()), Uses: q.choice("use", vacancy.UseTypes()),
		Stale: stale != nil && *stale, Public: q.yesNo("public"), Street: q.text("street"), Text: q.text("q"),
	}
	if err := q.err(); err != nil {
		return err
	}
	found, err := a.Register.Entries(c.UserContext(), actor(c), ask)
	if err != nil {
		return err
	}
	var who []string
	for i := range found.Rows {
		who = append(who, found.Rows[i].UpdatedBy)
	}
	w, names, today := &jsonWriter{}, a.registerNames(c, who...), a.Register.Today()
	w.open()
	w.str("type", "FeatureCollection")
	w.array("features")
	for i := range found.Rows {
		entry{&found.Rows[i], today, names, false}.write(w)
	}
	w.close(']')
	next := ""
	if found.More {
		next = writeCursor(found.Rows[len(found.Rows)-1].ID)
	}
	a.writeLinks(w, c, next)
	w.num("numberReturned", len(found.Rows))
	w.close('}')
	return sendFor(c, geoJSON, w)
}

func (a *api) entry(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	q := bind(c, "purpose")
	purpose := q.text("purpose")
	if err := q.err(); err != nil {
		return err
	}
	var e vacancy.Entry
	if _, given := q.values["purpose"]; given {
		e, err = a.Register.EntryFor(c.UserContext(), a.registrar(c), id, purpose)
	} else {
		e, err = a.Register.Entry(c.UserContext(), actor(c), id)
	}
	if err != nil {
		return err
	}
	return a.sendEntry(c, &e)
}

func (a *api) entryHistory(c *fiber.Ctx) error {
	id, err := itemID(c)
	if err != nil {
		return err
	}
	found, err := a.Register.History(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	var who []string
	for _, e := range found {
		who = append(who, e.Editor)
	}
	names := a.registerNames(c, who...)
	w := &jsonWriter{}
	w.open()
	w.array("versions")
	for i := range found {
		e := &found[i]
		w.open()
		w.num("version", e.Version)
		w.time("at", e.At)
		w.timeOr("until", e.Until)
		w.str("editor", e.Editor)
		w.textOr("editor_name", names[e.Editor])
		w.strOr("reason", e.Reason)
		w.list("changed", e.Changed)
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return sendFor(c, plainJSON, w)
}

// registrar is who changes the register.
func (a *api) registrar(c *fiber.Ctx) vacancy.By {
	return vacancy.By{Actor: actor(c), IPPrefix: a.ipPrefix(c)}
}

// registerNames finds the names of editors for those who work with them. Without them the answer is still one.
func (a *api) registerNames(c *fiber.Ctx, editors ...string) map[string]string {
	names, err := a.Register.Names(c.UserContext(), actor(c), editors)
	if err != nil {
		a.Log.LogAttrs(c.UserContext(), slog.LevelWarn, "editors stay without names",
			slog.String("request_id", requestID(c)), slog.String("cause", err.Error()))
	}
	return names
}

// sendEntry answers with a unit under the tag that a change of it has to name.
func (a *api) sendEntry(c *fiber.Ctx, e *vacancy.Entry) error {
	c.Set(fiber.HeaderETag, `"`+string(decimal(int64(e.Version)))+`"`)
	return sendFor(c, geoJSON, a.entryDocument(c, e))
}

func (a *api) entryDocument(c *fiber.Ctx, e *vacancy.Entry) *jsonWriter {
	who := []string{e.UpdatedBy}
	for i := range e.Events {
		who = append(who, e.Events[i].By)
	}
	w := &jsonWriter{}
	entry{e, a.Register.Today(), a.registerNames(c, who...), true}.write(w)
	return w
}

// withCurrentEntry adds to a refusal of an old version what is there now.
func (a *api) withCurrentEntry(c *fiber.Ctx, id int64, err error) error {
	if fault.KindOf(err) != fault.Stale {
		return err
	}
	now, failed := a.Register.Entry(c.UserContext(), actor(c), id)
	if failed != nil {
		return err
	}
	return &staleError{err, a.entryDocument(c, &now).b}
}
