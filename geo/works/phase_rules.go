package works

import (
	"slices"
	"strconv"
	"strings"

	"mitte/geo"
	"mitte/geo/fault"
)

// PhaseKinds are the trades.
func PhaseKinds() []string {
	return []string{"utility", "demolition", "surface", "furniture", "planting", "remaining_works", "defects"}
}

// PhaseStatuses are the states of a phase.
func PhaseStatuses() []string { return []string{"planned", "active", "done", "cancelled"} }

var nextPhaseStatuses = map[string][]string{
	"planned": {"active", "done", "cancelled"}, "active": {"done", "cancelled"}, "done": {}, "cancelled": {},
}

func (w *wrongs) phases(c *Content, today geo.Date) {
	w.when(len(c.Phases) > mostParts, "/phases", "too_many_values", "a section has at most 200 phases")
	for i := range c.Phases {
		w.phase(c, i, today)
	}
	for _, n := range cycle(c.Phases) {
		w.add(phasePath(n)+"/depends_on", "phase.cycle", "the phases wait for one another")
	}
}

func (w *wrongs) phase(c *Content, n int, today geo.Date) {
	p, path := &c.Phases[n], phasePath(n)
	w.choice(path+"/kind", p.Kind, PhaseKinds())
	w.choice(path+"/strip", p.Strip, Strips())
	w.choice(path+"/status", p.Status, PhaseStatuses())
	w.when(p.Sequence < 1 || p.Sequence > 10_000, path+"/sequence", "out_of_range", "a number from 1 is needed")
	w.when(p.PlannedFrom.IsZero() && p.PlannedTo.IsZero(), path+"/planned_from", "required", "a phase has a planned period")
	w.period(path+"/planned_from", path+"/planned_to", p.PlannedFrom, p.PlannedTo)
	w.actual(path, p.ActualStart, p.ActualEnd, today)
	w.when(!p.ActualStart.IsZero() && p.Status == "planned", path+"/actual_start", "phase.not_begun", "a phase that has begun is active")
	w.when(!p.ActualEnd.IsZero() && !p.over(), path+"/actual_end", "phase.not_ended", "a phase that has ended is done")
	w.when(slices.Contains(p.DependsOn, n), path+"/depends_on", "phase.waits_for_itself", "a phase cannot wait for itself")
	w.within(c, p, path)
	w.impact(path+"/impact", p.Impact)
}

// within keeps the plan of a phase inside that of its section. Defects are mended in the time of the warranty.
func (w *wrongs) within(c *Content, p *PhaseContent, path string) {
	if c.PlannedFrom.IsZero() || c.PlannedTo.IsZero() || p.Kind == "defects" || p.Status == "cancelled" {
		return
	}
	from, to := c.PlannedFrom, c.PlannedTo
	if !c.ActualStart.IsZero() && c.ActualStart.Before(from) {
		from = c.ActualStart
	}
	if end := dayAfter(c.ActualEnd, to); to.Before(end) {
		to = end
	}
	w.when(!p.PlannedFrom.IsZero() && p.PlannedFrom.Before(from), path+"/planned_from", "phase.before_section", "the phase begins before its section")
	w.when(to.Before(p.PlannedTo), path+"/planned_to", "phase.after_section", "the phase ends after its section")
}

// phaseSteps checks the way of each phase from its state to the next.
func (w *wrongs) phaseSteps(base, c *Content) {
	was := map[int64]string{}
	for i := range base.Phases {
		was[base.Phases[i].ID] = base.Phases[i].Status
	}
	for i := range c.Phases {
		p := &c.Phases[i]
		from, known := was[p.ID]
		if p.ID == 0 || !known || from == p.Status {
			continue
		}
		w.when(!slices.Contains(nextPhaseStatuses[from], p.Status), phasePath(i)+"/status", "phase.status_step", "a phase does not go there from where it is")
		skipped := from == "planned" && p.Status == "done" && (p.ActualStart.IsZero() || p.ActualEnd.IsZero())
		w.when(skipped, phasePath(i)+"/actual_end", "phase.done_without_days", "a phase that is done at once needs its days")
	}
}

// cycle returns the phases that wait for one another in a ring, nil if there is none.
func cycle(phases []PhaseContent) []int {
	const (
		fresh = iota
		under
		finished
	)
	state := make([]int, len(phases))
	var path, ring []int
	var visit func(n int) bool
	visit = func(n int) bool {
		state[n] = under
		path = append(path, n)
		for _, on := range phases[n].DependsOn {
			if on == n || on < 0 || on >= len(phases) {
				continue // itself is told apart
			}
			if state[on] == under {
				ring = slices.Clone(path[slices.Index(path, on):])
				return true
			}
			if state[on] == fresh && visit(on) {
				return true
			}
		}
		path = path[:len(path)-1]
		state[n] = finished
		return false
	}
	for n := range phases {
		if state[n] == fresh && visit(n) {
			slices.Sort(ring)
			return ring
		}
	}
	return nil
}

// phaseOf reads the number of the phase that a path leads into.
func phaseOf(path string) (n int, ok bool) {
	rest, ok := strings.CutPrefix(path, "/phases/")
	if !ok {
		return 0, false
	}
	number, _, _ := strings.Cut(rest, "/")
	n, err := strconv.Atoi(number)
	return n, err == nil
}

func decimal(n int) string { return strconv.Itoa(n) }

func everywhere(fault.Field) bool { return true }

// NextPhaseStatuses are where a phase may go from a status.
func NextPhaseStatuses(from string) []string { return nextPhaseStatuses[from] }
