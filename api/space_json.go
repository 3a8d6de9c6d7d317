package api

import (
	"encoding/json"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/works"
)

// spaceJSON takes a space request with a proof of work. The answer is the same for every address.
func (a *api) spaceJSON(c *fiber.Ctx) error {
	if c.Get(idempotencyHeader) == "" {
		return fault.New(fault.BadRequest, "idempotency.needed", "this needs an Idempotency-Key")
	}
	if kind, _, _ := strings.Cut(c.Get(fiber.HeaderContentType), ";"); !strings.EqualFold(strings.TrimSpace(kind), fiber.MIMEApplicationJSON) {
		return fault.New(fault.Unsupported, "json_only", "send application/json")
	}
	sub, proof, err := spaceBody(c)
	if err != nil {
		return err
	}
	sub.Client = a.ipPrefix(c)
	sub.AboutDe, sub.AboutEn = words("de").spaceName(&sub.Sought), words("en").spaceName(&sub.Sought)
	if err := a.Enquiry.SubmitSpaceProven(c.UserContext(), sub, proof); err != nil {
		return tooManyForms(c, err)
	}
	return sendPrivate(c, fiber.StatusAccepted, map[string]string{"state": string(enquiry.SpaceUnconfirmed)})
}

func spaceBody(c *fiber.Ctx) (sub enquiry.SpaceSubmission, proof string, err error) {
	o, err := bodyObject(c)
	if err != nil {
		return sub, "", err
	}
	var place works.Given[geo.Geom]
	var from works.Given[geo.Date]
	o.geometry("area", &place, "Polygon", "MultiPolygon")
	o.day("from", &from)
	sub.Geom, sub.WantedFrom = place.Value, from.Value
	into(o, "use_type", &sub.UseType)
	into(o, "area_min_m2", &sub.AreaMinM2)
	into(o, "area_max_m2", &sub.AreaMaxM2)
	into(o, "rent_max_cents", &sub.RentMaxCents)
	into(o, "frontage_min_m", &sub.FrontageMinM)
	into(o, "step_free", &sub.StepFree)
	into(o, "term_months", &sub.TermMonths)
	into(o, "name", &sub.Name)
	into(o, "email", &sub.Email)
	into(o, "phone", &sub.Phone)
	into(o, "consent", &sub.Consent)
	into(o, "lang", &sub.Lang)
	into(o, "proof", &proof)
	o.done()
	return sub, proof, o.err()
}

func into[T any](o *object, name string, to *T) {
	var given works.Given[T]
	value(o, name, &given)
	*to = given.Value
}

// spaceDocument is a space request for the office. Contact is null for who may not know it.
type spaceDocument struct {
	ID           int64               `json:"id"`
	Version      int                 `json:"version"`
	Status       enquiry.SpaceStatus `json:"status"`
	UseType      string              `json:"use_type"`
	AreaMinM2    float64             `json:"area_min_m2"`
	AreaMaxM2    float64             `json:"area_max_m2"`
	RentMaxCents *int64              `json:"rent_max_cents"`
	FrontageMinM *float64            `json:"frontage_min_m"`
	StepFree     bool                `json:"step_free"`
	From         *geo.Date           `json:"from"`
	TermMonths   *int                `json:"term_months"`
	Place        string              `json:"place"`
	Area         json.RawMessage     `json:"area"` // GeoJSON, null for everywhere
	ConfirmedAt  any                 `json:"confirmed_at"`
	EndsOn       geo.Date            `json:"ends_on"`
	EndedAt      any                 `json:"ended_at"`
	Contact      *contactDocument    `json:"contact"`
}

// seekerDocument is a space request that a unit fits.
type seekerDocument struct {
	spaceDocument

	Score    int                 `json:"score"`
	Criteria []criterionDocument `json:"criteria"`
}

type matchDocument struct {
	UnitID   int64               `json:"unit_id"`
	UnitRef  string              `json:"unit_ref"`
	Name     string              `json:"name"`
	Status   string              `json:"status"`
	Public   bool                `json:"public"`
	Score    int                 `json:"score"`
	Criteria []criterionDocument `json:"criteria"`
}

type criterionDocument struct {
	Key    string  `json:"key"`
	Hard   bool    `json:"hard"`
	Met    *bool   `json:"met"` // null: nobody knows
	Score  float64 `json:"score"`
	Weight int     `json:"weight"`
	Text   string  `json:"text"`
}

func describeSpace(it *enquiry.SpaceItem) spaceDocument {
	d := spaceDocument{
		ID: it.ID, Version: it.Version, Status: it.Status, UseType: it.UseType, AreaMinM2: it.AreaMinM2, AreaMaxM2: it.AreaMaxM2,
		RentMaxCents: it.RentMaxCents, FrontageMinM: it.FrontageMinM, StepFree: it.StepFree, TermMonths: it.TermMonths, Place: it.Place,
		ConfirmedAt: inUTC(it.ConfirmedAt), EndsOn: it.EndsOn, EndedAt: inUTC(it.EndedAt), Area: json.RawMessage("null"),
	}
	if !it.WantedFrom.IsZero() {
		d.From = &it.WantedFrom
	}
	if !it.Geom.IsZero() {
		d.Area = geo.AppendGeom(nil, it.Geom, exact)
	}
	if it.Contact != nil {
		d.Contact = &contactDocument{it.Contact.Name, it.Contact.Email, it.Contact.Phone}
	}
	return d
}

func (w words) criteria(m *enquiry.Match, s *enquiry.Sought) []criterionDocument {
	list := make([]criterionDocument, len(m.Criteria))
	for i := range m.Criteria {
		k := &m.Criteria[i]
		list[i] = criterionDocument{k.Key, k.Hard, k.Met, seventh(k.Share), k.Weight, w.because(k, s, &m.Candidate)}
	}
	return list
}
