package api

import (
	"context"
	"slices"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/outbox"
)

// subscriptionView is the body of the pages that mails lead to.
type subscriptionView struct {
	Lead   string
	Offers []offerView
	Action string // where the button sends to; "" where there is nothing left to do
	Button string
	Back   crumb
}

type offerView struct{ About, Frequency string }

// linkKind is what a link in a mail does: where it leads, in which state there is something to do, and the words for it.
type linkKind struct {
	path, open                         string
	ask, askWhy, button, done, doneWhy string
}

func (w words) confirming() linkKind {
	return linkKind{
		"confirm", "pending", w.T("confirm_ask"), w.T("confirm_ask_why"), w.T("confirm_button"), w.T("confirm_done"), w.T("confirm_done_why"),
	}
}

// confirmingLetters is confirming for who has written to the office himself.
func (w words) confirmingLetters() linkKind {
	return linkKind{
		"confirm", "pending", w.T("confirm_ask_letter"), w.T("confirm_ask_letter_why"), w.T("confirm_letter_button"), w.T("confirm_done"),
		w.T("confirm_letter_done_why"),
	}
}

// writes reports whether a link is about something that somebody wrote to the office.
func writes(offers []outbox.Offer) bool {
	return slices.ContainsFunc(offers, func(o outbox.Offer) bool { return outbox.Corresponds(o.Target) })
}

// around is the page that a link belongs to, and what it is called there.
func (w words) around(offers []outbox.Offer) (up crumb, here string) {
	for _, o := range offers {
		switch o.Target {
		case outbox.SavedSearch:
			return crumb{w.T("units"), w.in("/units")}, w.T("alert")
		case outbox.SpaceRequest:
			return crumb{w.T("units"), w.in("/units")}, w.T("space")
		case outbox.Enquiry:
			return crumb{w.T("the_map"), "/#?lang=" + string(w)}, w.T("ask")
		}
	}
	return crumb{w.T("works"), w.in("/works")}, w.T("subscribe")
}

func (w words) ending() linkKind {
	return linkKind{"end", "confirmed", w.T("end_ask"), w.T("end_ask_why"), w.T("end_button"), w.T("end_done"), w.T("end_done_why")}
}

func (w words) often(frequency string) string {
	switch frequency {
	case "daily":
		return w.T("freq.daily")
	case "weekly":
		return w.T("freq.weekly")
	default:
		return w.T("freq.immediate")
	}
}

func (a *api) confirmPage(c *fiber.Ctx, w words) error {
	return a.subscriptionPage(c, w, w.confirming(), (*outbox.Outbox).Asked)
}

func (a *api) confirm(c *fiber.Ctx, w words) error {
	return a.subscriptionPage(c, w, w.confirming(), (*outbox.Outbox).Confirm)
}

func (a *api) endPage(c *fiber.Ctx, w words) error {
	return a.subscriptionPage(c, w, w.ending(), (*outbox.Outbox).Ends)
}

// end ends a subscription, also for a mail program that sends the one click of RFC 8058.
func (a *api) end(c *fiber.Ctx, w words) error {
	return a.subscriptionPage(c, w, w.ending(), (*outbox.Outbox).End)
}

// byToken is what the outbox does with the token of a link.
type byToken func(o *outbox.Outbox, ctx context.Context, token string) ([]outbox.Offer, error)

// subscriptionPage shows what a link is about. While there is something to do, there is a button.
func (a *api) subscriptionPage(c *fiber.Ctx, w words, kind linkKind, do byToken) error {
	if a.Outbox == nil {
		return fiber.ErrNotFound
	}
	token, err := param(c, "token")
	if err != nil {
		return err
	}
	found, err := do(a.Outbox, c.UserContext(), token)
	if err != nil {
		return err
	}
	path := "/subscriptions/" + kind.path + "/" + token
	if writes(found) {
		kind = w.confirmingLetters()
	}
	up, here := w.around(found)
	title, v := kind.done, subscriptionView{Lead: kind.doneWhy, Back: up}
	for _, o := range found {
		often := w.often(o.Frequency)
		if outbox.Corresponds(o.Target) {
			often = ""
		}
		v.Offers = append(v.Offers, offerView{w.pick(o.AboutDe, o.AboutEn), often})
		if o.Status == kind.open {
			title, v.Lead, v.Action, v.Button = kind.ask, kind.askWhy, path, kind.button
		}
	}
	err = a.html(c, fiber.StatusOK, "subscription.html", page{
		words: w, Title: title, Path: path, Crumbs: []crumb{up, {here, ""}}, Body: v,
	})
	c.Set(fiber.HeaderReferrerPolicy, ownReferrer)
	c.Set("X-Robots-Tag", "noindex")
	return err
}
