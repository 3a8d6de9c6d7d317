package works

import (
	"slices"

	"mitte/geo"
)

// stretch is a run of days on which the same is at work.
type stretch struct {
	period geo.Period
	days   int
	phases []int // of the site, in their order; none while only the fence stands
}

// stretches cuts the days of a site that lie in asked where a phase begins or ends. On a day on which no phase is at work the
// whole site counts, because its fence stands. Of an open period there is one stretch without days and with everything in it.
func (s *Worksite) stretches(asked geo.Period) []stretch {
	asked = common(asked, s.span())
	if _, closed := asked.Days(); !closed {
		all := make([]int, len(s.Phases))
		for i := range all {
			all[i] = i
		}
		return []stretch{{period: asked, phases: all}, {period: asked}}
	}
	var out []stretch
	for _, p := range cut(asked, s.phasePeriods()) {
		days, _ := p.Days()
		x := stretch{period: p, days: days}
		for i, phase := range s.Phases {
			if phase.Period.Contains(p.From) {
				x.phases = append(x.phases, i)
			}
		}
		if len(x.phases) > 0 || s.Period.Contains(p.From) {
			out = append(out, x)
		}
	}
	return out
}

// span is all days on which something of the site is there; a phase may stand outside of the section's own dates.
func (s *Worksite) span() geo.Period {
	all := s.Period
	if _, closed := all.Days(); !closed {
		return all
	}
	for _, p := range s.phasePeriods() {
		if !p.From.IsZero() && p.From.Before(all.From) {
			all.From = p.From
		}
		if !p.To.IsZero() && all.To.Before(p.To) {
			all.To = p.To
		}
	}
	return all
}

func (s *Worksite) phasePeriods() []geo.Period {
	out := make([]geo.Period, len(s.Phases))
	for i, p := range s.Phases {
		out[i] = p.Period
	}
	return out
}

// cut divides a closed period at the bounds of others.
func cut(all geo.Period, others []geo.Period) []geo.Period {
	if !all.From.Before(all.To) {
		return nil
	}
	at := []geo.Date{all.From, all.To}
	for _, o := range others {
		for _, d := range [2]geo.Date{o.From, o.To} {
			if all.From.Before(d) && d.Before(all.To) {
				at = append(at, d)
			}
		}
	}
	slices.SortFunc(at, func(a, b geo.Date) int { return b.DaysUntil(a) })
	at = slices.Compact(at)
	out := make([]geo.Period, len(at)-1)
	for i := range out {
		out[i] = geo.Period{From: at[i], To: at[i+1]}
	}
	return out
}

// common is what lies in both; it may be empty, with its end at or before its beginning.
func common(a, b geo.Period) geo.Period {
	if a.From.IsZero() || !b.From.IsZero() && a.From.Before(b.From) {
		a.From = b.From
	}
	if a.To.IsZero() || !b.To.IsZero() && b.To.Before(a.To) {
		a.To = b.To
	}
	return a
}
