package api

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/enquiry"
	"mitte/geo/fault"
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
	Action, About                        string
	Kinds                                []enquiry.Kind
	Kind                                 enquiry.Kind
	Name, Email, Phone, Subject, Message string
	Consent                              bool
	Sorry                                string
	Wrong                                map[string]string // by field
	Faults                               []askFault        // the same in the order of the form
	Stamp                                string
}

type askFault struct{ Field, Text string }

// askFields are the fields of the form in their order.
var askFields = []string{"kind", "message", "email", "name", "phone", "subject", "consent"}

// refused puts what is wrong where it is wrong.
func (v *askView) refused(fields []fault.Field, w words) {
	v.Wrong = map[string]string{}
	for _, f := range fields {
		v.Wrong[f.Path] = sentence(f.Code, f.Msg, string(w))
	}
	for _, name := range askFields {
		if text := v.Wrong[name]; text != "" {
			v.Faults = append(v.Faults, askFault{name, text})
		}
	}
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
	name := func(w words) string {
		return w.pick(s.ProjectTitleDe, s.ProjectTitleEn) + ", " + w.T("section", s.Label)
	}
	return askAbout{
		up: []crumb{{w.T("works"), w.in("/works")}, {name(w), w.in(sectionPath(s))}}, desk: "technical",
		path: sectionPath(s) + "/ask", nameDe: name("de"), nameEn: name("en"), sectionID: s.ID, kinds: []enquiry.Kind{enquiry.Works},
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
	return a.askPage(c, w, fiber.StatusOK, about, askView{Kind: about.kinds[0]})
}

func (a *api) askPage(c *fiber.Ctx, w words, status int, about askAbout, v askView) error {
	stamp, err := a.formStamp(c)
	if err != nil {
		return err
	}
	v.Action, v.Stamp, v.Kinds, v.About = about.path, stamp, about.kinds, w.pick(about.nameDe, about.nameEn)
	title := w.T("ask")
	if v.About != "" {
		title = w.T("ask_about", v.About)
	}
	return a.html(c, status, "ask.html", page{
		words: w, Title: title, About: w.T("ask_lead"), Path: about.path, Crumbs: append(about.up, crumb{w.T("ask"), ""}), Body: v,
		Script: proofHref, Who: reach(a.Bureau.Desk(about.desk)),
	})
}

// takeAsk takes a form. Whoever fills in the field that people do not see is thanked like everybody and nothing happens.
func (a *api) takeAsk(c *fiber.Ctx, w words, find func(*fiber.Ctx, words) (askAbout, error)) error {
	values, err := formValues(c)
	if err != nil {
		return err
	}
	if lang := values.Get("lang"); lang == "de" || lang == "en" {
		w = words(lang)
	}
	about, err := find(c, w)
	if err != nil {
		return err
	}
	if values.Get("website") != "" {
		return a.askThanks(c, w, about)
	}
	v := askView{
		Kind: enquiry.Kind(values.Get("kind")), Name: values.Get("name"), Email: values.Get("email"), Phone: values.Get("phone"),
		Subject: values.Get("subject"), Message: values.Get("message"), Consent: values.Get("consent") != "",
	}
	again, err := a.sendAsk(c, values, a.submission(c, w, about, v, values.Get("stamp")))
	var refused *fault.Error
	switch {
	case again:
		v.Sorry = w.T("form_again")
	case errors.As(err, &refused) && refused.Kind == fault.Invalid:
		v.refused(refused.Fields, w)
	case err != nil:
		return tooManyForms(c, err)
	default:
		return a.askThanks(c, w, about)
	}
	return a.askPage(c, w, fiber.StatusUnprocessableEntity, about, v)
}

// sendAsk takes what was entered if a script did its work for it, or else if it took as long as a person takes; again asks for
// another try.
func (a *api) sendAsk(c *fiber.Ctx, values url.Values, sub enquiry.Submission) (again bool, err error) {
	if proof := values.Get("proof"); proof != "" {
		if err := a.Enquiry.SubmitProven(c.UserContext(), sub, proof); !aboutProof(err) {
			return false, err
		}
	}
	timely, err := a.Outbox.Timely(c.UserContext(), values.Get("stamp"), a.Clock.Now())
	if err != nil || !timely {
		return err == nil, err
	}
	return false, a.Enquiry.Submit(c.UserContext(), sub)
}

// aboutProof reports whether nothing was wrong but the proof of work.
func aboutProof(err error) bool {
	var refused *fault.Error
	return errors.As(err, &refused) && len(refused.Fields) == 1 && refused.Fields[0].Path == "proof"
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

func (a *api) askThanks(c *fiber.Ctx, w words, about askAbout) error {
	var back *crumb
	if n := len(about.up); n > 0 {
		back = &about.up[n-1]
	}
	return a.html(c, fiber.StatusOK, "ask_thanks.html", page{
		words: w, Title: w.T("asked"), About: w.T("ask_lead"), Path: about.path, Crumbs: append(about.up, crumb{w.T("ask"), ""}), Body: back,
	})
}

// formValues reads a plain HTML form.
func formValues(c *fiber.Ctx) (url.Values, error) {
	kind, _, _ := strings.Cut(c.Get(fiber.HeaderContentType), ";")
	if !strings.EqualFold(strings.TrimSpace(kind), fiber.MIMEApplicationForm) {
		return nil, fault.New(fault.Unsupported, "form_only", "send the form as application/x-www-form-urlencoded")
	}
	values, err := url.ParseQuery(string(c.Body()))
	if err != nil {
		return nil, fault.New(fault.BadRequest, "bad_request", "the form cannot be read")
	}
	return values, nil
}

// tooManyForms says when to come again.
func tooManyForms(c *fiber.Ctx, err error) error {
	if fault.KindOf(err) == fault.TooMany {
		c.Set(fiber.HeaderRetryAfter, "3600")
	}
	return err
}
