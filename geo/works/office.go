package works

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/place"
)

// Office is the side of this room that staff see: sites in all states, with what is internal, their history, and every
// change to them. All of its methods return Unauthenticated or Forbidden for who may not, Unavailable when the database is
// away and Timeout when the answer would come too late, beside what their own comments name.
type Office struct {
	db       pg.DB
	clock    geo.Clock
	teller   *Teller
	reckoner *Reckoner
}

// NewOffice returns an office that works through db; the role mitte_app suffices. The teller has news of every change, and the
// reckoner is asked whom a site would cut off; nil tells nobody and looks for nobody.
func NewOffice(db pg.DB, clock geo.Clock, teller *Teller, reckoner *Reckoner) *Office {
	return &Office{db, clock, teller, reckoner}
}

// By is who does something and from where.
type By struct {
	people.Actor
	IPPrefix string
}

func reader(by people.Actor) error { return by.Require(people.Planner, people.Staff, people.Admin) }

func writer(by people.Actor) error { return by.Require(people.Staff, people.Admin) }

// Match is the version that a change was made on. Without a stamp the version alone counts.
type Match struct {
	Version int
	Stamp   string
}

// Match returns what a change to this version has to name.
func (s *Site) Match() Match { return Match{s.Version, short(s.Stamp)} }

func short(stamp string) string {
	const enough = 12
	if len(stamp) < enough {
		return "0"
	}
	return stamp[:enough]
}

// check returns NoVersion if no version is named, Stale if it is not the current one.
func (m Match) check(now Match) error {
	switch {
	case m == Match{}:
		return fault.New(fault.NoVersion, "no_version", "a change names the version it was made on; send If-Match")
	case m.Version != now.Version, m.Stamp != "" && m.Stamp != now.Stamp:
		return stale()
	default:
		return nil
	}
}

func stale() error { return fault.New(fault.Stale, "stale", "somebody changed this in the meantime") }

// Saved is a site after a change.
type Saved struct {
	Site
	Warnings []Finding
	XID      uint64 // the transaction, 0 if nothing had to be changed
}

// Site returns a site in its current version. It returns NotFound if there is none.
func (o *Office) Site(ctx context.Context, by people.Actor, id int64) (Site, error) {
	const op = "works.Office.Site"
	if err := reader(by); err != nil {
		return Site{}, fault.Wrap(op, err)
	}
	s, err := findSite(ctx, o.db, id)
	return s, pg.Fault(op, err)
}

// Version returns a site as it was in any of its versions, deleted ones too. It returns NotFound if there is no such one.
func (o *Office) Version(ctx context.Context, by people.Actor, id int64, version int) (Site, error) {
	const op = "works.Office.Version"
	if err := reader(by); err != nil {
		return Site{}, fault.Wrap(op, err)
	}
	s, err := findVersion(ctx, o.db, id, version)
	return s, pg.Fault(op, err)
}

// Sites lists sites with their parts.
func (o *Office) Sites(ctx context.Context, by people.Actor, q SiteQuery) (place.Batch[Site], error) {
	const op = "works.Office.Sites"
	if err := reader(by); err != nil {
		return place.Batch[Site]{}, fault.Wrap(op, err)
	}
	found, err := listSites(ctx, o.db, q, geo.Today(o.clock))
	return found, pg.Fault(op, err)
}

// Names are what editors are called who stand in versions as account:12.
func (o *Office) Names(ctx context.Context, by people.Actor, editors []string) (map[string]string, error) {
	const op = "works.Office.Names"
	if err := reader(by); err != nil {
		return nil, fault.Wrap(op, err)
	}
	names, err := people.Names(ctx, o.db, editors)
	return names, pg.Fault(op, err)
}

// Check says what an edit would find, and writes nothing. id is 0 for a new section. It returns NotFound for one that is
// not there.
func (o *Office) Check(ctx context.Context, by people.Actor, id int64, edit *SectionEdit) (Findings, error) {
	const op = "works.Office.Check"
	if err := reader(by); err != nil {
		return Findings{}, fault.Wrap(op, err)
	}
	var base *Content
	if id != 0 {
		s, err := findSite(ctx, o.db, id)
		if err != nil {
			return Findings{}, pg.Fault(op, err)
		}
		base = &s.Content
	}
	_, found, err := o.examine(ctx, id, base, edit)
	return found, pg.Fault(op, err)
}

// examine applies an edit, judges what comes out and says what is odd about it.
func (o *Office) examine(ctx context.Context, id int64, base *Content, edit *SectionEdit) (Content, Findings, error) {
	c, wrong, err := o.judge(ctx, id, base, edit)
	found := Findings{Errors: wrong}
	if err != nil || tooMany(wrong) {
		return c, found, err
	}
	found.Warnings, err = o.odd(ctx, id, base, &c)
	return c, found, err
}

// judge applies an edit and lists what is wrong with what comes out. Places are asked of the database, so this happens before
// the transaction that writes: the version says whether it still holds then.
// The sections of along are changed with it, so what they are called now does not count.
func (o *Office) judge(ctx context.Context, id int64, base *Content, edit *SectionEdit, along ...int64) (Content, []fault.Field, error) {
	from := newContent()
	if base != nil {
		from = *base
	}
	today := geo.Today(o.clock)
	c, wrong := edit.apply(from)
	wrong = append(wrong, judge(base, &c, today)...)
	if tooMany(wrong) {
		return c, wrong, nil
	}
	for _, look := range []func() ([]fault.Field, error){
		func() ([]fault.Field, error) { return locate(ctx, o.db, base, &c) },
		func() ([]fault.Field, error) {
			if hasPath(wrong, "/label") {
				return nil, nil // it may be what PostgreSQL cannot even be asked
			}
			return references(ctx, o.db, base, &c, append(along, id))
		},
	} {
		more, err := look()
		if err != nil {
			return c, wrong, err
		}
		wrong = append(wrong, more...)
	}
	return c, wrong, nil
}

// odd lists what is no reason to refuse a content and yet should be known before it is saved.
func (o *Office) odd(ctx context.Context, id int64, base, c *Content) ([]Finding, error) {
	today := geo.Today(o.clock)
	out := warnings(c, today)
	met, err := between(ctx, o.db, id, base, c, today)
	if err != nil {
		return nil, err
	}
	cut, err := o.cutOff(ctx, id, c, today)
	return append(append(out, met...), cut...), err
}

func hasPath(wrong []fault.Field, path string) bool {
	return slices.ContainsFunc(wrong, func(f fault.Field) bool { return f.Path == path })
}

// tooMany parts are not looked at one by one.
func tooMany(wrong []fault.Field) bool {
	return slices.ContainsFunc(wrong, func(f fault.Field) bool { return f.Code == "too_many_values" })
}

const sqlReferences = `
SELECT EXISTS (SELECT FROM construction_project WHERE id = $1),
       EXISTS (SELECT FROM construction_section WHERE project_id = $1 AND label = $2 AND id <> ALL ($3))`

// references checks what a section says of other rows than those of ours.
func references(ctx context.Context, db pg.Querier, base, c *Content, ours []int64) ([]fault.Field, error) {
	if base != nil && base.ProjectID == c.ProjectID && base.Label == c.Label || c.ProjectID == 0 {
		return nil, nil
	}
	var project, taken bool
	if err := db.QueryRow(ctx, sqlReferences, c.ProjectID, c.Label, ours).Scan(&project, &taken); err != nil {
		return nil, err
	}
	var w wrongs
	w.when(!project, "/project_id", "section.unknown_project", "there is no such project")
	w.when(taken, "/label", "section.label_taken", "another section of the project has this label")
	return w, nil
}

// alone runs a change to a section while nobody else can change it.
func (o *Office) alone(ctx context.Context, by By, id int64, base Match, reason string, fn func(tx pgx.Tx) error) (xid uint64, err error) {
	err = pg.InTx(ctx, o.db, by.String(), func(tx pgx.Tx) error {
		now, err := lockSite(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := base.check(now.match()); err != nil {
			return err
		}
		if err := because(ctx, tx, reason); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, sqlTransaction).Scan(&xid); err != nil {
			return err
		}
		return fn(tx)
	})
	return xid, err
}

func (l locked) match() Match {
	stamp := ""
	if l.Stamp != nil {
		stamp = *l.Stamp
	}
	return Match{l.Version, short(stamp)}
}
