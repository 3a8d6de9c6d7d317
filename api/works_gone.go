package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/works"
)

// goneView is the body of the page of a section that was called off.
type goneView struct {
	*works.Cancelled
	ProjectTitle string
	ProjectHref  string // "" where nothing of the project is public any more
	On, When     string
	Text         string
	Siblings     []sectionView
	Linked       linkedEvent
}

// gonePage says under the address of a section that it was called off; unknown is what is answered where none was. It is the
// state of that section and no error, so the status is 200: letters and posters lead here, programs that look at a code see a
// page, and a section that is taken up again has its address back.
func (a *api) gonePage(c *fiber.Ctx, w words, unknown error) error {
	ref, refErr := param(c, "ref")
	label, labelErr := param(c, "label")
	if refErr != nil || labelErr != nil {
		return unknown
	}
	gone, err := a.Works.CancelledAt(c.UserContext(), ref, label)
	if err != nil {
		return err
	}
	town, err := a.Place.TownName(c.UserContext())
	if err != nil {
		return err
	}
	body := goneView{
		Cancelled: &gone, ProjectTitle: w.pick(gone.ProjectTitleDe, gone.ProjectTitleEn), On: w.T("cancelled_on", w.day(geo.DateOf(gone.CancelledAt))),
		When: w.period(geo.Period{From: gone.ValidFrom, To: gone.ValidTo}), Text: w.pick(gone.DescriptionDe, gone.DescriptionEn),
	}
	project, all, err := a.projectOf(c)
	switch {
	case err == nil:
		body.ProjectHref, body.Siblings = projectPath(project.PublicRef), w.views(all, geo.Today(a.Clock))
	case fault.KindOf(err) != fault.NotFound:
		return err
	}
	s := sectionOfGone(&gone)
	body.Linked = a.linked(w, s, town)
	p := page{
		Title: w.goneTitle(&gone), About: strings.Join(nonEmpty(body.On, w.T("cancelled_why")), " "), Path: sectionPath(s),
		Crumbs: []crumb{{w.T("works"), w.in("/works")}, {w.T("section", gone.Label), ""}}, Body: body,
	}
	if body.ProjectHref != "" {
		p.Crumbs = []crumb{p.Crumbs[0], {body.ProjectTitle, w.in(body.ProjectHref)}, p.Crumbs[1]}
	}
	p = a.page(w, town, p, nil)
	p.MadeUp = p.MadeUp || gone.MadeUp
	return a.sendPageHTML(c, "gone.html", p)
}

// sectionOfGone is what is known of it, for what speaks of sections.
func sectionOfGone(c *works.Cancelled) *works.Section {
	return &works.Section{
		ID: c.ID, Version: c.Version, UpdatedAt: c.UpdatedAt, ProjectRef: c.ProjectRef, Label: c.Label, Status: "cancelled",
		TitleDe: c.TitleDe, TitleEn: c.TitleEn, DescriptionDe: c.DescriptionDe, DescriptionEn: c.DescriptionEn,
		ValidFrom: c.ValidFrom, ValidTo: c.ValidTo, MadeUp: c.MadeUp,
	}
}
