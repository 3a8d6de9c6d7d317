package tiles

import (
	"context"
	"slices"

	"mitte/geo/fault"
)

// missed holds the features that were edited while their layer was read aside: the old table has them, the new one may
// have them from before. It belongs to one reload.
type missed struct{ ids map[int64]struct{} }

// catchRounds is how often a reload reads what it missed while edits go on, before it makes them wait.
const catchRounds = 8

// Reload takes a layer anew. The old one serves until then, and edits go on: what is applied meanwhile shows at once, and
// is read once more before the new layer takes the place of the old. Nobody sees anything older than before.
// One Reload of a layer runs at a time. It returns the errors of pg.Fault, and Internal if a row cannot be carried by a
// tile; then the old layer goes on.
func (e *Engine) Reload(ctx context.Context, layer string) error {
	const op = "tiles.Reload"
	i := layerIndex(layer)
	if i < 0 {
		return nil
	}
	m := e.beginReload(i)
	defer e.endReload(i, m)
	t, err := e.loadTable(ctx, e.options.Public, &layers[i])
	if err != nil {
		return fault.Wrap(op, err)
	}
	for range catchRounds {
		ids := e.takeMissed(m)
		if err := e.putInto(ctx, t, i, ids); err != nil {
			return fault.Wrap(op, err)
		}
		if len(ids) <= idsPerQuery {
			break
		}
	}
	return fault.Wrap(op, e.exchange(ctx, i, t, m))
}

// beginReload has edits of a layer remembered, from before its rows are read. An edit under way ends before.
func (e *Engine) beginReload(layer int) *missed {
	e.applying.Lock()
	defer e.applying.Unlock()
	m := &missed{ids: map[int64]struct{}{}}
	e.reloads[layer] = m
	return m
}

func (e *Engine) endReload(layer int, m *missed) {
	e.applying.Lock()
	defer e.applying.Unlock()
	if e.reloads[layer] == m {
		e.reloads[layer] = nil
	}
}

// miss remembers edits for the reload under way, before they are read: what fails may be half applied. The applier calls it.
func (e *Engine) miss(layer int, ids []int64) {
	if m := e.reloads[layer]; m != nil {
		for _, id := range ids {
			m.ids[id] = struct{}{}
		}
	}
}

func (e *Engine) takeMissed(m *missed) []int64 {
	e.applying.Lock()
	defer e.applying.Unlock()
	return m.take()
}

func (m *missed) take() []int64 {
	ids := make([]int64, 0, len(m.ids))
	for id := range m.ids {
		ids = append(ids, id)
	}
	clear(m.ids)
	slices.Sort(ids)
	return ids
}

// putInto brings features up to date in a table that nobody reads yet.
func (e *Engine) putInto(ctx context.Context, t *table, layer int, ids []int64) error {
	for some := range slices.Chunk(ids, idsPerQuery) {
		edits, err := e.readEdits(ctx, layer, some)
		if err != nil {
			return err
		}
		for i := range edits {
			t.put(edits[i].id, edits[i].rows)
		}
	}
	return nil
}

// exchange puts a new table in the place of a layer's old one while edits wait, and drops the tiles that may show it. A
// table from before a Load of all layers is older than what there is, and forgotten.
func (e *Engine) exchange(ctx context.Context, layer int, t *table, m *missed) error {
	e.applying.Lock()
	defer e.applying.Unlock()
	if e.reloads[layer] != m {
		return nil
	}
	if err := e.putInto(ctx, t, layer, m.take()); err != nil {
		return err
	}
	was := e.snapshot.tables[layer].ledger != nil
	fresh := make([]*table, len(layers))
	fresh[layer] = t
	e.snapshot.replace(fresh, e.dropAll)
	e.changed[layer].Add(1)
	if is := t.ledger != nil; is != was {
		e.reportLayer(ctx, t)
	}
	e.wake()
	return nil
}
