package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo/enquiry"
)

// spaceStatusView is a space request as who asked sees it.
type spaceStatusView struct {
	Status  enquiry.SpaceStatus
	Lives   bool
	Until   string
	Wishes  []fact
	Matches []matchView
	Action  string
}

type matchView struct {
	Href, Name, Status, Score string
	Reasons                   []reasonView
}

type reasonView struct{ Mark, Word, Text string }

// mostMatches is how many units stand on the page, the best ones.
const mostMatches = 50

func (a *api) spaceStatus(c *fiber.Ctx, w words) error {
	token, err := param(c, "token")
	if err != nil {
		return err
	}
	found, err := a.Enquiry.FollowSpace(c.UserContext(), token)
	if err != nil {
		return err
	}
	path := "/ask/space/" + token
	v := spaceStatusView{Status: found.Status, Lives: found.Status.Lives(), Wishes: w.wishes(&found.Sought), Action: path}
	if v.Lives {
		v.Until = w.day(found.EndsOn.AddDays(-1))
	}
	for i := range found.Matches[:min(len(found.Matches), mostMatches)] {
		v.Matches = append(v.Matches, w.match(&found.Matches[i], &found.Sought))
	}
	err = a.html(c, fiber.StatusOK, "space_status.html", page{
		words: w, Title: w.T("space_yours"), Path: path, Crumbs: []crumb{{w.T("units"), w.in("/units")}, {w.T("space_yours"), ""}}, Body: v,
	})
	secretPage(c)
	return err
}

func (w words) match(m *enquiry.Match, s *enquiry.Sought) matchView {
	v := matchView{Href: w.in(unitPath(m.UnitRef)), Name: m.Name, Status: w.vacancyWord(m.Status), Score: w.T("space_score", m.Score)}
	for i := range m.Criteria {
		k := &m.Criteria[i]
		r := reasonView{"unknown", w.T("space_unknown"), w.because(k, s, &m.Candidate)}
		if k.Met != nil {
			if r.Mark, r.Word = "unmet", w.T("space_unmet"); *k.Met {
				r.Mark, r.Word = "met", w.T("space_met")
			}
		}
		v.Reasons = append(v.Reasons, r)
	}
	return v
}

// spaceStep does what a button of the page says, and goes back to it.
func (a *api) spaceStep(c *fiber.Ctx, w words) error {
	token, err := param(c, "token")
	if err != nil {
		return err
	}
	ctx, client := c.UserContext(), a.ipPrefix(c)
	switch c.Params("step") {
	case "pause":
		err = a.Enquiry.MoveSpace(ctx, token, enquiry.SpacePaused, client)
	case "resume":
		err = a.Enquiry.MoveSpace(ctx, token, enquiry.SpaceActive, client)
	case "withdraw":
		err = a.Enquiry.MoveSpace(ctx, token, enquiry.SpaceWithdrawn, client)
	case "prolong":
		err = a.Enquiry.ProlongSpace(ctx, token, client)
	default:
		return fiber.ErrNotFound
	}
	if err != nil {
		return err
	}
	secretPage(c)
	return c.Redirect(w.in("/ask/space/"+token), fiber.StatusSeeOther)
}
