package api

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/vacancy"
)

// spaceRoutes are how somebody says what kind of shop he looks for, and how the office brings the two together.
func (a *api) spaceRoutes() []route {
	post := func(pattern string, handler func(c *fiber.Ctx, w words) error) route {
		return route{method: fiber.MethodPost, pattern: pattern, class: form, handler: a.paged(a.asking(handler))}
	}
	return []route{
		public("/ask/space", read, false, a.paged(a.asking(a.spaceForm))),
		post("/ask/space", a.takeSpace),
		public("/ask/space/:token", report, false, a.paged(a.asking(a.spaceStatus))),
		post("/ask/space/:token/:step", a.spaceStep),
		{method: fiber.MethodPost, pattern: "/api/v1/space-requests", class: form, handler: a.idempotent("/ask/space/", a.answering(a.spaceJSON))},
	}
}

// spaceView is the form as it is shown: what was entered, as it was entered, and what is wrong.
type spaceView struct {
	formState

	Values url.Values
	Uses   []optionView
	Areas  []optionView
}

// Value is what a field was given.
func (v spaceView) Value(name string) string { return v.Values.Get(name) }

func (a *api) spaceForm(c *fiber.Ctx, w words) error {
	return a.spacePage(c, w, spaceView{Values: wishesOf(c)})
}

// wishesOf begins the form with what somebody filtered the list of shops by.
func wishesOf(c *fiber.Ctx) url.Values {
	v := url.Values{}
	use, _, _ := strings.Cut(c.Query("use"), ",")
	if slices.Contains(vacancy.UseTypes(), use) {
		v.Set("use_type", use)
	}
	if low, high, found := strings.Cut(c.Query("area"), "-"); found {
		v.Set("area_min_m2", figureOnly(low))
		v.Set("area_max_m2", figureOnly(high))
	}
	if low, _, found := strings.Cut(c.Query("front"), "-"); found {
		v.Set("frontage_min_m", figureOnly(low))
	}
	if day, err := geo.ParseDate(c.Query("free")); err == nil {
		v.Set("from", day.String())
	}
	if c.Query("step") == "1" {
		v.Set("step_free", "on")
	}
	return v
}

func figureOnly(text string) string {
	if _, ok := figure(text); !ok {
		return ""
	}
	return text
}

// figure reads a number as people write it, with a point or a comma before the decimals.
func figure(text string) (float64, bool) {
	text = strings.Join(strings.Fields(text), "")
	if strings.Contains(text, ",") {
		text = strings.Replace(strings.ReplaceAll(text, ".", ""), ",", ".", 1)
	}
	if text == "" || strings.Trim(text, "0123456789.") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil
}

func (a *api) spacePage(c *fiber.Ctx, w words, v spaceView) error {
	if err := a.stampForm(c, &v.formState); err != nil {
		return err
	}
	areas, err := a.Enquiry.NamedAreas(c.UserContext())
	if err != nil && v.Status() < fiber.StatusInternalServerError {
		return err
	}
	for _, use := range vacancy.UseTypes() {
		v.Uses = append(v.Uses, optionView{use, w.useWord(use), v.Value("use_type") == use})
	}
	for _, area := range areas {
		id := strconv.FormatInt(area.ID, 10)
		v.Areas = append(v.Areas, optionView{id, area.Name, v.Value("area_id") == id})
	}
	return a.html(c, v.Status(), "space.html", page{
		words: w, Title: w.T("space"), About: w.T("space_lead"), Path: "/ask/space", Crumbs: []crumb{{w.T("units"), w.in("/units")}, {w.T("space"), ""}}, Body: v,
	})
}

func (a *api) takeSpace(c *fiber.Ctx, w words) error {
	values, w, err := formValues(c, w)
	if err != nil {
		return err
	}
	if values.Get("website") != "" {
		return a.spaceThanks(c, w)
	}
	if err := a.sendSpace(c, w, values); err != nil {
		return a.spacePage(c, w, spaceView{Values: values, formState: a.refusedForm(c, w, values, err)})
	}
	return a.spaceThanks(c, w)
}

func (a *api) sendSpace(c *fiber.Ctx, w words, values url.Values) error {
	if err := a.timely(c, values); err != nil {
		return err
	}
	sub, wrong := spaceSubmission(values)
	sub.Lang, sub.Client, sub.Form = string(w), a.ipPrefix(c), values.Get("stamp")
	sub.AboutDe, sub.AboutEn = words("de").spaceName(&sub.Sought), words("en").spaceName(&sub.Sought)
	if len(wrong) > 0 { // all that is wrong in one answer
		return fault.Refuse("enquiry", "the form is not complete", append(wrong, a.Enquiry.CheckSpace(sub)...)...)
	}
	return a.Enquiry.SubmitSpace(c.UserContext(), sub)
}

// spaceSubmission reads a form and names the fields that cannot be read.
func spaceSubmission(values url.Values) (enquiry.SpaceSubmission, []fault.Field) {
	var wrong []fault.Field
	number := func(name string, needed bool) *float64 {
		text := strings.TrimSpace(values.Get(name))
		if text == "" && !needed {
			return nil
		}
		v, ok := figure(text)
		if !ok {
			wrong = append(wrong, fault.Field{Path: name, Code: "space.number", Msg: "a number is needed"})
		}
		return &v
	}
	sub := enquiry.SpaceSubmission{
		Name: values.Get("name"), Email: values.Get("email"), Phone: values.Get("phone"), Consent: values.Get("consent") != "",
	}
	sub.UseType, sub.StepFree = values.Get("use_type"), values.Get("step_free") != ""
	sub.AreaMinM2, sub.AreaMaxM2 = *number("area_min_m2", true), *number("area_max_m2", true)
	sub.FrontageMinM = number("frontage_min_m", false)
	if rent := number("rent_max_eur", false); rent != nil && *rent <= math.MaxInt32 {
		cents := int64(math.Round(*rent * 100))
		sub.RentMaxCents = &cents
	}
	if months := number("term_months", false); months != nil && *months <= math.MaxInt32 {
		term := int(*months)
		sub.TermMonths = &term
	}
	if text := values.Get("from"); text != "" {
		day, err := geo.ParseDate(text)
		if err != nil {
			wrong = append(wrong, fault.Field{Path: "from", Code: "space.from", Msg: "a day is needed"})
		}
		sub.WantedFrom = day
	}
	if id, err := strconv.ParseInt(values.Get("area_id"), 10, 64); err == nil && id > 0 {
		sub.AreaID = id
	}
	return sub, wrong
}

func (a *api) spaceThanks(c *fiber.Ctx, w words) error {
	return a.html(c, fiber.StatusOK, "subscription.html", page{
		words: w, Title: w.T("asked"), Path: "/ask/space", Crumbs: []crumb{{w.T("units"), w.in("/units")}, {w.T("space"), ""}},
		Body: subscriptionView{Lead: w.T("ask_thanks")},
	})
}
