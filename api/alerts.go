package api

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/vacancy"
)

// alertRoutes are how anybody has shops sent to him that come new and fit what he has filtered the list by.
func (a *api) alertRoutes() []route {
	return []route{
		public("/alerts", read, false, a.paged(a.asking(a.alertForm))),
		{method: fiber.MethodPost, pattern: "/alerts", class: form, handler: a.paged(a.asking(a.takeAlert))},
		{method: fiber.MethodPost, pattern: "/api/v1/alerts", class: form, handler: a.idempotent("/alerts/", a.answering(a.alertJSON))},
	}
}

// alertView is the form as it is shown.
type alertView struct {
	subscribing

	Filter string // the words of an address
	Sieve  []string
	Back   string
}

func (a *api) alertForm(c *fiber.Ctx, w words) error {
	q := bindLanguage(c, append(vacancy.FilterWords(), "at")...)
	if err := q.err(); err != nil {
		return err
	}
	f, err := vacancy.ParseFilter(q.values)
	if err != nil {
		return err
	}
	return a.alertPage(c, w, &f, alertView{Filter: (&unitSet{}).search(q.values)})
}

func (a *api) alertPage(c *fiber.Ctx, w words, f *vacancy.Filter, v alertView) error {
	if err := a.stampForm(c, &v.formState); err != nil {
		return err
	}
	v.inOrder(w, formField{"email", ""}, formField{"frequency", "frequency"})
	v.Sieve, v.Steps = w.sieve(f), w.alertSteps()
	v.Back = "/units?" + strings.TrimPrefix(v.Filter+"&lang="+string(w), "&")
	return a.html(c, v.Status(), "alerts.html", page{
		words: w, Title: w.T("alert"), About: w.T("alert_lead"), Path: "/alerts", Query: v.Filter,
		Crumbs: []crumb{{w.T("units"), w.in("/units")}, {w.T("alert"), ""}}, Body: v,
		Script: proofHref, Who: reach(a.Bureau.Desk("city")),
	})
}

func (a *api) takeAlert(c *fiber.Ctx, w words) error {
	values, w, err := formValues(c, w)
	if err != nil {
		return err
	}
	if values.Get("website") != "" {
		return a.alertThanks(c, w)
	}
	v := alertView{Filter: values.Get("filter")}
	v.Email, v.Frequency = values.Get("email"), values.Get("frequency")
	f, err := enquiry.SearchOf(v.Filter)
	if err != nil {
		return err
	}
	wish := a.alert(c, w, v, &f, values.Get("stamp"))
	err = a.sendForm(c, values,
		func(proof string) error { return a.Enquiry.SaveProven(c.UserContext(), wish, proof) },
		func() error { return a.Enquiry.Save(c.UserContext(), wish) })
	if err != nil {
		v.formState = a.refusedForm(c, w, values, err)
		return a.alertPage(c, w, &f, v)
	}
	return a.alertThanks(c, w)
}

func (a *api) alert(c *fiber.Ctx, w words, v alertView, f *vacancy.Filter, stamp string) enquiry.Alert {
	about := func(w words) string {
		return w.T("alert_about", strings.Join(w.sieve(f), ", "))
	}
	return enquiry.Alert{
		Email: v.Email, Filter: canonical(v.Filter), Frequency: v.Frequency, AboutDe: about("de"), AboutEn: about("en"), Lang: string(w),
		Client: a.ipPrefix(c), Form: stamp,
	}
}

// canonical writes the words of a filter in one order, so that the same search is the same text.
func canonical(filter string) string {
	given, err := url.ParseQuery(filter)
	if err != nil {
		return filter
	}
	values := map[string]string{}
	for name := range given {
		values[name] = given.Get(name)
	}
	return filterQuery(values)
}

func (w words) alertSteps() stepsView {
	return stepsView{w.T("alert_step_confirm"), w.T("alert_step_answer")}
}

func (a *api) alertThanks(c *fiber.Ctx, w words) error {
	return a.html(c, fiber.StatusOK, "ask_thanks.html", page{
		words: w, Title: w.T("asked"), Path: "/alerts", Crumbs: []crumb{{w.T("units"), w.in("/units")}, {w.T("alert"), ""}},
		Body: thanksView{w.alertSteps(), &crumb{w.T("units"), w.in("/units")}},
	})
}

// alertJSON saves a search for a page with a script, with a proof of work. The answer is the same for every address.
func (a *api) alertJSON(c *fiber.Ctx) error {
	if c.Get(idempotencyHeader) == "" {
		return fault.New(fault.BadRequest, "idempotency.needed", "this needs an Idempotency-Key")
	}
	if kind, _, _ := strings.Cut(c.Get(fiber.HeaderContentType), ";"); !strings.EqualFold(strings.TrimSpace(kind), fiber.MIMEApplicationJSON) {
		return fault.New(fault.Unsupported, "json_only", "send application/json")
	}
	var body struct {
		Email     string `json:"email"`
		Filter    string `json:"filter"`
		Frequency string `json:"frequency"`
		Lang      string `json:"lang"`
		Proof     string `json:"proof"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	f, err := enquiry.SearchOf(body.Filter)
	if err != nil {
		return err
	}
	w := words("de")
	if body.Lang == "en" {
		w = "en"
	}
	v := alertView{Filter: body.Filter}
	v.Email, v.Frequency = body.Email, body.Frequency
	if err := a.Enquiry.SaveProven(c.UserContext(), a.alert(c, w, v, &f, ""), body.Proof); err != nil {
		return tooManyForms(c, err)
	}
	return sendPrivate(c, fiber.StatusAccepted, map[string]string{"state": "unconfirmed"})
}

// sieve says in words what a filter keeps. Of what somebody typed nothing is in it: it is sent to an address that nobody has
// confirmed.
func (w words) sieve(f *vacancy.Filter) []string {
	var out []string
	list := func(prefix string, values []string) {
		for _, v := range values {
			out = append(out, unitTexts[prefix+"."+v].in(string(w)))
		}
	}
	list("group", f.Groups)
	for _, g := range f.Fits {
		out = append(out, w.T("suitable")+" "+unitTexts["group."+g].in(string(w)))
	}
	list("status", f.Statuses)
	span := func(r vacancy.Range, by float64, decimals int, unit string) {
		text := func(v *float64) string { return w.grouped3(*v/by, decimals) }
		switch {
		case r.Min != nil && r.Max != nil:
			out = append(out, text(r.Min)+"–"+text(r.Max)+" "+unit)
		case r.Min != nil:
			out = append(out, w.T("alert_from", text(r.Min))+" "+unit)
		case r.Max != nil:
			out = append(out, w.T("alert_to", text(r.Max))+" "+unit)
		}
	}
	span(f.Area, 1, 0, "m²")
	span(f.Rent, 100, 2, "€/m²")
	span(f.Front, 1, 1, w.T("alert_front"))
	yes := func(is bool, text string) {
		if is {
			out = append(out, text)
		}
	}
	yes(f.Ground, w.T("ground_floor"))
	yes(f.StepFree, w.T("step_free"))
	yes(f.Interim, w.T("interim"))
	yes(f.Fund != "", w.T("filter_fund"))
	yes(f.Text != "", w.T("alert_text"))
	if f.FreeBy != (geo.Date{}) {
		out = append(out, w.T("alert_free", w.day(f.FreeBy)))
	}
	if f.Near != nil {
		out = append(out, w.T("alert_near", w.number(f.Near.Metres, 0)))
	}
	if len(out) == 0 {
		out = []string{w.T("alert_all")}
	}
	return out
}
