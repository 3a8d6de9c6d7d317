package works

import (
	"time"

	"mitte/geo"
	"mitte/geo/fault"
)

// warnings lists what is odd with a section by itself and yet is saved.
func warnings(c *Content, today geo.Date) []Finding {
	var w wrongs
	if c.Status == "cancelled" {
		return nil
	}
	w.when(Doubtful(c.Status, c.PlannedTo, today), "/planned_to", "section.doubtful", "the works should have ended by now")
	coming := c.Status == "planned" || c.Status == "scheduled"
	w.when(coming && !c.PlannedFrom.IsZero() && c.PlannedFrom.Before(today), "/planned_from", "section.planned_past", "the planned beginning has passed")
	late := c.Status == "suspended" && !c.ExpectedResume.IsZero() && c.ExpectedResume.Before(today)
	w.when(late, "/expected_resume", "section.resume_past", "the works should go on by now")
	for i := range c.Phases {
		w.phaseWarnings(c, i)
	}
	out := make([]Finding, len(w))
	for i, f := range w {
		out[i] = Finding{Field: f}
	}
	return out
}

func (w *wrongs) phaseWarnings(c *Content, n int) {
	p, path := &c.Phases[n], phasePath(n)
	if p.Status == "cancelled" {
		return
	}
	w.when(p.Status == "active" && p.ActualStart.IsZero(), path+"/actual_start", "phase.active_without_start", "when did it begin?")
	w.when(p.Status == "done" && p.ActualEnd.IsZero(), path+"/actual_end", "phase.done_without_end", "when did it end?")
	w.when(p.Kind == "planting" && p.Status != "done" && outOfSeason(p.start(), p.end()), path+"/planned_from", "phase.planting_season",
		"planting is for October to April")
	for _, on := range p.DependsOn {
		before := &c.Phases[on]
		early := before.Status != "cancelled" && !p.start().IsZero() && !before.end().IsZero() && p.start().Before(before.end())
		jumped := p.Status == "active" && !before.over()
		w.when(early || jumped, path+"/planned_from", "phase.before_dependency", "the phase begins before what it waits for is done")
	}
	for i := range c.Phases {
		o := &c.Phases[i]
		later := o.Status != "cancelled" && o.Sequence < p.Sequence && !p.start().IsZero() && p.start().Before(o.start())
		if later {
			w.add(path+"/sequence", "phase.out_of_order", "the phase begins before one that stands before it")
			break
		}
	}
}

// outOfSeason reports whether a day of the period lies in May to September.
func outOfSeason(from, to geo.Date) bool {
	if from.IsZero() || to.IsZero() {
		return false
	}
	if from.DaysUntil(to) > 365 {
		return true
	}
	for d := from; d.Before(to); d = d.AddDays(1) {
		if m := d.Time().Month(); m >= time.May && m <= time.September {
			return true
		}
	}
	return false
}

// working is the runs of days on which something happens: those of the phases, or the section's own where it has none.
func working(c *Content) []run {
	var out []run
	for i := range c.Phases {
		if p := &c.Phases[i]; p.Status != "cancelled" {
			out = append(out, run{phasePath(i) + "/planned_from", p.start(), p.end()})
		}
	}
	if out == nil {
		out = []run{{"/planned_from", c.start(), c.end()}}
	}
	return out
}

// run is days of work, half-open, and the path of what says so.
type run struct {
	path     string
	from, to geo.Date
}

// meets reports whether the runs share a day.
func (r run) meets(from, to geo.Date) bool {
	return !r.from.IsZero() && !r.to.IsZero() && (to.IsZero() || r.from.Before(to)) && (from.IsZero() || from.Before(r.to))
}

// Doubtful reports whether works should have been finished before day and still go on.
func Doubtful(status string, plannedTo, day geo.Date) bool {
	return status == "active" && !plannedTo.IsZero() && !day.Before(plannedTo)
}

// refuse makes one fault of all that is wrong.
func refuse(wrong []fault.Field) error {
	return fault.Refuse("section.rules", "the section breaks at least one rule", wrong...)
}
