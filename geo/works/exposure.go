package works

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"mitte/geo"
	"mitte/geo/ground"
	"mitte/geo/pg"
)

// ExposureQuestion asks what all works together put shop fronts through.
type ExposureQuestion struct {
	Period    geo.Period // both ends are needed
	KnownAt   time.Time  // what the office knew at that moment; the zero time is now
	FrontsNow bool       // before the fronts and doors of today, whatever KnownAt is
	ReachM    float64    // 0 means DefaultReachM
}

// Exposing is a section that is there on some days of the period, with the doors it stands before.
type Exposing struct {
	SectionID        int64
	Ref              string // project and label
	TitleDe, TitleEn string // of the project
	Label, Status    string
	Period           geo.Period // of the section itself, not cut to what was asked
	Ground           geo.Geom   // MultiPolygon, EPSG:25832
	Fronts           []Exposed
}

// Exposed is a shop front within reach of a section, or the door of a unit without any front: of it metres are not known.
type Exposed struct {
	UnitID  int64
	FrontID int64    // 0 for a door
	First   geo.Date // of the days that count
	Days    int
	MDays   float64 // metres affected × days (domain.md 5)
	ToldAt  geo.Date
}

// Exposures works out which fronts stood or will stand before works in a period, section by section; a front before two of
// them has both. A section that was to begin and did not counts from today on only. It returns Invalid as Affected does.
func (r *Reckoner) Exposures(ctx context.Context, q ExposureQuestion) ([]Exposing, error) {
	const op = "works.Exposures"
	if q.ReachM == 0 {
		q.ReachM = DefaultReachM
	}
	ever := pgtype.Timestamptz{Valid: true, InfinityModifier: pgtype.Infinity}
	today, known := geo.Today(r.clock), ever
	if !q.KnownAt.IsZero() {
		today, known = geo.DateOf(q.KnownAt), pgtype.Timestamptz{Time: q.KnownAt, Valid: true}
	}
	fronts := known
	if q.FrontsNow {
		fronts = ever
	}
	sites, heads, err := findExposing(ctx, r.db, q.Period, known, today)
	if err != nil {
		return nil, pg.Fault(op, err)
	}
	plots, near := make([]*plot, len(sites)), make([]nearExposed, len(sites))
	var batch pgx.Batch
	for i, s := range sites {
		if plots[i], err = layOut(ctx, r.db, s); err != nil {
			return nil, pg.Fault(op, err)
		}
		everywhere, err := plots[i].everywhere()
		if err != nil {
			return nil, pg.Fault(op, err)
		}
		pg.Queue(&batch, &near[i].fronts, sqlFrontsThen, fronts, everywhere, q.ReachM)
		pg.Queue(&batch, &near[i].doors, sqlDoorsThen, fronts, everywhere, q.ReachM)
	}
	var told []toldRow
	pg.Queue(&batch, &told, sqlTold, known)
	if err := r.db.SendBatch(ctx, &batch).Close(); err != nil {
		return nil, pg.Fault(op, err)
	}
	when := map[[2]int64]geo.Date{}
	for _, t := range told {
		when[[2]int64{t.SectionID, t.UnitID}] = t.ToldAt
	}
	for i, p := range plots {
		heads[i].Fronts = p.exposed(q, &near[i])
		for j := range heads[i].Fronts {
			heads[i].Fronts[j].ToldAt = when[[2]int64{heads[i].SectionID, heads[i].Fronts[j].UnitID}]
		}
	}
	return heads, nil
}

// exposed measures the fronts and counts the doors that a plot reaches in a period.
func (p *plot) exposed(q ExposureQuestion, near *nearExposed) (out []Exposed) {
	all := p.stretches(q.Period)
	for _, row := range near.fronts {
		line := ground.LineOf(row.Geom)
		by := make([]ground.Spans, len(p.grounds))
		for g, area := range p.grounds {
			by[g] = area.Within(line, q.ReachM)
		}
		e := Exposed{UnitID: row.UnitID, FrontID: row.ID}
		for _, x := range all {
			var here ground.Spans
			for _, g := range p.at(x) {
				here = ground.Join(here, by[g])
			}
			if m := here.Length(); m >= leastFrontM {
				e.add(x, m)
			}
		}
		if e.Days > 0 {
			out = append(out, e)
		}
	}
	return append(out, p.exposedDoors(all, q.ReachM, near.doors)...)
}

// exposedDoors counts a unit once, however many doors it has.
func (p *plot) exposedDoors(all []stretch, reach float64, rows []doorRow) (out []Exposed) {
	for i := 0; i < len(rows); {
		e := Exposed{UnitID: rows[i].UnitID}
		end := i
		for end < len(rows) && rows[end].UnitID == e.UnitID {
			end++
		}
		for _, x := range all {
			if p.reachesOne(x, reach, rows[i:end]) {
				e.add(x, 0)
			}
		}
		if e.Days > 0 {
			out = append(out, e)
		}
		i = end
	}
	return out
}

func (p *plot) reachesOne(x stretch, reach float64, doors []doorRow) bool {
	for _, row := range doors {
		door := ground.LineOf(row.Geom)[0]
		for _, g := range p.at(x) {
			if p.grounds[g].Reaches(door, reach) {
				return true
			}
		}
	}
	return false
}

func (e *Exposed) add(x stretch, metres float64) {
	if e.First.IsZero() {
		e.First = x.period.From
	}
	e.Days, e.MDays = e.Days+x.days, e.MDays+metres*float64(x.days)
}
