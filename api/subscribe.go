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
		post("/works/:ref/subscribe", a.paged(a.asking(a.subscribeProject))),
		post("/works/:ref/:label/subscribe", a.paged(a.asking(a.subscribeSection))),
		public("/units/:ref/subscribe", read, false, a.paged(a.asking(a.unitForm))),
		post("/units/:ref/subscribe", a.paged(a.asking(a.subscribeUnit))),
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
	Steps            stepsView
}

// Chosen reports whether a frequency is the one that was entered; at first it is the quickest.
func (s subscribing) Chosen(frequency string) bool {
	return s.Frequency == frequency || s.Frequency == "" && frequency == "immediate"
}

// subscribable is what changes can be ordered of: whose page it is, and the pages above the form.
type subscribable struct {
	target           outbox.Target
	nameDe, nameEn   string
	aboutDe, aboutEn string // as mails call it
	path             string // where the form stands
	action           string // where it is sent
	up               []crumb
}

func (a *api) subscribeProject(c *fiber.Ctx, w words) error {
	project, _, err := a.projectOf(c)
	if err != nil {
		return err
	}
	path, de, en := projectPath(project.PublicRef), project.TitleDe, words("en").pick(project.TitleDe, project.TitleEn)
	return a.subscribe(c, w, &subscribable{
		target: outbox.Target{Kind: "project", ID: project.ID}, nameDe: de, nameEn: en, aboutDe: de, aboutEn: en,
		path: path, action: path + "/subscribe", up: []crumb{{w.T("works"), w.in("/works")}, {w.pick(de, en), w.in(path)}},
	})
}

func (a *api) subscribeSection(c *fiber.Ctx, w words) error {
	_, _, s, err := a.sectionOf(c)
	if err != nil {
		return err
	}
	path, de, en := sectionPath(s), words("de").sectionName(s), words("en").sectionName(s)
	return a.subscribe(c, w, &subscribable{
		target: outbox.Target{Kind: "section", ID: s.ID}, nameDe: de, nameEn: en, aboutDe: de, aboutEn: en,
		path: path, action: path + "/subscribe", up: []crumb{{w.T("works"), w.in("/works")}, {w.pick(de, en), w.in(path)}},
	})
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
	about, err := a.worksAtUnit(c, w)
	if err != nil {
		return err
	}
	return a.showForm(c, w, about, subscribing{})
}

func (a *api) subscribeUnit(c *fiber.Ctx, w words) error {
	about, err := a.worksAtUnit(c, w)
	if err != nil {
		return err
	}
	return a.subscribe(c, w, about)
}

// worksAtUnit are the works before the door of the shop in the address.
func (a *api) worksAtUnit(c *fiber.Ctx, w words) (*subscribable, error) {
	u, name, err := a.unitOf(c)
	if err != nil {
		return nil, err
	}
	form := unitFormPath(u.PublicRef) + "/subscribe"
	return &subscribable{
		target: outbox.Target{Kind: "unit", ID: u.ID}, nameDe: name, nameEn: name,
		aboutDe: words("de").T("works_at", name), aboutEn: words("en").T("works_at", name),
		path: form, action: form, up: []crumb{{w.T("units"), w.in("/units")}, {name, w.in(unitFormPath(u.PublicRef))}},
	}, nil
}

// subscribe takes a form. Whoever fills in the field that people do not see is thanked like everybody and nothing happens;
// so is nobody told whether an address was known.
func (a *api) subscribe(c *fiber.Ctx, w words, about *subscribable) error {
	values, w, err := formValues(c, w)
	if err != nil {
		return err
	}
	if values.Get("website") != "" {
		return a.thank(c, w, about)
	}
	shown := subscribing{Email: values.Get("email"), Frequency: values.Get("frequency")}
	wish := outbox.Wish{
		Address: shown.Email, Target: about.target, AboutDe: about.aboutDe, AboutEn: about.aboutEn, Frequency: shown.Frequency,
		Lang: string(w), Client: a.ipPrefix(c),
	}
	err = a.sendForm(c, values,
		func(proof string) error { return a.Enquiry.SubscribeProven(c.UserContext(), wish, proof) },
		func() error { return a.Outbox.Subscribe(c.UserContext(), wish) })
	if err != nil {
		shown.formState = a.refusedForm(c, w, values, err)
		return a.showForm(c, w, about, shown)
	}
	return a.thank(c, w, about)
}

func (w words) subscribeSteps() stepsView {
	return stepsView{w.T("order_confirm"), w.T("order_after")}
}

func (a *api) showForm(c *fiber.Ctx, w words, about *subscribable, f subscribing) error {
	if err := a.stampForm(c, &f.formState); err != nil {
		return err
	}
	f.inOrder(w, formField{"email", ""}, formField{"frequency", "frequency"})
	f.Action, f.Steps = about.action, w.subscribeSteps()
	return a.html(c, f.Status(), "subscribe.html", page{
		words: w, Title: w.T("works_at", w.pick(about.nameDe, about.nameEn)), About: w.T("subscribe_to"), Path: about.path,
		Crumbs: append(about.up, crumb{w.T("subscribe"), ""}), Body: f, Script: proofHref,
	})
}

func (a *api) thank(c *fiber.Ctx, w words, about *subscribable) error {
	return a.html(c, fiber.StatusOK, "ask_thanks.html", page{
		words: w, Title: w.T("asked"), Path: about.path, Crumbs: append(about.up, crumb{w.T("subscribe"), ""}),
		Body: thanksView{w.subscribeSteps(), &about.up[len(about.up)-1]},
	})
}
