package api

import (
	"regexp"
	"slices"
	"strings"

	"mitte/geo/works"
)

// fact is one line of what a site means for people.
type fact struct {
	Icon, Term, Text string
	Level            int // of noise, 1 to 3; else 0
}

var (
	byPedestrian = []string{"open", "narrowed", "one_side", "closed"}
	byVehicle    = []string{"open", "local_access", "closed"}
	byNoise      = []string{"minor", "moderate", "major"}
)

// stated reports whether an impact says anything.
func stated(i works.Impact) bool { return i.Pedestrian != nil }

// ofPhase is what holds while a phase goes on: the phase wins where it says something.
func ofPhase(s *works.Section, p *works.Phase) works.Impact {
	if stated(p.Impact) {
		return p.Impact
	}
	return s.Impact
}

// worst joins what holds at the same time: of each kind the hardest, for whoever plans a way must expect it.
func worst(all []works.Impact) works.Impact {
	out := all[0]
	for _, i := range all[1:] {
		out.Pedestrian = harder(byPedestrian, out.Pedestrian, i.Pedestrian)
		out.Vehicle = harder(byVehicle, out.Vehicle, i.Vehicle)
		out.NoiseLevel = harder(byNoise, out.NoiseLevel, i.NoiseLevel)
		out.MinWidthM = least(out.MinWidthM, i.MinWidthM)
		out.VehicleClearWidthM = least(out.VehicleClearWidthM, i.VehicleClearWidthM)
		if i.StepFree != nil && (out.StepFree == nil || !*i.StepFree) {
			out.StepFree = i.StepFree
		}
		if i.ParkingSpacesLost != nil && (out.ParkingSpacesLost == nil || *i.ParkingSpacesLost > *out.ParkingSpacesLost) {
			out.ParkingSpacesLost = i.ParkingSpacesLost
		}
		if out.DeliveryWindow == nil {
			out.DeliveryWindow = i.DeliveryWindow
		}
		if out.WastePoint.IsZero() {
			out.WastePoint = i.WastePoint
		}
		if deref(out.AccessNoteDe) == "" {
			out.AccessNoteDe, out.AccessNoteEn = i.AccessNoteDe, i.AccessNoteEn
		}
	}
	return out
}

func harder(order []string, a, b *string) *string {
	if b != nil && (a == nil || slices.Index(order, *b) > slices.Index(order, *a)) {
		return b
	}
	return a
}

func least(a, b *float64) *float64 {
	if b != nil && (a == nil || *b < *a) {
		return b
	}
	return a
}

// facts says an impact in words; nil where nothing was stated.
func (w words) facts(i works.Impact) []fact {
	if !stated(i) {
		return nil
	}
	return []fact{
		{Icon: "foot", Term: w.T("foot"), Text: w.onFoot(i)},
		{Icon: "vehicle", Term: w.T("vehicle"), Text: w.byVehicle(i)},
		{Icon: "delivery", Term: w.T("delivery"), Text: w.deliveries(i)},
		{Icon: "bins", Term: w.T("bins"), Text: w.bins(i)},
		{Icon: "parking", Term: w.T("parking"), Text: w.parking(i)},
		{Icon: "noise", Term: w.T("noise"), Text: w.noise(i), Level: slices.Index(byNoise, deref(i.NoiseLevel)) + 1},
	}
}

func (w words) onFoot(i works.Impact) string {
	if i.Pedestrian == nil {
		return w.T("not_stated")
	}
	parts := []string{w.enum("pedestrian", *i.Pedestrian)}
	if *i.Pedestrian == "closed" {
		return parts[0]
	}
	if i.MinWidthM != nil {
		parts = append(parts, w.put("pedestrian.width", w.metres(*i.MinWidthM)))
	}
	if i.StepFree != nil && *i.StepFree {
		parts = append(parts, w.put("pedestrian.level"))
	} else if i.StepFree != nil {
		parts = append(parts, w.put("pedestrian.steps"))
	}
	return strings.Join(parts, ", ")
}

func (w words) byVehicle(i works.Impact) string {
	if i.Vehicle == nil {
		return w.T("not_stated")
	}
	text := w.enum("vehicle", *i.Vehicle)
	if i.VehicleClearWidthM != nil && *i.Vehicle != "closed" {
		text += ", " + w.put("vehicle.width", w.metres(*i.VehicleClearWidthM))
	}
	return text
}

func (w words) bins(i works.Impact) string {
	if i.WastePoint.IsZero() {
		return w.put("bins.usual")
	}
	return w.put("bins.point")
}

func (w words) parking(i works.Impact) string {
	switch n := i.ParkingSpacesLost; {
	case n == nil || *n == 0:
		return w.put("parking.none")
	case *n == 1:
		return w.put("parking.one")
	default:
		return w.put("parking.lost", *n)
	}
}

func (w words) noise(i works.Impact) string {
	if i.NoiseLevel == nil {
		return w.T("not_stated")
	}
	return w.enum("noise", *i.NoiseLevel)
}

func (w words) deliveries(i works.Impact) string {
	var out []string
	for _, v := range i.DeliveryWindow {
		if text := w.window(v); text != "" {
			out = append(out, text)
		}
	}
	switch {
	case len(out) > 0:
		return strings.Join(out, "; ")
	case deref(i.Vehicle) == "open":
		return w.put("delivery.usual")
	default:
		return w.put("delivery.ask")
	}
}

func (w words) window(v works.DeliveryWindow) string {
	hours := ""
	if v.From != "" && v.To != "" {
		hours = v.From + "–" + v.To
		if w == "de" {
			hours += " Uhr"
		}
	}
	return strings.TrimSpace(w.weekdays(v.Days) + " " + hours)
}

// weekdays says "Mo-Fr,So", as days are stored, in the language of the page.
func (w words) weekdays(days string) string {
	text := weekday.ReplaceAllStringFunc(days, func(day string) string { return w.enum("days", day) })
	return strings.NewReplacer("-", "–", ",", ", ").Replace(text)
}

var weekday = regexp.MustCompile(`Mo|Di|Mi|Do|Fr|Sa|So`)
