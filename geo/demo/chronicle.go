package demo

import (
	"cmp"
	"slices"

	"mitte/geo"
)

// Event is one step of a unit's status history.
type Event struct {
	ID, UnitID int64
	From, To   string
	At         geo.Date
	Precision  string
	Reason     string
	Source     string
	RecordedAt geo.Date
}

// Occupancy is a business in a unit.
type Occupancy struct {
	ID, UnitID int64
	Name       string
	Kind       string
	WZ         string
	Chain      int // number of shops of its chain, 0 unknown
	Period     geo.Period
	LeaseEnd   geo.Date
}

// Survey is a walk past a unit that found it as recorded.
type Survey struct {
	UnitID int64
	At     geo.Date
}

// The years of the chronicle, in days.
const decade = 3652

// tellStories gives each unit ten years of tenants and gaps that end in today's status.
func (t *builtTown) tellStories() {
	t.cast()
	for _, s := range t.shops {
		w := &writer{t: t, s: s, d: newDice(t.seed, t.number, "story "+t.town.Units[s.unit].Ref), status: "unknown", last: -99999}
		w.write()
		t.offer(s, w.d)
	}
}

// share of the units in each status today; the rest is occupied.
var shares = []struct {
	status string
	share  float64
}{
	{"marketing", 0.078},
	{"vacant", 0.052},
	{"reserved", 0.02},
	{"interim_use", 0.03},
	{"refurbishment", 0.02},
	{"threatened", 0.026},
	{"converted", 0.009},
	{"unknown", 0.006},
}

// cast decides today's status of every unit, so that the vacancy rate of the town is what it should be. Gaps are likelier
// on poor ground.
func (t *builtTown) cast() {
	d := newDice(t.seed, t.number, "cast")
	order := slices.Clone(t.shops)
	key := map[*shop]float64{}
	for _, s := range order {
		key[s] = d.Float64() - 0.2*float64(s.class-'A')
		s.now = "occupied"
	}
	slices.SortStableFunc(order, func(a, b *shop) int { return cmp.Compare(key[a], key[b]) })
	next := 0
	for _, q := range shares {
		count := int(q.share*float64(len(order)) + 0.5)
		for ; count > 0 && next < len(order); count-- {
			order[next].now = q.status
			next++
		}
	}
	for _, s := range order {
		s.since = t.sinceDays(s, d)
	}
}

// sinceDays is how long ago the last spell of a unit began: some gaps are structural, some fresh.
func (t *builtTown) sinceDays(s *shop, d dice) int {
	switch s.now {
	case "occupied", "threatened":
		return d.days(120, decade+2500)
	case "vacant", "marketing", "reserved", "interim_use":
		if d.chance(0.42) {
			return d.days(400, 2400)
		}
		return d.days(75, 340)
	default:
		return d.days(240, 900)
	}
}

// writer writes the events and occupancies of one unit, day by day; days are counted from the month, past ones negative.
type writer struct {
	t      *builtTown
	s      *shop
	d      dice
	status string
	last   int
}

func (w *writer) day(n int) geo.Date { return w.t.month.AddDays(n) }

func (w *writer) to(status string, day int, reason, source string) {
	if status == w.status {
		return
	}
	day = max(day, w.last+1)
	precision := "day"
	switch {
	case w.status == "unknown":
		precision = "at_latest"
	case w.d.chance(0.15):
		precision = "month"
	}
	w.t.town.Events = append(w.t.town.Events, Event{
		ID: int64(len(w.t.town.Events) + 1), UnitID: w.t.id(w.s), From: w.status, To: status, At: w.day(day), Precision: precision,
		Reason: reason, Source: source, RecordedAt: w.day(min(0, day+w.d.days(0, 6))),
	})
	w.status, w.last = status, day
}

// piece is a tenancy or a gap, [from, to) in days.
type piece struct {
	gap      bool
	from, to int
}

func (w *writer) write() {
	first := -decade - w.d.days(0, 120)
	since := -w.s.since
	lets := w.s.now == "occupied" || w.s.now == "threatened" || w.s.now == "unknown"
	if w.t.number == 0 && since > first {
		for _, p := range w.past(first, since, lets) {
			if p.gap {
				w.gap(p)
			} else {
				w.let(p)
			}
		}
	}
	since = max(first, since)
	switch {
	case w.s.now == "unknown":
		w.lost(since)
	case lets:
		w.lastLet(since)
	default:
		w.lastGap(since)
	}
}

// lost is a unit of which nobody knows any more what it is used for.
func (w *writer) lost(from int) {
	w.to("occupied", from, "Neueröffnung", "walk")
	w.tenant(w.last, from/2, "regular")
	w.to("unknown", from/2, "Zugang und Nutzung ungeklärt", "walk")
}

// past alternates tenancies and gaps backwards from the last spell to the first survey.
func (w *writer) past(first, since int, gap bool) []piece {
	var out []piece
	for to := since; to > first; gap = !gap {
		length := w.d.days(700, 3300)
		if gap {
			length = w.gapDays()
		}
		from := to - length
		if from < first+60 {
			from = first
		}
		out = append(out, piece{gap, from, to})
		to = from
	}
	slices.Reverse(out)
	return out
}

// gapDays is how long a shop stays empty: months on the best ground, years on the poorest.
func (w *writer) gapDays() int {
	switch w.s.class {
	case 'A':
		return w.d.days(25, 260)
	case 'B':
		return w.d.days(60, 540)
	default:
		return w.d.days(90, 980)
	}
}

var whyEmpty = []string{
	"Geschäftsaufgabe aus Altersgründen", "Mietvertrag ausgelaufen", "Umzug innerhalb der Altstadt", "Sortiment aufgegeben",
	"Filialnetz verkleinert", "Nachfolge nicht gefunden",
}

func (w *writer) let(p piece) {
	w.to("occupied", p.from, "Neueröffnung", pick(w.d, []string{"walk", "owner"}))
	w.tenant(w.last, p.to, "regular")
	if p.to-p.from > 300 && w.d.chance(0.4) {
		w.to("threatened", p.to-w.d.days(40, 160), "Kündigung bekannt", "owner")
	}
}

func (w *writer) gap(p piece) {
	w.to("vacant", p.from, pick(w.d, whyEmpty), "walk")
	length := p.to - p.from
	if length > 45 {
		w.to("marketing", p.from+w.d.days(10, length/3), "Angebot vollständig", "owner")
	}
	switch {
	case length > 260 && w.d.chance(0.3):
		from := p.from + length/2
		w.to("interim_use", from, "Zwischennutzung auf Zeit", "owner")
		w.tenant(w.last, from+length/4, "interim")
		w.to("marketing", from+length/4, "Zwischennutzung beendet", "walk")
	case length > 120 && w.d.chance(0.3):
		w.to("refurbishment", p.to-w.d.days(30, 80), "Umbau durch den Eigentümer", "walk")
	case length > 90 && w.d.chance(0.4):
		w.to("reserved", p.to-w.d.days(12, 35), "Zusage an Interessenten", "owner")
	}
}

// tenant writes an occupancy; end is the first day after it, 0 if it goes on.
func (w *writer) tenant(from, end int, kind string) {
	trade := w.s.trade
	if end != 0 {
		trade = w.t.guild.draw(w.s.class)
	}
	o := Occupancy{
		ID: int64(len(w.t.town.Occupancies) + 1), UnitID: w.t.id(w.s), Kind: kind, WZ: trade.wz,
		Period: geo.Period{From: w.day(from)},
	}
	if kind == "interim" {
		o.Name, o.WZ = w.t.guild.name(pick(w.d, popUps)), ""
	} else {
		o.Name = w.t.guild.name(trade.sign)
		if w.d.chance(0.7) {
			o.Chain = pick(w.d, []int{1, 1, 1, 2, 3, 5, 8, 24, 60})
		}
	}
	switch {
	case end != 0:
		o.Period.To = w.day(end)
	case kind == "interim":
		o.LeaseEnd = w.day(w.d.days(90, 240))
	case w.d.chance(0.7):
		o.LeaseEnd = w.day(w.d.days(50, 2200))
	}
	w.t.town.Occupancies = append(w.t.town.Occupancies, o)
}

// lastLet is the tenancy that goes on today.
func (w *writer) lastLet(from int) {
	w.to("occupied", from, "Neueröffnung", "walk")
	began := w.last
	if w.s.since > decade {
		began = -w.s.since // the shop is older than the register
	}
	w.tenant(began, 0, "regular")
	if w.s.now == "threatened" {
		w.to("threatened", -w.d.days(8, 70), "Schließung angekündigt zum "+w.day(w.d.days(60, 150)).String(), "owner")
	}
}

// lastGap leads from the day the unit fell empty to today's status.
func (w *writer) lastGap(from int) {
	length := -from
	w.to("vacant", from, pick(w.d, whyEmpty), pick(w.d, []string{"walk", "owner", "report"}))
	if w.s.now == "vacant" {
		return
	}
	if w.s.now == "converted" {
		w.to("converted", from+length/2, "Umbau zur Wohnung", "walk")
		return
	}
	w.to("marketing", from+w.d.days(10, max(11, length/3)), "Angebot vollständig", "owner")
	switch w.s.now {
	case "reserved":
		w.to("reserved", -w.d.days(4, 24), "Zusage bis "+w.day(w.d.days(35, 70)).String(), "owner")
	case "interim_use":
		w.to("interim_use", -w.d.days(15, max(16, min(150, length/2))), "Pop-up auf Zeit", "owner")
		w.tenant(w.last, 0, "interim")
	case "refurbishment":
		w.to("refurbishment", -w.d.days(20, 110), "Sanierung bis "+w.day(w.d.days(45, 160)).String(), "owner")
	}
}
