package api

import (
	"cmp"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/bureau"
	"mitte/geo/place"
)

// legalRoutes are the pages that say who answers for all the others. They need neither a script nor, to be read, the database.
func (a *api) legalRoutes() []route {
	return []route{
		public("/imprint", read, false, a.paged(a.imprint)),
		public("/privacy", read, false, a.paged(a.privacy)),
		public("/accessibility", read, false, a.paged(a.accessibility)),
	}
}

// legalView is the body of such a page.
type legalView struct {
	Warning string
	Parts   []legalPart
}

type legalPart struct {
	Title string
	Text  []string
	Who   *who
}

// who is somebody with an address.
type who struct {
	Lines        []string
	Email, Phone string
}

func reach(c bureau.Contact) *who { return &who{nonEmpty(c.Name), c.Email, c.Phone} }

func (a *api) imprint(c *fiber.Ctx, w words) error {
	o := a.Bureau
	office := &who{nonEmpty(o.Name, o.Street, o.Place), o.Email, o.Phone}
	parts := []legalPart{{Text: []string{w.T("imprint_who")}, Who: office}, {Title: w.T("represented"), Text: []string{o.Represented}}}
	if o.Register != "" {
		parts = append(parts, legalPart{Title: w.T("register"), Text: []string{o.Register}})
	}
	title := w.T("desks")
	for _, desk := range bureau.Desks() {
		if _, has := o.Desks[desk]; has {
			parts = append(parts, legalPart{Title: title, Text: []string{w.T("desk." + desk)}, Who: reach(o.Desk(desk))})
			title = ""
		}
	}
	return a.legal(c, w, "imprint", parts)
}

func (a *api) privacy(c *fiber.Ctx, w words) error {
	parts := []legalPart{{Title: w.T("privacy_visit"), Text: []string{w.T("privacy_foreign"), w.T("privacy_cookies"), w.T("privacy_address"), w.T("privacy_log")}}}
	if a.Outbox != nil {
		parts = append(parts, legalPart{Title: w.T("privacy_mail"), Text: []string{w.T("privacy_mail_why")}})
	}
	parts = append(parts,
		legalPart{Title: w.T("privacy_who"), Who: &who{nonEmpty(a.Bureau.Name, a.Bureau.Street, a.Bureau.Place), "", ""}},
		legalPart{Title: w.T("privacy_ask"), Text: []string{w.T("privacy_rights")}, Who: reach(a.Bureau.ForPrivacy())},
	)
	if a.Bureau.Supervisor != "" {
		parts = append(parts, legalPart{Title: w.T("supervisor"), Text: []string{a.Bureau.Supervisor}})
	}
	return a.legal(c, w, "privacy", parts)
}

func (a *api) accessibility(c *fiber.Ctx, w words) error {
	parts := []legalPart{
		{Text: []string{w.T("access_how"), w.T("access_pages"), w.T("access_norm")}},
		{Title: w.T("access_tell"), Text: []string{w.T("access_tell_why")}, Who: reach(a.Bureau.ForAccessibility())},
	}
	if a.Bureau.Enforcement != "" {
		parts = append(parts, legalPart{Title: w.T("enforcement"), Text: []string{a.Bureau.Enforcement}})
	}
	return a.legal(c, w, "accessibility", parts)
}

func (a *api) legal(c *fiber.Ctx, w words, name string, parts []legalPart) error {
	body := legalView{Parts: parts}
	if a.Bureau.MadeUp {
		body.Warning = w.T("nobody")
	}
	// Who answers for the service is said also while the database is away.
	town, err := a.Place.TownName(c.UserContext())
	if err != nil {
		town = place.Town{}
	}
	title := w.T(name)
	return a.sendPageHTML(c, "legal.html", page{
		words: w, Title: title, About: title + ", " + cmp.Or(town.Name, a.Bureau.Name), Path: "/" + name, Town: town.Name, MadeUp: town.MadeUp,
		Crumbs: []crumb{{title, ""}}, Body: body,
	})
}
