package api

import (
	"math"

	"mitte/geo"
	"mitte/geo/works"
)

func impactJSON(f *works.Affected) []byte {
	w := &jsonWriter{b: make([]byte, 0, 4096+600*len(f.Units)+900*len(f.Frontages))}
	w.open()
	w.period(f.Period)
	w.numOr("days", f.Days)
	w.float("reach_m", f.ReachM)
	items(w, "segments", f.Segments, affectedSegment)
	items(w, "frontages", f.Frontages, affectedFrontage)
	items(w, "units", f.Units, affectedUnit)
	items(w, "parcels", f.Parcels, affectedParcel)
	w.num("parking_spaces_lost", f.ParkingLost)
	items(w, "deliveries", f.Deliveries, delivery)
	items(w, "waste_points", f.WastePoints, wastePoint)
	items(w, "facilities", f.Facilities, nearFacility)
	items(w, "unreachable", f.Unreachable, cutOff)
	if f.Unjudged == nil {
		f.Unjudged = []string{}
	}
	w.list("unjudged", f.Unjudged)
	w.yes("too_large", f.TooLarge)
	w.object("totals")
	w.num("units", f.Totals.Units)
	w.num("vacant", f.Totals.Vacant)
	w.num("parcels", f.Totals.Parcels)
	w.float("frontage_m", centi(f.Totals.FrontageM))
	w.float("exposure_m_days", centi(f.Totals.ExposureMDays))
	w.close('}')
	w.close('}')
	return w.b
}

func items[T any](w *jsonWriter, name string, list []T, write func(*jsonWriter, *T)) {
	w.array(name)
	for i := range list {
		w.open()
		write(w, &list[i])
		w.close('}')
	}
	w.close(']')
}

// centi leaves out what nobody measures.
func centi(m float64) float64 { return math.Round(m*100) / 100 }

func centiOr(m *float64) *float64 {
	if m == nil {
		return nil
	}
	v := centi(*m)
	return &v
}

func (w *jsonWriter) period(p geo.Period) {
	w.day("from", p.From)
	w.day("to", p.To)
}

// idUnless0 writes 0 as null: none is meant.
func (w *jsonWriter) idUnless0(name string, id int64) {
	if id == 0 {
		w.idOr(name, nil)
		return
	}
	w.id(name, id)
}

func (w *jsonWriter) strUnlessEmpty(name, text string) {
	if text == "" {
		w.strOr(name, nil)
		return
	}
	w.str(name, text)
}

func affectedSegment(w *jsonWriter, s *works.AffectedSegment) {
	w.id("segment_id", s.SegmentID)
	w.strUnlessEmpty("street_name", s.StreetName)
	w.str("side", s.Side)
	w.float("from_m", centi(s.FromM))
	w.float("to_m", centi(s.ToM))
	w.float("metres", centi(s.Metres))
	w.numOr("days", s.Days)
}

func affectedFrontage(w *jsonWriter, f *works.AffectedFrontage) {
	w.id("frontage_id", f.ID)
	w.id("unit_id", f.UnitID)
	w.str("unit_ref", f.UnitRef)
	w.idOr("segment_id", f.SegmentID)
	w.strOr("side", f.Side)
	w.floatOr("from_m", centiOr(f.FromM))
	w.floatOr("to_m", centiOr(f.ToM))
	w.float("affected_m", centi(f.AffectedM))
	w.numOr("days", f.Days)
	w.geom("geometry", f.Geom)
}

func affectedUnit(w *jsonWriter, u *works.AffectedUnit) {
	w.id("id", u.ID)
	w.str("ref", u.Ref)
	w.strUnlessEmpty("street_name", u.StreetName)
	w.strUnlessEmpty("house_number", u.HouseNumber)
	w.strUnlessEmpty("name", u.Name)
	w.str("use_type", u.UseType)
	w.str("vacancy_status", u.VacancyStatus)
	w.float("frontage_m", centi(u.FrontageM))
	w.float("affected_m", centi(u.AffectedM))
	w.numOr("days", u.Days)
	w.day("first_day", u.FirstDay)
	w.day("last_day", u.LastDay)
	w.strUnlessEmpty("pedestrian", u.Pedestrian)
	w.yesOr("step_free", u.StepFree)
	w.strUnlessEmpty("vehicle", u.Vehicle)
	w.strUnlessEmpty("noise_level", u.Noise)
	w.windows("deliveries", u.DeliveryWindow)
	w.geom("waste", u.Waste)
	w.position(u.Position)
}

// position is a point as a pair of numbers, as GeoJSON has it inside.
func (w *jsonWriter) position(g geo.Geom) {
	if g.IsZero() {
		w.strOr("position", nil)
		return
	}
	const tenMillion = 1e7 // seven decimals, as everywhere
	b := g.Bound()
	w.floats("position", math.Round(b.West*tenMillion)/tenMillion, math.Round(b.South*tenMillion)/tenMillion)
}

func affectedParcel(w *jsonWriter, p *works.AffectedParcel) {
	w.id("id", p.ID)
	w.str("label", p.Label)
	w.str("flurstueckskennzeichen", p.Key)
	w.str("land_use", p.LandUse)
	w.float("shared_m2", centi(p.SharedM2))
}

func delivery(w *jsonWriter, d *works.Delivery) {
	w.idUnless0("phase_id", d.PhaseID)
	w.period(d.Period)
	w.str("vehicle", d.Vehicle)
	w.floatOr("vehicle_clear_width_m", d.ClearWidthM)
	w.windows("delivery_window", d.Window)
	w.str("access_note_de", d.NoteDe)
	w.str("access_note_en", d.NoteEn)
}

func wastePoint(w *jsonWriter, p *works.WastePoint) {
	w.idUnless0("phase_id", p.PhaseID)
	w.idUnless0("facility_id", p.FacilityID)
	w.period(p.Period)
	w.geom("geometry", p.Position)
}

func nearFacility(w *jsonWriter, f *works.NearFacility) {
	w.id("id", f.ID)
	w.str("kind", f.Kind)
	w.period(f.Period)
	w.geom("geometry", f.Geom)
}

func cutOff(w *jsonWriter, o *works.CutOff) {
	w.id("unit_id", o.UnitID)
	w.str("unit_ref", o.UnitRef)
	w.day("day_from", o.Period.From)
	w.day("day_to", o.Period.To)
	w.str("why", o.Why)
	w.position(o.Position)
}
