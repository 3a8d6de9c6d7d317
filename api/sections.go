package api

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/place"
	"mitte/geo/works"
)

func (a *api) sections(c *fiber.Ctx) error {
	q := bind(c, append(listParameters, "at", "project_id", "status")...)
	ask := works.SectionQuery{
		Page: q.page(), At: q.at(geo.Date{}), ProjectID: q.id("project_id"),
		Statuses: q.choice("status", works.PublicStatuses()),
	}
	if err := q.err(); err != nil {
		return err
	}
	l := listing[works.Section]{
		kind: a.sectionFeature(), page: ask.Page, day: ask.At, onDate: ask.At,
		read: func(ctx context.Context, p place.Page) (place.Batch[works.Section], error) {
			ask.Page = p
			return a.Works.Sections(ctx, ask)
		},
	}
	if ask.ProjectID == 0 && ask.Statuses == nil {
		l.layer = "sections"
	}
	return sendList(a, c, l)
}

func (a *api) section(c *fiber.Ctx) error {
	id, err := pathID(c)
	if err != nil {
		return err
	}
	if err := bind(c).err(); err != nil {
		return err
	}
	s, err := a.Works.Section(c.UserContext(), id)
	if err != nil {
		return err
	}
	return sendItem(c, a.sectionFeature(), &s, nil)
}

// sectionFeature writes sections; whether one is doubtful depends on today.
func (a *api) sectionFeature() feature[works.Section] {
	today := geo.Today(a.Clock)
	return feature[works.Section]{
		size: 3000,
		head: func(s *works.Section) (int64, int, geo.Geom) { return s.ID, s.Version, s.Geom },
		properties: func(w *jsonWriter, s *works.Section) {
			writeSection(w, s)
			writeImpact(w, &s.Impact)
			w.str("source", s.Source)
			w.yes("made_up", s.MadeUp)
			w.yes("doubtful", s.Doubtful(today))
			w.list("street_names", s.StreetNames)
			w.array("phases")
			for i := range s.Phases {
				writePhase(w, &s.Phases[i])
			}
			w.close(']')
		},
	}
}

func writeSection(w *jsonWriter, s *works.Section) {
	w.num("version", s.Version)
	w.time("updated_at", s.UpdatedAt)
	w.id("project_id", s.ProjectID)
	w.str("project_ref", s.ProjectRef)
	w.str("project_title_de", s.ProjectTitleDe)
	w.str("project_title_en", s.ProjectTitleEn)
	w.str("label", s.Label)
	w.str("title_de", s.TitleDe)
	w.str("title_en", s.TitleEn)
	w.num("sequence", s.Sequence)
	w.str("strip", s.Strip)
	w.str("status", s.Status)
	w.day("planned_from", s.PlannedFrom)
	w.day("planned_to", s.PlannedTo)
	w.day("actual_start", s.ActualStart)
	w.day("actual_end", s.ActualEnd)
	w.yes("start_verified", s.StartVerified)
	w.yes("end_verified", s.EndVerified)
	w.day("valid_from", s.ValidFrom)
	w.day("valid_to", s.ValidTo)
	w.day("expected_resume", s.ExpectedResume)
	w.day("last_confirmed_at", s.LastConfirmedAt)
	w.str("contact_role", s.ContactRole)
	w.str("description_de", s.DescriptionDe)
	w.str("description_en", s.DescriptionEn)
}

func writePhase(w *jsonWriter, p *works.Phase) {
	w.open()
	w.id("id", p.ID)
	w.num("version", p.Version)
	w.str("kind", p.Kind)
	w.str("strip", p.Strip)
	w.num("sequence", p.Sequence)
	w.str("status", p.Status)
	w.day("planned_from", p.PlannedFrom)
	w.day("planned_to", p.PlannedTo)
	w.day("actual_start", p.ActualStart)
	w.day("actual_end", p.ActualEnd)
	w.day("valid_from", p.ValidFrom)
	w.day("valid_to", p.ValidTo)
	writeImpact(w, &p.Impact)
	w.geom("geometry", p.Geom)
	w.close('}')
}

func writeImpact(w *jsonWriter, i *works.Impact) {
	w.strOr("pedestrian", i.Pedestrian)
	w.floatOr("min_width_m", i.MinWidthM)
	w.yesOr("step_free", i.StepFree)
	w.strOr("vehicle", i.Vehicle)
	w.strOr("noise_level", i.NoiseLevel)
	w.strOr("access_note_de", i.AccessNoteDe)
	w.strOr("access_note_en", i.AccessNoteEn)
	w.floatOr("vehicle_clear_width_m", i.VehicleClearWidthM)
	w.windows("delivery_window", i.DeliveryWindow)
	w.numOr("parking_spaces_lost", i.ParkingSpacesLost)
	w.geom("waste_point", i.WastePoint)
}
