package vacancy

import (
	"fmt"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
)

// StatusEvent is one step in a unit's life, as it was entered. Steps are never changed: a correction supersedes them.
type StatusEvent struct {
	ID            int64
	From, To      string
	At            geo.Date
	AtPrecision   string
	Reason        *string
	Irregular     bool
	Source        string
	By            string
	Note          *string
	ExpectedUntil geo.Date
	SuccessorIDs  []int64
	CorrectsID    *int64
	RecordedAt    time.Time
	SupersededAt  *time.Time
}

// chain is the steps of a unit that are in force, by day.
type chain []StatusEvent

// before returns the status that was in force just before a day.
func (c chain) before(day geo.Date) string {
	status := "unknown"
	for i := range c {
		if c[i].At.Before(day) {
			status = c[i].To
		}
	}
	return status
}

// since returns the first step on or after a day, nil if there is none.
func (c chain) since(day geo.Date) *StatusEvent {
	for i := range c {
		if !c[i].At.Before(day) {
			return &c[i]
		}
	}
	return nil
}

// without splits a step off; found is nil if it is not in force.
func (c chain) without(id int64) (rest chain, found *StatusEvent) {
	for i := range c {
		if c[i].ID == id {
			found = &c[i]
			continue
		}
		rest = append(rest, c[i])
	}
	return rest, found
}

// turn is what a step does to the chain: one step comes, at most two are superseded, of which the second comes again behind it.
type turn struct {
	fresh     StatusEvent
	corrected *StatusEvent // that the fresh one takes the place of
	follower  *StatusEvent // whose From no longer holds
	again     StatusEvent  // the follower as it has to be
	rest      chain        // all others
}

// clash names the other step; its words are numbers and a status, so they have no language.
func clash(other *StatusEvent, code, msg string) error {
	e := fault.New(fault.Conflict, code, msg)
	e.Fields = []fault.Field{{Path: "/at", Code: "status.other_step", Msg: fmt.Sprintf("#%d %s %s", other.ID, other.At, other.To)}}
	return e
}

// from returns the status that a step leads away from, and what it corrects. It returns Invalid for a correction of nothing.
func (s *StatusStep) from(c chain) (string, *StatusEvent, chain, error) {
	if s.CorrectsID == 0 {
		return c.before(s.At), nil, c, nil
	}
	rest, corrected := c.without(s.CorrectsID)
	if corrected == nil {
		return "", nil, nil, fault.Refuse("bad_members", "at least one member is wrong",
			fault.Field{Path: "/corrects_id", Code: "status.nothing_to_correct", Msg: "no step in force has this number"})
	}
	return rest.before(s.At), corrected, rest, nil
}

// turn says what a step does to a chain. It returns Conflict, naming the other step, if the order of days does not allow it.
func (s *StatusStep) turn(from string, corrected *StatusEvent, rest chain) (turn, error) {
	t := turn{corrected: corrected, rest: rest, fresh: StatusEvent{
		From: from, To: s.To, At: s.At, AtPrecision: s.AtPrecision, Reason: textOr(s.Reason), Source: s.Source, Note: textOr(s.Note),
		ExpectedUntil: s.ExpectedUntil, SuccessorIDs: s.SuccessorIDs, Irregular: s.To != from && !regular(from, s.To),
	}}
	next := rest.since(s.At)
	if corrected == nil {
		if next != nil {
			return t, clash(next, "status.breaks_chain", "a later step is entered already; correct it instead")
		}
		return t, nil
	}
	t.fresh.CorrectsID = &corrected.ID
	if next != nil && next.At == s.At {
		return t, clash(next, "status.breaks_chain", "another step stands on that day")
	}
	if overtaken := rest.since(corrected.At); next != overtaken {
		if other := passed(rest, corrected.At, s.At); other != nil {
			return t, clash(other, "status.breaks_chain", "a step does not overtake another")
		}
	}
	if next == nil || next.From == s.To {
		return t, nil
	}
	if final(s.To) {
		return t, clash(next, "status.later_step", "a later step is entered already; correct it first")
	}
	t.follower, t.again = next, *next
	t.again.From, t.again.CorrectsID = s.To, &next.ID
	t.again.Irregular = next.To != s.To && !regular(s.To, next.To)
	return t, nil
}

// passed returns a step between two days, whichever of them is the earlier one.
func passed(c chain, a, b geo.Date) *StatusEvent {
	if b.Before(a) {
		a, b = b, a
	}
	for i := range c {
		if !c[i].At.Before(a) && c[i].At.Before(b) {
			return &c[i]
		}
	}
	return nil
}

// after are the steps behind the fresh one.
func (t *turn) after() chain {
	var out chain
	for i := range t.rest {
		if t.fresh.At.Before(t.rest[i].At) {
			out = append(out, t.rest[i])
		}
	}
	return out
}

func textOr(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
