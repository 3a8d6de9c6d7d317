package works

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
)

// Edition tells of one version of a site: since when it is known and until when, who made it, why, and what is otherwise
// than in the one before.
type Edition struct {
	Version int
	At      time.Time
	Until   *time.Time
	Editor  string
	Reason  *string
	Changed []string
	Deleted bool // the section is gone since then
}

// Its first rows are the versions, the last of them current or a tombstone. What hangs on a section changes with a version,
// or, when somebody edits past the service, within one.
const sqlHistory = `
WITH phase AS (
    SELECT id FROM construction_phase WHERE section_id = $1
    UNION
    SELECT id FROM history WHERE table_name = 'construction_phase' AND row ->> 'section_id' IS NOT NULL AND (row ->> 'section_id')::bigint = $1
), version AS (
    SELECT version, updated_at AS at, NULL::timestamptz AS until, updated_by AS editor,
           to_jsonb(t) - '{geom,geom_3857}'::text[] AS row, geom, false AS deleted
    FROM construction_section t WHERE id = $1
    UNION ALL
    SELECT version, CASE WHEN op = 'tombstone' THEN lower(known) ELSE (row ->> 'updated_at')::timestamptz END, upper(known), editor,
           row, geom, op = 'tombstone'
    FROM history WHERE table_name = 'construction_section' AND id = $1
), told AS (
    SELECT version, op, reason FROM history WHERE table_name = 'construction_section' AND id = $1
), part AS (
    SELECT 'phases' AS what, updated_at AS at FROM construction_phase WHERE section_id = $1
    UNION ALL
    SELECT 'facilities', updated_at FROM site_facility WHERE section_id = $1
    UNION ALL
    SELECT CASE WHEN phase_id IS NULL THEN 'impact' ELSE 'phases' END, updated_at FROM impact
    WHERE section_id = $1 OR phase_id IN (SELECT id FROM phase)
    UNION ALL
    SELECT 'phases', updated_at FROM phase_dependency WHERE phase_id IN (SELECT id FROM phase)
    UNION ALL
    SELECT CASE WHEN h.table_name = 'site_facility' THEN 'facilities'
                WHEN h.table_name = 'impact' AND h.row ->> 'section_id' IS NOT NULL THEN 'impact' ELSE 'phases' END, t.at
    FROM history h
    CROSS JOIN LATERAL (VALUES ((h.row ->> 'updated_at')::timestamptz), (CASE WHEN h.op = 'delete' THEN upper(h.known) END)) AS t (at)
    WHERE h.op <> 'tombstone' AND t.at IS NOT NULL AND (
        (h.row ->> 'section_id' IS NOT NULL AND (h.row ->> 'section_id')::bigint = $1)
        OR (h.row ->> 'phase_id' IS NOT NULL AND (h.row ->> 'phase_id')::bigint IN (SELECT id FROM phase)))
), step AS (
    SELECT v.*, lag(v.row) OVER w AS row_before, lag(v.geom) OVER w AS geom_before, lag(v.deleted) OVER w AS gone_before
    FROM version v
    WINDOW w AS (ORDER BY v.version)
)
SELECT s.version, s.at, s.until, s.editor, s.deleted,
       (SELECT t.reason FROM told t WHERE CASE WHEN s.deleted THEN t.version = s.version ELSE t.version = s.version - 1 AND t.op = 'update' END) AS reason,
       CASE WHEN s.row_before IS NULL OR s.deleted OR s.gone_before THEN '{}'::text[] ELSE ARRAY(
           SELECT e.key FROM jsonb_each(s.row) AS e WHERE e.value IS DISTINCT FROM s.row_before -> e.key AND e.key <> 'planned'
           UNION
           SELECT 'planned_from' WHERE lower((s.row ->> 'planned')::daterange) IS DISTINCT FROM lower((s.row_before ->> 'planned')::daterange)
           UNION
           SELECT 'planned_to' WHERE upper((s.row ->> 'planned')::daterange) IS DISTINCT FROM upper((s.row_before ->> 'planned')::daterange)
           UNION
           SELECT 'geometry' WHERE s.geom IS DISTINCT FROM s.geom_before
           UNION
           SELECT p.what FROM part p WHERE p.at >= s.at AND (s.until IS NULL OR p.at < s.until)
       ) END AS changed
FROM step s
WHERE $2 = 0 OR s.version < $2
ORDER BY s.version DESC
LIMIT $3`

// MostEditions is how many versions History tells of at once.
const MostEditions = 200

// History tells of the versions of a site, the newest first: those before a version, or all for 0. It returns NotFound if
// there never was such a section.
func (o *Office) History(ctx context.Context, by people.Actor, id int64, before int) ([]Edition, error) {
	const op = "works.Office.History"
	if err := reader(by); err != nil {
		return nil, fault.Wrap(op, err)
	}
	found, err := pg.Collect[Edition](ctx, o.db, sqlHistory, id, before, MostEditions)
	if err == nil && len(found) == 0 && before == 0 {
		err = pgx.ErrNoRows
	}
	for i := range found {
		found[i].Changed = inOrder(found[i].Changed)
	}
	return found, pg.Fault(op, err)
}

// Restore makes an earlier version of a site a new one; one that is deleted comes back under its id. The rules of steps from
// one status to the next do not hold here: it is the way back. It returns NotFound, NoVersion or Stale, and Invalid if the
// earlier version has become impossible.
func (o *Office) Restore(ctx context.Context, by By, id int64, on Match, version int) (Saved, error) {
	const op = "works.Office.Restore"
	if err := writer(by.Actor); err != nil {
		return Saved{}, fault.Wrap(op, err)
	}
	then, err := findVersion(ctx, o.db, id, version)
	if err != nil {
		return Saved{}, pg.Fault(op, err)
	}
	wrong, err := references(ctx, o.db, nil, &then.Content, []int64{id})
	if err == nil && len(wrong) > 0 {
		err = refuse(wrong)
	}
	if err != nil {
		return Saved{}, pg.Fault(op, err)
	}
	odd, err := o.odd(ctx, id, nil, &then.Content)
	if err != nil {
		return Saved{}, pg.Fault(op, err)
	}
	saved, err := o.bringBack(ctx, by, on, &then, odd)
	return saved, pg.Fault(op, err)
}

func (o *Office) bringBack(ctx context.Context, by By, on Match, then *Site, odd []Finding) (Saved, error) {
	reason := fmt.Sprintf("restore %d", then.Version)
	base, err := findSite(ctx, o.db, then.ID)
	if fault.KindOf(pg.Fault("", err)) == fault.NotFound {
		return o.revive(ctx, by, on, then, odd, reason)
	}
	if err == nil {
		err = on.check(base.Match())
	}
	if err != nil {
		return Saved{}, err
	}
	if same(&base.Content, &then.Content) {
		return Saved{Site: base, Warnings: odd}, nil
	}
	return o.save(ctx, by, &base, &then.Content, odd, "section.restore", reason)
}

const sqlTombstoneMoment = `
SELECT version, greatest(now(), lower(known) + interval '1 microsecond')
FROM history
WHERE table_name = 'construction_section' AND op = 'tombstone' AND id = $1 AND upper_inf(known)`

// revive writes a deleted section again. Two who do it at once meet at its id.
func (o *Office) revive(ctx context.Context, by By, on Match, then *Site, odd []Finding, reason string) (Saved, error) {
	out := Saved{Warnings: odd}
	err := pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) error {
		var gone int
		var moment time.Time
		if err := tx.QueryRow(ctx, sqlTombstoneMoment, then.ID).Scan(&gone, &moment); err != nil {
			return err
		}
		if err := on.check(Match{gone, on.Stamp}); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlSetMoment, moment); err != nil {
			return err
		}
		if err := because(ctx, tx, reason); err != nil {
			return err
		}
		told, err := o.teller.Before(ctx, tx, 0)
		if err != nil {
			return err
		}
		c := then.clone()
		if _, err := insertSection(ctx, tx, &c, then.ID, gone+1, then.Source); err != nil {
			return err
		}
		w := writing{tx, then.ID}
		if err := w.writeParts(ctx, &Content{}, &c); err != nil {
			return err
		}
		if err := o.teller.After(ctx, tx, then.ID, told); err != nil {
			return err
		}
		return out.conclude(ctx, tx, by, then.ID, "section.restore", &gone, nil)
	})
	return out, err
}
