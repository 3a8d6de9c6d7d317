package api

import (
	"encoding/json"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/people"
)

const (
	enquiriesAt  = "/api/v1/enquiries/"
	mostListed   = 500
	usuallyShown = 100
)

// inboxRoutes are how the desks work with what they are asked.
func (a *api) inboxRoutes() []route {
	readers := []people.Role{people.Staff, people.Admin}
	get := func(pattern string, may []people.Role, handler fiber.Handler) route {
		return route{method: fiber.MethodGet, pattern: pattern, class: read, may: may, handler: a.answering(handler)}
	}
	set := func(method, pattern string, handler fiber.Handler) route {
		return route{method: method, pattern: pattern, class: write, may: []people.Role{people.Staff}, handler: a.answering(handler)}
	}
	return []route{
		get("/api/v1/enquiries", readers, a.inbox),
		get("/api/v1/enquiries/:id", readers, a.enquiryItem),
		set(fiber.MethodPatch, "/api/v1/enquiries/:id", a.changeEnquiry),
		set(fiber.MethodPost, "/api/v1/enquiries/:id/messages", a.idempotent(enquiriesAt, a.answerEnquiry)),
		set(fiber.MethodPost, "/api/v1/enquiries/:id/forward", a.idempotent(enquiriesAt, a.forwardEnquiry)),
		set(fiber.MethodPost, "/api/v1/enquiries/:id/merge", a.idempotent(enquiriesAt, a.mergeEnquiry)),
		set(fiber.MethodPost, "/api/v1/staff/enquiries", a.idempotent(enquiriesAt, a.enterEnquiry)),
		get("/api/v1/staff/enquiries/templates", readers, a.enquiryTemplates),
		get("/api/v1/staff/enquiries/colleagues", readers, a.enquiryColleagues),
		get("/api/v1/staff/enquiries/counts", []people.Role{people.Planner, people.Staff, people.Admin}, a.enquiryCounts),
	}
}

func (a *api) answering(handler fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if a.Enquiry == nil {
			return fiber.ErrNotFound
		}
		return handler(c)
	}
}

func texts[T ~string](all []T) []string {
	list := make([]string, len(all))
	for i, v := range all {
		list[i] = string(v)
	}
	return list
}

func asTyped[T ~string](all []string) []T {
	var list []T
	for _, v := range all {
		list = append(list, T(v))
	}
	return list
}

func (a *api) inbox(c *fiber.Ctx) error {
	q := bind(c, "desk", "status", "kind", "assignee", "due", "unit_ref", "section_id", "q", "limit")
	w := enquiry.Wanted{
		Desks: q.choice("desk", enquiry.Desks()), Statuses: asTyped[enquiry.Status](q.choice("status", texts(enquiry.Statuses()))),
		Kinds: asTyped[enquiry.Kind](q.choice("kind", texts(enquiry.Kinds()))), UnitRef: q.text("unit_ref"), SectionID: q.id("section_id"),
		Text: q.text("q"), Limit: q.number("limit", usuallyShown, mostListed),
	}
	switch q.values["assignee"] {
	case "me":
		w.Assignee = actor(c).AccountID
	case "none":
		w.Assignee = -1
	default:
		w.Assignee = q.id("assignee")
	}
	if due := q.choice("due", []string{"overdue", "week"}); len(due) > 0 {
		w.Due = due[0]
	}
	if err := q.err(); err != nil {
		return err
	}
	found, err := a.Enquiry.List(c.UserContext(), actor(c), w)
	if err != nil {
		return err
	}
	names, list := a.colleagues(c, found.Lines, nil), make([]enquiryDocument, len(found.Lines))
	for i := range found.Lines {
		list[i] = describeEnquiry(&found.Lines[i], names)
	}
	return sendPrivate(c, fiber.StatusOK, map[string]any{
		"enquiries": list, "more": found.More, "open": found.Open, "overdue": found.Overdue, "mine": found.Mine,
	})
}

func (a *api) asker(c *fiber.Ctx) enquiry.By {
	return enquiry.By{Actor: actor(c), IPPrefix: a.ipPrefix(c)}
}

func (a *api) enquiryItem(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	q := bind(c, "purpose")
	purpose := q.text("purpose")
	if err := q.err(); err != nil {
		return err
	}
	found, err := a.Enquiry.Item(c.UserContext(), a.asker(c), id, purpose)
	if err != nil {
		return err
	}
	return a.sendEnquiry(c, fiber.StatusOK, &found)
}

func (a *api) sendEnquiry(c *fiber.Ctx, status int, it *enquiry.Item) error {
	body, err := json.Marshal(a.describeItem(c, it))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderETag, versionTag(it.Version, body))
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderContentType, plainJSON)
	return c.Status(status).Send(body)
}

func (a *api) changeEnquiry(c *fiber.Ctx) error {
	var body enquiryChange
	id, version, err := changeInto(c, pathID, &body)
	if err != nil {
		return err
	}
	change, err := a.enquiryChange(c, body)
	if err != nil {
		return err
	}
	it, err := a.Enquiry.Alter(c.UserContext(), a.asker(c), id, version, change)
	if fault.KindOf(err) == fault.Stale {
		if now, failed := a.Enquiry.Item(c.UserContext(), a.asker(c), id, ""); failed == nil {
			if current, failed := json.Marshal(a.describeItem(c, &now)); failed == nil {
				return &staleError{err, current}
			}
		}
	}
	if err != nil {
		return err
	}
	return a.sendEnquiry(c, fiber.StatusOK, &it)
}

func (a *api) answerEnquiry(c *fiber.Ctx) error {
	var body struct {
		Direction string         `json:"direction"`
		Text      string         `json:"text"`
		Then      enquiry.Status `json:"then"`
	}
	return a.workOn(c, &body, func(by enquiry.By, id int64) (enquiry.Item, error) {
		return a.Enquiry.Answer(c.UserContext(), by, id, enquiry.Note(body))
	})
}

func (a *api) forwardEnquiry(c *fiber.Ctx) error {
	var body struct {
		To    string `json:"to"`
		Reply string `json:"reply"`
	}
	return a.workOn(c, &body, func(by enquiry.By, id int64) (enquiry.Item, error) {
		return a.Enquiry.Forward(c.UserContext(), by, id, body.To, body.Reply)
	})
}

func (a *api) mergeEnquiry(c *fiber.Ctx) error {
	var body struct {
		Into int64 `json:"into"`
	}
	return a.workOn(c, &body, func(by enquiry.By, id int64) (enquiry.Item, error) {
		return a.Enquiry.Merge(c.UserContext(), by, id, body.Into)
	})
}

// workOn reads a body and answers with the enquiry as it is afterwards.
func (a *api) workOn(c *fiber.Ctx, body any, do func(by enquiry.By, id int64) (enquiry.Item, error)) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if err := decode(c, body); err != nil {
		return err
	}
	it, err := do(a.asker(c), id)
	if err != nil {
		return err
	}
	return a.sendEnquiry(c, fiber.StatusOK, &it)
}

// enquiryEntry is an enquiry that staff enter.
type enquiryEntry struct {
	ReceivedVia string       `json:"received_via"`
	Kind        enquiry.Kind `json:"kind"`
	UnitRef     string       `json:"unit_ref"`
	SectionID   int64        `json:"section_id"`
	Name        string       `json:"name"`
	Email       string       `json:"email"`
	Phone       string       `json:"phone"`
	Subject     string       `json:"subject"`
	Message     string       `json:"message"`
	Lang        string       `json:"lang"`
}

func (a *api) enterEnquiry(c *fiber.Ctx) error {
	var body enquiryEntry
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
		Kind: body.Kind, Name: body.Name, Email: body.Email, Phone: body.Phone, Subject: body.Subject, Message: body.Message,
	}, "")
	id, err := a.Enquiry.Enter(c.UserContext(), a.asker(c), body.ReceivedVia, sub)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, enquiriesAt+strconv.FormatInt(id, 10))
	it, err := a.Enquiry.Item(c.UserContext(), a.asker(c), id, "")
	if err != nil {
		return err
	}
	return a.sendEnquiry(c, fiber.StatusCreated, &it)
}
