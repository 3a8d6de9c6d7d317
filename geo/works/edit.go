package works

import (
	"strconv"

	"mitte/geo"
	"mitte/geo/fault"
)

// Given is geo.Given.
type Given[T any] = geo.Given[T]

// Give returns a value that is named.
func Give[T any](v T) Given[T] { return geo.Give(v) }

// SectionEdit is what a request says of a section; what it does not name stays as it is. Geometry is lon/lat and has passed
// geo.Intake.
type SectionEdit struct {
	ProjectID                    Given[int64]
	Label                        Given[string]
	TitleDe, TitleEn             Given[string]
	Sequence                     Given[int]
	Strip, Status, StatusReason  Given[string]
	PlannedFrom, PlannedTo       Given[geo.Date]
	ActualStart, ActualEnd       Given[geo.Date]
	StartVerified, EndVerified   Given[bool]
	ExpectedResume               Given[geo.Date]
	WarrantyUntil                Given[geo.Date]
	LastConfirmedAt              Given[geo.Date]
	Contractor, ContactRole      Given[string]
	DescriptionDe, DescriptionEn Given[string]
	NoteInternal                 Given[string]
	BlackoutOk                   Given[bool]
	BlackoutReason               Given[string]
	Geometry                     Given[geo.Geom]
	Centreline                   Given[geo.Geom]
	Impact                       Given[*ImpactEdit]
	Phases                       Given[[]PhaseEdit]    // all of them; those left out are removed
	Facilities                   Given[[]FacilityEdit] // likewise
}

// PhaseEdit is what a request says of a phase: one with an ID changes, one without is new.
type PhaseEdit struct {
	ID                     int64
	Key                    string // a name for a new phase, for PhaseRef
	Kind, Strip            Given[string]
	Sequence               Given[int]
	Geometry               Given[geo.Geom]
	PlannedFrom, PlannedTo Given[geo.Date]
	ActualStart, ActualEnd Given[geo.Date]
	Status                 Given[string]
	DependsOn              Given[[]PhaseRef]
	Impact                 Given[*ImpactEdit]
}

// PhaseRef names a phase by its id, or by the key of a new one.
type PhaseRef struct {
	ID  int64
	Key string
}

// ImpactEdit is what a request says of an impact.
type ImpactEdit struct {
	Pedestrian                 Given[string]
	MinWidthM                  Given[*float64]
	StepFree                   Given[bool]
	Vehicle                    Given[string]
	VehicleClearWidthM         Given[*float64]
	DeliveryWindow             Given[DeliveryWindows]
	WastePoint                 Given[geo.Geom]
	ParkingSpacesLost          Given[int]
	NoiseLevel                 Given[string]
	AccessNoteDe, AccessNoteEn Given[string]
}

// FacilityEdit is what a request says of a facility.
type FacilityEdit struct {
	ID       int64
	Kind     Given[string]
	Geometry Given[geo.Geom]
	From, To Given[geo.Date]
}

// apply returns what the content becomes. It refuses parts that are not the section's.
func (e *SectionEdit) apply(base Content) (Content, []fault.Field) {
	c := base
	e.ProjectID.Onto(&c.ProjectID)
	e.Label.Onto(&c.Label)
	e.TitleDe.Onto(&c.TitleDe)
	e.TitleEn.Onto(&c.TitleEn)
	e.Sequence.Onto(&c.Sequence)
	e.Strip.Onto(&c.Strip)
	e.Status.Onto(&c.Status)
	e.StatusReason.Onto(&c.StatusReason)
	e.PlannedFrom.Onto(&c.PlannedFrom)
	e.PlannedTo.Onto(&c.PlannedTo)
	e.ActualStart.Onto(&c.ActualStart)
	e.ActualEnd.Onto(&c.ActualEnd)
	e.StartVerified.Onto(&c.StartVerified)
	e.EndVerified.Onto(&c.EndVerified)
	e.ExpectedResume.Onto(&c.ExpectedResume)
	e.WarrantyUntil.Onto(&c.WarrantyUntil)
	e.LastConfirmedAt.Onto(&c.LastConfirmedAt)
	e.Contractor.Onto(&c.Contractor)
	e.ContactRole.Onto(&c.ContactRole)
	e.DescriptionDe.Onto(&c.DescriptionDe)
	e.DescriptionEn.Onto(&c.DescriptionEn)
	e.NoteInternal.Onto(&c.NoteInternal)
	e.BlackoutOk.Onto(&c.BlackoutOk)
	e.BlackoutReason.Onto(&c.BlackoutReason)
	redraw(e.Geometry, &c.Geom, &c.GeomM)
	redraw(e.Centreline, &c.Centreline, &c.CentrelineM)
	c.Impact = applyImpact(e.Impact, base.Impact)
	phases, wrong := e.applyPhases(base.Phases)
	c.Phases = phases
	facilities, more := e.applyFacilities(base.Facilities)
	c.Facilities = facilities
	return c, append(wrong, more...)
}

// redraw takes a new geometry; what it is in metres has yet to be found.
func redraw(g Given[geo.Geom], lonLat, metres *geo.Geom) {
	if g.Set {
		*lonLat, *metres = g.Value, geo.Geom{}
	}
}

func applyImpact(g Given[*ImpactEdit], base *ImpactContent) *ImpactContent {
	if !g.Set {
		return base
	}
	if g.Value == nil {
		return nil
	}
	i := newImpact()
	if base != nil {
		i = *base
	}
	e := g.Value
	e.Pedestrian.Onto(&i.Pedestrian)
	e.MinWidthM.Onto(&i.MinWidthM)
	e.StepFree.Onto(&i.StepFree)
	e.Vehicle.Onto(&i.Vehicle)
	e.VehicleClearWidthM.Onto(&i.VehicleClearWidthM)
	e.DeliveryWindow.Onto(&i.DeliveryWindow)
	redraw(e.WastePoint, &i.WastePoint, &i.WastePointM)
	e.ParkingSpacesLost.Onto(&i.ParkingSpacesLost)
	e.NoiseLevel.Onto(&i.NoiseLevel)
	e.AccessNoteDe.Onto(&i.AccessNoteDe)
	e.AccessNoteEn.Onto(&i.AccessNoteEn)
	return &i
}

func (e *SectionEdit) applyFacilities(base []FacilityContent) (out []FacilityContent, wrong []fault.Field) {
	if !e.Facilities.Set {
		return base, nil
	}
	known := map[int64]FacilityContent{}
	for _, f := range base {
		known[f.ID] = f
	}
	for i, edit := range e.Facilities.Value {
		f, ours := known[edit.ID]
		delete(known, edit.ID)
		if edit.ID != 0 && !ours {
			wrong = append(wrong, notOurs("/facilities/"+strconv.Itoa(i)+"/id"))
		}
		edit.Kind.Onto(&f.Kind)
		redraw(edit.Geometry, &f.Geom, &f.GeomM)
		edit.From.Onto(&f.From)
		edit.To.Onto(&f.To)
		out = append(out, f)
	}
	return out, wrong
}

func notOurs(path string) fault.Field {
	return fault.Field{Path: path, Code: "section.foreign_part", Msg: "the section has no such part any more"}
}
