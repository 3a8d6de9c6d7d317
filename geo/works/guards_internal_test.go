package works

import (
	"slices"
	"testing"

	"mitte/geo"
)

// guardTable is every guard of domain.md 2.3, word for word, and what breaks it. That a notice went out 14 days before is a
// warning and not a guard: see untold, and api's TestTheNextTileHasTheChange.
var guardTable = []struct {
	status, says string
	breaks       func(c *Content)
	want         []string
}{
	{"planned", "label", func(c *Content) { c.Label = "" }, []string{"/label required"}},
	{"planned", "geom", func(c *Content) { c.Geom, c.GeomM = geo.Geom{}, geo.Geom{} }, []string{"/geometry required"}},
	{"scheduled", "planned period", func(c *Content) { c.PlannedFrom, c.PlannedTo = geo.Date{}, geo.Date{} }, []string{"/planned_from required", "/planned_to required"}},
	{"scheduled", "centreline", func(c *Content) { c.Centreline = geo.Geom{} }, []string{"/centreline section.needs_centreline"}},
	{"scheduled", "contact", func(c *Content) { c.ContactRole = "" }, []string{"/contact_role section.needs_contact"}},
	{"scheduled", "impacts", func(c *Content) { c.Impact = nil }, []string{"/impact section.needs_impact"}},
	{"active", "actual_start", func(c *Content) { c.ActualStart = geo.Date{} }, []string{"/actual_start section.needs_start"}},
	{"active", "actual_start ≤ today", func(c *Content) { c.ActualStart = today.AddDays(1) }, []string{"/actual_start date.future"}},
	{"suspended", "reason", func(c *Content) { c.StatusReason = "" }, []string{"/status_reason section.needs_reason"}},
	{"suspended", "expected resume", func(c *Content) { c.ExpectedResume = geo.Date{} }, []string{"/expected_resume section.needs_resume"}},
	{"surface_open", "surface phase done", func(c *Content) { reopen(&c.Phases[1]) }, []string{"/phases/1/status section.surface_unfinished"}},
	{"surface_open", "pedestrian open or narrowed", func(c *Content) { walk(c, "one_side") }, []string{"/impact/pedestrian section.not_passable"}},
	{"surface_open", "pedestrian open or narrowed", func(c *Content) { walk(c, "closed") }, []string{"/impact/pedestrian section.not_passable"}},
	{"completed", "every phase done or cancelled", func(c *Content) { reopen(&c.Phases[2]) }, []string{"/phases/2/status section.phase_open"}},
	{"completed", "actual_end", func(c *Content) { c.ActualEnd = geo.Date{} }, []string{"/actual_end section.needs_end"}},
	{"warranty", "warranty_until", func(c *Content) { c.WarrantyUntil = geo.Date{} }, []string{"/warranty_until section.needs_warranty"}},
	{"cancelled", "reason", func(c *Content) { c.StatusReason = "" }, []string{"/status_reason section.needs_reason"}},
}

func reopen(p *PhaseContent) { p.Status, p.ActualStart, p.ActualEnd = "active", today, geo.Date{} }

func walk(c *Content, how string) {
	impact := *c.Impact
	impact.Pedestrian = how
	c.Impact = &impact
}

// standing is a section in a status with all that it demands.
func standing(status string) *Content {
	c := whole()
	c.Status = status
	over := 0 // phases that are
	switch status {
	case "idea", "planned", "scheduled", "cancelled":
		c.ActualStart = geo.Date{}
		for i := range c.Phases {
			c.Phases[i].Status, c.Phases[i].ActualStart, c.Phases[i].ActualEnd = "planned", geo.Date{}, geo.Date{}
		}
	case "surface_open":
		over = 2
	case "completed", "warranty":
		over, c.ActualEnd = 3, today
	}
	for i := range over {
		c.Phases[i].Status, c.Phases[i].ActualStart, c.Phases[i].ActualEnd = "done", on("2026-07-01"), today
	}
	if status == "suspended" || status == "cancelled" {
		c.StatusReason = "weil"
	}
	if status == "suspended" {
		c.ExpectedResume = on("2027-01-01")
	}
	if status == "warranty" {
		c.WarrantyUntil = on("2031-01-01")
	}
	return c
}

// stepped is what a section becomes that goes from one status to another.
func stepped(from, to string) *Content {
	if to != "cancelled" {
		return standing(to)
	}
	c := standing(from)
	c.Status, c.StatusReason = "cancelled", "weil"
	return c
}

func TestEveryGuardStandsAtEveryStepIntoItsStatus(t *testing.T) {
	t.Parallel()
	guarded := map[string]bool{"idea": true}
	for _, g := range guardTable {
		guarded[g.status] = true
		for _, from := range Statuses() {
			if !slices.Contains(nextStatuses[from], g.status) {
				continue
			}
			c := stepped(from, g.status)
			equal(t, from+" → "+g.status, nil, judge(standing(from), c, today))
			g.breaks(c)
			equal(t, from+" → "+g.status+" without "+g.says, g.want, judge(standing(from), c, today))
		}
	}
	for _, status := range Statuses() {
		if !guarded[status] {
			t.Errorf("%s has no guard in the table", status)
		}
	}
}

// What a status demanded stays, in it and in those after it, and a section that begins further on needs it too.
func TestNoGuardIsTakenAwayLater(t *testing.T) {
	t.Parallel()
	for _, g := range guardTable {
		for _, status := range Statuses() {
			if !slices.Contains(lives[status], g.status) || status != g.status && !lasting(g.status) {
				continue
			}
			for name, base := range map[string]*Content{"later": standing(status), "at once": nil} {
				c := standing(status)
				g.breaks(c)
				for _, want := range g.want {
					if got := codesOf(judge(base, c, today)); !slices.Contains(got, want) {
						t.Errorf("%s: %s without %s (%s) is refused for %v", name, status, g.says, g.status, got)
					}
				}
			}
		}
	}
}
