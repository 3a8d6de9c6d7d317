package api

import (
	"context"
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/vacancy"
)

// unitView is the body of a unit's page, and of its exposé.
type unitView struct {
	*vacancy.UnitDetail
	Heading, Address string
	Kind             string // what it is: shop, café …
	StatusWord       string
	State            string // of the mark beside the status: vacant, other
	Since            string
	Description      string
	Lead             []fact // the few figures that decide
	Facts            []fact
	Pictures         []pictureView
	Map              *mapView
	Strip            *stripView
	Noise            noiseView
	Runs             []runView
	FundText, Holds  string
	AskHref, MapHref string
	PDFHref, Import  string
	QR               string
	QRSize           int
	Linked           linkedUnit
}

// runView is a run of days in which a unit was put to one use.
type runView struct{ When, What string }

func unitPath(ref string) string { return "/units/" + url.PathEscape(ref) }

func (a *api) unitPage(c *fiber.Ctx, w words) error {
	u, err := a.unitToday(c)
	if err != nil {
		return err
	}
	town, err := a.Place.TownName(c.UserContext())
	if err != nil {
		return err
	}
	body, err := a.unitBody(c.UserContext(), w, u)
	if err != nil {
		return err
	}
	path := unitPath(u.PublicRef)
	picture := ""
	if body.Map != nil {
		picture = path + cardEnding
	}
	if len(body.Pictures) > 0 && body.Pictures[0].Kind == "photo" {
		picture = body.Pictures[0].Src
	}
	p := a.page(w, town, page{
		Picture: picture, Title: body.Heading, About: strings.Join(nonEmpty(body.Address, body.StatusWord, body.figures(), body.Description), " · "), Path: path,
		Crumbs: []crumb{{w.T("units"), w.in("/units")}, {body.Address, ""}}, Body: body, Who: reach(a.Bureau.Desk("city")),
	}, nil)
	p.MadeUp = p.MadeUp || u.MadeUp
	return a.sendPageHTML(c, "unit.html", p)
}

// unitCard is the picture for links to a unit's page.
func (a *api) unitCard(c *fiber.Ctx) error {
	u, err := a.unitToday(c)
	if err != nil {
		return err
	}
	body, err := a.unitBody(c.UserContext(), "de", u)
	if err != nil {
		return err
	}
	return sendCard(c, body.Map)
}

// unitToday reads the unit in the address as it is today.
func (a *api) unitToday(c *fiber.Ctx) (*vacancy.UnitDetail, error) {
	if err := bindLanguage(c).err(); err != nil {
		return nil, err
	}
	ref, err := param(c, "ref")
	if err != nil {
		return nil, err
	}
	if !vacancy.IsPublicRef(ref) {
		return nil, fault.New(fault.NotFound, "not_found", "there is no such unit")
	}
	u, err := a.Vacancy.UnitByRef(c.UserContext(), ref, geo.Today(a.Clock))
	return &u, err
}

func (a *api) unitBody(ctx context.Context, w words, u *vacancy.UnitDetail) (*unitView, error) {
	today := geo.Today(a.Clock)
	v := &unitView{
		UnitDetail: u, Heading: w.unitTitle(&u.Unit), Address: w.addressOf(&u.Unit), Kind: w.useWord(u.UseType), StatusWord: w.vacancyWord(u.VacancyStatus), State: "other",
		Description: w.pickOr(u.OfferDescriptionDe, u.OfferDescriptionEn), Lead: w.leadFigures(&u.Unit, today), Facts: w.unitFacts(&u.Unit),
		Runs: w.runs(u.History), Noise: w.noiseAt(u.Works, today),
		AskHref: unitPath(u.PublicRef) + "/ask?lang=" + string(w), MapHref: w.unitMapHref(&u.Unit),
		PDFHref: w.in(unitPath(u.PublicRef) + ".pdf"), Import: unitPath(u.PublicRef) + ".openimmo.xml",
	}
	if u.Vacant() {
		v.State = "vacant"
		if !u.VacantSince.IsZero() {
			since := "vacant_since"
			if u.VacancyStatus == "vacant" { // the status says it already
				since = "since_then"
			}
			v.Since = w.T(since, w.day(u.VacantSince))
		}
	}
	if len(u.FundAreas) > 0 {
		v.FundText = w.T("fund_why", strings.Join(u.FundAreas, ", "))
	}
	if u.Offered && !u.ConfirmedUntil.IsZero() {
		v.Holds = w.T("offer_holds", w.day(u.ConfirmedUntil))
	}
	pictures, err := a.picturesToday(ctx, u.ID)
	if err != nil {
		return nil, err
	}
	v.Pictures = w.pictures(pictures[u.ID])
	street, err := a.Vacancy.Street(ctx, &u.Unit, today)
	if err != nil {
		return nil, err
	}
	v.Strip = w.strip(street, u.PublicRef)
	if v.Map, err = a.unitPlan(ctx, w, v, street); err != nil {
		return nil, err
	}
	v.Linked = a.linkedUnit(w, v)
	v.QR, v.QRSize, err = qrPath(a.Config.PublicURL + unitPath(u.PublicRef))
	return v, err
}

// picturesToday are the pictures of units as the public sees them now, none where no pictures are kept.
func (a *api) picturesToday(ctx context.Context, units ...int64) (map[int64][]vacancy.UnitPicture, error) {
	if a.Pictures == nil || len(units) == 0 {
		return nil, nil
	}
	return a.Vacancy.Pictures(ctx, geo.Today(a.Clock), units...)
}

// figures are the deciding figures in one line.
func (v *unitView) figures() string {
	texts := make([]string, len(v.Lead))
	for i, f := range v.Lead {
		texts[i] = f.Term + ": " + f.Text
	}
	return strings.Join(texts, ", ")
}

// The plan of a unit is a walk of some steps round it.
const (
	planAcrossM = 190
	planReachM  = 42 // within it the houses have their numbers
)

// unitPlan draws the surroundings of a unit with the sites that reach its door.
func (a *api) unitPlan(ctx context.Context, w words, v *unitView, street vacancy.Street) (*mapView, error) {
	at := geo.BBox{West: street.East, East: street.East, South: street.North, North: street.North}
	p := planOf(frameAround(at, planAcrossM))
	var sites []int64
	for _, s := range v.Works {
		sites = append(sites, s.SectionID)
	}
	g, err := a.Works.GroundIn(ctx, p.box, sites)
	if err != nil {
		return nil, err
	}
	m := w.scenery(p, g, v.Address)
	m.About = w.T("unit_map_desc", p.across())
	m.Numbers = p.houseNumbers(g, []geo.BBox{at.Grow(planReachM)})
	states := map[int64]string{}
	for i, s := range v.Works {
		states[s.SectionID] = v.Noise.Sites[i].State
	}
	for _, s := range g.Sections {
		state := states[s.ID]
		m.Areas = append(m.Areas, areaView{D: p.path(s.Geom), State: state})
		m.States[state] = true
	}
	here := p.spot(at, "")
	m.Here = &here
	m.Names = p.names(g.Streets, []geo.BBox{at})
	return m, nil
}

// frameAround is a box so many metres wide with the proportions of the picture.
func frameAround(at geo.BBox, width float64) geo.BBox {
	x, y := (at.West+at.East)/2, (at.South+at.North)/2
	w, h := width/2, width/2*mapHeight/mapWidth
	return geo.BBox{West: x - w, South: y - h, East: x + w, North: y + h}
}
