package api

import (
	"bytes"
	"embed"
	"html/template"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/place"
)

//go:embed pages/*.html
var pageFiles embed.FS

//go:embed pages/style.css
var pageStyle []byte

//go:embed pages/print.css
var printStyle []byte

//go:embed pages/charts.css
var chartStyle []byte

//go:embed pages/report.css
var reportStyle []byte

//go:embed pages/proof.js
var proofScript []byte

// pageTemplates are the pages people read without a script: each is a file, the frame round them is frame.html.
var pageTemplates = template.Must(template.New("").Funcs(template.FuncMap{"deref": deref}).ParseFS(pageFiles, "pages/*.html"))

// The addresses of styles and of the script change with them, so that they may be kept for ever.
var (
	styleHref  = "/pages/" + digest(pageStyle) + ".css"
	printHref  = "/pages/" + digest(printStyle) + ".css"
	chartsHref = "/pages/" + digest(chartStyle) + ".css"
	reportHref = "/pages/" + digest(reportStyle) + ".css"
	proofHref  = "/pages/" + digest(proofScript) + ".js"
)

// pagePolicy lets a page be read, printed and, where it has a form, sent to us; nothing in it runs.
const pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; " +
	"base-uri 'none'; object-src 'none'"

// provingPolicy also lets the one script run that does a proof of work.
const provingPolicy = pagePolicy + "; script-src 'self'; connect-src 'self'"

const htmlType = "text/html; charset=utf-8"

// page is what every page has; Body is its own part.
type page struct {
	words
	Title, About string
	Path         string // of this page, without a host
	Query        string // what stands in the address beside the language
	Base         string // the host
	Style        string
	Charts       string // the style sheet of charts; "" for a page without one
	Script       string // "" for a page without one
	Town         string
	MadeUp       bool
	Crumbs       []crumb
	Picture      string // path of a picture of what the page is about: a card, or a photo; "" if none
	Feeds        string // path of the calendar and the feed that go with the page, without their endings; "" if none
	Sources      []place.Source
	AsOf         string
	Subscribe    *subscribing // nil where nothing is sent
	Body         any
	Who          *who // whom to ask at the office
}

// crumb is a step of the way to a page; the last one has no address.
type crumb struct{ Text, Href string }

// Lang is the language of the page, for its root element.
func (p page) Lang() string { return string(p.words) }

// Other is the address of the page in the other language.
func (p page) Other() string {
	path := p.Path + "?"
	if p.Query != "" {
		path += p.Query + "&"
	}
	return path + "lang=" + p.OtherLang()
}

// OtherLang is the language that Other speaks.
func (p page) OtherLang() string {
	if p.words == "de" {
		return "en"
	}
	return "de"
}

// In is a path of ours in the language of the page. German is what comes by itself only to those who prefer it, so the
// language always stands in the address.
func (p page) In(path string) string { return p.in(path) }

// With joins a part of the body to the page, for a template that needs both.
func (p page) With(item any) pageItem { return pageItem{p, item} }

// Steps are what comes after a form, and which of them is next.
func (p page) Steps(at int, steps stepsView) pageItem {
	return p.With(struct {
		stepsView

		At int
	}{steps, at})
}

type pageItem struct {
	page
	Item any
}

// Card reports whether the picture is the plan of the page, whose size is known.
func (p page) Card() bool { return strings.HasSuffix(p.Picture, cardEnding) }

// Absolute is a path with our host before it.
func (p page) Absolute(path string) string { return p.Base + path }

// speaks picks the language of a page: what the address says, else what the browser prefers.
func speaks(c *fiber.Ctx) words {
	switch lang := c.Query("lang"); lang {
	case "de", "en":
		return words(lang)
	}
	return words(language(c.Get(fiber.HeaderAcceptLanguage)))
}

// stampHere is put in the place of a form's stamp once the page's tag is made: the stamp is another each time, the page is not.
const stampHere = "@stamp@"

// sendPageHTML answers with a page under a tag of its own.
func (a *api) sendPageHTML(c *fiber.Ctx, name string, p page) error {
	stamp := a.formOf(c, &p)
	body, err := a.render(name, p)
	if err != nil {
		return err
	}
	dressPage(c, &p)
	if stamp == "" {
		return send(c, htmlType, strongTag(body), body)
	}
	return send(c, htmlType, weakTag(body), bytes.Replace(body, []byte(stampHere), []byte(stamp), 1))
}

// formOf gives a page that wants one its form and returns the stamp for it. Without the database that keeps subscriptions the
// page comes without the form.
func (a *api) formOf(c *fiber.Ctx, p *page) string {
	if p.Subscribe == nil {
		return ""
	}
	if a.Enquiry != nil {
		if stamp, err := a.Outbox.Stamp(c.UserContext(), a.Clock.Now()); err == nil {
			p.Subscribe.Stamp, p.Script = stampHere, proofHref
			return stamp
		}
	}
	p.Subscribe = nil
	return ""
}

func (a *api) render(name string, p page) ([]byte, error) {
	p.Base, p.Style = a.Config.PublicURL, styleHref
	if p.Who == nil {
		p.Who = reach(a.Bureau.Desk("technical"))
	}
	return renderNamed(name, p)
}

func renderNamed(name string, data any) ([]byte, error) {
	var out bytes.Buffer
	if err := pageTemplates.ExecuteTemplate(&out, name, data); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// dressPage sets what goes with a page whatever it says.
func dressPage(c *fiber.Ctx, p *page) {
	policy := pagePolicy
	if p.Script != "" {
		policy = provingPolicy
	}
	c.Set(fiber.HeaderContentSecurityPolicy, policy)
	c.Set(fiber.HeaderContentLanguage, string(p.words))
	c.Vary(fiber.HeaderAcceptLanguage)
}

// style serves the style sheets of pages and of what is printed, and the script of forms.
func (a *api) style(c *fiber.Ctx) error {
	sheet, kind := pageStyle, "text/css; charset=utf-8"
	switch c.Path() {
	case styleHref:
	case printHref:
		sheet = printStyle
	case chartsHref:
		sheet = chartStyle
	case reportHref:
		sheet = reportStyle
	case proofHref:
		sheet, kind = proofScript, "text/javascript; charset=utf-8"
	default:
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	return send(c, kind, strongTag(sheet), sheet)
}

// param reads a part of the address as it was meant. What is no text is none of our names.
func param(c *fiber.Ctx, name string) (string, error) {
	text, err := url.PathUnescape(c.Params(name))
	if err != nil || !presentable(text) || strings.Contains(text, "/") {
		return "", fiber.ErrNotFound
	}
	return text, nil
}
