package works

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// MostTogether is how many sections are changed at once.
const MostTogether = 50

// SectionChange is what is to become of one of several sections, and on which version.
type SectionChange struct {
	ID   int64
	On   Match
	Edit *SectionEdit
}

// ChangeTogether changes several sections or none: what was moved in one plan is one plan. The answers stand in the order of
// the changes; what is odd is looked for when all of them are as they will be. It returns Invalid with all that is wrong, at
// paths like /changes/0/section/planned_to, and NotFound, NoVersion or Stale if that holds for one of them.
func (o *Office) ChangeTogether(ctx context.Context, by By, changes []SectionChange) ([]Saved, error) {
	const op = "works.Office.ChangeTogether"
	if err := writer(by.Actor); err != nil {
		return nil, fault.Wrap(op, err)
	}
	if err := checkTogether(changes); err != nil {
		return nil, fault.Wrap(op, err)
	}
	t := together{office: o, by: by, steps: make([]step, len(changes))}
	if err := t.prepare(ctx, changes); err != nil {
		return nil, pg.Fault(op, err)
	}
	err := pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) error { return t.save(ctx, tx) })
	if err != nil {
		return nil, pg.Fault(op, err)
	}
	out := make([]Saved, len(t.steps))
	for i := range t.steps {
		out[i] = t.steps[i].saved
	}
	return out, nil
}

func checkTogether(changes []SectionChange) error {
	var w wrongs
	w.when(len(changes) == 0, "/changes", "required", "nothing is to be changed")
	w.when(len(changes) > MostTogether, "/changes", "too_many_values", "at most 50 sections at once")
	seen := map[int64]bool{}
	for i, change := range changes {
		path := "/changes/" + strconv.Itoa(i) + "/id"
		w.when(change.ID == 0, path, "required", "a change names its section")
		w.when(seen[change.ID], path, "section.twice", "a section is changed once")
		seen[change.ID] = true
	}
	if len(w) > 0 {
		return refuse(w)
	}
	return nil
}

// together is a change of several sections.
type together struct {
	office *Office
	by     By
	steps  []step
}

// step is one of them.
type step struct {
	base  Site
	c     Content
	saved Saved
}

// prepare finds and judges all of them. Whether the versions still hold is asked again under lock.
func (t *together) prepare(ctx context.Context, changes []SectionChange) error {
	for i, change := range changes {
		var err error
		if t.steps[i].base, err = findSite(ctx, t.office.db, change.ID); err != nil {
			return err
		}
		if err := change.On.check(t.steps[i].base.Match()); err != nil {
			return err
		}
	}
	var wrong wrongs
	along := make([]int64, len(changes))
	for i, change := range changes {
		along[i] = change.ID
	}
	for i, change := range changes {
		s := &t.steps[i]
		c, found, err := t.office.judge(ctx, s.base.ID, &s.base.Content, change.Edit, along...)
		if err != nil {
			return err
		}
		for _, f := range found {
			f.Path = "/changes/" + strconv.Itoa(i) + "/section" + f.Path
			wrong = append(wrong, f)
		}
		s.c = c
	}
	t.labels(&wrong)
	if len(wrong) > 0 {
		return refuse(wrong)
	}
	return nil
}

// labels refuses one label for two of the sections.
func (t *together) labels(wrong *wrongs) {
	type name struct {
		project int64
		label   string
	}
	taken := map[name]bool{}
	for i := range t.steps {
		n := name{t.steps[i].c.ProjectID, t.steps[i].c.Label}
		wrong.when(taken[n] && n.label != "", "/changes/"+strconv.Itoa(i)+"/section/label", "section.label_taken", "another section of the project has this label")
		taken[n] = true
	}
}

// On the way from one plan to the next two sections may have one label; at the end no two do.
const (
	sqlLabelsLater = `SET CONSTRAINTS construction_section_label_once DEFERRED`
	sqlLabelsNow   = `SET CONSTRAINTS construction_section_label_once IMMEDIATE`
)

// save writes all, looks at what came of it, and then writes what the audit trail says. Rows are locked in the order of their
// ids, so that two plans do not wait for one another in a ring.
func (t *together) save(ctx context.Context, tx pgx.Tx) error {
	order := make([]int, len(t.steps))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(t.steps[a].base.ID, t.steps[b].base.ID) })
	for _, i := range order {
		s := &t.steps[i]
		now, err := lockSite(ctx, tx, s.base.ID)
		if err != nil {
			return err
		}
		if err := s.base.Match().check(now.match()); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(ctx, sqlLabelsLater); err != nil {
		return err
	}
	for _, i := range order {
		s := &t.steps[i]
		if s.changed() {
			if err := t.office.rewrite(ctx, tx, &s.base, &s.c); err != nil {
				return err
			}
		}
	}
	if _, err := tx.Exec(ctx, sqlLabelsNow); err != nil {
		return err
	}
	for i := range t.steps {
		s := &t.steps[i]
		odd, err := t.office.in(tx).odd(ctx, s.base.ID, &s.base.Content, &s.c)
		if err != nil {
			return err
		}
		s.saved = Saved{Site: s.base, Warnings: odd}
	}
	for _, i := range order {
		s := &t.steps[i]
		if !s.changed() {
			continue
		}
		if err := s.saved.conclude(ctx, tx, t.by, s.base.ID, "section.change", &s.base.Version, changes(&s.base.Content, &s.c)); err != nil {
			return err
		}
	}
	return nil
}

func (s *step) changed() bool { return !same(&s.base.Content, &s.c) }

// in is the office as one transaction sees it.
func (o *Office) in(tx pg.DB) *Office {
	inside := *o
	inside.db = tx
	if o.reckoner != nil {
		inside.reckoner = o.reckoner.in(tx)
	}
	return &inside
}

// in reads through another connection, and takes its turn with everybody else.
func (r *Reckoner) in(db pg.DB) *Reckoner { return &Reckoner{db, r.clock, r.turns} }

// Outdated keeps of some changes those that were not made on the version that there is now; sites are in their order.
func Outdated(changes []SectionChange, now []Site) (out []Site) {
	for i := range now {
		if changes[i].On.check(now[i].Match()) != nil {
			out = append(out, now[i])
		}
	}
	return out
}
