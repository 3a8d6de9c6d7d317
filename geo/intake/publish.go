package intake

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// errTried ends the transaction of a dry run.
var errTried = errors.New("dry run")

// publish is the final transaction: it compares all rows with the stock, writes the differences and ends the job. What
// the report says is set only when it has been committed, or tried to the end.
func (r *run) publish(ctx context.Context) error {
	r.options.Progress(0, 0, "publish")
	before := *r.report
	var after Report
	err := r.inTx(ctx, func(tx pgx.Tx) error {
		after = before.copied()
		p := publication{run: r, tx: tx, report: &after}
		if err := p.all(ctx); err != nil {
			return err
		}
		if r.options.DryRun {
			return errTried
		}
		return p.endJob(ctx)
	})
	if errors.Is(err, errTried) {
		err = nil
	}
	if err != nil {
		return broken(err)
	}
	*r.report = after
	return nil
}

// broken says of a rule of the database that it stopped the import: the checks before it should have found the row.
func broken(err error) error {
	if kind := fault.KindOf(err); kind != fault.Invalid && kind != fault.Conflict {
		return err
	}
	return fault.Newf(fault.Invalid, "rule", "a row breaks the rule %s of the database; nothing was taken", fault.CodeOf(err)).Because(err)
}

// copied lets a repeated transaction begin from the same report.
func (r Report) copied() Report {
	r.Counts = append([]LayerCount(nil), r.Counts...)
	notes := make([]Note, len(r.Notes))
	for i, n := range r.Notes {
		n.Refs = append([]string(nil), n.Refs...)
		notes[i] = n
	}
	r.Notes = notes
	return r
}

// publication is one attempt at the final transaction.
type publication struct {
	*run
	tx     pgx.Tx
	report *Report
}

func (p *publication) all(ctx context.Context) error {
	// One import at a time: two that bring the same rows would otherwise meet in the unique keys.
	if _, err := p.tx.Exec(ctx, sqlLockPublication); err != nil {
		return err
	}
	reason := fmt.Sprintf("import %d: %s", p.job.id, p.options.fileName())
	if err := pg.SetReason(ctx, p.tx, reason); err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{p.source, p.project, p.town, p.targets, p.tally, p.unseen} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	p.report.Status = Done
	if p.report.Changes() == 0 {
		p.report.Status = NothingToDo
	}
	return nil
}

// source records where the data come from. What stands there is changed only by who names it. It is asked first, because
// a statement on this table is told to the map as a change even if it writes no row.
func (p *publication) source(ctx context.Context) error {
	o := p.options.origin(p.credit, p.land)
	named := p.options.Licence != "" || p.options.Attribution != "" || p.options.SourceTitle != "" || p.options.LicenceURL != ""
	args := pgx.NamedArgs{
		"id": p.options.SourceID, "title": o.title, "licence": o.licence, "url": o.url, "attribution": o.attribution, "named": named,
	}
	var known bool
	if err := p.tx.QueryRow(ctx, sqlSourceKnown, args).Scan(&known); err != nil || known {
		return err
	}
	_, err := p.tx.Exec(ctx, sqlSource, args)
	return err
}

func (p *publication) project(ctx context.Context) error {
	if p.options.Kind != Works {
		return nil
	}
	title := p.options.Project
	if title == "" {
		title = p.options.origin(p.credit, p.land).title
	}
	_, err := p.tx.Exec(ctx, sqlProject, p.options.projectRef(), title, p.options.SourceID)
	return err
}

// beyond notes what the stock holds outside of the new boundary: most likely it is the wrong boundary, or another town's
// data.
func (p *publication) beyond(ctx context.Context) error {
	var units, parcels, segments int
	if err := p.tx.QueryRow(ctx, sqlBeyond).Scan(&units, &parcels, &segments); err != nil {
		return pg.Fault("intake.beyond", err)
	}
	p.report.noteMore("beyond_town", units+parcels+segments, units, parcels, segments)
	return nil
}

// unseen notes the vacant units of a list that the public does not see (domain.md 4.10), so that nobody looks for them in
// vain.
func (p *publication) unseen(ctx context.Context) error {
	if p.options.Kind != Units {
		return nil
	}
	var n int
	var refs []string
	if err := p.tx.QueryRow(ctx, sqlUnseen, p.args()).Scan(&n, &refs); err != nil {
		return pg.Fault("intake.unseen", err)
	}
	p.noteRefs("vacant_internal", n, refs)
	return nil
}

// noteRefs notes n things of which refs names the first.
func (p *publication) noteRefs(code string, n int, refs []string) {
	if n > 0 {
		p.report.note(code, refs)
		p.report.noteMore(code, n-len(refs))
	}
}

// projectRef is the source's, so that one register is one project, or that of the title it is filed under.
func (o Options) projectRef() string {
	if o.Project == "" {
		return o.SourceID
	}
	return publicRef(o.SourceID, o.SourceID+" "+o.Project)
}

func (p *publication) town(ctx context.Context) error {
	if p.options.Kind != Town {
		return nil
	}
	if _, err := p.tx.Exec(ctx, sqlJudgeTown, p.job.id); err != nil {
		return err
	}
	tag, err := p.tx.Exec(ctx, sqlWriteTown, p.job.id)
	if err != nil || tag.RowsAffected() == 0 {
		return err
	}
	if p.run.town.known {
		p.report.note("town_replaced", nil, p.run.town.name)
	}
	return p.beyond(ctx)
}

// targets writes the layers of the file in the order in which they refer to one another.
func (p *publication) targets(ctx context.Context) error {
	for _, t := range targets {
		if p.report.Count(t.layer).Read == 0 {
			continue
		}
		if err := p.target(ctx, t); err != nil {
			return err
		}
		if t.layer == layerUnit {
			if err := p.state(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p *publication) target(ctx context.Context, t target) error {
	columns := t.of(p.seen[t.source()])
	for _, sql := range []string{t.judgeSQL(columns), t.updateSQL(columns), t.insertSQL(columns)} {
		if sql == "" {
			continue
		}
		if _, err := p.tx.Exec(ctx, sql, p.args()); err != nil {
			return pg.Fault("intake.publish "+t.layer, err)
		}
	}
	if t.keeps == "" {
		return nil
	}
	return p.absent(ctx, t)
}

func (p *publication) args() pgx.NamedArgs {
	// Only an extract that knows where houses stand moves an address; a list of units just needs it to exist.
	mover := p.options.actor()
	if p.options.Kind == Units {
		mover = ""
	}
	lost := p.lost
	if lost == nil {
		lost = []string{}
	}
	return pgx.NamedArgs{
		"job": p.job.id, "source": p.options.SourceID, "mover": mover, "project": p.options.projectRef(),
		"today": p.options.Today, "lost": lost,
	}
}

// absent notes what the source once brought and the file no longer has.
func (p *publication) absent(ctx context.Context, t target) error {
	var n int
	var refs []string
	if err := p.tx.QueryRow(ctx, t.absentSQL(), p.args()).Scan(&n, &refs); err != nil {
		return err
	}
	p.noteRefs("not_in_file", n, refs)
	return nil
}

// state writes status events and occupants of the units.
func (p *publication) state(ctx context.Context) error {
	for _, sql := range []string{
		sqlJudgeStatus, sqlSupersedeStatus, sqlInsertStatus,
		sqlJudgeOccupancy, sqlDropOccupancy, sqlEndOccupancy, sqlInsertOccupancy,
	} {
		if _, err := p.tx.Exec(ctx, sql, p.args()); err != nil {
			return pg.Fault("intake.publish status", err)
		}
	}
	return nil
}

// tally counts what became of the rows and lists those that were left to the staff.
func (p *publication) tally(ctx context.Context) error {
	rows, err := p.tx.Query(ctx, sqlTally, p.job.id)
	if err != nil {
		return err
	}
	var layer, outcome string
	var n int
	var refs []string
	_, err = pgx.ForEachRow(rows, []any{&layer, &outcome, &n, &refs}, func() error {
		c := p.report.count(layer)
		switch outcome {
		case "insert":
			c.Inserted = n
		case "update":
			c.Updated = n
		case "same":
			c.Unchanged = n
		case "kept", "buried":
			c.Kept += n
			p.left(layer, outcome, n, refs)
		}
		return nil
	})
	return err
}

func (p *publication) left(layer, outcome string, n int, refs []string) {
	code := "edited_by_staff"
	switch {
	case outcome == "buried" && layer != layerStatus && layer != layerOccupancy:
		code = "deleted_by_staff"
	case outcome == "buried":
		return // told of the unit already
	case layer == layerStatus:
		code = "status_by_staff"
	}
	p.report.note(code, refs)
	p.report.noteMore(code, n-len(refs))
}

// endJob ends the job in the same transaction, so that a process killed right after it leaves no doubt.
func (p *publication) endJob(ctx context.Context) error {
	return p.job.record(ctx, p.tx, p.report)
}
