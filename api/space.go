package api

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
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
	Steps  stepsView
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

// figureOnly is a figure of an address, where a point always stands before the decimals, if a person would write it so, too.
func figureOnly(text string) string {
	meant, err := strconv.ParseFloat(text, 64)
	if read, ok := figure(text); err != nil || !ok || read != meant {
		return ""
	}
	return text
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
	v.inOrder(w, spaceFields...)
	v.Steps = w.spaceSteps()
	return a.html(c, v.Status(), "space.html", page{
		words: w, Title: w.T("space"), About: w.T("space_lead"), Path: "/ask/space", Crumbs: []crumb{{w.T("units"), w.in("/units")}, {w.T("space"), ""}}, Body: v,
		Script: proofHref, Who: reach(a.Bureau.Desk("city")),
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
		refused := a.refusedForm(c, w, values, err)
		refused.nameLimits(w)
		return a.spacePage(c, w, spaceView{Values: values, formState: refused})
	}
	return a.spaceThanks(c, w)
}

func (w words) spaceSteps() stepsView {
	return stepsView{w.T("space_step_confirm"), w.T("space_step_answer")}
}

func (a *api) spaceThanks(c *fiber.Ctx, w words) error {
	return a.html(c, fiber.StatusOK, "ask_thanks.html", page{
		words: w, Title: w.T("asked"), Path: "/ask/space", Crumbs: []crumb{{w.T("units"), w.in("/units")}, {w.T("space"), ""}},
		Body: thanksView{w.spaceSteps(), &crumb{w.T("units"), w.in("/units")}},
	})
}
