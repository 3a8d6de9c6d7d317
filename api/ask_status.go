package api

import (
	"cmp"
	"context"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/vacancy"
	"mitte/geo/works"
)

// followView is an enquiry as who asked sees it.
type followView struct {
	enquiry.Followed
	At, Due  string
	About    *crumb // the page of what it is about, nil where there is none
	Talk     []talkView
	Action   string
	CanReply bool
	Sorry    string // why an addition was not taken
	Typed    string // the addition as it was typed
}

type talkView struct {
	Mine     bool
	At, Text string
}

func (a *api) askStatus(c *fiber.Ctx, w words) error {
	token, err := param(c, "token")
	if err != nil {
		return err
	}
	return a.askStatusPage(c, w, token, fiber.StatusOK, followView{})
}

func (a *api) askStatusPage(c *fiber.Ctx, w words, token string, status int, v followView) error {
	found, err := a.Enquiry.Follow(c.UserContext(), token)
	if err != nil {
		return err
	}
	if v.About, err = a.askedOf(c.UserContext(), w, &found); err != nil {
		return err
	}
	path := "/ask/status/" + token
	v.Followed, v.Action, v.Due, v.CanReply = found, path, w.day(found.DueAt), a.mayReply(&found)
	if found.ReceivedAt != nil {
		v.At = w.moment(*found.ReceivedAt)
	}
	for _, m := range found.Messages {
		v.Talk = append(v.Talk, talkView{m.Direction == "in", w.moment(m.At), m.Body})
	}
	err = a.html(c, status, "ask_status.html", page{
		words: w, Title: w.T("ask_no", found.No), Path: path, Crumbs: []crumb{{w.T("ask"), w.in("/ask")}, {found.No, ""}}, Body: &v,
	})
	secretPage(c)
	return err
}

// askedOf is the page of the shop or the section that an enquiry is about. Where that is not public, the answer is as for an enquiry
// in general: who asked once learns no more than anybody.
func (a *api) askedOf(ctx context.Context, w words, f *enquiry.Followed) (*crumb, error) {
	var page *crumb
	var err error
	switch {
	case f.Anonymous():
	case f.UnitID != 0:
		var u vacancy.UnitDetail
		if u, err = a.Vacancy.Unit(ctx, f.UnitID, geo.Today(a.Clock)); err == nil {
			page = &crumb{w.unitInTown(&u.Unit), w.in(unitPath(u.PublicRef))}
		}
	case f.SectionID != 0:
		var s works.Section
		if s, err = a.Works.Section(ctx, f.SectionID); err == nil {
			page = &crumb{w.sectionName(&s), w.in(sectionPath(&s))}
		}
	}
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil //nolint:nilnil // as for an enquiry about nothing in particular
	}
	return page, err
}

// mayReply reports whether an enquiry goes on, or can be taken up again.
func (a *api) mayReply(f *enquiry.Followed) bool {
	if f.Anonymous() {
		return false
	}
	if f.Status == enquiry.Answered || f.Status == enquiry.Closed {
		return f.EndedAt != nil && a.Clock.Now().Sub(*f.EndedAt) <= enquiry.ReopenWithin
	}
	return f.Open()
}

func (a *api) askReply(c *fiber.Ctx, w words) error {
	token, err := param(c, "token")
	if err != nil {
		return err
	}
	values, _, err := formValues(c, w)
	if err != nil {
		return err
	}
	text := values.Get("message")
	err = a.Enquiry.Reply(c.UserContext(), token, text, a.ipPrefix(c))
	if err == nil {
		return a.askBack(c, w, token)
	}
	s := a.refusedForm(c, w, values, err)
	if shown := a.askStatusPage(c, w, token, s.Status(), followView{Sorry: cmp.Or(s.Sorry, s.Fault("message")), Typed: text}); shown != nil {
		return err
	}
	return nil
}

func (a *api) askWithdraw(c *fiber.Ctx, w words) error {
	token, err := param(c, "token")
	if err != nil {
		return err
	}
	if err := a.Enquiry.Withdraw(c.UserContext(), token, a.ipPrefix(c)); err != nil {
		return err
	}
	return a.askBack(c, w, token)
}

// askBack goes back to the page, so that loading it again sends nothing again.
func (a *api) askBack(c *fiber.Ctx, w words, token string) error {
	secretPage(c)
	return c.Redirect(w.in("/ask/status/"+token), fiber.StatusSeeOther)
}

// ownReferrer keeps the address of a page from other sites. With no-referrer a browser would also say of its form that it comes
// from nowhere, and we should refuse it.
const ownReferrer = "same-origin"

// secretPage keeps an address that is a secret from other sites and from search engines.
func secretPage(c *fiber.Ctx) {
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set(fiber.HeaderReferrerPolicy, ownReferrer)
	c.Set("X-Robots-Tag", "noindex")
}

// moment is a time of day in the town.
func (w words) moment(t time.Time) string {
	local := t.In(geo.Berlin)
	if w == "en" {
		return local.Format("2 January 2006, 15:04")
	}
	return local.Format("02.01.2006, 15:04 Uhr")
}
