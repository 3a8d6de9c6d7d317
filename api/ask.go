package api

import (
	"net/url"
	"slices"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/enquiry"
	"mitte/geo/vacancy"
)

// askAbout is what a form asks about: where it stands, what it is called, and what can be asked about it.
type askAbout struct {
	path              string
	up                []crumb // the pages above the form
	desk              string  // that answers, as far as that is known
	nameDe, nameEn    string  // "" in general
	kinds             []enquiry.Kind
	unitID, sectionID int64
}

// askView is the form as it is shown: empty at first, with what was entered and what is wrong after a first try.
type askView struct {
	formState

	Action, About                        string
	Kinds                                []enquiry.Kind
	Kind                                 enquiry.Kind
	Name, Email, Phone, Subject, Message string
	Consent                              bool
	Steps                                stepsView
}

// askFields are the fields of the form in their order.
var askFields = []formField{
	{"kind", "ask_kind"}, {"message", ""}, {"email", ""}, {"name", "ask_name"}, {"phone", ""}, {"subject", "ask_subject"}, {"consent", ""},
}

func (a *api) generally(c *fiber.Ctx, _ words) (askAbout, error) {
	about := askAbout{path: "/ask", kinds: enquiry.Kinds()}
	if kind := enquiry.Kind(c.Query("kind")); slices.Contains(about.kinds, kind) {
		about.kinds = append([]enquiry.Kind{kind}, slices.DeleteFunc(about.kinds, func(k enquiry.Kind) bool { return k == kind })...)
	}
	return about, nil
}

func (a *api) aboutUnit(c *fiber.Ctx, w words) (askAbout, error) {
	u, name, err := a.unitOf(c)
	if err != nil {
		return askAbout{}, err
	}
	return askAbout{
		up: []crumb{{w.T("units"), w.in("/units")}, {name, w.in(unitFormPath(u.PublicRef))}}, desk: "city",
		path: unitFormPath(u.PublicRef) + "/ask", nameDe: name, nameEn: name, unitID: u.ID,
		kinds: []enquiry.Kind{enquiry.Space, enquiry.VacancyReport, enquiry.General},
	}, nil
}

func (a *api) aboutSection(c *fiber.Ctx, w words) (askAbout, error) {
	_, _, s, err := a.sectionOf(c)
	if err != nil {
		return askAbout{}, err
	}
	return askAbout{
		up: []crumb{{w.T("works"), w.in("/works")}, {w.sectionName(s), w.in(sectionPath(s))}}, desk: "technical",
		path: sectionPath(s) + "/ask", nameDe: words("de").sectionName(s), nameEn: words("en").sectionName(s), sectionID: s.ID, kinds: []enquiry.Kind{enquiry.Works},
	}, nil
}

func (a *api) askForm(c *fiber.Ctx, w words) error {
	if ref := c.Query("unit"); vacancy.IsPublicRef(ref) { // links of exposés and other sites may be shorter than ours
		return c.Redirect(w.in(unitFormPath(ref)+"/ask"), fiber.StatusSeeOther)
	}
	return a.showAsk(c, w, a.generally)
}

func (a *api) askUnitForm(c *fiber.Ctx, w words) error    { return a.showAsk(c, w, a.aboutUnit) }
func (a *api) askSectionForm(c *fiber.Ctx, w words) error { return a.showAsk(c, w, a.aboutSection) }
func (a *api) ask(c *fiber.Ctx, w words) error            { return a.takeAsk(c, w, a.generally) }
func (a *api) askUnit(c *fiber.Ctx, w words) error        { return a.takeAsk(c, w, a.aboutUnit) }
func (a *api) askSection(c *fiber.Ctx, w words) error     { return a.takeAsk(c, w, a.aboutSection) }

func (a *api) showAsk(c *fiber.Ctx, w words, find func(*fiber.Ctx, words) (askAbout, error)) error {
	about, err := find(c, w)
	if err != nil {
		return err
	}
	return a.askPage(c, w, about, askView{Kind: about.kinds[0]})
}

func (a *api) askPage(c *fiber.Ctx, w words, about askAbout, v askView) error {
	if err := a.stampForm(c, &v.formState); err != nil {
		return err
	}
	v.inOrder(w, askFields...)
	v.Steps = w.askSteps()
	v.Action, v.Kinds, v.About = about.path, about.kinds, w.pick(about.nameDe, about.nameEn)
	title := w.T("ask")
	if v.About != "" {
		title = w.T("ask_about", v.About)
	}
	return a.html(c, v.Status(), "ask.html", page{
		words: w, Title: title, About: w.T("ask_lead"), Path: about.path, Crumbs: append(about.up, crumb{w.T("ask"), ""}), Body: v,
		Script: proofHref, Who: reach(a.Bureau.Desk(about.desk)),
	})
}

// takeAsk takes a form. Whoever fills in the field that people do not see is thanked like everybody and nothing happens.
func (a *api) takeAsk(c *fiber.Ctx, w words, find func(*fiber.Ctx, words) (askAbout, error)) error {
	values, w, err := formValues(c, w)
	if err != nil {
		return err
	}
	v := askView{
		Kind: enquiry.Kind(values.Get("kind")), Name: values.Get("name"), Email: values.Get("email"), Phone: values.Get("phone"),
		Subject: values.Get("subject"), Message: values.Get("message"), Consent: values.Get("consent") != "",
	}
	about, err := find(c, w)
	if err != nil {
		return a.askElsewhere(c, w, values, v, err)
	}
	if values.Get("website") != "" {
		return a.askThanks(c, w, about)
	}
	sub := a.submission(c, w, about, v, values.Get("stamp"))
	err = a.sendForm(c, values,
		func(proof string) error { return a.Enquiry.SubmitProven(c.UserContext(), sub, proof) },
		func() error { return a.Enquiry.Submit(c.UserContext(), sub) })
	if err != nil {
		v.formState = a.refusedForm(c, w, values, err)
		return a.askPage(c, w, about, v)
	}
	return a.askThanks(c, w, about)
}

// askElsewhere shows the form again that was about a shop or a section which is not public any more. What was typed can still be
// sent, as a question in general that names what it was about. Whether it was ever there, nobody learns.
func (a *api) askElsewhere(c *fiber.Ctx, w words, values url.Values, v askView, err error) error {
	v.formState = a.refusedForm(c, w, values, err)
	about := askAbout{path: c.Path(), kinds: enquiry.Kinds()}
	if v.Status() == fiber.StatusNotFound {
		about.path, v.Sorry = "/ask", w.T("ask_not_public")
		if label, err := param(c, "label"); err == nil && v.Subject == "" && label != "" {
			v.Subject = w.T("section", label)
		} else if ref, err := param(c, "ref"); err == nil && v.Subject == "" {
			v.Subject = w.T("ask_unit", ref)
		}
	}
	return a.askPage(c, w, about, v)
}

func (a *api) submission(c *fiber.Ctx, w words, about askAbout, v askView, stamp string) enquiry.Submission {
	aboutIn := func(w words) string {
		if name := w.pick(about.nameDe, about.nameEn); name != "" {
			return w.T("ask_about", name)
		}
		return w.T("ask_plain")
	}
	return enquiry.Submission{
		Kind: v.Kind, Name: v.Name, Email: v.Email, Phone: v.Phone, Subject: v.Subject, Message: v.Message, Consent: v.Consent,
		UnitID: about.unitID, SectionID: about.sectionID, AboutDe: aboutIn("de"), AboutEn: aboutIn("en"), Lang: string(w),
		Client: a.ipPrefix(c), Form: stamp,
	}
}

// stepsView is what comes after a form: what makes it count, and what comes of it.
type stepsView struct{ Confirm, Answer string }

func (w words) askSteps() stepsView {
	return stepsView{w.T("ask_step_confirm"), w.T("ask_step_answer")}
}

// thanksView says what comes next, and where the form was opened.
type thanksView struct {
	Steps stepsView
	Back  *crumb
}

func (a *api) askThanks(c *fiber.Ctx, w words, about askAbout) error {
	var back *crumb
	if n := len(about.up); n > 0 {
		back = &about.up[n-1]
	}
	return a.html(c, fiber.StatusOK, "ask_thanks.html", page{
		words: w, Title: w.T("asked"), About: w.T("ask_lead"), Path: about.path, Crumbs: append(about.up, crumb{w.T("ask"), ""}), Body: thanksView{w.askSteps(), back},
	})
}
