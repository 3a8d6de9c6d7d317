package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/vacancy"
)

// challengeDocument is what ALTCHA calls a challenge; its names are ALTCHA's.
type challengeDocument struct {
	Algorithm string `json:"algorithm"`
	Challenge string `json:"challenge"`
	Salt      string `json:"salt"`
	Signature string `json:"signature"`
	MaxNumber int64  `json:"maxnumber"`
}

func (a *api) challenge(c *fiber.Ctx) error {
	if a.Enquiry == nil {
		return fiber.ErrNotFound
	}
	q := bind(c, "form")
	name := q.text("form")
	if name == "" {
		q.refuse("form", "required", "a form is needed")
	}
	if err := q.err(); err != nil {
		return err
	}
	made, err := a.Enquiry.Challenge(c.UserContext(), name)
	if err != nil {
		return err
	}
	return sendPrivate(c, fiber.StatusOK, challengeDocument(made))
}

// askBody is an enquiry of a page with a script.
type askBody struct {
	Kind      enquiry.Kind `json:"kind"`
	UnitRef   string       `json:"unit_ref"`
	SectionID int64        `json:"section_id"`
	Name      string       `json:"name"`
	Email     string       `json:"email"`
	Phone     string       `json:"phone"`
	Subject   string       `json:"subject"`
	Message   string       `json:"message"`
	Consent   bool         `json:"consent"`
	Lang      string       `json:"lang"`
	Proof     string       `json:"proof"`
}

// askJSON takes an enquiry with a proof of work. The answer is the same for every address.
func (a *api) askJSON(c *fiber.Ctx) error {
	if a.Enquiry == nil {
		return fiber.ErrNotFound
	}
	if c.Get(idempotencyHeader) == "" {
		return fault.New(fault.BadRequest, "idempotency.needed", "this needs an Idempotency-Key")
	}
	if kind, _, _ := strings.Cut(c.Get(fiber.HeaderContentType), ";"); !strings.EqualFold(strings.TrimSpace(kind), fiber.MIMEApplicationJSON) {
		return fault.New(fault.Unsupported, "json_only", "send application/json")
	}
	var body askBody
	if err := decode(c, &body); err != nil {
		return err
	}
	about, err := a.askedAbout(c, body.UnitRef, body.SectionID)
	if err != nil {
		return err
	}
	w := words("de")
	if body.Lang == "en" {
		w = "en"
	}
	sub := a.submission(c, w, about, askView{
		Kind: body.Kind, Name: body.Name, Email: body.Email, Phone: body.Phone, Subject: body.Subject, Message: body.Message, Consent: body.Consent,
	}, "")
	if err := a.Enquiry.SubmitProven(c.UserContext(), sub, body.Proof); err != nil {
		return tooManyForms(c, err)
	}
	return sendPrivate(c, fiber.StatusAccepted, map[string]string{"state": string(enquiry.Unconfirmed)})
}

// askedAbout finds what an enquiry is about among what the public sees. What is not there is a wrong member, not a missing page.
func (a *api) askedAbout(c *fiber.Ctx, unitRef string, sectionID int64) (askAbout, error) {
	var about askAbout
	missing := func(path string, err error) error {
		if fault.KindOf(err) != fault.NotFound {
			return err
		}
		return fault.Refuse("bad_members", "at least one member is wrong", fault.Field{Path: path, Code: "unknown_value", Msg: "there is no such value"})
	}
	if unitRef != "" {
		if !vacancy.IsPublicRef(unitRef) {
			return about, missing("/unit_ref", fault.New(fault.NotFound, "not_found", ""))
		}
		u, err := a.Vacancy.UnitByRef(c.UserContext(), unitRef, geo.Today(a.Clock))
		if err != nil {
			return about, missing("/unit_ref", err)
		}
		about.unitID, about.nameDe, about.nameEn = u.ID, unitName(&u.Unit), unitName(&u.Unit)
	}
	if sectionID != 0 {
		s, err := a.Works.Section(c.UserContext(), sectionID)
		if err != nil {
			return about, missing("/section_id", err)
		}
		about.sectionID, about.nameDe, about.nameEn = s.ID, s.ProjectTitleDe, s.ProjectTitleEn
	}
	return about, nil
}
