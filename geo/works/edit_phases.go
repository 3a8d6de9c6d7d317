package works

import (
	"slices"
	"strconv"

	"mitte/geo/fault"
)

// applyPhases returns the phases that a request leaves. A phase that is removed is waited for no more.
func (e *SectionEdit) applyPhases(base []PhaseContent) (out []PhaseContent, wrong []fault.Field) {
	if !e.Phases.Set {
		return base, nil
	}
	was := map[int64]int{}
	for i := range base {
		was[base[i].ID] = i
	}
	moved := map[int]int{} // place in base → place in out
	for i := range e.Phases.Value {
		edit := &e.Phases.Value[i]
		p := newPhase(i)
		if edit.ID != 0 {
			from, ours := was[edit.ID]
			if _, twice := moved[from]; !ours || twice {
				wrong = append(wrong, notOurs(phasePath(i)+"/id"))
			} else {
				p, moved[from] = base[from], i
			}
		}
		edit.onto(&p)
		out = append(out, p)
	}
	for i := range out {
		edit := &e.Phases.Value[i]
		if !edit.DependsOn.Set {
			out[i].DependsOn = follow(out[i].DependsOn, moved)
			continue
		}
		places, more := resolve(out, edit.DependsOn.Value, i)
		out[i].DependsOn = places
		wrong = append(wrong, more...)
	}
	return out, wrong
}

func (e *PhaseEdit) onto(p *PhaseContent) {
	p.key = e.Key
	e.Kind.Onto(&p.Kind)
	e.Strip.Onto(&p.Strip)
	e.Sequence.Onto(&p.Sequence)
	redraw(e.Geometry, &p.Geom, &p.GeomM)
	e.PlannedFrom.Onto(&p.PlannedFrom)
	e.PlannedTo.Onto(&p.PlannedTo)
	e.ActualStart.Onto(&p.ActualStart)
	e.ActualEnd.Onto(&p.ActualEnd)
	e.Status.Onto(&p.Status)
	p.Impact = applyImpact(e.Impact, p.Impact)
}

// follow brings places to where their phases stand now.
func follow(places []int, moved map[int]int) []int {
	var out []int
	for _, n := range places {
		if to, stays := moved[n]; stays {
			out = append(out, to)
		}
	}
	return out
}

func resolve(phases []PhaseContent, refs []PhaseRef, of int) (places []int, wrong []fault.Field) {
	for i, ref := range refs {
		at := slices.IndexFunc(phases, func(p PhaseContent) bool {
			return ref.ID != 0 && p.ID == ref.ID || ref.Key != "" && p.key == ref.Key
		})
		switch {
		case at < 0:
			wrong = append(wrong, fault.Field{
				Path: phasePath(of) + "/depends_on/" + strconv.Itoa(i), Code: "phase.unknown_dependency", Msg: "there is no such phase",
			})
		case !slices.Contains(places, at):
			places = append(places, at)
		}
	}
	slices.Sort(places)
	return places, wrong
}

func phasePath(n int) string { return "/phases/" + strconv.Itoa(n) }
