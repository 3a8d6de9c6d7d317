package tiles

import "mitte/geo"

// Window asks for features of a layer by ascending id: those above After that meet Box on a day.
type Window struct {
	Layer string
	Box   *geo.BBox // lon/lat, bounds inclusive; nil: everywhere
	After int64
	Limit int
	Day   geo.Date // zero: whatever day
	Today geo.Date // sites that go on past their planned end are there until today
}

// Found is a feature of a window.
type Found struct {
	ID       int64
	Doubtful bool      // so near the box's border, 2 cm at most, that only the database can tell
	Fragment *Fragment // nil if none is kept
	version  uint64
	stamp    uint64
}

// Finder answers a window from memory, by features whose finished fragments it keeps for its caller.
type Finder interface {
	// Find returns the features of a window until Limit + 1 of them are beyond doubt. It reports false for what the
	// database does better: a layer that is not in memory, or a window on very many features.
	Find(w *Window) ([]Found, bool)
	// Keep keeps a fragment that was read from the database after Find, unless a change touched the feature meanwhile. It
	// reports false if the feature has another version in memory, which lags behind then.
	Keep(w *Window, f *Found, version int, fragment *Fragment) bool
}

const (
	// mostNear is how many features are looked at for one window; a view of single houses has fewer.
	mostNear = 20_000
	// mostDoubtful is how many features of one answer the database is asked about.
	mostDoubtful = 200
)

// Find implements Finder.
func (e *Engine) Find(w *Window) ([]Found, bool) {
	layer := layerIndex(w.Layer)
	if layer < 0 || !e.ready.Load() {
		return nil, false
	}
	s := &e.snapshot
	s.mu.RLock()
	defer s.mu.RUnlock()
	t := s.tables[layer]
	if t == nil || t.ledger != nil {
		return nil, false
	}
	found, ok := t.window(w)
	if !ok {
		return nil, false
	}
	e.fragments.fill(layer, dayOfFragment(layer, w), found)
	for i := range found {
		if found[i].Fragment == nil || found[i].Doubtful {
			found[i].version = t.version(uint64(found[i].ID))
		}
	}
	return found, true
}

// window finds features without their fragments. It needs the read lock.
func (t *table) window(w *Window) ([]Found, bool) {
	asked := paneOf(w.Box)
	all, ok := t.near(nil, &asked, mostNear)
	if !ok {
		return nil, false
	}
	on := moment{dayNumber(w.Day, 0), dayNumber(w.Today, 0)}
	found := make([]Found, 0, min(w.Limit+1, len(all)))
	sure, unsure := 0, 0
	for _, n := range all {
		id := int64(n.id)
		if r := t.record(n.record); id <= w.After || (!w.Day.IsZero() && !r.holds(on)) {
			continue
		}
		f := t.feature(n.record)
		judged := asked.judge(&f)
		if judged == outside {
			continue
		}
		if last := len(found) - 1; last >= 0 && found[last].ID == id { // another run of days
			if found[last].Doubtful && judged == overlaps {
				found[last].Doubtful = false
				sure, unsure = sure+1, unsure-1
			}
			continue
		}
		if sure > w.Limit {
			break
		}
		found = append(found, Found{ID: id, Doubtful: judged == borderline})
		if judged == overlaps {
			sure++
		} else {
			unsure++
		}
	}
	return found, unsure <= mostDoubtful
}

// version reads a feature's version, the first field of every layer.
func (t *table) version(id uint64) uint64 {
	first, _ := t.ids.find(id)
	r := valueReader{table: t, rest: t.feature(first).values}
	r.begin()
	if !r.next() || r.field != 0 {
		return 0
	}
	value := r.raw
	if r.dict {
		value = t.dictionary.value(r.index)
	}
	n, _ := numberOf(value)
	return uint64(n)
}

// Keep implements Finder.
func (e *Engine) Keep(w *Window, f *Found, version int, fragment *Fragment) bool {
	if f.version != uint64(version) {
		return false
	}
	layer := layerIndex(w.Layer)
	e.fragments.keep(layer, uint64(f.ID), f.stamp, dayOfFragment(layer, w), fragment)
	return true
}

// dayOfFragment is the day for which a fragment of a layer holds, 0 if for all.
func dayOfFragment(layer int, w *Window) int32 {
	if !layers[layer].Dated {
		return 0
	}
	return dayNumber(w.Today, 0)
}

var _ Finder = (*Engine)(nil)
