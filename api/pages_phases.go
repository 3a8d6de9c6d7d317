package api

import (
	"strconv"
	"strings"

	"mitte/geo"
	"mitte/geo/works"
)

// phaseView is a phase in words, for the table and for the bars.
type phaseView struct {
	*works.Phase
	No         int
	Mark       string // what stands before its name
	Name       string
	State      string // past, current, future, cancelled
	StateWord  string
	When       string
	Foot       string
	Vehicle    string
	Delivery   string
	Bins       string
	Parking    string
	Noise      string
	NoiseLevel int
	Note       string
	Period     geo.Period
}

func (w words) phases(s *works.Section, today geo.Date) []phaseView {
	out := make([]phaseView, len(s.Phases))
	for i := range s.Phases {
		out[i] = w.phase(s, i, today)
	}
	return out
}

func (w words) phase(s *works.Section, i int, today geo.Date) phaseView {
	p := &s.Phases[i]
	v := phaseView{
		Phase: p, No: i + 1, Mark: strconv.Itoa(i + 1), Name: w.phaseName(p), Period: geo.Period{From: p.ValidFrom, To: p.ValidTo}, StateWord: w.enum("phase", p.Status),
	}
	v.When = w.period(v.Period)
	v.State = phaseState(p, today)
	if p.Status == "planned" && v.State != "future" {
		v.State, v.StateWord = "future", w.enum("phase", "overdue")
	}
	impact := ofPhase(s, p)
	if facts := w.facts(impact); facts != nil {
		v.Foot, v.Vehicle, v.Delivery, v.Bins, v.Parking, v.Noise = facts[0].Text, facts[1].Text, facts[2].Text, facts[3].Text, facts[4].Text, facts[5].Text
		v.NoiseLevel = facts[5].Level
	}
	if stated(p.Impact) {
		v.Note = w.pickOr(p.AccessNoteDe, p.AccessNoteEn)
	}
	return v
}

// phaseState follows what was reported; a phase of which nobody said anything is where its plan says.
func phaseState(p *works.Phase, today geo.Date) string {
	switch p.Status {
	case "cancelled":
		return "cancelled"
	case "done":
		return "past"
	case "active":
		return "current"
	default:
		return state(geo.Period{From: p.ValidFrom, To: p.ValidTo}, today)
	}
}

func (w words) phaseName(p *works.Phase) string {
	name := w.enum("kind", p.Kind)
	if p.Strip != "full" && p.Strip != "" {
		name += ", " + w.enum("strip", p.Strip)
	}
	return name
}

// impactNow is what holds on a day: of the phases under way the hardest, else what the section says.
func impactNow(s *works.Section, today geo.Date) works.Impact {
	var all []works.Impact
	for i := range s.Phases {
		if p := &s.Phases[i]; phaseState(p, today) == "current" {
			all = append(all, ofPhase(s, p))
		}
	}
	if len(all) == 0 {
		return s.Impact
	}
	return worst(all)
}

// notes are the words of the site itself about the way through, each once.
func (w words) notes(s *works.Section, i works.Impact) []string {
	var out []string
	for _, text := range []string{w.pickOr(i.AccessNoteDe, i.AccessNoteEn), w.pickOr(s.AccessNoteDe, s.AccessNoteEn)} {
		if text = strings.TrimSpace(text); text != "" && (len(out) == 0 || out[0] != text) {
			out = append(out, text)
		}
	}
	return out
}
