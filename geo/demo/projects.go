package demo

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"mitte/geo"
)

const weekdayMornings = `[{"days":"Mo-Fr","from":"06:00","to":"10:00"}]`

// blackouts keep the streets whole in the Christmas trade, last year, this year and next.
func (w *works) blackouts() {
	for i := -2; i <= 2; i++ {
		year := w.t.month.Time().Year() + i
		w.t.town.Blackouts = append(w.t.town.Blackouts, Blackout{
			ID: int64(len(w.t.town.Blackouts) + 1), Name: fmt.Sprintf("Weihnachtsgeschäft %d", year),
			Period: geo.Period{From: geo.NewDate(year, time.November, 20), To: geo.NewDate(year+1, time.January, 7)},
		})
	}
}

// sewer is over: a sewer was renewed under Wiesenstraße.
func (w *works) sewer() {
	id := w.project(Project{
		Ref: "D-KANAL-WIE", TitleDE: "Kanalsanierung Wiesenstraße", TitleEN: "Sewer renewal in Wiesenstraße",
		Client: "Stadtentwässerung (erfunden)", PlannedCents: 86_000_000, ActualCents: 91_400_000, Released: true,
		Funding: "Gebührenfinanziert (erfunden)",
	})
	segs := w.on("WIE")
	ends := []int{-27, -21, -16}
	for k, seg := range segs {
		start, end := w.month(ends[k]-6), w.month(ends[k]).AddDays(-w.d.days(3, 12))
		status := "warranty"
		if k == len(segs)-1 {
			status = "completed"
		}
		s := w.section(id, string(rune('A'+k)), []int{seg}, Section{
			Sequence: k + 1, Status: status, Planned: geo.Period{From: start, To: w.month(ends[k])}, ActualStart: start.AddDays(5),
			ActualEnd: end, Warranty: w.month(ends[k] + 48), Contractor: "Tiefbau Maulwurfshügel (erfunden)",
			TitleDE:       fmt.Sprintf("Kanal, Abschnitt %c", 'A'+k),
			TitleEN:       fmt.Sprintf("Sewer, section %c", 'A'+k),
			DescriptionDE: "Der alte Mischwasserkanal wurde in offener Bauweise erneuert, die Straße danach neu gepflastert.",
			DescriptionEN: "The old combined sewer was renewed in an open trench; afterwards the street was paved anew.",
		})
		w.impact(Impact{
			SectionID: s.ID, Pedestrian: "one_side", MinWidthM: 1.5, StepFree: true, Vehicle: "closed", Noise: "major", ParkingLost: 6,
			NoteDE: "Während der Arbeiten war immer eine Gehwegseite frei.", NoteEN: "One pavement stayed open throughout the works.",
		})
		w.phases(s, []int{seg}, start, 6)
	}
}

// pedestrianZone is under way: Lippestraße from the gate to the market, section by section.
func (w *works) pedestrianZone() {
	id := w.project(Project{
		Ref: "D-LIPPE", TitleDE: "Neugestaltung der Fußgängerzone Lippestraße", TitleEN: "Renewal of the pedestrian zone in Lippestraße",
		Client: "Stadt Dorsten (erfundenes Beispiel)", PlannedCents: 460_000_000, ActualCents: 318_000_000, Released: true,
		Funding: "Städtebauförderung, Beispielangabe", LegalNote: "Anliegerbeiträge entfallen (Beispielangabe)",
	})
	segs := w.on("LIP")
	plan := []struct {
		status     string
		start, end int
		actual     bool
	}{{"warranty", -21, -13, true}, {"completed", -12, -4, true}, {"active", -3, 5, false}, {"scheduled", 6, 13, false}}
	for k, p := range plan {
		seg := segs[len(segs)-1-k]
		from, to := &w.t.net.segments[seg], w.t.crossing
		s := w.section(id, string(rune('A'+k)), []int{seg}, Section{
			Sequence: k + 1, Status: p.status, Planned: geo.Period{From: w.month(p.start), To: w.month(p.end)},
			TitleDE:       fmt.Sprintf("Lippestraße %c: %s bis %s", 'A'+k, to(from.to, "Lippestraße"), to(from.from, "Lippestraße")),
			TitleEN:       fmt.Sprintf("Lippestraße %c: %s to %s", 'A'+k, to(from.to, "Lippestraße"), to(from.from, "Lippestraße")),
			Contractor:    "Pflasterbau Kieselgrund (erfunden)",
			DescriptionDE: "Neue Leitungen, helles Pflaster ohne Stufen, Bänke und Bäume. Gearbeitet wird erst auf der einen, dann auf der anderen Seite.",
			DescriptionEN: "New pipes, light paving without steps, benches and trees. Work goes along one side first, then the other.",
			Note:          "Wöchentliche Baubesprechung mit den Anliegern, erfunden.",
		})
		if p.start < 0 {
			s.ActualStart = w.month(p.start).AddDays(w.d.days(0, 6))
			w.notice(s)
		}
		if p.actual {
			s.ActualEnd, s.Warranty = w.month(p.end).AddDays(-w.d.days(4, 20)), w.month(p.end+48)
		}
		w.rest(s, s.Planned)
		w.zoneImpact(s, seg)
		w.phases(s, []int{seg}, w.month(p.start), float64(p.end-p.start))
		if p.status == "active" {
			w.site(s, seg)
			w.phaseImpacts(s)
		}
	}
}

func (w *works) zoneImpact(s *Section, seg int) {
	end := w.t.net.segments[seg].line[0]
	w.impact(Impact{
		SectionID: s.ID, Pedestrian: "narrowed", MinWidthM: 1.8, StepFree: true, Vehicle: "closed", Delivery: weekdayMornings,
		Waste: w.t.where.point(end), Noise: "moderate",
		NoteDE: "Alle Geschäfte sind geöffnet und zu Fuß stufenlos erreichbar. Mülltonnen bitte an die Sammelstelle in der Seitenstraße.",
		NoteEN: "All shops are open and can be reached on foot without steps. Please take bins to the collection point in the side street.",
	})
}

// phaseImpacts say what differs while the pipes are laid.
func (w *works) phaseImpacts(s *Section) {
	for i := range w.t.town.Phases {
		p := &w.t.town.Phases[i]
		if p.SectionID != s.ID || p.Kind != "utility" {
			continue
		}
		w.impact(Impact{
			PhaseID: p.ID, Pedestrian: "one_side", MinWidthM: 1.5, StepFree: true, Vehicle: "closed", Delivery: weekdayMornings, Noise: "major",
			NoteDE: "Leitungsgraben auf dieser Seite; jede Tür hat eine Brücke mit Geländer.",
			NoteEN: "Pipe trench on this side; every door has a footbridge with a railing.",
		})
	}
}

// site puts storage, a container and an information point beside the active section.
func (w *works) site(s *Section, seg int) {
	line := w.t.net.segments[seg].line
	gate := line[len(line)-1]
	yard := box(gate.add(vec{-70, 22}), vec{1, 0.1}.unit(), 26, 9)
	w.facility(s.ID, "storage", w.t.where.polygons(yard.p), s.Planned)
	mid, _ := line.at(line.length() / 2)
	w.facility(s.ID, "info_point", w.t.where.point(mid), s.Planned)
	w.facility(s.ID, "waste_point", w.t.where.point(line[0]), s.Planned)
	if detour := w.on("BRU"); len(detour) > 0 {
		w.facility(s.ID, "detour", w.t.where.line(w.t.net.segments[detour[len(detour)-1]].line), s.Planned)
	}
}

func (w *works) notice(s *Section) {
	w.t.town.Notices = append(w.t.town.Notices, Notice{
		ID: int64(len(w.t.town.Notices) + 1), SectionID: s.ID, Channel: "letter", SentAt: s.ActualStart.AddDays(-21), Recipients: w.d.days(22, 48),
		TextDE: "Liebe Anliegerinnen und Anlieger, in drei Wochen beginnen die Arbeiten vor Ihrer Tür. Ihr Geschäft bleibt erreichbar. (Erfunden.)",
		TextEN: "Dear neighbours, works before your door begin in three weeks. Your shop stays within reach. (Made up.)",
	})
}

// market is to come: the square is rebuilt in two halves.
func (w *works) market() {
	id := w.project(Project{
		Ref: "D-MARKT", TitleDE: "Umbau Marktplatz", TitleEN: "Rebuilding of the market square", Client: "Stadt Dorsten (erfundenes Beispiel)",
		PlannedCents: 240_000_000, Released: true, Funding: "Beantragt (Beispielangabe)",
	})
	segs := w.on("MAR")
	// The chain runs westwards round the square from the middle of its north side.
	halves := [][]int{{segs[4], segs[0]}, {segs[1], segs[2], segs[3]}}
	for k, part := range halves {
		start, end := w.month(8+7*k), w.month(15+7*k)
		s := w.section(id, string(rune('A'+k)), part, Section{
			Sequence: k + 1, Status: "scheduled", Planned: geo.Period{From: start, To: end},
			TitleDE:       []string{"Markt Nord mit Brunnen", "Markt Süd mit Bühne"}[k],
			TitleEN:       []string{"Market square north with fountain", "Market square south with stage"}[k],
			DescriptionDE: "Der Platz bekommt ebenes Pflaster, Wasser und Schatten. Der Wochenmarkt zieht während der Arbeiten auf die andere Hälfte.",
			DescriptionEN: "The square gets level paving, water and shade. The weekly market moves to the other half meanwhile.",
		})
		s.Geom = w.t.withSquare(part, k == 0)
		w.rest(s, s.Planned)
		w.impact(Impact{
			SectionID: s.ID, Pedestrian: "narrowed", MinWidthM: 2.5, StepFree: true, Vehicle: "local_access", ClearWidthM: 3.5,
			Delivery: weekdayMornings, ParkingLost: 12 * k, Noise: "moderate",
			NoteDE: "Am Rand des Platzes bleibt ein breiter Weg frei.", NoteEN: "A wide way stays open along the edge of the square.",
		})
		w.phases(s, part, start, 7)
	}
}

// withSquare is the ground of some streets at the market together with the half of the square beside them.
func (t *builtTown) withSquare(segments []int, north bool) geo.Geom {
	first := t.net.segments[segments[len(segments)-1]].line[0]
	var squares []ring
	for _, p := range t.plots {
		if p.kind == useMarket && p.yard && p.block >= 0 {
			squares = append(squares, p.ring)
		}
	}
	if !north {
		first = t.net.segments[segments[1]].line[0]
	}
	slices.SortFunc(squares, func(a, b ring) int { return cmp.Compare(a.centroid().dist(first), b.centroid().dist(first)) })
	rings := slices.Clip(squares[:min(1, len(squares))])
	for _, i := range segments {
		rings = append(rings, t.net.halves[2*i].strip, t.net.halves[2*i+1].strip)
	}
	return t.where.merged(rings...)
}

// small is the one project of the other towns of a region.
func (w *works) small() {
	if !w.d.chance(0.6) {
		return
	}
	id := w.project(Project{
		Ref: fmt.Sprintf("D%d-STR", w.t.number), TitleDE: "Straßenerneuerung (erfunden)", TitleEN: "Street renewal (made up)",
		Client: "Demo", PlannedCents: int64(w.d.days(20, 90)) * 1_000_000,
	})
	seg := pick(w.d, w.on(pick(w.d, []string{"LIP", "REC", "ESS", "HUE", "KUE"})))
	start := w.d.days(-14, 8)
	s := Section{Sequence: 1, Status: "scheduled", Planned: geo.Period{From: w.month(start), To: w.month(start + 6)}, TitleDE: "Abschnitt A", TitleEN: "Section A"}
	switch {
	case start+6 <= 0:
		s.Status, s.ActualStart, s.ActualEnd = "completed", w.month(start), w.month(start+6).AddDays(-3)
	case start <= 0:
		s.Status, s.ActualStart = "active", w.month(start)
	}
	x := w.section(id, "A", []int{seg}, s)
	w.impact(Impact{SectionID: x.ID, Pedestrian: "one_side", StepFree: true, Vehicle: "local_access", Noise: "minor"})
}
