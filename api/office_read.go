package api

import (
	"log/slog"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/people"
	"mitte/geo/works"
)

func insiders() []people.Role { return []people.Role{people.Planner, people.Staff, people.Admin} }

func editors() []people.Role { return []people.Role{people.Staff, people.Admin} }

// officeRoutes are the registers as staff work with them.
func (a *api) officeRoutes() []route {
	inside := func(pattern string, handler fiber.Handler) route {
		return route{method: fiber.MethodGet, pattern: pattern, class: read, may: insiders(), handler: a.inOffice(handler)}
	}
	edit := func(method, pattern string, may []people.Role, handler fiber.Handler) route {
		return route{method: method, pattern: pattern, class: write, may: may, handler: a.inOffice(handler)}
	}
	return []route{
		inside("/api/v1/staff/sections", a.sites),
		inside("/api/v1/staff/sections/:id", a.site),
		inside("/api/v1/staff/sections/:id/history", a.siteHistory),
		edit(fiber.MethodPost, "/api/v1/sections/check", insiders(), a.checkSection),
		edit(fiber.MethodPost, "/api/v1/sections", editors(), a.idempotent("/api/v1/staff/sections/", a.createSection)),
		edit(fiber.MethodPost, "/api/v1/sections/changes", editors(), a.changeSections),
		edit(fiber.MethodPatch, "/api/v1/sections/:id", editors(), a.changeSection),
		edit(fiber.MethodDelete, "/api/v1/sections/:id", editors(), a.deleteSection),
		edit(fiber.MethodPost, "/api/v1/sections/:id/restore", editors(), a.restoreSection),
	}
}

// inOffice hides what there is no office for.
func (a *api) inOffice(handler fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if a.Office == nil {
			return fiber.ErrNotFound
		}
		return handler(c)
	}
}

func (a *api) sites(c *fiber.Ctx) error {
	q := bind(c, append(listParameters, "at", "known_at", "project_id", "status", "deleted")...)
	ask := works.SiteQuery{
		Page: q.page(), At: q.at(geo.Date{}), Known: q.knownAt(), ProjectID: q.id("project_id"),
		Statuses: q.choice("status", works.Statuses()), Deleted: q.choice("deleted", []string{"true", "false"}) != nil && q.values["deleted"] == "true",
	}
	if err := q.err(); err != nil {
		return err
	}
	found, err := a.Office.Sites(c.UserContext(), actor(c), ask)
	if err != nil {
		return err
	}
	w := &jsonWriter{}
	w.open()
	w.str("type", "FeatureCollection")
	w.array("features")
	names := a.namesOf(c, editorsOf(found.Rows)...)
	for i := range found.Rows {
		a.asSite(c, &found.Rows[i], names).write(w)
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

func (a *api) site(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	q := bind(c, "version")
	version := q.number("version", 0, 1<<31-1)
	if err := q.err(); err != nil {
		return err
	}
	var s works.Site
	if version == 0 {
		s, err = a.Office.Site(c.UserContext(), actor(c), id)
	} else {
		s, err = a.Office.Version(c.UserContext(), actor(c), id, version)
	}
	if err != nil {
		return err
	}
	return a.sendSite(c, a.asSite(c, &s, a.namesOf(c, s.UpdatedBy)))
}

func (a *api) siteHistory(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	q := bind(c, "before")
	before := q.number("before", 0, 1<<31-1)
	if err := q.err(); err != nil {
		return err
	}
	found, err := a.Office.History(c.UserContext(), actor(c), id, before)
	if err != nil {
		return err
	}
	var who []string
	for _, e := range found {
		who = append(who, e.Editor)
	}
	names := a.namesOf(c, who...)
	w := &jsonWriter{}
	w.open()
	w.array("versions")
	for i := range found {
		writeEdition(w, &found[i], names)
	}
	w.close(']')
	w.close('}')
	return sendFor(c, plainJSON, w)
}

func writeEdition(w *jsonWriter, e *works.Edition, names map[string]string) {
	w.open()
	w.num("version", e.Version)
	w.time("at", e.At)
	if e.Until == nil {
		w.key("until")
		w.null()
	} else {
		w.time("until", *e.Until)
	}
	w.str("editor", e.Editor)
	w.textOr("editor_name", names[e.Editor])
	w.strOr("reason", e.Reason)
	w.list("changed", e.Changed)
	w.yes("deleted", e.Deleted)
	w.close('}')
}

func (a *api) asSite(c *fiber.Ctx, s *works.Site, names map[string]string) site {
	return site{Site: s, today: geo.Today(a.Clock), names: names, lang: language(c.Get(fiber.HeaderAcceptLanguage))}
}

// sendSite answers with a section under the tag that a change of it has to name.
func (a *api) sendSite(c *fiber.Ctx, s site) error {
	w := &jsonWriter{}
	s.write(w)
	c.Set(fiber.HeaderETag, tag(s.Site))
	return sendFor(c, geoJSON, w)
}

func editorsOf(sites []works.Site) []string {
	var out []string
	for i := range sites {
		out = append(out, sites[i].UpdatedBy)
	}
	return out
}

// namesOf finds the names of editors for those who work with them. Without them the answer is still one.
func (a *api) namesOf(c *fiber.Ctx, editors ...string) map[string]string {
	names, err := a.Office.Names(c.UserContext(), actor(c), editors)
	if err != nil {
		a.Log.LogAttrs(c.UserContext(), slog.LevelWarn, "editors stay without names",
			slog.String("request_id", requestID(c)), slog.String("cause", err.Error()))
	}
	return names
}

// knownAt reads a past day as the last moment of it: what was known when it was over.
func (q *query) knownAt() time.Time {
	const name = "known_at"
	text, given := q.values[name]
	if !given {
		return time.Time{}
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at
	}
	d, err := geo.ParseDate(text)
	if err != nil || d.Before(firstDay) || lastDay.Before(d) {
		q.refuse(name, "date", "a day like 2026-11-23 is needed")
		return time.Time{}
	}
	y, m, n := d.AddDays(1).Time().Date()
	return time.Date(y, m, n, 0, 0, 0, 0, geo.Berlin).Add(-time.Microsecond)
}
