package api

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/works"
)

// printed is a notice on paper: sheets of A4, a letter for each door or one poster.
type printed struct {
	words
	Title, Style, Town, Date string
	Subject                  string
	When                     string
	Facts                    []fact
	Paragraphs               []string
	Link, QR                 string
	QRSize                   int
	Small                    bool // much text
	Contact                  string
	Return                   string // over the address: whom the letter goes back to
	Ask                      string // at the foot: the office and the ways to it
	Sheets                   []sheet
	MadeUp                   bool
}

// Lang is the language of the paper, for its root element.
func (p printed) Lang() string { return string(p.words) }

// sheet is a letter's own part: whose door it is for, without the name of anybody.
type sheet struct {
	To    []string
	Ref   string
	Lines [][2]string
	Form  string // where the people of this door can order mails
}

// muchText is how many characters fit on a sheet in ordinary type.
const muchText = 1300

// letters and posters are in German unless English is asked for, whatever the browser of who prints them speaks.
func paperLanguage(c *fiber.Ctx) words {
	if c.Query("lang") == "en" {
		return "en"
	}
	return "de"
}

func (a *api) noticeLetter(c *fiber.Ctx) error { return a.print(c, "letter.html") }

func (a *api) noticePoster(c *fiber.Ctx) error { return a.print(c, "poster.html") }

func (a *api) print(c *fiber.Ctx, template string) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if err := bind(c, "lang").err(); err != nil {
		return err
	}
	n, err := a.Board.Notice(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	s, err := a.Board.SectionOf(c.UserContext(), n)
	if err != nil {
		return err
	}
	town, err := a.Place.TownName(c.UserContext())
	if err != nil {
		return err
	}
	w := paperLanguage(c)
	p, err := a.paper(w, &n, &s)
	if err != nil {
		return err
	}
	p.Town, p.MadeUp = town.Name, s.MadeUp
	body, err := renderNamed(template, p)
	if err != nil {
		return err
	}
	dressPage(c, &page{words: w})
	c.Set(fiber.HeaderContentType, htmlType)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Send(body)
}

func (a *api) paper(w words, n *works.Notice, s *works.Section) (printed, error) {
	text := w.pick(n.TextDe, n.TextEn)
	ask := a.Bureau.Desk("technical")
	p := printed{
		words: w, Style: printHref, Date: w.day(geo.Today(a.Clock)), Title: w.T("notice", strconv.FormatInt(n.ID, 10)),
		Subject: w.pick(s.ProjectTitleDe, s.ProjectTitleEn) + ", " + w.T("section", s.Label), When: w.period(n.Period),
		Facts: w.facts(s.Impact), Paragraphs: strings.Split(strings.TrimSpace(text), "\n\n"), Link: a.Config.PublicURL + sectionPath(s),
		Small: len([]rune(text)) > muchText, Contact: s.ContactRole,
		Return: strings.Join(nonEmpty(a.Bureau.Name, a.Bureau.Street, a.Bureau.Place), " · "), Ask: strings.Join(nonEmpty(ask.Name, ask.Email, ask.Phone), " · "),
	}
	var err error
	if p.QR, p.QRSize, err = qrPath(p.Link); err != nil {
		return p, err
	}
	for i := range n.Recipients {
		d := &n.Recipients[i].Door
		to := w.T("to_shops")
		if d.UseType == "residential" {
			to = w.T("to_homes")
		}
		p.Sheets = append(p.Sheets, sheet{
			To:  nonEmpty(w.T("to_the"), to, strings.TrimSpace(d.StreetName+" "+d.HouseNumber), strings.TrimSpace(d.Postcode+" "+d.City)),
			Ref: d.UnitRef, Lines: d.Lines(string(w)), Form: a.Config.PublicURL + unitFormPath(d.UnitRef) + "/subscribe",
		})
	}
	return p, nil
}
