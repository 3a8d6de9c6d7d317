package works

import "slices"

// Statuses are the states of a section, in the order of a life without trouble, then the ways out of it.
func Statuses() []string {
	return []string{"idea", "planned", "scheduled", "active", "surface_open", "completed", "warranty", "suspended", "cancelled"}
}

// nextStatuses is where a section may go from where it is. There is no way back but to restore an earlier version.
var nextStatuses = map[string][]string{
	"idea":         {"planned", "cancelled"},
	"planned":      {"scheduled", "cancelled"},
	"scheduled":    {"active", "cancelled"},
	"active":       {"suspended", "surface_open", "cancelled"},
	"suspended":    {"active", "cancelled"},
	"surface_open": {"completed", "cancelled"},
	"completed":    {"warranty"},
	"warranty":     {},
	"cancelled":    {},
}

// NextStatuses are where a section may go from a status.
func NextStatuses(from string) []string { return nextStatuses[from] }

// removable reports whether a section in that status may be deleted unless the public knew of it before. Others are cancelled.
func removable(status string) bool { return status == "idea" || status == "planned" }

// begunStatuses are those of works that have begun.
func begunStatuses() []string {
	return []string{"active", "suspended", "surface_open", "completed", "warranty"}
}

// isPublic reports whether everybody may see a section in that status.
func isPublic(status string) bool { return slices.Contains(PublicStatuses(), status) }

// lives is by which states a section comes to one; a new section that begins further on has to meet all of their guards.
var lives = map[string][]string{
	"idea":         {},
	"planned":      {"planned"},
	"scheduled":    {"planned", "scheduled"},
	"active":       {"planned", "scheduled", "active"},
	"suspended":    {"planned", "scheduled", "active", "suspended"},
	"surface_open": {"planned", "scheduled", "active", "surface_open"},
	"completed":    {"planned", "scheduled", "active", "surface_open", "completed"},
	"warranty":     {"planned", "scheduled", "active", "surface_open", "completed", "warranty"},
	"cancelled":    {"cancelled"},
}

// steps checks the way from one state to the next, of the section and of its phases. What a state demanded when it was
// reached cannot be taken away again later, not in the states after it either.
func steps(base, c *Content) wrongs {
	var w wrongs
	if base == nil {
		for _, status := range lives[c.Status] {
			w = append(w, guards(status, c)...)
		}
		return w
	}
	moves := base.Status != c.Status
	if moves {
		w.when(!slices.Contains(nextStatuses[base.Status], c.Status), "/status", "section.status_step", "a section does not go there from where it is")
		w = append(w, guards(c.Status, c)...)
	}
	for _, status := range lives[c.Status] {
		if status == c.Status && !moves || status != c.Status && lasting(status) {
			w = append(w, guards(status, c).without(guards(status, base), everywhere)...)
		}
	}
	w.phaseSteps(base, c)
	return w
}

// lasting reports whether what a status demanded holds on in those after it. Where the works rest or people walk over them,
// something else holds once they go on, and where defects are mended.
func lasting(status string) bool { return status != "suspended" && status != "surface_open" }

// guards is what a status demands (domain.md 2.3).
func guards(status string, c *Content) wrongs {
	var w wrongs
	switch status {
	case "scheduled":
		w.when(c.PlannedFrom.IsZero(), "/planned_from", "required", "a scheduled section has a planned period")
		w.when(c.PlannedTo.IsZero(), "/planned_to", "required", "a scheduled section has a planned period")
		w.when(c.Centreline.IsZero(), "/centreline", "section.needs_centreline", "a scheduled section has a centreline")
		w.when(c.ContactRole == "", "/contact_role", "section.needs_contact", "a scheduled section names whom to ask")
		w.when(!impactKnown(c), "/impact", "section.needs_impact", "a scheduled section says what it means for others")
	case "active":
		w.when(c.ActualStart.IsZero(), "/actual_start", "section.needs_start", "active works have begun on a day")
	case "suspended":
		w.when(c.StatusReason == "", "/status_reason", "section.needs_reason", "the reason is missing")
		w.when(c.ExpectedResume.IsZero(), "/expected_resume", "section.needs_resume", "a suspended section says when it goes on")
	case "surface_open":
		w.surfaceOpen(c)
	case "completed":
		w.when(c.ActualEnd.IsZero(), "/actual_end", "section.needs_end", "completed works have ended on a day")
		for i := range c.Phases {
			w.when(!c.Phases[i].over() && c.Phases[i].Kind != "defects", phasePath(i)+"/status", "section.phase_open", "every phase is done or cancelled first")
		}
	case "warranty":
		w.when(c.WarrantyUntil.IsZero(), "/warranty_until", "section.needs_warranty", "the end of the warranty is missing")
	case "cancelled":
		w.when(c.StatusReason == "", "/status_reason", "section.needs_reason", "the reason is missing")
	}
	return w
}

// impactKnown reports whether the section says what it means for others, by itself or in each of its phases.
func impactKnown(c *Content) bool {
	if c.Impact != nil {
		return true
	}
	for i := range c.Phases {
		if c.Phases[i].Impact == nil && c.Phases[i].Status != "cancelled" {
			return false
		}
	}
	return len(c.Phases) > 0
}

// surfaceOpen asks that people walk on the new surface. A section without a phase for it has none to wait for.
func (w *wrongs) surfaceOpen(c *Content) {
	for i := range c.Phases {
		p := &c.Phases[i]
		w.when(p.Kind == "surface" && !p.over(), phasePath(i)+"/status", "section.surface_unfinished", "the surface is done first")
		w.when(!p.over() && p.Impact != nil && !passable(p.Impact), phasePath(i)+"/impact/pedestrian", "section.not_passable", "people on foot get through")
	}
	w.when(c.Impact != nil && !passable(c.Impact), "/impact/pedestrian", "section.not_passable", "people on foot get through")
}

func passable(i *ImpactContent) bool { return i.Pedestrian == "open" || i.Pedestrian == "narrowed" }
