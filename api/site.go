package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/works"
)

// exact is the decimals of a coordinate that an editor gets: a tenth of a millimetre, so that a vertex nobody touched comes
// back as it was.
const exact = 9

func (w *jsonWriter) exactGeom(name string, g geo.Geom) {
	w.key(name)
	w.b = geo.AppendGeom(w.b, g, exact)
}

// windows writes times for deliveries, null where nothing is stated.
func (w *jsonWriter) windows(name string, list works.DeliveryWindows) {
	if len(list) == 0 {
		w.key(name)
		w.null()
		return
	}
	w.array(name)
	for _, d := range list {
		w.open()
		w.str("days", d.Days)
		w.str("from", d.From)
		w.str("to", d.To)
		w.close('}')
	}
	w.close(']')
}

// textOr writes empty text as null.
func (w *jsonWriter) textOr(name, v string) {
	if v == "" {
		w.key(name)
		w.null()
		return
	}
	w.str(name, v)
}

// site is a section as staff read it.
type site struct {
	*works.Site
	warnings []works.Finding
	saved    bool // then the warnings are told
	tagged   bool // with what stands in ETag where it is alone
	today    geo.Date
	names    map[string]string // of editors
	lang     string
}

// write appends the section as a GeoJSON feature.
func (s site) write(w *jsonWriter) {
	w.open()
	w.str("type", "Feature")
	w.id("id", s.ID)
	if s.tagged {
		w.str("etag", tag(s.Site))
	}
	w.exactGeom("geometry", s.Geom)
	w.object("properties")
	s.head(w)
	s.plain(w)
	w.exactGeom("centreline", s.Centreline)
	writeSiteImpact(w, s.Impact)
	w.array("phases")
	for i := range s.Phases {
		s.phase(w, &s.Phases[i])
	}
	w.close(']')
	w.array("facilities")
	for i := range s.Facilities {
		writeFacility(w, &s.Facilities[i])
	}
	w.close(']')
	if s.saved {
		writeFindings(w, "warnings", s.warnings, s.lang)
	}
	w.close('}')
	w.close('}')
}

// head is what nobody writes.
func (s site) head(w *jsonWriter) {
	w.id("id", s.ID)
	w.num("version", s.Version)
	w.time("created_at", s.CreatedAt)
	w.time("updated_at", s.UpdatedAt)
	w.str("updated_by", s.UpdatedBy)
	w.textOr("updated_by_name", s.names[s.UpdatedBy])
	w.str("project_ref", s.ProjectRef)
	w.str("project_title_de", s.ProjectTitleDe)
	w.str("project_title_en", s.ProjectTitleEn)
	w.str("source", s.Source)
	w.yes("made_up", s.MadeUp)
	w.yes("public", s.Public())
	w.yes("doubtful", s.Doubtful(s.today))
	w.list("next_statuses", works.NextStatuses(s.Status))
	w.yes("removable", s.Removable)
	w.yes("deleted", s.Deleted)
}

func (s site) plain(w *jsonWriter) {
	w.id("project_id", s.ProjectID)
	w.str("label", s.Label)
	w.str("title_de", s.TitleDe)
	w.str("title_en", s.TitleEn)
	w.num("sequence", s.Sequence)
	w.str("strip", s.Strip)
	w.str("status", s.Status)
	w.textOr("status_reason", s.StatusReason)
	w.day("planned_from", s.PlannedFrom)
	w.day("planned_to", s.PlannedTo)
	w.day("actual_start", s.ActualStart)
	w.day("actual_end", s.ActualEnd)
	w.yes("start_verified", s.StartVerified)
	w.yes("end_verified", s.EndVerified)
	w.day("expected_resume", s.ExpectedResume)
	w.day("warranty_until", s.WarrantyUntil)
	w.day("last_confirmed_at", s.LastConfirmedAt)
	w.textOr("contractor", s.Contractor)
	w.str("contact_role", s.ContactRole)
	w.str("description_de", s.DescriptionDe)
	w.str("description_en", s.DescriptionEn)
	w.textOr("note_internal", s.NoteInternal)
	w.yes("blackout_ok", s.BlackoutOk)
	w.textOr("blackout_reason", s.BlackoutReason)
}

func (s site) phase(w *jsonWriter, p *works.PhaseContent) {
	w.open()
	w.id("id", p.ID)
	w.str("kind", p.Kind)
	w.str("strip", p.Strip)
	w.num("sequence", p.Sequence)
	w.exactGeom("geometry", p.Geom)
	w.day("planned_from", p.PlannedFrom)
	w.day("planned_to", p.PlannedTo)
	w.day("actual_start", p.ActualStart)
	w.day("actual_end", p.ActualEnd)
	w.str("status", p.Status)
	w.list("next_statuses", works.NextPhaseStatuses(p.Status))
	w.array("depends_on")
	for _, on := range p.DependsOn {
		w.comma()
		w.b = append(w.b, decimal(s.Phases[on].ID)...)
	}
	w.close(']')
	writeSiteImpact(w, p.Impact)
	w.close('}')
}

func writeSiteImpact(w *jsonWriter, i *works.ImpactContent) {
	if i == nil {
		w.key("impact")
		w.null()
		return
	}
	w.object("impact")
	w.str("pedestrian", i.Pedestrian)
	w.floatOr("min_width_m", i.MinWidthM)
	w.yes("step_free", i.StepFree)
	w.str("vehicle", i.Vehicle)
	w.floatOr("vehicle_clear_width_m", i.VehicleClearWidthM)
	w.windows("delivery_window", i.DeliveryWindow)
	w.exactGeom("waste_point", i.WastePoint)
	w.num("parking_spaces_lost", i.ParkingSpacesLost)
	w.str("noise_level", i.NoiseLevel)
	w.str("access_note_de", i.AccessNoteDe)
	w.str("access_note_en", i.AccessNoteEn)
	w.close('}')
}

func writeFacility(w *jsonWriter, f *works.FacilityContent) {
	w.open()
	w.id("id", f.ID)
	w.str("kind", f.Kind)
	w.exactGeom("geometry", f.Geom)
	w.day("from", f.From)
	w.day("to", f.To)
	w.close('}')
}

// tag names the version of a site, for If-Match.
func tag(s *works.Site) string {
	m := s.Match()
	return `"` + string(decimal(int64(m.Version))) + "-" + m.Stamp + `"`
}

// sendFor answers with a document for somebody who is signed in; nobody keeps it.
func sendFor(c *fiber.Ctx, contentType string, w *jsonWriter) error {
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return send(c, contentType, "", w.b)
}
