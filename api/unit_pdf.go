package api

import (
	"bytes"
	"context"
	"strings"

	"codeberg.org/go-pdf/fpdf"
	"github.com/gofiber/fiber/v2"
	"github.com/skip2/go-qrcode"
	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/bureau"
	"mitte/geo/place"
	"mitte/geo/vacancy"
	"mitte/geo/works"
)

// unitPDF is the exposé of a unit: one sheet of A4, or two where there is much to say.
func (a *api) unitPDF(c *fiber.Ctx) error {
	w := speaks(c)
	u, err := a.unitToday(c)
	if err != nil {
		return err
	}
	town, err := a.Place.TownName(c.UserContext())
	if err != nil {
		return err
	}
	v, err := a.unitBody(c.UserContext(), w, u)
	if err != nil {
		return err
	}
	sheet, err := a.shortestExpose(c.UserContext(), w, v, town)
	if err != nil {
		return err
	}
	body, err := sheet.bytes()
	if err != nil {
		return err
	}
	c.Vary(fiber.HeaderAcceptLanguage)
	c.Set(fiber.HeaderContentLanguage, string(w))
	c.Set(fiber.HeaderContentDisposition, `inline; filename="`+u.PublicRef+`.pdf"`)
	return send(c, "application/pdf", strongTag(body), body)
}

// shortestExpose lowers the plan where that saves a sheet.
func (a *api) shortestExpose(ctx context.Context, w words, v *unitView, town place.Town) (*expose, error) {
	first, err := a.exposeOf(ctx, w, v, town, planHigh)
	if err != nil || first.PageCount() == 1 {
		return first, err
	}
	for _, plan := range []float64{planLow, planLowest} {
		lower, err := a.exposeOf(ctx, w, v, town, plan)
		if err != nil || lower.PageCount() < first.PageCount() {
			return lower, err
		}
	}
	return first, nil
}

// exposeOf writes the exposé with a plan of some height.
func (a *api) exposeOf(ctx context.Context, w words, v *unitView, town place.Town, plan float64) (*expose, error) {
	sheet := newExpose(w, v, a.Bureau, geo.Today(a.Clock))
	sheet.plan = plan
	if err := a.fillSheet(ctx, sheet); err != nil {
		return nil, err
	}
	if town.MadeUp || v.MadeUp {
		sheet.madeUp()
	}
	for _, s := range town.Sources {
		if s.ID == v.Source {
			sheet.credit(w.T("sources") + ": " + strings.TrimSpace(s.Attribution+" ("+s.Licence+" "+deref(s.LicenceURL)+")"))
		}
	}
	return sheet, nil
}

// expose is an exposé under way. Lengths are millimetres. Its date is the day of the data, so equal data make equal bytes.
type expose struct {
	words
	*fpdf.Fpdf
	view *unitView
	ask  bureau.Contact

	plan  float64 // how high the plan is
	today geo.Date
	text  func(string) string // into the letters of the standard fonts
}

const (
	sheetLeft  = 20.0
	sheetRight = 190.0
	sheetWide  = sheetRight - sheetLeft
	planHigh   = sheetWide * mapHeight / mapWidth * 0.45
	planLow    = 40.0
	planLowest = 30.0
	codeWide   = 24.0
)

func newExpose(w words, v *unitView, o bureau.Office, today geo.Date) *expose {
	office := o.Name
	pdf := fpdf.New("P", "mm", "A4", "")
	s := &expose{w, pdf, v, o.Desk("city"), planHigh, today, pdf.UnicodeTranslatorFromDescriptor("")}
	pdf.SetCreationDate(v.UpdatedAt.UTC())
	pdf.SetModificationDate(v.UpdatedAt.UTC())
	pdf.SetCatalogSort(true)
	pdf.SetTitle(v.Heading+", "+v.Address, true)
	pdf.SetAuthor(office, true)
	pdf.SetLang(string(w))
	pdf.SetMargins(sheetLeft, 18, 210-sheetRight)
	pdf.SetAutoPageBreak(true, 18)
	pdf.SetFooterFunc(func() {
		pdf.SetY(-14)
		s.font("", 8, 90)
		pdf.CellFormat(sheetWide/2, 5, s.text(office), "", 0, "L", false, 0, "")
		pdf.CellFormat(sheetWide/2, 5, s.text(v.PublicRef), "", 0, "R", false, 0, "")
	})
	pdf.AddPage()
	return s
}

func (s *expose) font(style string, size float64, grey int) {
	s.SetFont("Helvetica", style, size)
	s.SetTextColor(grey, grey, grey)
}

// fillSheet writes the sheet from top to bottom.
func (a *api) fillSheet(ctx context.Context, s *expose) error {
	v := s.view
	address := a.Config.PublicURL + unitPath(v.PublicRef)
	if err := s.code(address); err != nil {
		return err
	}
	const beside = sheetWide - codeWide - 6
	s.font("", 10, 90)
	s.MultiCell(beside, 5, s.text(strings.Join(nonEmpty(s.T("expose_h"), v.Kind, v.Address, strings.TrimSpace(deref(v.Postcode)+" "+deref(v.City))), " · ")), "", "L", false)
	s.font("B", 21, 20)
	s.Ln(1)
	s.MultiCell(beside, 9, s.text(v.Heading), "", "L", false)
	s.font("", 11, 60)
	s.MultiCell(beside, 6, s.text(strings.Join(nonEmpty(v.StatusWord, v.Since), ", ")), "", "L", false)
	s.SetY(max(s.GetY()+2, 18+codeWide+2))
	s.figures(v.Lead)
	first, rest := sheetPictures(v.Pictures)
	if err := a.drawPictures(ctx, s, first); err != nil {
		return err
	}
	if err := a.drawSheetPlan(ctx, s); err != nil {
		return err
	}
	if v.Description != "" {
		s.heading(s.T("about_unit"))
		s.font("", 10, 30)
		s.MultiCell(sheetWide, 5, s.text(v.Description), "", "L", false)
	}
	s.heading(s.T("facts"))
	s.facts(v.Facts)
	s.heading(s.T("noise_h"))
	s.font("", 10, 30)
	s.MultiCell(sheetWide, 5, s.text(v.Noise.Answer), "", "L", false)
	for _, site := range v.Noise.Sites {
		s.MultiCell(sheetWide, 5, s.text("– "+site.Title+": "+site.When+", "+site.Distance), "", "L", false)
	}
	if len(rest) > 0 {
		s.heading(s.T("pictures"))
		if err := a.drawPictures(ctx, s, rest); err != nil {
			return err
		}
	}
	s.contact(address)
	return nil
}

func (s *expose) heading(text string) {
	if s.GetY() > 256 {
		s.AddPage()
	}
	s.Ln(4)
	s.font("B", 12, 20)
	s.MultiCell(sheetWide, 6.5, s.text(text), "", "L", false)
}

// figures stand side by side, large.
func (s *expose) figures(lead []fact) {
	if len(lead) == 0 {
		return
	}
	wide, y := sheetWide/float64(len(lead)), s.GetY()
	for i, f := range lead {
		s.SetXY(sheetLeft+float64(i)*wide, y)
		s.font("", 9, 90)
		s.CellFormat(wide, 5, s.text(f.Term), "", 2, "L", false, 0, "")
		size := 14.0
		for s.font("B", size, 20); size > 9 && s.GetStringWidth(s.text(f.Text)) > wide-4; s.font("B", size, 20) {
			size--
		}
		s.CellFormat(wide, 7, s.text(f.Text), "", 0, "L", false, 0, "")
	}
	s.SetXY(sheetLeft, y+15)
}

// facts stand in two columns of pairs.
func (s *expose) facts(all []fact) {
	const term, value, gap = 41.0, 41.0, 6.0
	half := (len(all) + 1) / 2
	for i := range half {
		y := s.GetY()
		if y > 265 {
			s.AddPage()
			y = s.GetY()
		}
		bottom := y
		for column, k := range []int{i, i + half} {
			if k >= len(all) {
				continue
			}
			x := sheetLeft + float64(column)*(term+value+gap)
			s.SetXY(x, y)
			s.font("", 9, 90)
			s.MultiCell(term, 4.6, s.text(all[k].Term), "", "L", false)
			bottom = max(bottom, s.GetY())
			s.SetXY(x+term, y)
			s.font("B", 9, 30)
			s.MultiCell(value, 4.6, s.text(all[k].Text), "", "L", false)
			bottom = max(bottom, s.GetY())
		}
		s.SetXY(sheetLeft, bottom+0.6)
	}
}

// code puts the address of the live page into the upper right corner, for a camera.
func (s *expose) code(address string) error {
	code, err := qrcode.New(address, qrcode.Medium)
	if err != nil {
		return err
	}
	code.DisableBorder = true // the paper is the quiet zone
	rows := code.Bitmap()
	unit := codeWide / float64(len(rows))
	s.SetFillColor(0, 0, 0)
	for r, row := range rows {
		for k, dark := range row {
			if dark {
				s.Rect(sheetRight-codeWide+float64(k)*unit, 18+float64(r)*unit, unit, unit, "F")
			}
		}
	}
	return nil
}

// contact says whom to ask and where the live page is.
func (s *expose) contact(address string) {
	s.heading(s.T("contact"))
	s.font("", 10, 30)
	s.MultiCell(sheetWide, 5, s.text(strings.Join(nonEmpty(s.ask.Name, s.ask.Email, s.ask.Phone), ", ")), "", "L", false)
	s.MultiCell(sheetWide, 5, s.text(s.T("ask_why")+" "+s.T("live_page")+":"), "", "L", false)
	s.WriteLinkString(5, s.text(address), address)
	s.Ln(7)
	if s.view.Holds != "" {
		s.credit(s.view.Holds)
	}
}

func (s *expose) credit(text string) {
	s.font("", 8, 90)
	s.MultiCell(sheetWide, 4, s.text(text), "", "L", false)
}

func (s *expose) madeUp() {
	s.font("B", 9, 60)
	s.MultiCell(sheetWide, 5, s.text(s.T("made_up")+". "+s.T("made_up_why")), "", "L", false)
}

func (s *expose) bytes() ([]byte, error) {
	var out bytes.Buffer
	err := s.Output(&out)
	return out.Bytes(), err
}

// drawSheetPlan draws the plan of the page on paper.
func (a *api) drawSheetPlan(ctx context.Context, s *expose) error {
	street, err := a.Vacancy.Street(ctx, &s.view.Unit, geo.Today(a.Clock))
	if err != nil {
		return err
	}
	var sites []int64
	for _, site := range s.view.Works {
		sites = append(sites, site.SectionID)
	}
	p := sheetPlan{expose: s, top: s.GetY(), mm: sheetWide / planAcrossM, street: street}
	ground, err := a.Works.GroundIn(ctx, p.box(), sites)
	if err != nil {
		return err
	}
	p.draw(ground)
	s.SetY(p.top + s.plan + 1)
	s.credit(s.T("unit_map_desc", "190"))
	return nil
}

// sheetPlan turns metres into millimetres of the sheet.
type sheetPlan struct {
	*expose
	top, mm float64
	street  vacancy.Street
}

func (p *sheetPlan) box() geo.BBox {
	w, h := sheetWide/p.mm/2, p.plan/p.mm/2
	return geo.BBox{West: p.street.East - w, East: p.street.East + w, South: p.street.North - h, North: p.street.North + h}
}

func (p *sheetPlan) at(e, n float64) (x, y float64) {
	b := p.box()
	return sheetLeft + (e-b.West)*p.mm, p.top + (b.North-n)*p.mm
}

func (p *sheetPlan) draw(g works.Ground) {
	p.SetDrawColor(150, 145, 135)
	p.SetLineWidth(0.2)
	p.ClipRect(sheetLeft, p.top, sheetWide, p.plan, true)
	p.SetFillColor(244, 241, 234)
	p.Rect(sheetLeft, p.top, sheetWide, p.plan, "F")
	p.SetLineCapStyle("round")
	p.SetLineJoinStyle("round")
	for i := range g.Streets {
		p.street1(&g.Streets[i])
	}
	p.SetLineWidth(0.1)
	p.SetDrawColor(181, 170, 152)
	p.SetFillColor(223, 216, 203)
	for i := range g.Buildings {
		p.area(g.Buildings[i].Geom, "DF")
	}
	p.SetDrawColor(26, 26, 26)
	p.SetFillColor(240, 228, 66)
	p.SetLineWidth(0.35)
	p.SetAlpha(0.55, "Normal")
	for _, s := range g.Sections {
		p.area(s.Geom, "DF")
	}
	p.SetAlpha(1, "Normal")
	p.names(g)
	x, y := p.at(p.street.East, p.street.North)
	p.SetFillColor(213, 94, 0)
	p.Circle(x, y, 2.4, "DF")
	p.ClipEnd()
}

func (p *sheetPlan) street1(s *works.StreetShape) {
	line, isLine := s.Geom.T().(*geom.LineString)
	if !isLine {
		return
	}
	width := streetWidths[s.Kind]
	if s.WidthM != nil {
		width = *s.WidthM
	}
	p.SetLineWidth(max(width*p.mm, 0.4))
	p.SetDrawColor(255, 254, 251)
	for i, v := range points(line.FlatCoords()) {
		x, y := p.at(v.x, v.y)
		if i == 0 {
			p.MoveTo(x, y)
		} else {
			p.LineTo(x, y)
		}
	}
	p.DrawPath("D")
}

func (p *sheetPlan) area(g geo.Geom, how string) {
	var polygons []*geom.Polygon
	switch t := g.T().(type) {
	case *geom.Polygon:
		polygons = append(polygons, t)
	case *geom.MultiPolygon:
		for i := range t.NumPolygons() {
			polygons = append(polygons, t.Polygon(i))
		}
	}
	for _, polygon := range polygons {
		for i := range polygon.NumLinearRings() {
			for k, v := range points(polygon.LinearRing(i).FlatCoords()) {
				x, y := p.at(v.x, v.y)
				if k == 0 {
					p.MoveTo(x, y)
				} else {
					p.LineTo(x, y)
				}
			}
			p.ClosePath()
		}
		p.DrawPath(how + "*")
	}
}

// names puts the house numbers near the unit, and each street's name once, in the middle of its longest piece.
func (p *sheetPlan) names(g works.Ground) {
	plan := planOf(frameAround(geo.BBox{West: p.street.East, East: p.street.East, South: p.street.North, North: p.street.North}, planAcrossM))
	p.font("", 6, 90)
	for i := range g.Buildings {
		b := &g.Buildings[i]
		if b.HouseNumber == nil {
			continue
		}
		box := b.Geom.Bound()
		x, y := p.at((box.West+box.East)/2, (box.South+box.North)/2)
		p.Text(x-p.GetStringWidth(*b.HouseNumber)/2, y+1, p.text(*b.HouseNumber))
	}
	p.font("B", 7, 50)
	for _, street := range plan.longest(g.Streets) {
		name := p.text(street.name)
		if middle := along(street.line, length(street.line)/2); length(street.line)/plan.scale*p.mm > p.GetStringWidth(name)*0.7 {
			x, y := p.at(plan.box.West+middle.x/plan.scale, plan.box.North-middle.y/plan.scale)
			p.Text(x-p.GetStringWidth(name)/2, y+1, name)
		}
	}
}
