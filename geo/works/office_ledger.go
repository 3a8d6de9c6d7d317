package works

import (
	"context"
	"reflect"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/place"
)

// Undertakings lists all projects.
func (o *Office) Undertakings(ctx context.Context, by people.Actor, q LedgerQuery) (place.Batch[Undertaking], error) {
	return listLedger[Undertaking](ctx, o, by, q, "works.Office.Undertakings", sqlUndertakings)
}

// Undertaking returns a project. It returns NotFound if there is none.
func (o *Office) Undertaking(ctx context.Context, by people.Actor, id int64) (Undertaking, error) {
	return findLedger[Undertaking](ctx, o, by, id, "works.Office.Undertaking", sqlUndertakings)
}

// Blackouts lists all blackout windows.
func (o *Office) Blackouts(ctx context.Context, by people.Actor, q LedgerQuery) (place.Batch[Blackout], error) {
	return listLedger[Blackout](ctx, o, by, q, "works.Office.Blackouts", sqlBlackouts)
}

// Blackout returns a blackout window. It returns NotFound if there is none.
func (o *Office) Blackout(ctx context.Context, by people.Actor, id int64) (Blackout, error) {
	return findLedger[Blackout](ctx, o, by, id, "works.Office.Blackout", sqlBlackouts)
}

func listLedger[T any](ctx context.Context, o *Office, by people.Actor, q LedgerQuery, op, sql string) (place.Batch[T], error) {
	if err := reader(by); err != nil {
		return place.Batch[T]{}, fault.Wrap(op, err)
	}
	var w pg.Where
	q.Narrow(&w)
	rows, err := pg.Collect[T](ctx, o.db, sql+q.Tail(&w), w.Args()...)
	return place.Cut(q.Page, rows), pg.Fault(op, err)
}

func findLedger[T any](ctx context.Context, o *Office, by people.Actor, id int64, op, sql string) (T, error) {
	if err := reader(by); err != nil {
		var none T
		return none, fault.Wrap(op, err)
	}
	found, err := pg.Find[T](ctx, o.db, sql, id)
	return found, pg.Fault(op, err)
}

// CreateUndertaking makes a project. It returns Invalid with all that is wrong, and Conflict for a reference that is taken.
func (o *Office) CreateUndertaking(ctx context.Context, by By, edit *UndertakingEdit) (made Undertaking, xid uint64, err error) {
	const op = "works.Office.CreateUndertaking"
	c := edit.apply(UndertakingContent{})
	if err := allowed(by, judgeUndertaking(nil, &c)); err != nil {
		return made, 0, fault.Wrap(op, err)
	}
	id, xid, err := o.enter(ctx, by, "construction_project", "project.create", func(tx pgx.Tx) (id int64, err error) {
		if _, err := tx.Exec(ctx, sqlOfficeSource); err != nil {
			return 0, err
		}
		err = tx.QueryRow(ctx, sqlInsertUndertaking, undertakingArgs(&c)).Scan(&id)
		return id, err
	})
	if err != nil {
		return made, 0, pg.Fault(op, err)
	}
	made, err = o.Undertaking(ctx, by.Actor, id)
	return made, xid, pg.Fault(op, err)
}

// ChangeUndertaking changes a project that is still in the version named. It returns NotFound, NoVersion or Stale, Invalid
// with all that is wrong, and Conflict for a reference that is taken.
func (o *Office) ChangeUndertaking(ctx context.Context, by By, id int64, on Match, edit *UndertakingEdit) (now Undertaking, xid uint64, err error) {
	const op = "works.Office.ChangeUndertaking"
	base, err := o.Undertaking(ctx, by.Actor, id)
	if err == nil {
		err = on.check(Match{base.Version, on.Stamp})
	}
	if err != nil {
		return now, 0, pg.Fault(op, err)
	}
	c := edit.apply(base.UndertakingContent)
	if err := allowed(by, judgeUndertaking(&base, &c)); err != nil {
		return now, 0, fault.Wrap(op, err)
	}
	if reflect.DeepEqual(c, base.UndertakingContent) {
		return base, 0, nil
	}
	args := undertakingArgs(&c)
	args["id"], args["version"] = id, base.Version
	xid, err = o.amend(ctx, by, "construction_project", "project.change", id, base.Version, sqlUpdateUndertaking, args)
	if err != nil {
		return now, 0, pg.Fault(op, err)
	}
	now, err = o.Undertaking(ctx, by.Actor, id)
	return now, xid, pg.Fault(op, err)
}

// CreateBlackout makes a blackout window. It returns Invalid with all that is wrong, and Conflict for one that is there.
func (o *Office) CreateBlackout(ctx context.Context, by By, edit *BlackoutEdit) (made Blackout, err error) {
	const op = "works.Office.CreateBlackout"
	c := edit.apply(BlackoutContent{})
	if err := o.allowBlackout(ctx, by, nil, &c); err != nil {
		return made, pg.Fault(op, err)
	}
	id, _, err := o.enter(ctx, by, "blackout_window", "blackout.create", func(tx pgx.Tx) (id int64, err error) {
		err = tx.QueryRow(ctx, sqlInsertBlackout, blackoutArgs(&c)).Scan(&id)
		return id, err
	})
	if err != nil {
		return made, pg.Fault(op, err)
	}
	made, err = o.Blackout(ctx, by.Actor, id)
	return made, pg.Fault(op, err)
}

// ChangeBlackout changes a blackout window that is still in the version named. It returns NotFound, NoVersion or Stale, Invalid
// with all that is wrong, and Conflict for one that is there.
func (o *Office) ChangeBlackout(ctx context.Context, by By, id int64, on Match, edit *BlackoutEdit) (now Blackout, err error) {
	const op = "works.Office.ChangeBlackout"
	base, err := o.Blackout(ctx, by.Actor, id)
	if err == nil {
		err = on.check(Match{base.Version, on.Stamp})
	}
	if err != nil {
		return now, pg.Fault(op, err)
	}
	c := edit.apply(base.BlackoutContent)
	if err := o.allowBlackout(ctx, by, &base.BlackoutContent, &c); err != nil {
		return now, pg.Fault(op, err)
	}
	args := blackoutArgs(&c)
	args["id"], args["version"] = id, base.Version
	if _, err = o.amend(ctx, by, "blackout_window", "blackout.change", id, base.Version, sqlUpdateBlackout, args); err != nil {
		return now, pg.Fault(op, err)
	}
	now, err = o.Blackout(ctx, by.Actor, id)
	return now, pg.Fault(op, err)
}

// DeleteBlackout removes a blackout window that is still in the version named. It returns NotFound, NoVersion or Stale.
func (o *Office) DeleteBlackout(ctx context.Context, by By, id int64, on Match) error {
	const op = "works.Office.DeleteBlackout"
	base, err := o.Blackout(ctx, by.Actor, id)
	if err == nil {
		err = on.check(Match{base.Version, on.Stamp})
	}
	if err == nil {
		err = writer(by.Actor)
	}
	if err != nil {
		return pg.Fault(op, err)
	}
	args := pgx.NamedArgs{"id": id, "version": base.Version}
	_, err = o.amend(ctx, by, "blackout_window", "blackout.delete", id, base.Version, sqlDeleteBlackout, args)
	return pg.Fault(op, err)
}

func allowed(by By, wrong wrongs) error {
	if err := writer(by.Actor); err != nil {
		return err
	}
	if len(wrong) > 0 {
		return fault.Refuse("ledger.rules", "at least one value breaks a rule", wrong...)
	}
	return nil
}

// allowBlackout also brings the area to where it is stored.
func (o *Office) allowBlackout(ctx context.Context, by By, base, c *BlackoutContent) error {
	wrong := judgeBlackout(c)
	if err := writer(by.Actor); err == nil && !c.Geom.IsZero() && c.GeomM.IsZero() {
		k := known{}
		if base != nil {
			k.remember(base.Geom, base.GeomM)
		}
		more, err := settle(ctx, o.db, k, []drawing{{"/geometry", &c.Geom, &c.GeomM, true, 1e9}})
		if err != nil {
			return err
		}
		wrong = append(wrong, more...)
	}
	return allowed(by, wrong)
}

// enter writes a new row and its line in the audit trail.
func (o *Office) enter(ctx context.Context, by By, table, action string, insert func(tx pgx.Tx) (int64, error)) (id int64, xid uint64, err error) {
	after, err := note(auditNote{Version: 1})
	if err != nil {
		return 0, 0, err
	}
	err = pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) (err error) {
		if id, err = insert(tx); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, sqlTransaction).Scan(&xid); err != nil {
			return err
		}
		return people.Record(ctx, tx, people.Entry{
			Actor: by.Actor, Action: action, Entity: table, EntityID: id, After: after, IPPrefix: by.IPPrefix,
		})
	})
	return id, xid, err
}

// amend changes or deletes a row in the version it has. It returns Stale if that is gone.
func (o *Office) amend(ctx context.Context, by By, table, action string, id int64, version int, sql string, args pgx.NamedArgs) (xid uint64, err error) {
	before, err := note(auditNote{Version: version})
	if err != nil {
		return 0, err
	}
	err = pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) error {
		done, err := tx.Exec(ctx, sql, args)
		if err != nil {
			return err
		}
		if done.RowsAffected() == 0 {
			return stale()
		}
		if err := tx.QueryRow(ctx, sqlTransaction).Scan(&xid); err != nil {
			return err
		}
		return people.Record(ctx, tx, people.Entry{
			Actor: by.Actor, Action: action, Entity: table, EntityID: id, Before: before, IPPrefix: by.IPPrefix,
		})
	})
	return xid, err
}
