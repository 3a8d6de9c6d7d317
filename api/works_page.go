package api

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/works"
)

// onePage is the body of a section's page.
type onePage struct {
	sectionView
	ProjectHref string
	Streets     string
	MeansTitle  string
	Facts       []fact
	Notes       []string
	Map         *mapView
	Timeline    *timeline
	Phases      []phaseView
	Shops       []shopView
	Open        bool // whether shops along it are worth naming
	Siblings    []sectionView
	Bulletins   []bulletin
	QR          string
	QRSize      int
	Linked      linkedEvent
}

type shopView struct{ Name, Address, Href, StepFree string }

func (a *api) sectionPage(c *fiber.Ctx, w words) error {
	project, all, s, err := a.sectionOf(c)
	if fault.KindOf(err) == fault.NotFound {
		return a.gonePage(c, w, err)
	}
	if err != nil {
		return err
	}
	town, err := a.Place.TownName(c.UserContext())
	if err != nil {
		return err
	}
	today := geo.Today(a.Clock)
	body := w.one(s, project, today)
	for _, v := range w.views(all, today) {
		if v.ID != s.ID {
			body.Siblings = append(body.Siblings, v)
		}
	}
	if err := a.surroundings(c, w, &body); err != nil {
		return err
	}
	if body.QR, body.QRSize, err = qrPath(a.Config.PublicURL + sectionPath(s)); err != nil {
		return err
	}
	body.Linked = a.linked(w, s, town)
	picture := ""
	if body.Map != nil {
		picture = sectionPath(s) + cardEnding
	}
	return a.sendPageHTML(c, "section.html", a.page(w, town, page{
		Picture: picture, Title: body.Title, About: strings.Join(nonEmpty(body.StatusWord, body.When, body.DescriptionWords), " · "), Path: sectionPath(s), Feeds: sectionPath(s),
		Crumbs: []crumb{{w.T("works"), w.in("/works")}, {body.ProjectTitle, w.in(body.ProjectHref)}, {w.T("section", s.Label), ""}}, Body: body,
		Subscribe: &subscribing{Action: sectionPath(s) + "/subscribe"},
	}, all))
}

// sectionCard is the picture for links to a section's page.
func (a *api) sectionCard(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	_, _, s, err := a.sectionOf(c)
	if err != nil {
		return err
	}
	ground, err := a.Works.Ground(c.UserContext(), []int64{s.ID}, frameOf)
	if err != nil {
		return err
	}
	today, w := geo.Today(a.Clock), words("de")
	return sendCard(c, w.drawMap(ground, s.Label, w.markPhases(ground, w.view(s, today), w.phases(s, today), today)))
}

func (w words) one(s *works.Section, project works.Project, today geo.Date) onePage {
	v := onePage{
		sectionView: w.view(s, today), ProjectHref: projectPath(project.PublicRef),
		Streets: strings.Join(s.StreetNames, ", "), Phases: w.phases(s, today),
	}
	v.Timeline = w.drawTimeline(geo.Period{}, v.Phases, today)
	switch v.State {
	case "past":
		v.MeansTitle = w.T("means_past")
	case "future":
		v.MeansTitle, v.Facts, v.Notes = w.T("means_then"), w.facts(s.Impact), w.notes(s, s.Impact)
	default:
		now := impactNow(s, today)
		v.MeansTitle, v.Facts, v.Notes = w.T("means_now", w.day(today)), w.facts(now), w.notes(s, now)
	}
	v.Open = v.State != "past"
	return v
}

// surroundings adds the plan and the shops.
func (a *api) surroundings(c *fiber.Ctx, w words, v *onePage) error {
	ids, today := []int64{v.ID}, geo.Today(a.Clock)
	ground, err := a.Works.Ground(c.UserContext(), ids, frameOf)
	if err != nil {
		return err
	}
	v.Map = w.drawMap(ground, v.Title, w.markPhases(ground, v.sectionView, v.Phases, today))
	if v.Bulletins, err = a.bulletins(c.UserContext(), w, []sectionView{v.sectionView}); err != nil {
		return err
	}
	for i := range v.Bulletins {
		v.Bulletins[i].Href = "" // here
	}
	if !v.Open {
		return nil
	}
	shops, err := a.Works.Shops(c.UserContext(), ids)
	for _, s := range shops {
		v.Shops = append(v.Shops, w.shop(s))
	}
	return err
}

func (w words) shop(s works.Shop) shopView {
	v := shopView{Name: deref(s.BusinessName), Href: "/#?sel=" + s.PublicRef + "&lang=" + string(w)}
	if v.Name == "" {
		v.Name = w.enum("use", s.UseType)
	}
	if s.StreetName != nil {
		v.Address = *s.StreetName
		if s.HouseNumber != nil {
			v.Address += " " + strconv.Itoa(*s.HouseNumber) + deref(s.HouseNumberSuffix)
		}
	}
	if s.StepFree != nil && *s.StepFree {
		v.StepFree = w.T("step_free")
	}
	return v
}

// sectionBars shows sections as the bars of a project's schedule.
func (w words) sectionBars(views []sectionView) []phaseView {
	out := make([]phaseView, len(views))
	for i, v := range views {
		out[i] = phaseView{Mark: v.Label, Name: v.Title, State: v.State, Period: geo.Period{From: v.ValidFrom, To: v.ValidTo}}
	}
	return out
}

func inOrder(all []works.Section) {
	slices.SortStableFunc(all, func(a, b works.Section) int {
		return cmp.Or(cmp.Compare(a.Sequence, b.Sequence), cmp.Compare(a.Label, b.Label))
	})
}

func idsOf(all []works.Section) []int64 {
	out := make([]int64, len(all))
	for i := range all {
		out[i] = all[i].ID
	}
	return out
}

func nonEmpty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(t string) bool { return t == "" })
}

// euros writes an amount without cents, as the plans of a town have it.
func (w words) euros(cents int64) string {
	digits := strconv.FormatInt((cents+50)/100, 10)
	mark := "."
	if w == "en" {
		mark = ","
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + mark + digits[i:]
	}
	if w == "en" {
		return "€" + digits
	}
	return digits + " €"
}
