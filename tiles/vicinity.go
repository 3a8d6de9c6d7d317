package tiles

import (
	"context"
	"sync"
	"time"

	"mitte/geo/pg"
)

// reader takes the rows of a tile from the database, for layers that stay there.
type reader struct {
	db      pg.Querier
	limit   int           // rows of a layer
	time    time.Duration // for all of them
	all     []string      // by layer
	largest []string
	idle    []sync.Pool // of tables, by layer
}

// readTime is how long a tile waits for its rows.
const readTime = 2 * time.Second

func newReader(db pg.Querier) *reader {
	r := &reader{db: db, limit: maxNear, time: readTime, idle: make([]sync.Pool, len(layers))}
	for i := range layers {
		r.idle[i].New = func() any { return newTable(&layers[i]) }
	}
	r.prepare()
	return r
}

func (r *reader) prepare() {
	r.all, r.largest = make([]string, len(layers)), make([]string, len(layers))
	for i := range layers {
		r.all[i], r.largest[i] = nearStatements(&layers[i], r.limit)
	}
}

// vicinity has the rows of one tile on one day, in tables of their own, so that the encoder meets nothing else.
type vicinity struct {
	on     moment
	tables []*table // by layer
	left   int      // rows beyond the limit
}

// complete puts the rows of layers that stay in the database into a picture. If one is lacking, or they are of another
// day, it returns all of these layers.
func (p *picture) complete(v *vicinity) Set {
	away, lacking := Set(0), false
	for k, t := range p.tables {
		if t.ledger == nil {
			continue
		}
		i := layerIndex(t.name)
		away |= 1 << i
		if v == nil || v.on != p.on || v.tables[i] == nil {
			lacking = true
			continue
		}
		p.tables[k] = v.tables[i]
		if p.sieves != nil {
			p.sieves[k] = p.sieves[k].bind(v.tables[i])
		}
	}
	if !lacking {
		return 0
	}
	return away
}

// read asks for all layers at one moment of the database. Whoever waits for the same tile shares the answer, so it does
// not end with ctx but when its time is over: then read returns Timeout, else the errors of pg.Fault.
func (r *reader) read(ctx context.Context, a Address, set Set, on moment) (*vicinity, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), r.time)
	defer cancel()
	v := &vicinity{on: on, tables: make([]*table, len(layers))}
	full, err := r.ask(ctx, a, set, v, 0)
	if err == nil && full != 0 {
		_, err = r.ask(ctx, a, set, v, full)
	}
	if err != nil {
		r.release(v)
		return nil, err
	}
	return v, nil
}

// ask fills the tables, and returns the layers that have more rows than the limit. Of those in large the largest are
// taken.
func (r *reader) ask(ctx context.Context, a Address, set Set, v *vicinity, large Set) (full Set, err error) {
	var asked []int
	var statements []pg.Statement
	for i := range layers {
		if set>>i&1 == 0 {
			continue
		}
		text := r.all[i]
		if large>>i&1 == 1 {
			text = r.largest[i]
		}
		asked = append(asked, i)
		statements = append(statements, pg.Statement{SQL: text, Args: nearArgs(&layers[i], a, v.on)})
	}
	v.left = 0
	err = pg.AskTogether(ctx, r.db, statements, func(k int, rows pg.Rows) error {
		i := asked[k]
		if err := r.fill(v, i, rows); err != nil {
			return err
		}
		if v.tables[i].rows > r.limit {
			full |= 1 << i
		}
		return nil
	})
	return full, err
}

func nearArgs(l *Layer, a Address, on moment) []any {
	args := []any{int(a.Z), int(a.X), int(a.Y)}
	if l.Dated {
		args = append(args, on.day)
	}
	if l.goesOn != "" {
		args = append(args, on.day <= on.today)
	}
	return args
}

func (r *reader) fill(v *vicinity, layer int, rows pg.Rows) error {
	t := v.tables[layer]
	if t == nil {
		t, _ = r.idle[layer].Get().(*table)
		v.tables[layer] = t
	}
	t.empty()
	among := 0
	err := takeRows(rows, &layers[layer], func(r *row) error {
		t.append(r)
		among = r.among
		return nil
	})
	v.left += max(among-t.rows, 0)
	t.cells.settle()
	return err
}

// release takes the tables back.
func (r *reader) release(v *vicinity) {
	for i, t := range v.tables {
		if t != nil {
			r.idle[i].Put(t)
		}
	}
}
