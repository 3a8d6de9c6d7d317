package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/enquiry"
	"mitte/geo/people"
)

// enquiryDocument is an enquiry in a list. Of another desk's all members but the first ones are null.
type enquiryDocument struct {
	ID            int64          `json:"id"`
	Version       int            `json:"version"`
	No            string         `json:"no"`
	Kind          enquiry.Kind   `json:"kind"`
	Desk          string         `json:"desk"`
	Status        enquiry.Status `json:"status"`
	Outside       string         `json:"outside"` // open or closed, as who asked sees it
	Mine          bool           `json:"mine"`
	Priority      *string        `json:"priority"`
	ReceivedVia   *string        `json:"received_via"`
	ReceivedAt    *time.Time     `json:"received_at"`
	DueAt         *geo.Date      `json:"due_at"`
	Overdue       bool           `json:"overdue"`
	Assignee      *personOnDesk  `json:"assignee"`
	UnitRef       *string        `json:"unit_ref"`
	SectionID     *int64         `json:"section_id"`
	Section       *string        `json:"section"`
	DuplicateOf   *int64         `json:"duplicate_of"`
	ForwardedTo   *string        `json:"forwarded_to"`
	FirstAnswerAt *time.Time     `json:"first_answer_at"`
	EndedAt       *time.Time     `json:"ended_at"`
	Subject       *string        `json:"subject"`
	From          *string        `json:"from"`
	LastAt        *time.Time     `json:"last_at"`
}

type personOnDesk struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// enquiryItem is an enquiry with what was written; without content for another desk's.
type enquiryItem struct {
	enquiryDocument

	Content    *enquiryContent   `json:"content"`
	Next       []enquiry.Status  `json:"next"`
	Duplicates []relatedDocument `json:"duplicates"`
	Similar    []relatedDocument `json:"similar"`
}

type enquiryContent struct {
	Body     string            `json:"body"`
	Lang     string            `json:"lang"`
	Contact  contactDocument   `json:"contact"`
	Messages []messageDocument `json:"messages"`
}

type contactDocument struct {
	Name  string `json:"name"`
	Email string `json:"email"`
	Phone string `json:"phone"`
}

type messageDocument struct {
	ID        int64     `json:"id"`
	Direction string    `json:"direction"`
	At        time.Time `json:"at"`
	By        string    `json:"by"` // a name, "" for who asked
	Text      string    `json:"text"`
}

type relatedDocument struct {
	ID      int64          `json:"id"`
	No      string         `json:"no"`
	Status  enquiry.Status `json:"status"`
	Subject string         `json:"subject"`
}

// colleagues are the names of accounts that enquiries name.
func (a *api) colleagues(c *fiber.Ctx, lines []enquiry.Line, messages []enquiry.Message) map[string]string {
	var who []string
	for i := range lines {
		if id := lines[i].AssigneeID; id != nil {
			who = append(who, people.Actor{AccountID: *id}.String())
		}
	}
	for _, m := range messages {
		if m.By != "" {
			who = append(who, m.By)
		}
	}
	if len(who) == 0 || a.Office == nil {
		return nil
	}
	return a.namesOf(c, who...)
}

func describeEnquiry(l *enquiry.Line, names map[string]string) enquiryDocument {
	d := enquiryDocument{
		ID: l.ID, Version: l.Version, No: l.No, Kind: l.Kind, Desk: l.Desk, Status: l.Status, Outside: "closed", Mine: l.Mine,
	}
	if l.Status.Open() {
		d.Outside = "open"
	}
	if !l.Mine {
		return d
	}
	d.Priority, d.ReceivedVia, d.ReceivedAt, d.Overdue = &l.Priority, &l.ReceivedVia, inUTC(l.ReceivedAt), l.Overdue
	d.DueAt, d.UnitRef, d.SectionID, d.Section = &l.DueAt, l.UnitRef, l.SectionID, l.Section
	d.DuplicateOf, d.ForwardedTo, d.FirstAnswerAt, d.EndedAt = l.DuplicateOf, l.ForwardedTo, inUTC(l.FirstAnswerAt), inUTC(l.EndedAt)
	d.Subject, d.From, d.LastAt = l.Subject, l.From, inUTC(l.LastAt)
	if l.AssigneeID != nil {
		d.Assignee = &personOnDesk{*l.AssigneeID, names[people.Actor{AccountID: *l.AssigneeID}.String()]}
	}
	return d
}

func (a *api) describeItem(c *fiber.Ctx, it *enquiry.Item) enquiryItem {
	names := a.colleagues(c, []enquiry.Line{it.Line}, it.Messages)
	d := enquiryItem{
		enquiryDocument: describeEnquiry(&it.Line, names), Next: append([]enquiry.Status{}, it.Next...),
		Duplicates: related(it.Duplicates), Similar: related(it.Similar),
	}
	if !it.Mine {
		return d
	}
	d.Content = &enquiryContent{
		Body: it.Body, Lang: it.Lang, Contact: contactDocument{it.Name, it.Email, it.Phone}, Messages: make([]messageDocument, len(it.Messages)),
	}
	for i, m := range it.Messages {
		d.Content.Messages[i] = messageDocument{m.ID, m.Direction, m.At.UTC(), names[m.By], m.Body}
	}
	return d
}

func related(all []enquiry.Related) []relatedDocument {
	list := make([]relatedDocument, len(all))
	for i, r := range all {
		list[i] = relatedDocument(r)
	}
	return list
}
