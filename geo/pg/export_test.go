package pg

import "time"

// Statements are pg's own, for the test that prepares them all.
var Statements = map[string]string{ //nolint:gochecknoglobals // a table of cases
	"sqlGeometryTypes": sqlGeometryTypes, "sqlSetActor": sqlSetActor, "sqlSetReason": sqlSetReason,
	"sqlLockMigrations": sqlLockMigrations, "sqlUnlockMigrations": sqlUnlockMigrations,
	"sqlHasVersion": sqlHasVersion, "sqlVersion": sqlVersion, "sqlChanges": sqlChanges, "sqlForget": sqlForget,
}

// Pretend makes the cursor believe that it stood elsewhere, for tests of ErrResync.
func (c *Cursor) Pretend(change func(system, timeline, database, schema *int64, low *uint64, at *time.Time)) {
	change(&c.epoch.System, &c.epoch.Timeline, &c.epoch.Database, &c.epoch.Schema, &c.low, &c.at)
}
