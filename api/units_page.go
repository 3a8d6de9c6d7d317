package api

import (
	"maps"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/vacancy"
)

// unitsView is the body of the list of units, which needs no script.
type unitsView struct {
	Count          string
	Cards          []unitCard
	Form           []choiceView
	Values         map[string]string // what was filtered by, by word
	Filtered       bool
	Files          []linkView
	MapHref, Reset string
	More           string // how many do not stand on the page
	Seek           string // where one says what one looks for; "" if nobody asks
	Save           string // where one saves the search; likewise
}

type unitCard struct {
	Href, Title, Address, Kind, Status, State string
	Figures                                   string
	Picture                                   *pictureView
}

type linkView struct{ Href, Text string }

// choiceView is a field of the form in which one of some values is chosen.
type choiceView struct {
	Name, Label string
	Options     []optionView
}

type optionView struct {
	Value, Text string
	Chosen      bool
}

// mostCards is how many units stand on the page; the files have all of them.
const mostCards = 500

func (a *api) unitsPage(c *fiber.Ctx, w words) error {
	set, err := a.unitSet(c, w)
	if err == nil {
		err = a.addPictures(c.UserContext(), &set)
	}
	if err != nil {
		return err
	}
	values := bindLanguage(c, append(vacancy.FilterWords(), "at")...).values
	body := set.list(values)
	if a.Enquiry != nil {
		body.Seek = "/ask/space?" + strings.TrimPrefix(set.Query+"&lang="+string(w), "&")
		body.Save = "/alerts?" + strings.TrimPrefix(set.search(values)+"&lang="+string(w), "&")
	}
	title := w.T("units")
	if set.Town.Name != "" {
		title = w.T("units_of", set.Town.Name)
	}
	p := a.page(w, set.Town, page{Title: title, About: w.T("units_about"), Path: "/units", Query: set.Query, Crumbs: []crumb{{w.T("units"), ""}}, Body: body}, nil)
	for i := range set.Units {
		p.MadeUp = p.MadeUp || set.Units[i].MadeUp
	}
	return a.sendPageHTML(c, "units.html", p)
}

func (x *unitSet) list(values map[string]string) unitsView {
	v := unitsView{
		Count: x.countText(), Values: values, Filtered: x.Query != "", Form: x.choices(values), Reset: x.in("/units"),
		MapHref: "/#?" + strings.TrimPrefix(x.Query+"&lang="+string(x.words), "&"),
	}
	for i := range x.Units[:min(len(x.Units), mostCards)] {
		v.Cards = append(v.Cards, x.card(&x.Units[i]))
	}
	if rest := len(x.Units) - mostCards; rest > 0 {
		v.More = x.T("units_more", x.count(rest))
	}
	for _, f := range []struct{ path, text string }{
		{"/units.csv", "file_csv"}, {"/units.geojson", "file_geojson"}, {"/units.gpkg", "file_gpkg"}, {"/units.openimmo.xml", "openimmo"},
	} {
		v.Files = append(v.Files, linkView{f.path + "?" + strings.TrimPrefix(x.Query+"&lang="+string(x.words), "&"), x.T(f.text)})
	}
	return v
}

// search is what was filtered by without what makes no search: what is in view, and another day.
func (x *unitSet) search(values map[string]string) string {
	kept := maps.Clone(values)
	delete(kept, "bbox")
	delete(kept, "at")
	return filterQuery(kept)
}

func (x *unitSet) countText() string {
	vacant := 0
	for i := range x.Units {
		if x.Units[i].Vacant() {
			vacant++
		}
	}
	if len(x.Units) == 1 {
		return x.T("units_one")
	}
	return x.T("units_count", x.count(len(x.Units)), x.count(vacant))
}

func (x *unitSet) card(u *vacancy.Unit) unitCard {
	v := unitCard{
		Href: x.in(unitPath(u.PublicRef)), Title: x.unitTitle(u), Address: x.addressOf(u), Kind: x.useWord(u.UseType),
		Status: x.vacancyWord(u.VacancyStatus), State: "other", Picture: x.thumbnail(x.Pictures[u.ID]),
	}
	if u.Vacant() {
		v.State = "vacant"
	}
	figures := []string{x.area(u.LeadingAreaM2())}
	if u.Offered {
		figures = append(figures, x.rentText(&u.Offer), x.T("available")+" "+x.availableText(u.AvailableFrom, x.Day))
	}
	v.Figures = strings.Join(nonEmpty(figures...), " · ")
	return v
}

// choices are the fields of the form with few values.
func (x *unitSet) choices(values map[string]string) []choiceView {
	field := func(name, label string, options []string, text func(string) string) choiceView {
		v := choiceView{Name: name, Label: x.T(label), Options: []optionView{{"", x.T("any"), values[name] == ""}}}
		for _, o := range options {
			v.Options = append(v.Options, optionView{o, text(o), values[name] == o})
		}
		return v
	}
	enum := func(prefix string) func(string) string {
		return func(v string) string { return unitTexts[prefix+"."+v].in(string(x.words)) }
	}
	vacant := strings.Join([]string{"vacant", "marketing", "reserved"}, ",")
	status := func(v string) string {
		if v == vacant {
			return x.T("only_vacant")
		}
		return enum("status")(v)
	}
	return []choiceView{
		field("status", "status", []string{vacant, "interim_use", "occupied"}, status),
		field("use", "use", vacancy.UseGroups(), enum("group")), field("fit", "suitable", vacancy.UseGroups(), enum("group")),
	}
}

// Value is what a word of the filter was given.
func (v unitsView) Value(name string) string { return v.Values[name] }

// Bound is one end of a range that was filtered by.
func (v unitsView) Bound(name string, end int) string {
	low, high, _ := strings.Cut(v.Values[name], "-")
	return [...]string{low, high}[end]
}

func queryText(v string) string { return strings.ReplaceAll(url.QueryEscape(v), "%2C", ",") }
