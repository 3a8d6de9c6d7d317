package works_test

import (
	"flag"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/works"
)

// schedules is how many random schedules TestNoEditIsLost runs; the figure of the design is 500 in CI and 10,000 by night.
var schedules = flag.Int("schedules", 40, "random schedules of editors")

// client is one of several people who edit the same section, each on what he saw last.
type client struct{ seen works.Site }

// world is what must be true of the section: the document that each version had when it was made.
type world struct {
	t        testing.TB
	b        *bundle
	id       int64
	versions map[int]works.Content
	latest   int
	gone     bool
}

// However 2 to 8 people read, change, delete and restore one section, in whatever order and some of them at once: exactly the
// edits on the newest version take effect, the others learn what is there, and every version can be read as it was made.
func TestNoEditIsLost(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for n := range *schedules {
		run(t, b, n)
	}
	t.Logf("%d schedules", *schedules)
}

// run draws a schedule with the number as its seed, so that a failing one can be repeated alone.
func run(t *testing.T, b *bundle, number int) {
	t.Helper()
	gen := rapid.Custom(func(t *rapid.T) []step {
		clients := rapid.IntRange(2, 8).Draw(t, "clients")
		return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
			return step{
				who: rapid.IntRange(0, clients-1).Draw(t, "who"), what: rapid.IntRange(0, 9).Draw(t, "what"),
				value: rapid.IntRange(0, 99).Draw(t, "value"), atOnce: rapid.IntRange(1, clients).Draw(t, "at once"),
			}
		}), 4, 12).Draw(t, "steps")
	})
	steps := gen.Example(number)
	site := b.create(drawing(fmt.Sprintf("S%d", number)))
	w := &world{t: t, b: b, id: site.ID, versions: map[int]works.Content{1: site.Content}, latest: 1}
	clients := make([]client, 8)
	for i := range clients {
		clients[i].seen = site
	}
	for i, s := range steps {
		w.take(clients, s)
		if t.Failed() {
			t.Fatalf("schedule %d, step %d of %+v", number, i, steps)
		}
	}
	w.replay()
	if t.Failed() {
		t.Fatalf("schedule %d: %+v", number, steps)
	}
}

type step struct{ who, what, value, atOnce int }

// take does one step: some look, some change alone, some several at once.
func (w *world) take(clients []client, s step) {
	c := &clients[s.who]
	switch {
	case s.what < 3:
		w.look(c)
	case s.what < 7:
		w.expect(c, w.edit(c, s.value))
	case s.what == 7:
		w.expect(c, w.remove(c))
	case s.what == 8:
		w.expect(c, w.restore(c, 1+s.value%w.latest))
	default:
		w.rush(clients[:s.atOnce], s.value)
	}
}

func (w *world) look(c *client) {
	site, err := w.b.office.Site(w.t.Context(), staff.Actor, w.id)
	if fault.KindOf(err) == fault.NotFound && err != nil {
		if !w.gone {
			w.t.Error("the section is gone")
		}
		return
	}
	if err != nil || w.gone || site.Version != w.latest {
		w.t.Errorf("version %d is there, not %d; gone is %v; %v", site.Version, w.latest, w.gone, err)
		return
	}
	w.like(w.latest, site.Content)
	c.seen = site
}

// attempt is an edit that was tried: on which version, and what came of it.
type attempt struct {
	on    int
	saved works.Saved
	gone  bool
	same  bool
	err   error
}

// edit makes a change that names every table now and then.
func (w *world) edit(c *client, value int) attempt {
	edit := &works.SectionEdit{}
	switch value % 5 {
	case 0:
		edit.TitleDe = works.Give(fmt.Sprint("Titel ", value))
	case 1:
		edit.Geometry = works.Give(lonLat(0, 0, 40+float64(value)/10))
	case 2:
		edit.Impact = works.Give(&works.ImpactEdit{ParkingSpacesLost: works.Give(value)})
	case 3:
		edit.Phases = works.Give(phasesFrom(&c.seen, value))
	default:
		edit.Facilities = works.Give([]works.FacilityEdit{})
	}
	saved, err := w.b.office.Change(w.t.Context(), staff, w.id, c.seen.Match(), edit)
	return attempt{on: c.seen.Version, saved: saved, err: err, same: err == nil && saved.XID == 0}
}

// phasesFrom keeps, moves, drops and adds phases.
func phasesFrom(s *works.Site, value int) []works.PhaseEdit {
	var out []works.PhaseEdit
	for i := range s.Phases {
		if value%(i+2) != 0 || len(s.Phases) > 4 {
			out = append(out, works.PhaseEdit{ID: s.Phases[i].ID, Sequence: works.Give(1 + value%7)})
		}
	}
	from := s.PlannedFrom.AddDays(value)
	return append(out, works.PhaseEdit{
		Key: "k", Kind: works.Give("furniture"), PlannedFrom: works.Give(from), PlannedTo: works.Give(from.AddDays(3)),
		Impact: works.Give(&works.ImpactEdit{NoiseLevel: works.Give("moderate")}),
	})
}

func (w *world) remove(c *client) attempt {
	_, err := w.b.office.Delete(w.t.Context(), staff, w.id, c.seen.Match(), "weg")
	return attempt{on: c.seen.Version, gone: err == nil, err: err}
}

func (w *world) restore(c *client, version int) attempt {
	on := c.seen.Match()
	if w.gone {
		on = works.Match{Version: w.latest} // the history told it
	}
	saved, err := w.b.office.Restore(w.t.Context(), staff, w.id, on, version)
	if err == nil { // so that undoing what was undone is what there was
		w.like(version, saved.Content)
	}
	return attempt{on: on.Version, saved: saved, err: err, same: err == nil && saved.XID == 0}
}

// expect judges an edit that nobody else was in the way of.
func (w *world) expect(c *client, a attempt) {
	kind := fault.KindOf(a.err)
	switch {
	case a.err == nil && a.on == w.latest && (a.same || !w.gone || a.saved.Version > 0):
		w.accept(c, a)
	case a.err != nil && kind == fault.Stale && a.on != w.latest && !w.gone:
	case a.err != nil && kind == fault.NotFound && (w.gone || w.unreadable()):
	default:
		w.t.Errorf("on %d of %d, gone is %v: got %d, %v", a.on, w.latest, w.gone, a.saved.Version, a.err)
	}
}

// unreadable reports whether a version was a deletion, which cannot be restored.
func (w *world) unreadable() bool { return len(w.versions) < w.latest }

func (w *world) accept(c *client, a attempt) {
	switch {
	case a.gone:
		w.latest++
		w.gone = true
	case a.same:
		w.like(w.latest, a.saved.Content)
	default:
		if a.saved.Version != w.latest+1 {
			w.t.Errorf("version %d follows %d", a.saved.Version, w.latest)
		}
		w.latest, w.gone = a.saved.Version, false
		w.versions[w.latest] = a.saved.Content
	}
	if !a.gone {
		c.seen = a.saved.Site
	}
}

// rush has several people change the section at once: of those who saw the newest version one is first, and whoever comes
// after him has seen an old one.
func (w *world) rush(clients []client, value int) {
	tried := make([]attempt, len(clients))
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() { tried[i] = w.edit(&clients[i], value+5*i) })
	}
	all.Wait()
	won := slices.IndexFunc(tried, func(a attempt) bool { return a.err == nil && !a.same })
	fresh := false
	for i, a := range tried {
		switch kind := fault.KindOf(a.err); {
		case i == won:
			if a.on != w.latest || w.gone {
				w.t.Errorf("an edit on version %d took effect over %d", a.on, w.latest)
			}
		case a.err == nil && a.same && a.on == w.latest && !w.gone: // nothing to change in what it saw
		case a.err != nil && kind == fault.Stale && !w.gone:
			fresh = fresh || a.on == w.latest
		case a.err != nil && kind == fault.NotFound && w.gone:
		default:
			w.t.Errorf("on %d of %d: %d, %v", a.on, w.latest, a.saved.Version, a.err)
		}
	}
	if won < 0 {
		if fresh {
			w.t.Error("an edit on the newest version was refused, though nobody was first")
		}
		return
	}
	w.accept(&clients[won], tried[won])
}

// replay reads every version from history and holds it to what it was when it was made; the newest is the rows themselves.
func (w *world) replay() {
	for version, want := range w.versions {
		site, err := w.b.office.Version(w.t.Context(), staff.Actor, w.id, version)
		if err != nil {
			w.t.Errorf("version %d: %v", version, err)
			continue
		}
		w.equal(version, want, site.Content)
	}
	told, err := w.b.office.History(w.t.Context(), staff.Actor, w.id, 0)
	if err != nil || len(told) != w.latest || told[0].Version != w.latest || told[0].Deleted != w.gone {
		w.t.Errorf("history tells of %d versions, there are %d: %v", len(told), w.latest, err)
	}
	for i := 1; i < len(told); i++ {
		if told[i].Until == nil || !told[i].Until.Equal(told[i-1].At) || !told[i].At.Before(told[i-1].At) {
			w.t.Errorf("version %d was known until %v, the next since %v", told[i].Version, told[i].Until, told[i-1].At)
		}
	}
	if n := w.b.number(`SELECT count(*)::integer FROM audit_log WHERE entity = 'construction_section' AND entity_id = $1`, w.id); n != w.latest {
		w.t.Errorf("%d lines in the audit trail for %d versions", n, w.latest)
	}
}

func (w *world) like(version int, got works.Content) { w.equal(version, w.versions[version], got) }

var sameGeom = cmp.Comparer(func(a, b geo.Geom) bool { return a.EqualWithin(b, 1e-9) })

func (w *world) equal(version int, want, got works.Content) {
	days := cmp.Comparer(func(a, b geo.Date) bool { return a == b })
	if diff := cmp.Diff(want, got, sameGeom, days, cmpopts.EquateEmpty(), cmpopts.IgnoreUnexported(works.PhaseContent{}), cmpopts.IgnoreFields(works.ImpactContent{}, "ID")); diff != "" {
		w.t.Errorf("version %d (-as it was made +as it is told):\n%s", version, diff)
	}
}
