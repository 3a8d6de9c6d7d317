package works

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

// writing brings the rows of a section to a content, touching only those that differ: history shows what changed.
type writing struct {
	tx      pgx.Tx
	section int64
}

// insertSection writes the section's own row; id is 0 for a new one.
func insertSection(ctx context.Context, tx pgx.Tx, c *Content, id int64, version int, source string) (int64, error) {
	if _, err := tx.Exec(ctx, sqlOfficeSource); err != nil {
		return 0, err
	}
	args := sectionArgs(c)
	args["id"], args["version"], args["source"] = idOr(id), version, textOr(source)
	err := tx.QueryRow(ctx, sqlInsertSection, args).Scan(&id)
	return id, err
}

// updateSection always writes the section's own row: its version is that of the whole.
func (w writing) updateSection(ctx context.Context, c *Content) error {
	args := sectionArgs(c)
	args["id"] = w.section
	_, err := w.tx.Exec(ctx, sqlUpdateSection, args)
	return err
}

// writeParts brings phases, impacts and facilities from base to c. New phases get their ids in c.
func (w writing) writeParts(ctx context.Context, base, c *Content) error {
	steps := []func(context.Context, *Content, *Content) error{
		w.removePhases, w.writePhases, w.writeDependencies, w.writeImpacts, w.writeFacilities,
	}
	for _, step := range steps {
		if err := step(ctx, base, c); err != nil {
			return err
		}
	}
	return nil
}

func (w writing) removePhases(ctx context.Context, base, c *Content) error {
	stay := map[int64]bool{}
	for i := range c.Phases {
		stay[c.Phases[i].ID] = true
	}
	var gone []int64
	for i := range base.Phases {
		if !stay[base.Phases[i].ID] {
			gone = append(gone, base.Phases[i].ID)
		}
	}
	return w.exec(ctx, len(gone) > 0, sqlDeletePhases, w.section, gone)
}

// exec runs a statement if there is anything for it to do.
func (w writing) exec(ctx context.Context, needed bool, sql string, args ...any) error {
	if !needed {
		return nil
	}
	_, err := w.tx.Exec(ctx, sql, args...)
	return err
}

func (w writing) writePhases(ctx context.Context, base, c *Content) error {
	was := map[int64]*PhaseContent{}
	for i := range base.Phases {
		was[base.Phases[i].ID] = &base.Phases[i]
	}
	for i := range c.Phases {
		p := &c.Phases[i]
		if before := was[p.ID]; before != nil {
			if err := w.exec(ctx, !samePhase(before, p), sqlUpdatePhase, phaseArgs(p, w.section)); err != nil {
				return err
			}
			continue
		}
		if err := w.tx.QueryRow(ctx, sqlInsertPhase, phaseArgs(p, w.section)).Scan(&p.ID); err != nil {
			return err
		}
	}
	return nil
}

type edge struct{ phase, on int64 }

func edges(c *Content) map[edge]bool {
	out := map[edge]bool{}
	for i := range c.Phases {
		for on := range dependencies(c, i) {
			out[edge{c.Phases[i].ID, on}] = true
		}
	}
	return out
}

// writeDependencies runs after the phases are there. Those of a phase that is gone went with it.
func (w writing) writeDependencies(ctx context.Context, base, c *Content) error {
	before, after := edges(base), edges(c)
	gone, fresh := missing(before, after), missing(after, before)
	if err := w.exec(ctx, len(gone[0]) > 0, sqlDeleteDependencies, gone[0], gone[1]); err != nil {
		return err
	}
	return w.exec(ctx, len(fresh[0]) > 0, sqlInsertDependencies, fresh[0], fresh[1])
}

// missing are the edges of a that b lacks, as two columns.
func missing(a, b map[edge]bool) [2][]int64 {
	var out [2][]int64
	for e := range a {
		if !b[e] {
			out[0], out[1] = append(out[0], e.phase), append(out[1], e.on)
		}
	}
	return out
}

func (w writing) writeImpacts(ctx context.Context, base, c *Content) error {
	if err := w.writeImpact(ctx, base.Impact, c.Impact, w.section, 0); err != nil {
		return err
	}
	was := map[int64]*ImpactContent{}
	for i := range base.Phases {
		was[base.Phases[i].ID] = base.Phases[i].Impact
	}
	for i := range c.Phases {
		p := &c.Phases[i]
		if err := w.writeImpact(ctx, was[p.ID], p.Impact, 0, p.ID); err != nil {
			return err
		}
	}
	return nil
}

// writeImpact keeps the row where there is one: an impact belongs to its place, not to itself.
func (w writing) writeImpact(ctx context.Context, before, after *ImpactContent, section, phase int64) error {
	if sameImpact(before, after) {
		return nil
	}
	if after == nil {
		_, err := w.tx.Exec(ctx, sqlDeleteImpact, before.ID)
		return err
	}
	sql, row := sqlInsertImpact, *after
	if before != nil {
		sql, row.ID = sqlUpdateImpact, before.ID
	}
	args, err := impactArgs(&row, section, phase)
	if err != nil {
		return err
	}
	if before != nil {
		delete(args, "section_id")
		delete(args, "phase_id")
	}
	_, err = w.tx.Exec(ctx, sql, args)
	return err
}

func (w writing) writeFacilities(ctx context.Context, base, c *Content) error {
	was := map[int64]*FacilityContent{}
	for i := range base.Facilities {
		was[base.Facilities[i].ID] = &base.Facilities[i]
	}
	stay := map[int64]bool{}
	for i := range c.Facilities {
		f := &c.Facilities[i]
		stay[f.ID] = true
		before := was[f.ID]
		sql := sqlUpdateFacility
		if before == nil {
			sql = sqlInsertFacility
		}
		if err := w.exec(ctx, before == nil || !sameFacility(before, f), sql, facilityArgs(f, w.section)); err != nil {
			return err
		}
	}
	var gone []int64
	for id := range was {
		if !stay[id] {
			gone = append(gone, id)
		}
	}
	return w.exec(ctx, len(gone) > 0, sqlDeleteFacilities, w.section, gone)
}

// lockSite makes the transaction the only one that edits the section, and gives its rows one moment.
func lockSite(ctx context.Context, tx pgx.Tx, id int64) (locked, error) {
	var version int
	if err := tx.QueryRow(ctx, sqlLockSection, id).Scan(&version); err != nil {
		return locked{}, err
	}
	rows, err := pg.Collect[locked](ctx, tx, sqlLockSite, id)
	if err == nil && len(rows) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return locked{}, err
	}
	_, err = tx.Exec(ctx, sqlSetMoment, rows[0].Moment)
	return rows[0], err
}
