package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/place"
	"mitte/geo/works"
)

// worksView is the body of the page of all sites.
type worksView struct {
	Groups []worksGroup
	Map    *mapView
	Empty  bool
}

// worksGroup is the sites of one state, those of a project together.
type worksGroup struct {
	Title    string
	Sections []sectionView
}

func (a *api) worksPage(c *fiber.Ctx, w words) error {
	all, err := a.allSections(c.UserContext(), 0)
	if err != nil {
		return err
	}
	town, err := a.Place.TownName(c.UserContext())
	if err != nil {
		return err
	}
	views := w.views(all, geo.Today(a.Clock))
	var onPlan []int64
	for _, v := range views {
		if v.State != "past" {
			onPlan = append(onPlan, v.ID)
		}
	}
	body := worksView{Groups: w.grouped(views), Empty: len(views) == 0}
	if body.Map, err = a.plan(c.UserContext(), w, onPlan, town.Name, views); err != nil {
		return err
	}
	return a.sendPageHTML(c, "works.html", a.page(w, town, page{
		Title: w.titleOf(town), About: w.T("works_about"), Path: "/works", Crumbs: []crumb{{w.T("works"), ""}}, Feeds: "/works", Body: body,
	}, all))
}

// allSections reads all public sections, or those of a project. A town has tens of them, a region some thousand.
func (a *api) allSections(ctx context.Context, project int64) ([]works.Section, error) {
	q := works.SectionQuery{Page: place.Page{Limit: place.MaxLimit}, ProjectID: project}
	found, err := a.Works.Sections(ctx, q)
	return found.Rows, err
}

func (w words) views(all []works.Section, today geo.Date) []sectionView {
	out := make([]sectionView, len(all))
	for i := range all {
		out[i] = w.view(&all[i], today)
	}
	return out
}

func (w words) grouped(views []sectionView) []worksGroup {
	groups := []worksGroup{{Title: w.T("now")}, {Title: w.T("soon")}, {Title: w.T("done")}}
	at := map[string]int{"current": 0, "future": 1, "past": 2}
	for _, v := range views {
		g := &groups[at[v.State]]
		g.Sections = append(g.Sections, v)
	}
	return groups
}

// plan draws a plan of some sections with their letters.
func (a *api) plan(ctx context.Context, w words, ids []int64, title string, views []sectionView) (*mapView, error) {
	if len(ids) == 0 {
		return nil, nil //nolint:nilnil // where no site is there is no plan
	}
	ground, err := a.Works.Ground(ctx, ids, frameOf)
	if err != nil {
		return nil, err
	}
	return w.drawMap(ground, title, markSections(ground, views)), nil
}

// page fills in what every page of sites has; Sources are those of what it shows.
func (a *api) page(w words, town place.Town, p page, shown []works.Section) page {
	p.words, p.Town = w, town.Name
	p.MadeUp = town.MadeUp
	p.Sources, p.AsOf = town.Sources, w.day(geo.Today(a.Clock))
	for i := range shown {
		p.MadeUp = p.MadeUp || shown[i].MadeUp
	}
	return p
}

// projectView is the body of a project's page.
type projectView struct {
	works.Project
	Title    string
	Cost     string
	Sections []sectionView
	Map      *mapView
	Timeline *timeline

	Bulletins []bulletin
}

func (a *api) projectPage(c *fiber.Ctx, w words) error {
	project, all, err := a.projectOf(c)
	if err != nil {
		return err
	}
	town, err := a.Place.TownName(c.UserContext())
	if err != nil {
		return err
	}
	today := geo.Today(a.Clock)
	body := projectView{Project: project, Title: w.pick(project.TitleDe, project.TitleEn), Sections: w.views(all, today)}
	if project.CostPlannedCents != nil {
		body.Cost = w.euros(*project.CostPlannedCents)
	}
	if body.Map, err = a.plan(c.UserContext(), w, idsOf(all), body.Title, body.Sections); err != nil {
		return err
	}
	if body.Bulletins, err = a.bulletins(c.UserContext(), w, body.Sections); err != nil {
		return err
	}
	body.Timeline = w.drawTimeline(geo.Period{}, w.sectionBars(body.Sections), today)
	return a.sendPageHTML(c, "project.html", a.page(w, town, page{
		Title: body.Title, About: w.T("works_about"), Path: projectPath(project.PublicRef), Feeds: projectPath(project.PublicRef),
		Crumbs: []crumb{{w.T("works"), w.in("/works")}, {body.Title, ""}}, Body: body,
		Subscribe: &subscribing{Action: projectPath(project.PublicRef) + "/subscribe"},
	}, all))
}

// projectOf reads the project in the address and its sections in their order.
func (a *api) projectOf(c *fiber.Ctx) (works.Project, []works.Section, error) {
	ref, err := param(c, "ref")
	if err != nil {
		return works.Project{}, nil, err
	}
	project, err := a.Works.ProjectByRef(c.UserContext(), ref)
	if err != nil {
		return works.Project{}, nil, err
	}
	all, err := a.allSections(c.UserContext(), project.ID)
	inOrder(all)
	return project, all, err
}

// sectionOf reads the section in the address, beside its project and all sections of it.
func (a *api) sectionOf(c *fiber.Ctx) (works.Project, []works.Section, *works.Section, error) {
	label, err := param(c, "label")
	if err != nil {
		return works.Project{}, nil, nil, err
	}
	project, all, err := a.projectOf(c)
	if err != nil {
		return project, nil, nil, err
	}
	for i := range all {
		if all[i].Label == label {
			return project, all, &all[i], nil
		}
	}
	return project, nil, nil, fault.New(fault.NotFound, "not_found", "there is no such section")
}
