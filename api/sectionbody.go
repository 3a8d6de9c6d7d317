package api

import (
	"encoding/json"
	"strconv"

	"mitte/geo/works"
)

// sectionEdit reads what a request says of a section.
func (o *object) sectionEdit() *works.SectionEdit {
	e := &works.SectionEdit{}
	value(o, "project_id", &e.ProjectID)
	value(o, "label", &e.Label)
	value(o, "title_de", &e.TitleDe)
	value(o, "title_en", &e.TitleEn)
	value(o, "sequence", &e.Sequence)
	value(o, "strip", &e.Strip)
	value(o, "status", &e.Status)
	value(o, "status_reason", &e.StatusReason)
	o.day("planned_from", &e.PlannedFrom)
	o.day("planned_to", &e.PlannedTo)
	o.day("actual_start", &e.ActualStart)
	o.day("actual_end", &e.ActualEnd)
	value(o, "start_verified", &e.StartVerified)
	value(o, "end_verified", &e.EndVerified)
	o.day("expected_resume", &e.ExpectedResume)
	o.day("warranty_until", &e.WarrantyUntil)
	o.day("last_confirmed_at", &e.LastConfirmedAt)
	value(o, "contractor", &e.Contractor)
	value(o, "contact_role", &e.ContactRole)
	value(o, "description_de", &e.DescriptionDe)
	value(o, "description_en", &e.DescriptionEn)
	value(o, "note_internal", &e.NoteInternal)
	value(o, "blackout_ok", &e.BlackoutOk)
	value(o, "blackout_reason", &e.BlackoutReason)
	o.geometry("geometry", &e.Geometry, "Polygon", "MultiPolygon")
	o.geometry("centreline", &e.Centreline, "LineString")
	o.impactEdit(&e.Impact)
	o.phaseEdits(&e.Phases)
	if facilities, given := o.objects("facilities"); given {
		e.Facilities = works.Give([]works.FacilityEdit{})
		for _, f := range facilities {
			e.Facilities.Value = append(e.Facilities.Value, f.facilityEdit())
		}
	}
	o.done()
	return e
}

func (o *object) phaseEdits(to *works.Given[[]works.PhaseEdit]) {
	phases, given := o.objects("phases")
	if !given {
		return
	}
	*to = works.Give([]works.PhaseEdit{})
	for _, p := range phases {
		to.Value = append(to.Value, p.phaseEdit())
	}
}

func (o *object) phaseEdit() works.PhaseEdit {
	e := works.PhaseEdit{ID: o.id("id")}
	var key works.Given[string]
	value(o, "key", &key)
	e.Key = key.Value
	value(o, "kind", &e.Kind)
	value(o, "strip", &e.Strip)
	value(o, "sequence", &e.Sequence)
	o.geometry("geometry", &e.Geometry, "Polygon", "MultiPolygon")
	o.day("planned_from", &e.PlannedFrom)
	o.day("planned_to", &e.PlannedTo)
	o.day("actual_start", &e.ActualStart)
	o.day("actual_end", &e.ActualEnd)
	value(o, "status", &e.Status)
	o.refs("depends_on", &e.DependsOn)
	o.impactEdit(&e.Impact)
	o.done()
	return e
}

// refs reads a list of ids and keys.
func (o *object) refs(name string, to *works.Given[[]works.PhaseRef]) {
	var list works.Given[[]json.RawMessage]
	value(o, name, &list)
	if !list.Set {
		return
	}
	*to = works.Give([]works.PhaseRef{})
	for i, raw := range list.Value {
		var ref works.PhaseRef
		if json.Unmarshal(raw, &ref.ID) != nil && json.Unmarshal(raw, &ref.Key) != nil {
			item := &object{path: o.path + "/" + name, wrong: o.wrong}
			item.refuse(strconv.Itoa(i), "json_type", "an id or a key is expected")
			continue
		}
		to.Value = append(to.Value, ref)
	}
}

func (o *object) impactEdit(to *works.Given[*works.ImpactEdit]) {
	i, given := o.object("impact")
	if !given {
		return
	}
	if i == nil {
		*to = works.Give[*works.ImpactEdit](nil)
		return
	}
	e := &works.ImpactEdit{}
	value(i, "pedestrian", &e.Pedestrian)
	value(i, "min_width_m", &e.MinWidthM)
	value(i, "step_free", &e.StepFree)
	value(i, "vehicle", &e.Vehicle)
	value(i, "vehicle_clear_width_m", &e.VehicleClearWidthM)
	var windows works.Given[[]works.DeliveryWindow] // what a row may hold is read more kindly than what is asked for
	value(i, "delivery_window", &windows)
	e.DeliveryWindow = works.Given[works.DeliveryWindows]{Set: windows.Set, Value: windows.Value}
	i.geometry("waste_point", &e.WastePoint, "Point")
	value(i, "parking_spaces_lost", &e.ParkingSpacesLost)
	value(i, "noise_level", &e.NoiseLevel)
	value(i, "access_note_de", &e.AccessNoteDe)
	value(i, "access_note_en", &e.AccessNoteEn)
	i.done()
	*to = works.Give(e)
}

func (o *object) facilityEdit() works.FacilityEdit {
	e := works.FacilityEdit{ID: o.id("id")}
	value(o, "kind", &e.Kind)
	o.geometry("geometry", &e.Geometry, "Point", "LineString", "Polygon", "MultiPolygon")
	o.day("from", &e.From)
	o.day("to", &e.To)
	o.done()
	return e
}
