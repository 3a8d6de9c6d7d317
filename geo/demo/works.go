package demo

import (
	"fmt"
	"slices"

	"mitte/geo"
)

// Project is a Bauprojekt.
type Project struct {
	ID                         int64
	Ref                        string
	TitleDE, TitleEN           string
	Client, LegalNote, Funding string
	PlannedCents, ActualCents  int64
	Released                   bool
}

// Section is a Bauabschnitt.
type Section struct {
	ID, ProjectID                int64
	Ref, Label                   string
	TitleDE, TitleEN             string
	Sequence                     int
	Geom, Centreline             geo.Geom
	Status                       string
	Planned                      geo.Period
	ActualStart, ActualEnd       geo.Date
	Warranty, ConfirmedAt        geo.Date
	Contractor, ContactRole      string
	DescriptionDE, DescriptionEN string
	Note                         string
	BlackoutReason               string
}

// Phase is a Bauphase.
type Phase struct {
	ID, SectionID          int64
	Kind, Strip            string
	Sequence               int
	Geom                   geo.Geom
	Planned                geo.Period
	ActualStart, ActualEnd geo.Date
	Status                 string
}

// Dependency says that a phase waits for another one.
type Dependency struct{ PhaseID, DependsOnID int64 }

// Impact says how people, deliveries and bins get through. One of SectionID and PhaseID is 0.
type Impact struct {
	ID, SectionID, PhaseID int64
	Pedestrian             string
	MinWidthM              float64
	StepFree               bool
	Vehicle                string
	ClearWidthM            float64
	Delivery               string // JSON
	Waste                  geo.Geom
	ParkingLost            int
	Noise                  string
	NoteDE, NoteEN         string
}

// Facility is a Baustelleneinrichtung.
type Facility struct {
	ID, SectionID int64
	Kind          string
	Geom          geo.Geom
	Period        geo.Period
}

// Blackout is a time in which no street is dug up.
type Blackout struct {
	ID     int64
	Name   string
	Period geo.Period
	Geom   geo.Geom
}

// Notice is what the neighbours were told.
type Notice struct {
	ID, SectionID  int64
	Channel        string
	TextDE, TextEN string
	SentAt         geo.Date
	Recipients     int
}

// works writes the construction projects of a town. Months count from today's, past ones negative.
type works struct {
	t *builtTown
	d dice
}

func (t *builtTown) planWorks() {
	w := &works{t, newDice(t.seed, t.number, "works")}
	if t.number > 0 {
		w.small()
		return
	}
	w.blackouts()
	w.sewer()
	w.pedestrianZone()
	w.market()
}

func (w *works) month(n int) geo.Date { return w.t.month.AddMonths(n) }

// on returns the halves of a street's segments in its direction.
func (w *works) on(code string) []int {
	var out []int
	for i := range w.t.net.segments {
		if streets[w.t.net.segments[i].street].code == code {
			out = append(out, i)
		}
	}
	return out
}

func (w *works) project(p Project) int64 {
	p.ID = int64(len(w.t.town.Projects) + 1)
	w.t.town.Projects = append(w.t.town.Projects, p)
	return p.ID
}

// section adds a section over whole segments; its ground is the street space between the fronts.
func (w *works) section(project int64, label string, segments []int, s Section) *Section {
	var rings []ring
	var line path
	for _, i := range segments {
		rings = append(rings, w.t.net.halves[2*i].strip, w.t.net.halves[2*i+1].strip)
		part := w.t.net.segments[i].line
		if len(line) > 0 {
			part = part[1:] // segments are given in the order of their chain
		}
		line = append(line, part...)
	}
	s.ID, s.ProjectID, s.Label = int64(len(w.t.town.Sections)+1), project, label
	s.Ref = fmt.Sprintf("D%d-P%d-%s", w.t.number, project, label)
	s.Geom, s.Centreline = w.t.where.merged(rings...), w.t.where.line(line)
	s.ContactRole = "Citymanagement (erfunden)"
	if s.Status != "scheduled" {
		s.ConfirmedAt = w.t.month.AddDays(-w.d.days(1, 12))
	}
	w.t.town.Sections = append(w.t.town.Sections, s)
	return &w.t.town.Sections[len(w.t.town.Sections)-1]
}

// bands are the strips of street in which the work goes: along one side, then along the other. The middle has none of its
// own; there the section's ground says enough.
func (w *works) bands(segments []int) map[string]geo.Geom {
	out := map[string]geo.Geom{}
	for odd, name := range []string{"side_left", "side_right"} {
		var rings []path
		for _, i := range segments {
			r := w.t.net.halves[2*i+odd].band(len(segments) > 1)
			if r.simple() && !slices.ContainsFunc(rings, func(o path) bool { return r.touches(plain(o)) }) {
				rings = append(rings, r.p)
			}
		}
		if len(rings) > 0 {
			out[name] = w.t.where.polygons(rings...)
		}
	}
	return out
}

// band is the strip between the fronts and four tenths of the way to them from the axis; short ends before the corners
// where it meets the strips of other segments.
func (h *half) band(short bool) ring {
	front := h.inset
	if l := front.length(); short && l > 20 {
		front = front.part(7, l-7).snapped()
	}
	kerb := make(path, 0, len(front))
	for _, p := range front {
		s, _ := h.line.project(p)
		q, _ := h.line.at(s)
		kerb = append(kerb, p.lerp(q, 0.6).snap())
	}
	return plain(append(kerb.snapped(), front.reversed()...))
}

// touches reports whether two rings share any place.
func (r ring) touches(o ring) bool {
	for i, a := range r.p {
		for j, c := range o.p {
			if t, u, ok := meet(a, r.p[r.next(i)], c, o.p[o.next(j)]); ok && t >= 0 && t <= 1 && u >= 0 && u <= 1 {
				return true
			}
		}
	}
	return r.contains(o.p[0]) || o.contains(r.p[0])
}

// step is one phase of a section in months from its start.
type step struct {
	kind, strip string
	from, to    float64
}

// usualSteps are the order of a street's rebuilding: pipes first on one side, then on the other, the surface likewise,
// then what stands on it; trees wait for their season.
var usualSteps = []step{
	{"utility", "side_left", 0, 1.4},
	{"utility", "side_right", 1.2, 2.6},
	{"surface", "side_left", 2.4, 3.6},
	{"surface", "side_right", 3.4, 4.6},
	{"surface", "middle", 4.4, 5.4},
	{"furniture", "full", 5.2, 5.9},
	{"planting", "full", 6, 6.6},
	{"remaining_works", "full", 5.9, 6.9},
}

// phases fills a section with the usual steps, stretched to its months; what lies before today is done, what holds today
// is active.
func (w *works) phases(s *Section, segments []int, start geo.Date, months float64) {
	bands := w.bands(segments)
	byKind := map[string][]int64{}
	k := months / 7
	for i, st := range usualSteps {
		from, to := start.AddDays(int(st.from*k*30.4)), start.AddDays(int(st.to*k*30.4))
		over := s.Status == "completed" || s.Status == "warranty"
		if st.kind == "planting" && !over {
			for m := int(from.Time().Month()); m > 4 && m < 10; m = int(from.Time().Month()) {
				from, to = from.AddMonths(1), to.AddMonths(1)
			}
		}
		p := Phase{
			ID: int64(len(w.t.town.Phases) + 1), SectionID: s.ID, Kind: st.kind, Strip: st.strip, Sequence: i + 1,
			Geom: bands[st.strip], Planned: geo.Period{From: from, To: to}, Status: "planned",
		}
		if s.Status != "scheduled" && !w.t.month.Before(from) {
			p.Status, p.ActualStart = "active", from.AddDays(w.d.days(0, 4))
			if p.ActualStart.DaysUntil(w.t.month) < 0 {
				p.ActualStart = w.t.month
			}
		}
		if p.Status == "active" && (over || !w.t.month.Before(to)) {
			p.Status, p.ActualEnd = "done", to.AddDays(-1)
			if over && s.ActualEnd.Before(p.ActualEnd) {
				p.ActualEnd = s.ActualEnd
			}
		}
		w.t.town.Phases = append(w.t.town.Phases, p)
		for _, before := range waitsFor[st.kind] {
			for _, id := range byKind[before] {
				w.t.town.Dependencies = append(w.t.town.Dependencies, Dependency{p.ID, id})
			}
		}
		byKind[st.kind] = append(byKind[st.kind], p.ID)
	}
}

var waitsFor = map[string][]string{
	"surface": {"utility"}, "furniture": {"surface"}, "planting": {"surface"}, "remaining_works": {"surface"},
}

// impact adds what a section means at the door.
func (w *works) impact(i Impact) {
	i.ID = int64(len(w.t.town.Impacts) + 1)
	w.t.town.Impacts = append(w.t.town.Impacts, i)
}

func (w *works) facility(section int64, kind string, g geo.Geom, p geo.Period) {
	w.t.town.Facilities = append(w.t.town.Facilities, Facility{int64(len(w.t.town.Facilities) + 1), section, kind, g, p})
}

// rest tells a section that meets the Christmas trade why it may.
func (w *works) rest(s *Section, p geo.Period) {
	for _, b := range w.t.town.Blackouts {
		if b.Period.Overlaps(p) {
			s.BlackoutReason = "Mit den Händlern abgestimmt: im Weihnachtsgeschäft bleiben die Gräben geschlossen, gearbeitet wird nur leise am Rand."
		}
	}
}
