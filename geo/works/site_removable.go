package works

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

const sqlEverPublic = `
SELECT DISTINCT id FROM history WHERE table_name = 'construction_section' AND id = ANY ($1) AND row ->> 'status' = ANY ($2)`

// markRemovable marks the sites that everybody can see neither now nor could before somebody went back behind that.
func (p *parts) markRemovable(ctx context.Context, db pg.Querier) error {
	for _, s := range p.sites {
		s.Removable = removable(s.Status)
	}
	rows, err := db.Query(ctx, sqlEverPublic, p.sections, PublicStatuses())
	if err != nil {
		return err
	}
	var id int64
	_, err = pgx.ForEachRow(rows, []any{&id}, func() error {
		p.sites[id].Removable = false
		return nil
	})
	return err
}
