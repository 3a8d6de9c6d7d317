package demo

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Summary says what Load has written.
type Summary struct {
	Towns int
	Rows  map[string]int64 // by table
	Took  time.Duration
}

// Total is the number of rows in all tables.
func (s Summary) Total() int64 {
	sum := int64(0)
	for _, n := range s.Rows {
		sum += n
	}
	return sum
}

const (
	source = "demo"
	actor  = "demo"
	// townsPerBatch towns share one transaction. Above 5,000 rows a statement the change table says "bulk" instead of
	// naming every feature, so a batch should hold more units than that.
	townsPerBatch = 75
	// ahead is how many towns wait between making and copying.
	ahead = townsPerBatch
)

const sqlEmpty = `
SELECT NOT EXISTS (SELECT FROM town)
   AND NOT EXISTS (SELECT FROM parcel)
   AND NOT EXISTS (SELECT FROM building)
   AND NOT EXISTS (SELECT FROM street_segment)
   AND NOT EXISTS (SELECT FROM unit)
   AND NOT EXISTS (SELECT FROM construction_project)`

// The serving role may draw from a sequence but not set it, so identifiers are drawn, as many as the batch needs.
const sqlReserve = `
SELECT min(v), max(v)
FROM (SELECT nextval(pg_get_serial_sequence($1, 'id')) AS v FROM generate_series(1, $2::integer)) AS drawn`

const sqlAddSource = `
INSERT INTO source (id, title, licence, licence_url, attribution)
VALUES ('demo', 'Erfundene Demo-Altstadt', 'CC0 1.0, frei erfunden', 'https://creativecommons.org/publicdomain/zero/1.0/',
        'Erfundene Daten, von mitte erzeugt')
ON CONFLICT (id) DO NOTHING`

const sqlAddTown = `
INSERT INTO town (name, municipality_key, geom, made_up)
VALUES ($1, $2, $3, true)`

// Load fills an empty database with o.Scale towns. One town goes in as one transaction; more go in by batches, and a load
// that was cut short leaves its batches behind for Clear. db logs in as the role that owns the tables or as mitte_app.
// It returns Conflict demo.not_empty if there is any town, parcel, building, segment, unit or project, and Invalid
// demo.scale if Scale is not in 1…MaxScale.
func Load(ctx context.Context, db pg.DB, o Options) (Summary, error) {
	const op = "demo.Load"
	o.Scale = max(1, o.Scale)
	if o.Scale > MaxScale {
		return Summary{}, fault.Wrap(op, fault.Newf(fault.Invalid, "demo.scale", "scale is at most %d", MaxScale))
	}
	if o.Today.IsZero() {
		return Summary{}, fault.Wrap(op, fault.New(fault.Invalid, "demo.today", "the demo needs a day to live around"))
	}
	if o.Progress == nil {
		o.Progress = func(int64, int64, string) {}
	}
	started := time.Now() //nolint:forbidigo // how long it took, not when it was
	l := &loader{db: db, o: o, out: Summary{Towns: o.Scale, Rows: map[string]int64{}}}
	if err := l.load(ctx); err != nil {
		return Summary{}, pg.Fault(op, err)
	}
	l.out.Took = time.Since(started)
	return l.out, nil
}

type loader struct {
	db  pg.DB
	o   Options
	out Summary
}

func (l *loader) load(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	towns := l.generate(ctx)
	for first := 0; first < l.o.Scale; first += townsPerBatch {
		batch := make([]*Town, 0, townsPerBatch)
		for n := first; n < min(first+townsPerBatch, l.o.Scale); n++ {
			select {
			case t, ok := <-towns:
				if !ok {
					return ctx.Err()
				}
				batch = append(batch, t)
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err := pg.InTx(ctx, l.db, actor, func(tx pgx.Tx) error { return l.batch(ctx, tx, batch, first == 0) }); err != nil {
			return err
		}
		l.o.Progress(int64(first+len(batch)), int64(l.o.Scale), "towns")
	}
	return nil
}

// generate makes the towns in order, a few ahead of the copying.
func (l *loader) generate(ctx context.Context) <-chan *Town {
	towns := make(chan *Town, ahead)
	go func() {
		defer close(towns)
		for n := range l.o.Scale {
			select {
			case towns <- Generate(l.o, n):
			case <-ctx.Done():
				return
			}
		}
	}()
	return towns
}

// batch writes some towns in one transaction; the first one also checks that the database is empty.
func (l *loader) batch(ctx context.Context, tx pgx.Tx, towns []*Town, first bool) error {
	if first {
		if err := l.begin(ctx, tx, towns[0]); err != nil {
			return err
		}
	}
	at := make([]offsets, len(towns))
	for _, t := range tables() {
		total, err := place(ctx, tx, t, towns, at)
		if err != nil {
			return err
		}
		if total == 0 {
			continue
		}
		if err := l.copy(ctx, tx, t, towns, at); err != nil {
			return err
		}
	}
	return nil
}

// copy fills one table from a batch of towns.
func (l *loader) copy(ctx context.Context, tx pgx.Tx, t table, towns []*Town, at []offsets) error {
	step := len(towns)
	if t.of == ofEvent {
		step = 1 // the trigger that derives unit_state is planned without statistics, which only few rows bear
	}
	for i := 0; i < len(towns); i += step {
		rows := &stream{table: t, towns: towns[i : i+step], at: at[i : i+step], row: -1}
		n, err := tx.CopyFrom(ctx, pgx.Identifier{t.name}, t.columns, rows)
		if err != nil {
			return err
		}
		l.out.Rows[t.name] += n
	}
	return nil
}

// place reserves the identifiers of a table for a batch and tells each town its offset.
func place(ctx context.Context, tx pgx.Tx, t table, towns []*Town, at []offsets) (total int, err error) {
	for _, town := range towns {
		total += t.count(town)
	}
	if t.of == noIdentity || total == 0 {
		return total, nil
	}
	var first, last int64
	if err := tx.QueryRow(ctx, sqlReserve, t.name, total).Scan(&first, &last); err != nil {
		return 0, err
	}
	if last-first != int64(total-1) {
		return 0, fault.New(fault.Conflict, "demo.not_alone", "something else writes to the database while the demo is loaded")
	}
	for i, town := range towns {
		at[i][t.of] = first - 1
		first += int64(t.count(town))
	}
	return total, nil
}

// stream feeds the rows of a batch to COPY one by one.
type stream struct {
	table
	towns []*Town
	at    []offsets
	town  int
	row   int
}

// Next moves to the next row.
func (s *stream) Next() bool {
	s.row++
	for s.town < len(s.towns) && s.row >= s.count(s.towns[s.town]) {
		s.town, s.row = s.town+1, 0
	}
	return s.town < len(s.towns)
}

// Values returns the row.
func (s *stream) Values() ([]any, error) {
	return s.table.row(s.towns[s.town], s.row, &s.at[s.town]), nil
}

// Err returns nil: nothing here can fail.
func (s *stream) Err() error { return nil }

func (l *loader) begin(ctx context.Context, tx pgx.Tx, t *Town) error {
	var empty bool
	if err := tx.QueryRow(ctx, sqlEmpty).Scan(&empty); err != nil {
		return err
	}
	if !empty {
		return fault.New(fault.Conflict, "demo.not_empty", "the database is not empty; the demo is loaded into an empty one")
	}
	if _, err := tx.Exec(ctx, sqlAddSource); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, sqlAddTown, t.Name, dorstenKey, where{}.polygons(extent(l.o.Scale)))
	return err
}
