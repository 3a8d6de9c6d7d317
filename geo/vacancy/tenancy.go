package vacancy

import (
	"slices"

	"mitte/geo"
	"mitte/geo/fault"
)

// Occupancy is a business in a unit for a run of days.
type Occupancy struct {
	ID             int64
	Version        int
	BusinessName   string
	Kind           string // regular or interim
	WzCode         *string
	ChainShopCount *int
	From, To       geo.Date // half-open
	LeaseEnd       geo.Date // personal; read only where a purpose is named
}

// move is what a step does to one occupancy: ID 0 comes, Gone goes.
type move struct {
	Occupancy
	was  geo.Period
	Gone bool
}

// narrows reports whether the move frees days without taking others, so that it comes before those that take them.
func (m *move) narrows() bool {
	return m.Gone || m.ID != 0 && !m.From.Before(m.was.From) && !m.To.IsZero() && (m.was.To.IsZero() || !m.was.To.Before(m.To))
}

// moves works out who moves in and out with a turn (domain.md 2.2: occupied and threatened go with one regular occupancy,
// interim_use with one interim, the others with none).
type moves struct {
	turn   *turn
	tenant *Tenant
	all    []move
}

func newMoves(t *turn, tenant *Tenant, now []Occupancy) *moves {
	m := &moves{turn: t, tenant: tenant}
	for _, o := range now {
		m.all = append(m.all, move{Occupancy: o, was: geo.Period{From: o.From, To: o.To}})
	}
	return m
}

// settle returns the moves, those that free days first. It returns Invalid if somebody moves in and nobody says who.
func (m *moves) settle() ([]move, error) {
	day, kind := m.turn.fresh.At, tenancy(m.turn.fresh.To)
	began := day
	if m.turn.corrected != nil {
		began = m.turn.corrected.At
	}
	stayed := m.leave(began, day, kind)
	if kind != "" && !stayed {
		if err := m.enter(began, day, kind); err != nil {
			return nil, err
		}
	}
	if kind == "" {
		m.never(began)
	}
	return m.changed(), nil
}

// keeps reports whether the step leaves the tenant where he is.
func (m *moves) keeps(kind string) bool {
	e := &m.turn.fresh
	return kind != "" && kind == tenancy(e.From) && (e.To == e.From || e.To == "threatened" || m.tenant == nil)
}

// leave ends the occupancy that the step ends, or has it go on. It reports whether the tenant stays.
func (m *moves) leave(began, day geo.Date, kind string) (stays bool) {
	for i := range m.all {
		o := &m.all[i]
		across := o.From.Before(began) && (o.To.IsZero() || began.Before(o.To))
		ended := o.To == began && m.turn.corrected != nil
		if !across && !ended {
			continue
		}
		if o.Kind == kind && m.keeps(kind) {
			if ended {
				o.To = m.until(kind, o.ID)
				m.never(began)
			}
			return true
		}
		again, back := m.comeBack(o)
		o.To = day
		if across && back {
			m.all = append(m.all, again) // o is another's from here on
			return false
		}
	}
	return false
}

// comeBack has a tenant who was thought to have stayed begin anew at the next step that has him there.
func (m *moves) comeBack(o *move) (again move, back bool) {
	after := m.turn.after()
	if len(after) == 0 || tenancy(after[0].To) != o.Kind || !o.To.IsZero() && !after[0].At.Before(o.To) {
		return again, false
	}
	again = move{Occupancy: o.Occupancy}
	again.ID, again.From = 0, after[0].At
	return again, true
}

// enter has the tenant begin: the one who had begun with the corrected step, or a new one.
func (m *moves) enter(began, day geo.Date, kind string) error {
	if i := m.begunOn(began); i >= 0 && m.turn.corrected != nil && m.all[i].Kind == kind {
		m.all[i].From = day
		m.describe(&m.all[i].Occupancy)
		return nil
	}
	m.never(began)
	if m.tenant == nil {
		return fault.Refuse("bad_members", "at least one member is wrong",
			fault.Field{Path: "/occupancy", Code: "status.needs_tenant", Msg: "who moves in is missing"})
	}
	fresh := move{Occupancy: Occupancy{Kind: kind, From: day, To: m.until(kind, 0)}}
	m.describe(&fresh.Occupancy)
	m.all = append(m.all, fresh)
	return nil
}

func (m *moves) describe(o *Occupancy) {
	if m.tenant != nil {
		o.BusinessName, o.WzCode, o.ChainShopCount = m.tenant.BusinessName, textOr(m.tenant.WzCode), m.tenant.ChainShopCount
		o.LeaseEnd = m.tenant.LeaseEnd
	}
}

// never takes back the occupancy that began with the corrected step, as far as no later step has the tenant there.
func (m *moves) never(began geo.Date) {
	i := m.begunOn(began)
	if i < 0 || m.turn.corrected == nil {
		return
	}
	o := &m.all[i]
	if after := m.turn.after(); tenancy(m.turn.fresh.To) != o.Kind && len(after) > 0 && tenancy(after[0].To) == o.Kind && (o.To.IsZero() || after[0].At.Before(o.To)) {
		o.From = after[0].At
		return
	}
	o.Gone = true
}

func (m *moves) begunOn(day geo.Date) int {
	return slices.IndexFunc(m.all, func(o move) bool { return o.ID != 0 && o.From == day && !o.Gone })
}

// until is the day on which a tenancy ends that goes through the fresh step: the next step that ends it or that another begins on.
func (m *moves) until(kind string, but int64) geo.Date {
	for _, e := range m.turn.after() {
		i := m.begunOn(e.At)
		if tenancy(e.To) != kind || i >= 0 && m.all[i].ID != but {
			return e.At
		}
	}
	return geo.Date{}
}

func (m *moves) changed() []move {
	var out []move
	for _, narrow := range []bool{true, false} {
		for i := range m.all {
			o := &m.all[i]
			touched := o.ID == 0 || o.Gone || o.From != o.was.From || o.To != o.was.To || m.tenant != nil && o.From == m.turn.fresh.At
			if touched && o.narrows() == narrow {
				out = append(out, *o)
			}
		}
	}
	return out
}
