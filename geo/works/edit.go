package works

import (
	"strconv"

	"mitte/geo"
	"mitte/geo/fault"
)

// Given is a value that a request may or may not name; one that is given and zero clears.
type Given[T any] struct {
	Set   bool
	Value T
}

// Give returns a value that is named.
func Give[T any](v T) Given[T] { return Given[T]{true, v} }

func (g Given[T]) onto(v *T) {
	if g.Set {
		*v = g.Value
	}
}

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
	DeliveryWindow             Given[[]DeliveryWindow]
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
	e.ProjectID.onto(&c.ProjectID)
	e.Label.onto(&c.Label)
	e.TitleDe.onto(&c.TitleDe)
	e.TitleEn.onto(&c.TitleEn)
	e.Sequence.onto(&c.Sequence)
	e.Strip.onto(&c.Strip)
	e.Status.onto(&c.Status)
	e.StatusReason.onto(&c.StatusReason)
	e.PlannedFrom.onto(&c.PlannedFrom)
	e.PlannedTo.onto(&c.PlannedTo)
	e.ActualStart.onto(&c.ActualStart)
	e.ActualEnd.onto(&c.ActualEnd)
	e.StartVerified.onto(&c.StartVerified)
	e.EndVerified.onto(&c.EndVerified)
	e.ExpectedResume.onto(&c.ExpectedResume)
	e.WarrantyUntil.onto(&c.WarrantyUntil)
	e.LastConfirmedAt.onto(&c.LastConfirmedAt)
	e.Contractor.onto(&c.Contractor)
	e.ContactRole.onto(&c.ContactRole)
	e.DescriptionDe.onto(&c.DescriptionDe)
	e.DescriptionEn.onto(&c.DescriptionEn)
	e.NoteInternal.onto(&c.NoteInternal)
	e.BlackoutOk.onto(&c.BlackoutOk)
	e.BlackoutReason.onto(&c.BlackoutReason)
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
	e.Pedestrian.onto(&i.Pedestrian)
	e.MinWidthM.onto(&i.MinWidthM)
	e.StepFree.onto(&i.StepFree)
	e.Vehicle.onto(&i.Vehicle)
	e.VehicleClearWidthM.onto(&i.VehicleClearWidthM)
	e.DeliveryWindow.onto(&i.DeliveryWindow)
	redraw(e.WastePoint, &i.WastePoint, &i.WastePointM)
	e.ParkingSpacesLost.onto(&i.ParkingSpacesLost)
	e.NoiseLevel.onto(&i.NoiseLevel)
	e.AccessNoteDe.onto(&i.AccessNoteDe)
	e.AccessNoteEn.onto(&i.AccessNoteEn)
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
		edit.Kind.onto(&f.Kind)
		redraw(edit.Geometry, &f.Geom, &f.GeomM)
		edit.From.onto(&f.From)
		edit.To.onto(&f.To)
		out = append(out, f)
	}
	return out, wrong
}

func notOurs(path string) fault.Field {
	return fault.Field{Path: path, Code: "section.foreign_part", Msg: "the section has no such part any more"}
}
