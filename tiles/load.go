package tiles

import (
	"context"
	"time"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Load takes all layers anew, from one moment of the database at which the returned cursor stands, and puts them in the
// place of the old ones; until then the engine goes on with those. It returns the errors of pg.Fault, and Internal if a
// row cannot be carried by a tile.
func (e *Engine) Load(ctx context.Context) (*pg.Cursor, error) {
	const op = "tiles.Load"
	e.applying.Lock()
	defer e.applying.Unlock()
	started := e.options.Clock.Now()
	var cursor *pg.Cursor
	start := func(q pg.Querier) (err error) {
		cursor, err = pg.Start(ctx, q)
		return err
	}
	e.progress.begin()
	fresh := make([]*table, len(layers))
	var works []func(context.Context, pg.Querier) error
	for _, half := range loadHalves() {
		works = append(works, func(ctx context.Context, q pg.Querier) error { return e.loadHalf(ctx, q, half, fresh) })
	}
	if err := pg.InSharedSnapshot(ctx, e.options.DB, start, e.options.Public, works...); err != nil {
		return nil, fault.Wrap(op, err)
	}
	e.fragments.dropAll()
	e.snapshot.replace(fresh, e.dropAll)
	for i := range layers {
		e.changed[i].Add(1)
		e.reloads[i] = nil // what it reads is older
	}
	e.ready.Store(true)
	e.wake()
	e.report(ctx, e.options.Clock.Now().Sub(started))
	return cursor, nil
}

// loadHalves shares the layers between two connections: parcels, which are most, and the rest.
func loadHalves() [2][]int {
	var halves [2][]int
	for i := range layers {
		half := 1
		if i == 0 {
			half = 0
		}
		halves[half] = append(halves[half], i)
	}
	return halves
}

// loadHalf reads layers into their places in fresh.
func (e *Engine) loadHalf(ctx context.Context, q pg.Querier, half []int, fresh []*table) error {
	if _, err := q.Exec(ctx, sqlLoadSettings); err != nil {
		return pg.Fault("tiles.Load", err)
	}
	for _, i := range half {
		if err := e.progress.expect(ctx, q, sqlAllRows[i]); err != nil {
			return err
		}
	}
	for _, i := range half {
		t, err := e.loadTable(ctx, q, &layers[i])
		if err != nil {
			return err
		}
		fresh[i] = t
	}
	return nil
}

// A load reads each layer once and from end to end: compiling the statement or sharing it among workers costs more than
// it saves, a scan that begins where another one is gives ids out of order, and a role's time for a statement is meant for
// its readers.
const sqlLoadSettings = `
SELECT set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
       set_config('synchronize_seqscans', 'off', true), set_config('statement_timeout', '0', true)`

// loadTable reads a layer into memory. As soon as it takes more than it may, it is sent away, and only the ledger of it
// goes on.
func (e *Engine) loadTable(ctx context.Context, q pg.Querier, l *Layer) (*table, error) {
	t := newTable(l)
	err := readRows(ctx, q, l, sqlAllRows[layerIndex(l.Name)], func(r *row) error {
		t.take(r)
		if t.rows%progressStep == 0 {
			e.progress.rows.Add(progressStep)
		}
		if t.ledger == nil && worthMeasuring(t.rows) && t.bytes() > e.options.Memory {
			t = e.snapshot.sendAway(t, l)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if t.ledger == nil && t.bytes() > e.options.Memory {
		t = e.snapshot.sendAway(t, l)
	}
	e.progress.rows.Add(int64(t.rows % progressStep))
	t.finish()
	return t, nil
}

// worthMeasuring chooses the moments at which a growing table is measured, for that takes a while.
func worthMeasuring(rows int) bool {
	const often, enough = 1 << 16, 1 << 12
	return rows >= enough && (rows%often == 0 || rows&(rows-1) == 0)
}

// wake lets Background measure what was loaded.
func (e *Engine) wake() {
	select {
	case e.fresh <- struct{}{}:
	default:
	}
}

func (e *Engine) report(ctx context.Context, took time.Duration) {
	for i := range layers {
		e.reportLayer(ctx, e.snapshot.tables[i])
	}
	e.options.Log.InfoContext(ctx, "map loaded", "ms", took.Milliseconds())
}

func (e *Engine) reportLayer(ctx context.Context, t *table) {
	if t.ledger != nil {
		const mebi = 1 << 20
		e.options.Log.WarnContext(ctx, "layer is served from the database, which is slower: in memory it would take more than it may",
			"layer", t.name, "features", t.features(), "estimate_mib", t.ledger.estimate()/mebi, "limit_mib", max(e.options.Memory, 0)/mebi)
		return
	}
	e.options.Log.InfoContext(ctx, "layer loaded", "layer", t.name, "features", t.features(), "rows", t.rows, "bytes", t.bytes())
	if n := t.dictionary.size(); n > wideDictionary {
		e.options.Log.WarnContext(ctx, "a dictionary is wide; make a field raw", "layer", t.name, "values", n)
	}
}
