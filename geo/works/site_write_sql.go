package works

import (
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
)

// The moment of an edit is later than everything that it changes, whenever its transaction began.
const sqlLockSite = `
SELECT s.version, s.stamp, greatest(now(), s.updated_at + interval '1 microsecond', (
    SELECT max(part.at) + interval '1 microsecond'
    FROM (SELECT h.updated_at FROM construction_phase h WHERE h.section_id = s.id
          UNION ALL
          SELECT f.updated_at FROM site_facility f WHERE f.section_id = s.id
          UNION ALL
          SELECT i.updated_at FROM impact i WHERE i.section_id = s.id
          UNION ALL
          SELECT i.updated_at FROM impact i JOIN construction_phase h ON h.id = i.phase_id WHERE h.section_id = s.id
    ) AS part (at))) AS moment
FROM (` + sqlSitesNow + ` WHERE t.id = $1) AS s`

const (
	sqlLockSection = `SELECT version FROM construction_section WHERE id = $1 FOR UPDATE`
	sqlSetMoment   = `SELECT set_config('mitte.moment', $1::timestamptz::text, true)`
	sqlTransaction = `SELECT pg_current_xact_id()::text::bigint`
)

// A section that comes back has its old id; its version goes on after the tombstone's.
const sqlInsertSection = `
INSERT INTO construction_section (id, version, project_id, label, title_de, title_en, sequence, geom, centreline, strip, status,
    status_reason, planned, actual_start, actual_end, start_verified, end_verified, expected_resume, warranty_until,
    last_confirmed_at, contractor, contact_role, description_public_de, description_public_en, note_internal, blackout_ok,
    blackout_reason, source, made_up)
OVERRIDING SYSTEM VALUE
SELECT coalesce(@id::bigint, nextval(pg_get_serial_sequence('construction_section', 'id'))), @version, p.id, @label, @title_de,
       @title_en, @sequence, @geom, @centreline, @strip, @status, @status_reason, @planned, @actual_start, @actual_end,
       @start_verified, @end_verified, @expected_resume, @warranty_until, @last_confirmed_at, @contractor, @contact_role,
       @description_de, @description_en, @note_internal, @blackout_ok, @blackout_reason, coalesce(@source, 'office'), p.made_up
FROM construction_project p
WHERE p.id = @project_id
RETURNING id`

const sqlUpdateSection = `
UPDATE construction_section
SET project_id = @project_id, label = @label, title_de = @title_de, title_en = @title_en, sequence = @sequence, geom = @geom,
    centreline = @centreline, strip = @strip, status = @status, status_reason = @status_reason, planned = @planned,
    actual_start = @actual_start, actual_end = @actual_end, start_verified = @start_verified, end_verified = @end_verified,
    expected_resume = @expected_resume, warranty_until = @warranty_until, last_confirmed_at = @last_confirmed_at,
    contractor = @contractor, contact_role = @contact_role, description_public_de = @description_de,
    description_public_en = @description_en, note_internal = @note_internal, blackout_ok = @blackout_ok,
    blackout_reason = @blackout_reason
WHERE id = @id`

const sqlDeleteSection = `DELETE FROM construction_section WHERE id = $1`

const sqlOfficeSource = `
INSERT INTO source (id, title, licence, attribution)
VALUES ('office', 'Citymanagement', 'dl-de/zero-2-0', 'Citymanagement')
ON CONFLICT (id) DO NOTHING`

// sqlReborn is the version with which a row comes back, after its tombstone's.
const sqlReborn = `coalesce((SELECT max(h.version) + 1 FROM history h WHERE h.table_name = `

const sqlInsertPhase = `
INSERT INTO construction_phase (id, version, section_id, kind, strip, sequence, geom, planned, actual_start, actual_end, status)
OVERRIDING SYSTEM VALUE
VALUES (coalesce(@id::bigint, nextval(pg_get_serial_sequence('construction_phase', 'id'))),
    ` + sqlReborn + `'construction_phase' AND h.id = @id), 1),
    @section_id, @kind, @strip, @sequence, @geom, @planned, @actual_start, @actual_end, @status)
RETURNING id`

const sqlUpdatePhase = `
UPDATE construction_phase
SET kind = @kind, strip = @strip, sequence = @sequence, geom = @geom, planned = @planned, actual_start = @actual_start,
    actual_end = @actual_end, status = @status
WHERE id = @id AND section_id = @section_id`

const sqlDeletePhases = `DELETE FROM construction_phase WHERE section_id = $1 AND id = ANY ($2)`

const sqlDeleteDependencies = `
DELETE FROM phase_dependency d
USING unnest($1::bigint[], $2::bigint[]) AS gone (phase_id, depends_on_id)
WHERE d.phase_id = gone.phase_id AND d.depends_on_id = gone.depends_on_id`

const sqlInsertDependencies = `
INSERT INTO phase_dependency (phase_id, depends_on_id)
SELECT phase_id, depends_on_id FROM unnest($1::bigint[], $2::bigint[]) AS fresh (phase_id, depends_on_id)`

const sqlInsertImpact = `
INSERT INTO impact (id, version, section_id, phase_id, pedestrian, min_width_m, step_free, vehicle, vehicle_clear_width_m,
    delivery_window, waste_point, parking_spaces_lost, noise_level, access_note_de, access_note_en)
OVERRIDING SYSTEM VALUE
VALUES (coalesce(@id::bigint, nextval(pg_get_serial_sequence('impact', 'id'))),
    ` + sqlReborn + `'impact' AND h.id = @id), 1),
    @section_id, @phase_id, @pedestrian, @min_width_m, @step_free, @vehicle, @vehicle_clear_width_m, @delivery_window, @waste_point,
    @parking_spaces_lost, @noise_level, @access_note_de, @access_note_en)`

const sqlUpdateImpact = `
UPDATE impact
SET pedestrian = @pedestrian, min_width_m = @min_width_m, step_free = @step_free, vehicle = @vehicle,
    vehicle_clear_width_m = @vehicle_clear_width_m, delivery_window = @delivery_window, waste_point = @waste_point,
    parking_spaces_lost = @parking_spaces_lost, noise_level = @noise_level, access_note_de = @access_note_de,
    access_note_en = @access_note_en
WHERE id = @id`

const sqlDeleteImpact = `DELETE FROM impact WHERE id = $1`

const sqlInsertFacility = `
INSERT INTO site_facility (id, version, section_id, kind, geom, period)
OVERRIDING SYSTEM VALUE
VALUES (coalesce(@id::bigint, nextval(pg_get_serial_sequence('site_facility', 'id'))),
    ` + sqlReborn + `'site_facility' AND h.id = @id), 1),
    @section_id, @kind, @geom, @period)`

const sqlUpdateFacility = `
UPDATE site_facility SET kind = @kind, geom = @geom, period = @period WHERE id = @id AND section_id = @section_id`

const sqlDeleteFacilities = `DELETE FROM site_facility WHERE section_id = $1 AND id = ANY ($2)`

// locked is what an edit finds once it is alone with a section.
type locked struct {
	Version int
	Stamp   *string
	Moment  time.Time
}

func sectionArgs(c *Content) pgx.NamedArgs {
	return pgx.NamedArgs{
		"project_id": c.ProjectID, "label": c.Label, "title_de": c.TitleDe, "title_en": c.TitleEn, "sequence": c.Sequence,
		"geom": c.GeomM, "centreline": c.CentrelineM, "strip": c.Strip, "status": c.Status, "status_reason": textOr(c.StatusReason),
		"planned": periodOr(c.PlannedFrom, c.PlannedTo), "actual_start": dayOr(c.ActualStart), "actual_end": dayOr(c.ActualEnd),
		"start_verified": c.StartVerified, "end_verified": c.EndVerified, "expected_resume": dayOr(c.ExpectedResume),
		"warranty_until": dayOr(c.WarrantyUntil), "last_confirmed_at": dayOr(c.LastConfirmedAt), "contractor": textOr(c.Contractor),
		"contact_role": c.ContactRole, "description_de": c.DescriptionDe, "description_en": c.DescriptionEn,
		"note_internal": textOr(c.NoteInternal), "blackout_ok": c.BlackoutOk, "blackout_reason": textOr(c.BlackoutReason),
	}
}

func phaseArgs(p *PhaseContent, section int64) pgx.NamedArgs {
	return pgx.NamedArgs{
		"id": idOr(p.ID), "section_id": section, "kind": p.Kind, "strip": p.Strip, "sequence": p.Sequence, "geom": p.GeomM,
		"planned": periodOr(p.PlannedFrom, p.PlannedTo), "actual_start": dayOr(p.ActualStart), "actual_end": dayOr(p.ActualEnd),
		"status": p.Status,
	}
}

func impactArgs(i *ImpactContent, section, phase int64) (pgx.NamedArgs, error) {
	var window []byte
	if len(i.DeliveryWindow) > 0 {
		var err error
		if window, err = json.Marshal(i.DeliveryWindow); err != nil {
			return nil, err
		}
	}
	return pgx.NamedArgs{
		"id": idOr(i.ID), "section_id": idOr(section), "phase_id": idOr(phase), "pedestrian": i.Pedestrian, "min_width_m": i.MinWidthM,
		"step_free": i.StepFree, "vehicle": i.Vehicle, "vehicle_clear_width_m": i.VehicleClearWidthM, "delivery_window": window,
		"waste_point": i.WastePointM, "parking_spaces_lost": i.ParkingSpacesLost, "noise_level": i.NoiseLevel,
		"access_note_de": i.AccessNoteDe, "access_note_en": i.AccessNoteEn,
	}, nil
}

func facilityArgs(f *FacilityContent, section int64) pgx.NamedArgs {
	return pgx.NamedArgs{"id": idOr(f.ID), "section_id": section, "kind": f.Kind, "geom": f.GeomM, "period": periodOr(f.From, f.To)}
}

// The zero values of Go that stand for NULL.

func textOr(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

func idOr(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

func dayOr(d geo.Date) *geo.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

func periodOr(from, to geo.Date) *geo.Period {
	if from.IsZero() && to.IsZero() {
		return nil
	}
	return &geo.Period{From: from, To: to}
}
