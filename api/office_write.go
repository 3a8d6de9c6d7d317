package api

import (
	"context"
	"log/slog"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/works"
)

func (a *api) by(c *fiber.Ctx) works.By { return works.By{Actor: actor(c), IPPrefix: a.ipPrefix(c)} }

func (a *api) checkSection(c *fiber.Ctx) error {
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	id := body.id("id")
	edit := body.sectionEdit()
	found := works.Findings{Errors: *body.wrong}
	if body.err() == nil {
		if found, err = a.Office.Check(c.UserContext(), actor(c), id, edit); err != nil {
			return err
		}
	}
	lang := language(c.Get(fiber.HeaderAcceptLanguage))
	errors := make([]works.Finding, len(found.Errors))
	for i, f := range found.Errors {
		errors[i] = works.Finding{Field: f}
	}
	w := &jsonWriter{}
	w.open()
	writeFindings(w, "errors", errors, lang)
	writeFindings(w, "warnings", found.Warnings, lang)
	w.close('}')
	return sendFor(c, plainJSON, w)
}

func (a *api) createSection(c *fiber.Ctx) error {
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	edit := body.sectionEdit()
	if err := body.err(); err != nil {
		return err
	}
	saved, err := a.Office.Create(c.UserContext(), a.by(c), edit)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, "/api/v1/staff/sections/"+string(decimal(saved.ID)))
	c.Status(fiber.StatusCreated)
	return a.sendSaved(c, &saved)
}

func (a *api) changeSection(c *fiber.Ctx) error {
	id, on, err := revisionOf(c, pathID)
	if err != nil {
		return err
	}
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	edit := body.sectionEdit()
	if err := body.err(); err != nil {
		return err
	}
	saved, err := a.Office.Change(c.UserContext(), a.by(c), id, on, edit)
	if err != nil {
		return a.withCurrent(c, id, err)
	}
	return a.sendSaved(c, &saved)
}

func (a *api) deleteSection(c *fiber.Ctx) error {
	id, on, err := revisionOf(c, pathID)
	if err != nil {
		return err
	}
	q := bind(c, "reason")
	reason := q.text("reason")
	if err := q.err(); err != nil {
		return err
	}
	xid, err := a.Office.Delete(c.UserContext(), a.by(c), id, on, reason)
	if err != nil {
		return a.withCurrent(c, id, err)
	}
	a.reach(c.UserContext(), c, xid)
	c.Status(fiber.StatusNoContent)
	return nil
}

func (a *api) restoreSection(c *fiber.Ctx) error {
	id, on, err := revisionOf(c, pathID)
	if err != nil {
		return err
	}
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	var version works.Given[int]
	value(body, "version", &version)
	body.done()
	if version.Value < 1 {
		body.refuse("version", "out_of_range", "a version from 1 is needed")
	}
	if err := body.err(); err != nil {
		return err
	}
	saved, err := a.Office.Restore(c.UserContext(), a.by(c), id, on, version.Value)
	if err != nil {
		return a.withCurrent(c, id, err)
	}
	return a.sendSaved(c, &saved)
}

// sendSaved answers once the change shows: the next tile has it.
func (a *api) sendSaved(c *fiber.Ctx, saved *works.Saved) error {
	a.reach(c.UserContext(), c, saved.XID)
	s := a.asSite(c, &saved.Site, a.namesOf(c, saved.UpdatedBy))
	s.warnings, s.saved = saved.Warnings, true
	return a.sendSite(c, s)
}

// reach applies what was committed to this process's own memory. It is saved in any case, so a failure delays the map and
// nothing else.
func (a *api) reach(ctx context.Context, c *fiber.Ctx, xid uint64) {
	if a.Changes == nil || xid == 0 {
		return
	}
	if err := a.Changes.Reach(ctx, xid); err != nil {
		a.Log.LogAttrs(ctx, slog.LevelWarn, "a change is saved but does not show yet",
			slog.String("request_id", requestID(c)), slog.String("cause", err.Error()))
	}
}

// staleError is a refusal that carries the current document, for the browser to merge with.
type staleError struct {
	error
	current []byte
}

func (p *staleError) Unwrap() error { return p.error }

// withCurrent adds to a refusal of an old version what is there now.
func (a *api) withCurrent(c *fiber.Ctx, id int64, err error) error {
	if fault.KindOf(err) != fault.Stale {
		return err
	}
	now, failed := a.Office.Site(c.UserContext(), actor(c), id)
	if failed != nil {
		return err
	}
	w := &jsonWriter{}
	a.asSite(c, &now, a.namesOf(c, now.UpdatedBy)).write(w)
	return &staleError{err, w.b}
}
