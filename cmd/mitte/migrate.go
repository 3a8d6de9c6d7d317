package main

import (
	"context"
	"fmt"
)

type migrateCommand struct {
	databaseFlags
}

// Run brings the schema to the newest step and says what it did.
func (m *migrateCommand) Run(ctx context.Context, c *console) error {
	db, err := m.reach(ctx, c.log)
	if err != nil {
		return err
	}
	defer db.close(ctx)
	from, to, err := db.migrate(ctx)
	if err != nil {
		return err
	}
	if from == to {
		_, err = fmt.Fprintf(c.out, "schema %d is the newest\n", to)
	} else {
		_, err = fmt.Fprintf(c.out, "schema %d → %d\n", from, to)
	}
	return err
}
