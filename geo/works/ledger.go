package works

import (
	"time"

	"mitte/geo"
	"mitte/geo/place"
)

// Undertaking is a building project as the office keeps it, whether the public sees it or not.
type Undertaking struct {
	ID                   int64
	Version              int
	CreatedAt, UpdatedAt time.Time
	UpdatedBy            string
	Source               string
	MadeUp               bool
	Public               bool // it has a section that everybody may see
	Sections             int
	UndertakingContent
}

// UndertakingContent is what staff say about a project. Empty texts and nil say "nothing known".
type UndertakingContent struct {
	PublicRef        string
	TitleDe, TitleEn string
	Client           string
	LegalNote        string
	CostPlannedCents *int64
	CostActualCents  *int64
	CostReleased     bool
	FundingText      string
}

// UndertakingEdit is what a request says of a project; what it does not name stays as it is.
type UndertakingEdit struct {
	PublicRef        Given[string]
	TitleDe, TitleEn Given[string]
	Client           Given[string]
	LegalNote        Given[string]
	CostPlannedCents Given[*int64]
	CostActualCents  Given[*int64]
	CostReleased     Given[bool]
	FundingText      Given[string]
}

func (e *UndertakingEdit) apply(c UndertakingContent) UndertakingContent {
	e.PublicRef.Onto(&c.PublicRef)
	e.TitleDe.Onto(&c.TitleDe)
	e.TitleEn.Onto(&c.TitleEn)
	e.Client.Onto(&c.Client)
	e.LegalNote.Onto(&c.LegalNote)
	e.CostPlannedCents.Onto(&c.CostPlannedCents)
	e.CostActualCents.Onto(&c.CostActualCents)
	e.CostReleased.Onto(&c.CostReleased)
	e.FundingText.Onto(&c.FundingText)
	return c
}

// Blackout is days on which nobody wants to see works, everywhere or in an area.
type Blackout struct {
	ID                   int64
	Version              int
	CreatedAt, UpdatedAt time.Time
	UpdatedBy            string
	BlackoutContent
}

// BlackoutContent is what staff say about a blackout window.
type BlackoutContent struct {
	Name        string
	From, To    geo.Date // half-open
	Geom, GeomM geo.Geom // MultiPolygon; none means everywhere
}

// BlackoutEdit is what a request says of a blackout window. Geometry is lon/lat and has passed geo.Intake.
type BlackoutEdit struct {
	Name     Given[string]
	From, To Given[geo.Date]
	Geometry Given[geo.Geom]
}

func (e *BlackoutEdit) apply(c BlackoutContent) BlackoutContent {
	e.Name.Onto(&c.Name)
	e.From.Onto(&c.From)
	e.To.Onto(&c.To)
	redraw(e.Geometry, &c.Geom, &c.GeomM)
	return c
}

// LedgerQuery asks for a page of projects or blackout windows, by id.
type LedgerQuery struct{ place.Page }
