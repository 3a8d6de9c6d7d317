package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/enquiry"
)

// enquiryChange is the body of a PATCH; what is not named stays.
type enquiryChange struct {
	Status     *enquiry.Status `json:"status"`
	Reason     string          `json:"reason"`
	Desk       *string         `json:"desk"`
	AssigneeID *int64          `json:"assignee_id"`
	Priority   *string         `json:"priority"`
	DueAt      *geo.Date       `json:"due_at"`
	Kind       *enquiry.Kind   `json:"kind"`
	UnitRef    *string         `json:"unit_ref"`   // "" for none
	SectionID  *int64          `json:"section_id"` // 0 for none
}

// enquiryChange looks up what the change names.
func (a *api) enquiryChange(c *fiber.Ctx, body enquiryChange) (enquiry.Change, error) {
	change := enquiry.Change{
		Status: body.Status, Reason: body.Reason, Desk: body.Desk, Assignee: body.AssigneeID, Priority: body.Priority, DueAt: body.DueAt, Kind: body.Kind,
	}
	var section int64
	if body.SectionID != nil {
		section = *body.SectionID
	}
	about, err := a.askedAbout(c, deref(body.UnitRef), section)
	if err != nil {
		return change, err
	}
	if body.UnitRef != nil {
		change.UnitID = &about.unitID
	}
	if body.SectionID != nil {
		change.SectionID = &about.sectionID
	}
	return change, nil
}

type templateDocument struct {
	ID      string `json:"id"`
	TitleDe string `json:"title_de"`
	TitleEn string `json:"title_en"`
	TextDe  string `json:"text_de"`
	TextEn  string `json:"text_en"`
}

func (a *api) enquiryTemplates(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	all := enquiry.Templates()
	list := make([]templateDocument, len(all))
	for i, t := range all {
		list[i] = templateDocument(t)
	}
	return sendPrivate(c, fiber.StatusOK, map[string]any{"templates": list})
}

func (a *api) enquiryColleagues(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	found, err := a.Enquiry.Colleagues(c.UserContext(), actor(c))
	if err != nil {
		return err
	}
	list := make([]personOnDesk, len(found))
	for i, each := range found {
		list[i] = personOnDesk(each)
	}
	return sendPrivate(c, fiber.StatusOK, map[string]any{"colleagues": list})
}

type countDocument struct {
	By    string `json:"by"`
	Value string `json:"value"`
	Count int64  `json:"count"`
}

func (a *api) enquiryCounts(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	found, err := a.Enquiry.Counts(c.UserContext(), actor(c))
	if err != nil {
		return err
	}
	list := make([]countDocument, len(found))
	for i, n := range found {
		list[i] = countDocument(n)
	}
	return sendPrivate(c, fiber.StatusOK, map[string]any{"counts": list, "fewest": enquiry.FewestCounted})
}
