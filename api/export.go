package api

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/bureau"
	"mitte/geo/place"
	"mitte/geo/works"
)

// export is a set of sections that leaves as a file or a feed: all of them, those of a project, or one.
type export struct {
	words
	Town     place.Town
	Office   bureau.Office
	Title    string
	Path     string // of the page that shows the same, without a host
	Base     string // the host
	Host     string // its name alone, which stands in names that last
	Today    geo.Date
	Sections []works.Section
	Gone     []works.Cancelled // called off lately; calendars and feeds say so
}

// worksExport reads all sections that are asked for.
func (a *api) worksExport(c *fiber.Ctx, q *query, ask works.SectionQuery) (export, error) {
	if err := q.err(); err != nil {
		return export{}, err
	}
	ask.Limit = place.MaxLimit
	found, err := a.Works.Sections(c.UserContext(), ask)
	if err != nil {
		return export{}, err
	}
	return a.export(c, "/works", found.Rows, func(w words, town place.Town) string { return w.titleOf(town) })
}

// projectExport reads those of the project in the address.
func (a *api) projectExport(c *fiber.Ctx) (export, error) {
	if err := bindLanguage(c).err(); err != nil {
		return export{}, err
	}
	project, all, err := a.projectOf(c)
	if err != nil {
		return export{}, err
	}
	return a.export(c, projectPath(project.PublicRef), all, func(w words, _ place.Town) string { return w.pick(project.TitleDe, project.TitleEn) })
}

// sectionExport reads the one in the address.
func (a *api) sectionExport(c *fiber.Ctx) (export, error) {
	if err := bindLanguage(c).err(); err != nil {
		return export{}, err
	}
	_, _, s, err := a.sectionOf(c)
	if err != nil {
		return export{}, err
	}
	return a.export(c, sectionPath(s), []works.Section{*s}, func(w words, _ place.Town) string { return w.sectionTitle(s) })
}

func (a *api) export(c *fiber.Ctx, path string, all []works.Section, title func(words, place.Town) string) (export, error) {
	town, err := a.Place.TownName(c.UserContext())
	w := speaks(c)
	c.Vary(fiber.HeaderAcceptLanguage)
	c.Set(fiber.HeaderContentLanguage, string(w))
	return export{
		words: w, Town: town, Office: a.Bureau, Title: title(w, town), Path: path, Base: a.Config.PublicURL, Host: hostOf(a.Config.PublicURL),
		Today: geo.Today(a.Clock), Sections: all,
	}, err
}

// bindLanguage takes the parameters named, and the language, which all exports have.
func bindLanguage(c *fiber.Ctx, names ...string) *query {
	q := bind(c, append(names, "lang")...)
	q.choice("lang", []string{"de", "en"})
	return q
}

func (w words) titleOf(town place.Town) string {
	if town.Name == "" {
		return w.T("works")
	}
	return w.T("works_of", town.Name)
}

// hostOf returns the name of a host without scheme, port and what only addresses have.
func hostOf(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	rest, _, _ = strings.Cut(rest, "/")
	if v6, found := strings.CutPrefix(rest, "["); found {
		v6, _, _ = strings.Cut(v6, "]")
		return strings.Trim(strings.ReplaceAll(v6, ":", "-"), "-")
	}
	rest, _, _ = strings.Cut(rest, ":")
	return rest
}

// changed is when what a section says was last changed: by an edit, or by the day after its planned end, on which it
// becomes doubtful.
func changed(s *works.Section, today geo.Date) time.Time {
	if s.Doubtful(today) {
		y, m, d := s.PlannedTo.Time().Date()
		if since := time.Date(y, m, d, 0, 0, 0, 0, geo.Berlin); since.After(s.UpdatedAt) {
			return since.UTC()
		}
	}
	return s.UpdatedAt.UTC()
}

// plain says a section in lines of text, for calendars and feeds.
func (x *export) plain(s *works.Section) []string {
	v := x.view(s, x.Today)
	lines := []string{v.ProjectTitle + ", " + x.T("section", s.Label), v.StatusWord + ", " + v.When}
	lines = append(lines, nonEmpty(v.Confirmed, v.Doubt, v.DescriptionWords)...)
	if v.State != "past" {
		now := s.Impact
		if v.State == "current" {
			now = impactNow(s, x.Today)
		}
		for _, f := range x.facts(now) {
			lines = append(lines, f.Term+": "+f.Text)
		}
		lines = append(lines, x.notes(s, now)...)
	}
	if s.ContactRole != "" {
		lines = append(lines, x.T("contact")+": "+s.ContactRole)
	}
	if s.MadeUp {
		lines = append(lines, x.T("made_up")+". "+x.T("made_up_why"))
	}
	return lines
}
