package works

import (
	"context"
	"strconv"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/ground"
)

// look is one search for doors that a site cuts off, with everything it needs in memory.
type look struct {
	walks  *walks
	doors  []entranceRow
	points []ground.Point
	own    *plot
	others []*plot
	seen   map[string][]bool // by closure: which doors are reached
}

// lookAround reads the surroundings of a site. It returns Invalid ground.too_large for a site that is too large to walk round.
func (r *Reckoner) lookAround(ctx context.Context, p *plot) (*look, error) {
	box, today := p.box().Grow(aroundM), geo.Today(r.clock)
	s, err := findSurroundings(ctx, r.db, box, today)
	if err != nil {
		return nil, err
	}
	near, err := findWorksitesNear(ctx, r.db, box, p.SectionID, today)
	if err != nil {
		return nil, err
	}
	l := &look{doors: s.doors, own: p, seen: map[string][]bool{}}
	for _, site := range near {
		other, err := layOut(ctx, r.db, site)
		if err != nil {
			return nil, err
		}
		l.others = append(l.others, other)
	}
	for _, d := range s.doors {
		l.points = append(l.points, ground.LineOf(d.Geom)[0])
	}
	l.walks, err = newWalks(ctx, box, &s)
	return l, err
}

// reached says of every door whether it can be reached when some sites are there on a day.
func (l *look) reached(ctx context.Context, day geo.Date, n need, plots []*plot) ([]bool, error) {
	field := l.walks.steps
	if n.stepFree {
		field = l.walks.free
	}
	c := closureOn(day, n, plots)
	// Sites that shut nothing still say which nodes lie in one, but there every way is open.
	key := strconv.FormatBool(field == l.walks.steps) + " " + strconv.Itoa(len(plots)) + ": " + c.name
	if len(c.shut) == 0 {
		key, c.there = strconv.FormatBool(field == l.walks.steps), nil
	}
	if known, ok := l.seen[key]; ok {
		return known, nil
	}
	net, err := newNetwork(ctx, field, l.walks.nodes, c.there, c.shut)
	if err != nil {
		return nil, err
	}
	out := make([]bool, len(l.points))
	for i, p := range l.points {
		out[i] = net.reaches(p)
	}
	l.seen[key] = out
	return out, nil
}

// cutOff finds what the site cuts off in a period that would be open without it, with everybody else's sites there.
func (l *look) cutOff(ctx context.Context, asked geo.Period, today geo.Date) ([]CutOff, error) {
	days := common(asked, l.own.span())
	spans := []geo.Period{days}
	if _, closed := days.Days(); closed {
		spans = cut(days, l.bounds())
	}
	var found cutOffs
	for _, span := range spans {
		day := span.From
		if day.IsZero() {
			day = today
		}
		if !l.own.shutsOn(day) {
			continue
		}
		if err := l.onDay(ctx, day, span, &found); err != nil {
			return nil, err
		}
	}
	return found.list, nil
}

// bounds are the periods at whose ends something begins or is over.
func (l *look) bounds() []geo.Period {
	all := append(l.own.phasePeriods(), l.own.Period)
	for _, o := range l.others {
		all = append(append(all, o.phasePeriods()...), o.Period)
	}
	return all
}

func (l *look) onDay(ctx context.Context, day geo.Date, span geo.Period, found *cutOffs) error {
	all := append([]*plot{l.own}, l.others...)
	var before, after [3][]bool
	for i, n := range [3]need{onFoot, onWheels, squeezing} {
		var err error
		if after[i], err = l.reached(ctx, day, n, all); err != nil {
			return err
		}
		if n == squeezing {
			break
		}
		if before[i], err = l.reached(ctx, day, n, l.others); err != nil {
			return err
		}
	}
	for from := 0; from < len(l.doors); {
		to := from
		for to < len(l.doors) && l.doors[to].UnitID == l.doors[from].UnitID {
			to++
		}
		if why := l.why(from, to, before, after); why != "" {
			found.add(&l.doors[from], span, why)
		}
		from = to
	}
	return nil
}

// why says why nobody, or nobody on wheels, gets into a unit that has the doors from up to to; "" if they do, or never did.
func (l *look) why(from, to int, before, after [3][]bool) string {
	any := func(reached []bool, stepFree bool) bool {
		for i := from; i < to; i++ {
			if reached[i] && (!stepFree || l.doors[i].StepFree) {
				return true
			}
		}
		return false
	}
	switch {
	case any(before[0], false) && !any(after[0], false):
		if any(after[2], false) {
			return "narrow"
		}
		return "closed"
	case any(before[1], true) && !any(after[1], true):
		return "steps"
	}
	return ""
}

// unjudged are the units none of whose doors can be reached even without any site, so that nothing can be said of them.
func (l *look) unjudged(ctx context.Context, of func(unit int64) bool) ([]string, error) {
	reached, err := l.reached(ctx, geo.Date{}, onFoot, nil)
	if err != nil {
		return nil, err
	}
	ok := map[int64]bool{}
	for i, d := range l.doors {
		ok[d.UnitID] = ok[d.UnitID] || reached[i]
	}
	var out []string
	for _, d := range l.doors {
		if of(d.UnitID) && !ok[d.UnitID] {
			ok[d.UnitID] = true
			out = append(out, d.Ref)
		}
	}
	return out, nil
}

// cutOffs gathers days; what goes on over several spans becomes one.
type cutOffs struct{ list []CutOff }

func (c *cutOffs) add(d *entranceRow, span geo.Period, why string) {
	for i := range c.list {
		if o := &c.list[i]; o.UnitID == d.UnitID && o.Why == why && o.Period.To == span.From && !span.From.IsZero() {
			o.Period.To = span.To
			return
		}
	}
	c.list = append(c.list, CutOff{d.UnitID, d.Ref, span, why, d.Position})
}

// beyondLooking reports whether the error only says that there is too much to walk round.
func beyondLooking(err error) bool {
	code := fault.CodeOf(err)
	return code == "ground.too_large" || code == "ground.too_intricate"
}
