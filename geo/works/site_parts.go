package works

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

type phaseRow struct {
	SectionID int64
	PhaseContent
}

type impactRow struct {
	SectionID, PhaseID int64
	ImpactContent
}

type facilityRow struct {
	SectionID int64
	FacilityContent
}

// addParts reads the parts of all sites at once, as they are or as they were known.
func addParts(ctx context.Context, db pg.Querier, sites []Site, known *time.Time) error {
	if len(sites) == 0 {
		return nil
	}
	p := parts{sites: map[int64]*Site{}, phases: map[int64]spot{}}
	for i := range sites {
		p.sites[sites[i].ID] = &sites[i]
		p.sections = append(p.sections, sites[i].ID)
	}
	p.known = known
	for _, step := range []func(context.Context, pg.Querier) error{p.addPhases, p.addDependencies, p.addImpacts, p.addFacilities, p.markRemovable} {
		if err := step(ctx, db); err != nil {
			return err
		}
	}
	return nil
}

// parts are being hung on their sites.
type parts struct {
	sites    map[int64]*Site
	sections []int64
	phases   map[int64]spot
	phaseIDs []int64
	known    *time.Time
}

// spot is where a phase stands.
type spot struct {
	site *Site
	n    int
}

func (p *parts) args() pgx.NamedArgs {
	return pgx.NamedArgs{"sections": p.sections, "phases": p.phaseIDs, "known": p.known}
}

func (p *parts) addPhases(ctx context.Context, db pg.Querier) error {
	rows, err := pg.Collect[phaseRow](ctx, db, sqlSitePhases, p.args())
	for _, r := range rows {
		s := p.sites[r.SectionID]
		p.phases[r.ID] = spot{s, len(s.Phases)}
		p.phaseIDs = append(p.phaseIDs, r.ID)
		s.Phases = append(s.Phases, r.PhaseContent)
	}
	return err
}

func (p *parts) addDependencies(ctx context.Context, db pg.Querier) error {
	rows, err := db.Query(ctx, sqlSiteDependencies, p.args())
	if err != nil {
		return err
	}
	var phase, on int64
	_, err = pgx.ForEachRow(rows, []any{&phase, &on}, func() error {
		from, to := p.phases[phase], p.phases[on]
		if from.site == nil || from.site != to.site {
			return nil // between sections: nobody but psql makes one
		}
		list := &from.site.Phases[from.n].DependsOn
		*list = append(*list, to.n)
		slices.Sort(*list)
		return nil
	})
	return err
}

func (p *parts) addImpacts(ctx context.Context, db pg.Querier) error {
	rows, err := pg.Collect[impactRow](ctx, db, sqlSiteImpacts, p.args())
	for i := range rows {
		r := &rows[i]
		if of := p.phases[r.PhaseID]; of.site != nil {
			of.site.Phases[of.n].Impact = &r.ImpactContent
		} else if s := p.sites[r.SectionID]; s != nil {
			s.Impact = &r.ImpactContent
		}
	}
	return err
}

func (p *parts) addFacilities(ctx context.Context, db pg.Querier) error {
	rows, err := pg.Collect[facilityRow](ctx, db, sqlSiteFacilities, p.args())
	for _, r := range rows {
		s := p.sites[r.SectionID]
		s.Facilities = append(s.Facilities, r.FacilityContent)
	}
	return err
}
