package api

import (
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/outbox"
	"mitte/geo/vacancy"
)

// subscriptionRoutes are the forms by which anybody has changes sent to him, and the two pages that mails lead to. Reading a page
// changes nothing: programs that look into mails open their links.
func (a *api) subscriptionRoutes() []route {
	post := func(pattern string, handler fiber.Handler) route {
		return route{method: fiber.MethodPost, pattern: pattern, class: form, handler: handler}
	}
	return []route{
		post("/works/:ref/subscribe", a.paged(a.subscribeProject)),
		post("/works/:ref/:label/subscribe", a.paged(a.subscribeSection)),
		public("/units/:ref/subscribe", read, false, a.paged(a.unitForm)),
		post("/units/:ref/subscribe", a.paged(a.subscribeUnit)),
		public("/subscriptions/confirm/:token", read, false, a.paged(a.confirmPage)),
		post("/subscriptions/confirm/:token", a.paged(a.confirm)),
		public("/subscriptions/end/:token", read, false, a.paged(a.endPage)),
		post("/subscriptions/end/:token", a.paged(a.end)),
	}
}

// subscribing is the form as it is shown: empty on a page of works, with what was entered and what is wrong after a first try.
type subscribing struct {
	formState

	Action           string
	Email, Frequency string
}

// Chosen reports whether a frequency is the one that was entered; at first it is the quickest.
func (s subscribing) Chosen(frequency string) bool {
	return s.Frequency == frequency || s.Frequency == "" && frequency == "immediate"
}

func (a *api) subscribeProject(c *fiber.Ctx, w words) error {
	project, _, err := a.projectOf(c)
	if err != nil {
		return err
	}
	return a.subscribe(c, w, outbox.Wish{
		Target: outbox.Target{Kind: "project", ID: project.ID}, AboutDe: project.TitleDe, AboutEn: words("en").pick(project.TitleDe, project.TitleEn),
	}, projectPath(project.PublicRef))
}

func (a *api) subscribeSection(c *fiber.Ctx, w words) error {
	_, _, s, err := a.sectionOf(c)
	if err != nil {
		return err
	}
	about := func(w words) string {
		return w.pick(s.ProjectTitleDe, s.ProjectTitleEn) + ", " + w.T("section", s.Label)
	}
	return a.subscribe(c, w, outbox.Wish{
		Target: outbox.Target{Kind: "section", ID: s.ID}, AboutDe: about("de"), AboutEn: about("en"),
	}, sectionPath(s))
}

// unitOf reads the shop in the address, as the public may see it, and what its address is called.
func (a *api) unitOf(c *fiber.Ctx) (vacancy.UnitDetail, string, error) {
	ref, err := param(c, "ref")
	if err != nil {
		return vacancy.UnitDetail{}, "", err
	}
	if !vacancy.IsPublicRef(ref) {
		return vacancy.UnitDetail{}, "", fiber.ErrNotFound
	}
	u, err := a.Vacancy.UnitByRef(c.UserContext(), ref, geo.Today(a.Clock))
	if err != nil {
		return u, "", err
	}
	return u, unitName(&u.Unit), nil
}

// unitName is the address of a shop, or its reference where it has none.
func unitName(u *vacancy.Unit) string {
	name := u.PublicRef
	if u.StreetName != nil {
		name = *u.StreetName
		if u.HouseNumber != nil {
			name += " " + strconv.Itoa(*u.HouseNumber) + deref(u.HouseNumberSuffix)
		}
	}
	return name
}

func unitFormPath(ref string) string { return "/units/" + url.PathEscape(ref) }

func (a *api) unitForm(c *fiber.Ctx, w words) error {
	u, name, err := a.unitOf(c)
	if err != nil {
		return err
	}
	return a.showForm(c, w, name, unitFormPath(u.PublicRef), subscribing{})
}

func (a *api) subscribeUnit(c *fiber.Ctx, w words) error {
	u, name, err := a.unitOf(c)
	if err != nil {
		return err
	}
	about := func(w words) string { return w.T("works_at", name) }
	return a.subscribe(c, w, outbox.Wish{
		Target: outbox.Target{Kind: "unit", ID: u.ID}, AboutDe: about("de"), AboutEn: about("en"),
	}, unitFormPath(u.PublicRef))
}

// subscribe takes a form. Whoever fills in the field that people do not see is thanked like everybody and nothing happens;
// so is nobody told whether an address was known.
func (a *api) subscribe(c *fiber.Ctx, w words, wish outbox.Wish, path string) error {
	if a.Outbox == nil {
		return fiber.ErrNotFound
	}
	values, w, err := formValues(c, w)
	if err != nil {
		return err
	}
	wish.Address, wish.Frequency, wish.Lang, wish.Client = values.Get("email"), values.Get("frequency"), string(w), a.ipPrefix(c)
	if values.Get("website") != "" {
		return a.thank(c, w, path)
	}
	shown := subscribing{Email: wish.Address, Frequency: wish.Frequency}
	if err = a.timely(c, values); err == nil {
		err = a.Outbox.Subscribe(c.UserContext(), wish)
	}
	if err != nil {
		shown.formState = a.refusedForm(c, w, values, err)
		return a.showForm(c, w, w.pick(wish.AboutDe, wish.AboutEn), path, shown)
	}
	return a.thank(c, w, path)
}

func (a *api) showForm(c *fiber.Ctx, w words, about, path string, f subscribing) error {
	if a.Outbox == nil {
		return fiber.ErrNotFound
	}
	if err := a.stampForm(c, &f.formState); err != nil {
		return err
	}
	f.Action = path + "/subscribe"
	return a.html(c, f.Status(), "subscribe.html", page{
		words: w, Title: about, Path: path + "/subscribe", Crumbs: []crumb{{w.T("works"), w.in("/works")}, {w.T("subscribe"), ""}}, Body: f,
	})
}

func (a *api) thank(c *fiber.Ctx, w words, path string) error {
	return a.html(c, fiber.StatusOK, "subscription.html", page{
		words: w, Title: w.T("asked"), Path: path, Crumbs: []crumb{{w.T("works"), w.in("/works")}, {w.T("subscribe"), ""}},
		Body: subscriptionView{Lead: w.T("asked_why"), Back: crumb{w.T("works"), w.in("/works")}},
	})
}
