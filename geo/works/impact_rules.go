package works

import (
	"regexp"
)

// The words an impact is told in.
func pedestrians() []string { return []string{"open", "narrowed", "one_side", "closed"} }

func vehicles() []string { return []string{"open", "local_access", "closed"} }

func noises() []string { return []string{"minor", "moderate", "major"} }

var (
	daysOfWeek = regexp.MustCompile(`^(Mo|Di|Mi|Do|Fr|Sa|So)(-(Mo|Di|Mi|Do|Fr|Sa|So))?(,(Mo|Di|Mi|Do|Fr|Sa|So)(-(Mo|Di|Mi|Do|Fr|Sa|So))?){0,6}$`)
	timeOfDay  = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)
)

func (w *wrongs) impact(path string, i *ImpactContent) {
	if i == nil {
		return
	}
	w.choice(path+"/pedestrian", i.Pedestrian, pedestrians())
	w.choice(path+"/vehicle", i.Vehicle, vehicles())
	w.choice(path+"/noise_level", i.NoiseLevel, noises())
	w.when(i.Pedestrian == "narrowed" && i.MinWidthM == nil, path+"/min_width_m", "impact.needs_width", "a narrowed way says how wide it is")
	w.width(path+"/min_width_m", i.MinWidthM)
	w.width(path+"/vehicle_clear_width_m", i.VehicleClearWidthM)
	w.when(i.ParkingSpacesLost < 0 || i.ParkingSpacesLost > 10_000, path+"/parking_spaces_lost", "out_of_range", "a number from 0 is needed")
	w.text(path+"/access_note_de", i.AccessNoteDe, longText)
	w.text(path+"/access_note_en", i.AccessNoteEn, longText)
	w.when(len(i.DeliveryWindow) > 14, path+"/delivery_window", "too_many_values", "at most 14 delivery windows")
	for n, d := range i.DeliveryWindow {
		at := path + "/delivery_window/" + decimal(n)
		w.when(!daysOfWeek.MatchString(d.Days), at+"/days", "impact.days", `days are written like "Mo-Fr" or "Mo,Mi"`)
		w.when(!timeOfDay.MatchString(d.From), at+"/from", "impact.clock", `a time is written like "06:00"`)
		w.when(!timeOfDay.MatchString(d.To), at+"/to", "impact.clock", `a time is written like "06:00"`)
		w.when(d.To <= d.From, at+"/to", "date.end_before_start", "the end comes after the beginning")
	}
}

// width is what fits numeric(4,2) and a street; a hundredth of a metre is the finest that is kept.
func (w *wrongs) width(path string, m *float64) {
	w.when(m != nil && !(*m >= 0.01 && *m < 100), path, "out_of_range", "a width above 0 and below 100 m is needed")
}
