package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/works"
)

// changeSections changes several sections or none of them: a plan that was moved is saved as one.
func (a *api) changeSections(c *fiber.Ctx) error {
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	changes := body.sectionChanges()
	if err := body.err(); err != nil {
		return err
	}
	saved, err := a.Office.ChangeTogether(c.UserContext(), a.by(c), changes)
	if err != nil {
		return a.withAllCurrent(c, changes, err)
	}
	xid := uint64(0)
	sites := make([]works.Site, len(saved))
	for i := range saved {
		xid, sites[i] = max(xid, saved[i].XID), saved[i].Site
	}
	a.reach(c.UserContext(), c, xid)
	names := a.namesOf(c, editorsOf(sites)...)
	w := &jsonWriter{}
	w.open()
	w.array("sections")
	for i := range sites {
		s := a.asSite(c, &sites[i], names)
		s.warnings, s.saved, s.tagged = saved[i].Warnings, true, true
		s.write(w)
	}
	w.close(']')
	w.close('}')
	return sendFor(c, plainJSON, w)
}

func (o *object) sectionChanges() []works.SectionChange {
	list, _ := o.objects("changes")
	var out []works.SectionChange
	for _, one := range list {
		change := works.SectionChange{ID: one.id("id"), Edit: &works.SectionEdit{}}
		var version works.Given[string]
		value(one, "version", &version)
		change.On = readTag(version.Value)
		if section, given := one.object("section"); section != nil {
			change.Edit = section.sectionEdit()
		} else if given || len(*one.wrong) == 0 {
			one.refuse("section", "required", "what is to be changed is missing")
		}
		one.done()
		out = append(out, change)
	}
	o.done()
	return out
}

// withAllCurrent adds to a refusal of old versions what is there now, of all sections that were changed in the meantime.
func (a *api) withAllCurrent(c *fiber.Ctx, changes []works.SectionChange, err error) error {
	if fault.KindOf(err) != fault.Stale {
		return err
	}
	now := make([]works.Site, len(changes))
	for i, change := range changes {
		found, failed := a.Office.Site(c.UserContext(), actor(c), change.ID)
		if failed != nil {
			return err
		}
		now[i] = found
	}
	now = works.Outdated(changes, now)
	names := a.namesOf(c, editorsOf(now)...)
	w := &jsonWriter{b: []byte{'['}}
	for i := range now {
		s := a.asSite(c, &now[i], names)
		s.tagged = true
		s.write(w)
	}
	w.close(']')
	return &staleError{err, w.b}
}
