package tiles

import (
	"context"
	"slices"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

const (
	// idsPerQuery is how many features are read by one statement.
	idsPerQuery = 500
	// floodShare is the part of a layer, as a divisor, above which it is loaded anew.
	floodShare = 5
)

// Apply makes changes visible: the features named are read again, and every tile that showed or shows them is dropped
// before Apply returns. A change may come twice. Changes of layers that no tile has are passed over.
// It returns the errors of pg.Fault; then some changes may be applied and others not, and all can be applied again.
func (e *Engine) Apply(ctx context.Context, changes []pg.Change) error {
	e.applying.Lock()
	defer e.applying.Unlock()
	for i := range layers {
		ids, bulk := idsOf(changes, layers[i].Name)
		var err error
		if rows := len(e.snapshot.tables[i].ids); bulk || (len(ids) > idsPerQuery && len(ids) > rows/floodShare) {
			err = e.reload(ctx, i)
		} else {
			err = e.reread(ctx, i, ids)
		}
		if err != nil {
			return fault.Wrap("tiles.Apply", err)
		}
		if bulk || len(ids) > 0 {
			e.changed[i].Add(1)
		}
	}
	return nil
}

// idsOf returns the features of a layer that changed, ascending, and whether all of it did.
func idsOf(changes []pg.Change, layer string) (ids []int64, bulk bool) {
	for i := range changes {
		if changes[i].Layer != layer {
			continue
		}
		if changes[i].Op == "bulk" {
			return nil, true
		}
		ids = append(ids, changes[i].FeatureID)
	}
	slices.Sort(ids)
	return slices.Compact(ids), false
}

func (e *Engine) reread(ctx context.Context, layer int, ids []int64) error {
	for some := range slices.Chunk(ids, idsPerQuery) {
		edits := make([]edit, len(some))
		at := map[uint64]int{}
		for i, id := range some {
			edits[i] = edit{layer: layer, id: uint64(id)}
			at[uint64(id)] = i
		}
		err := readRows(ctx, e.options.Public, &layers[layer], sqlSomeRows[layer], func(r *row) error {
			i := at[r.id]
			edits[i].rows = append(edits[i].rows, r.clone())
			return nil
		}, some)
		if err != nil {
			return err
		}
		e.alter(edits)
	}
	return nil
}

// reload takes a layer anew while the old one serves, and drops the tiles that may show it.
func (e *Engine) reload(ctx context.Context, layer int) error {
	t, err := loadTable(ctx, e.options.Public, &layers[layer])
	if err != nil {
		return err
	}
	fresh := make([]*table, len(layers))
	fresh[layer] = t
	e.snapshot.replace(fresh, e.dropAll)
	e.wake()
	return nil
}
