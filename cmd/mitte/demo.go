package main

import (
	"context"
	"fmt"

	"mitte/geo"
	"mitte/geo/demo"
	"mitte/geo/feed"
	"mitte/geo/pg"
	"mitte/geo/picture"
)

type demoCommand struct {
	databaseFlags
	Seed  uint64 `default:"1" help:"The same seed makes the same town."`
	Scale int    `default:"1" help:"Number of towns; 1 is one Altstadt of some 775 parcels, 2600 make two million."`
}

// Run fills an empty database with the demo.
func (d *demoCommand) Run(ctx context.Context, c *console) error {
	db, err := d.open(ctx, c.log)
	if err != nil {
		return err
	}
	defer db.close(ctx)
	store, err := picture.Open(d.picturesDir())
	if err != nil {
		return err
	}
	bar := newProgress(c.err)
	summary, err := loadDemo(ctx, db, store, d.Seed, d.Scale, bar.step)
	bar.finish()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, describe(summary))
	return err
}

// hint has a map that is served from the same database look at once. It would look within a fifth of a second anyway.
func hint(ctx context.Context, db pg.Querier) { _ = feed.Hint(ctx, db) }

func describe(s demo.Summary) string {
	return fmt.Sprintf("%d demo town(s): %d parcels, %d buildings, %d shop units, %d street segments, %d construction sections",
		s.Towns, s.Rows["parcel"], s.Rows["building"], s.Rows["unit"], s.Rows["street_segment"], s.Rows["construction_section"])
}

// loadDemo runs as the owner: a bulk load sets ids of its own and may switch per-row work off. Without a store the town has no pictures.
func loadDemo(ctx context.Context, db *database, store *picture.Store, seed uint64, scale int, step func(done, total int64, what string)) (demo.Summary, error) {
	pool, err := db.pool(ctx, roleOwner, 2, 0)
	if err != nil {
		return demo.Summary{}, err
	}
	defer pool.Close()
	options := demo.Options{Seed: seed, Scale: scale, Today: geo.Today(geo.SystemClock{}), Progress: step}
	summary, err := demo.Load(ctx, pool, options)
	if err == nil && store != nil {
		_, err = demo.Hang(ctx, pool, store, options)
	}
	if err == nil {
		hint(ctx, pool)
	}
	return summary, err
}
