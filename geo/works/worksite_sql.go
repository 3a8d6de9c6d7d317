package works

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
)

// termColumns are those of an impact; the alias is i.
const termColumns = ` i.pedestrian, i.min_width_m::double precision AS min_width_m, i.step_free, i.vehicle,
       i.vehicle_clear_width_m::double precision AS clear_width_m, i.delivery_window,
       ST_Transform(i.waste_point, 4326) AS waste_point, i.parking_spaces_lost, i.noise_level, i.access_note_de, i.access_note_en`

// What should be over and still goes on is there until today at least.
const sqlWorksites = `
SELECT s.id, s.geom AS ground, s.period_from, s.period_to,
       s.status IN ('active', 'suspended') AND s.actual_end IS NULL AS goes_on,` + termColumns + `
FROM construction_section s
LEFT JOIN impact i ON i.section_id = s.id`

const sqlWorksitesOf = sqlWorksites + `
WHERE s.id = ANY ($1)
ORDER BY s.id`

// sqlWorksitesNear leaves out what is only an idea and what lies behind.
const sqlWorksitesNear = sqlWorksites + `
WHERE s.geom && ST_MakeEnvelope($1, $2, $3, $4, 25832) AND s.id <> $5
  AND s.status IN ('planned', 'scheduled', 'active', 'suspended', 'surface_open')
ORDER BY s.id`

const sqlWorksitePhases = `
SELECT h.section_id, h.id, h.kind, h.geom AS ground, h.period_from, h.period_to,
       h.status = 'active' AND h.actual_end IS NULL AS goes_on,` + termColumns + `
FROM construction_phase h
LEFT JOIN impact i ON i.phase_id = h.id
WHERE h.section_id = ANY ($1) AND h.status <> 'cancelled'
ORDER BY h.section_id, h.sequence, h.id`

// termRow is an impact, all nil where nothing was stated.
type termRow struct {
	Pedestrian                 *string
	MinWidthM                  *float64
	StepFree                   *bool
	Vehicle                    *string
	ClearWidthM                *float64
	DeliveryWindow             DeliveryWindows
	WastePoint                 geo.Geom
	ParkingSpacesLost          *int
	NoiseLevel                 *string
	AccessNoteDe, AccessNoteEn *string
}

func (r termRow) terms() *Terms {
	if r.Pedestrian == nil {
		return nil
	}
	return &Terms{
		*r.Pedestrian, r.MinWidthM, *r.StepFree, *r.Vehicle, r.ClearWidthM, r.DeliveryWindow, r.WastePoint, *r.ParkingSpacesLost,
		*r.NoiseLevel, *r.AccessNoteDe, *r.AccessNoteEn,
	}
}

type daysRow struct {
	PeriodFrom, PeriodTo geo.Date
	GoesOn               bool
}

func (r daysRow) period(today geo.Date) geo.Period {
	p := geo.Period{From: r.PeriodFrom, To: r.PeriodTo}
	if r.GoesOn && !p.To.IsZero() && !today.Before(p.To) {
		p.To = today.AddDays(1)
	}
	return p
}

type worksiteRow struct {
	ID     int64
	Ground geo.Geom
	daysRow
	termRow
}

type worksitePhaseRow struct {
	SectionID, ID int64
	Kind          string
	Ground        geo.Geom
	daysRow
	termRow
}

// findWorksite returns a stored section; pgx.ErrNoRows says that there is none.
func findWorksite(ctx context.Context, db pg.Querier, id int64, today geo.Date) (Worksite, error) {
	sites, err := findWorksites(ctx, db, []int64{id}, today)
	if err == nil && len(sites) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return Worksite{}, err
	}
	return sites[0], nil
}

// findWorksites returns those of the stored sections that there are, by id.
func findWorksites(ctx context.Context, db pg.Querier, ids []int64, today geo.Date) ([]Worksite, error) {
	rows, err := pg.Collect[worksiteRow](ctx, db, sqlWorksitesOf, ids)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return withPhases(ctx, db, rows, today)
}

// findWorksitesNear returns the other sections of a box in metres.
func findWorksitesNear(ctx context.Context, db pg.Querier, b geo.BBox, without int64, today geo.Date) ([]Worksite, error) {
	rows, err := pg.Collect[worksiteRow](ctx, db, sqlWorksitesNear, b.West, b.South, b.East, b.North, without)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return withPhases(ctx, db, rows, today)
}

func withPhases(ctx context.Context, db pg.Querier, rows []worksiteRow, today geo.Date) ([]Worksite, error) {
	sites, ids, at := make([]Worksite, len(rows)), make([]int64, len(rows)), make(map[int64]*Worksite, len(rows))
	for i, r := range rows {
		sites[i] = Worksite{SectionID: r.ID, Ground: r.Ground, Period: r.period(today), Terms: r.terms()}
		ids[i], at[r.ID] = r.ID, &sites[i]
	}
	phases, err := pg.Collect[worksitePhaseRow](ctx, db, sqlWorksitePhases, ids)
	for _, p := range phases {
		s := at[p.SectionID]
		s.Phases = append(s.Phases, WorksitePhase{p.ID, len(s.Phases), p.Kind, p.Ground, p.period(today), p.terms()})
	}
	return sites, err
}
