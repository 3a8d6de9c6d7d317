package pg

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Contents is what a table holds: two databases whose tables have the same contents hold the same rows, whatever their order.
type Contents struct {
	Table string // with its schema
	Rows  int64
	Sum   string // over the text of every row, geometries as EWKB
}

// The change table is left out: what it says is of no use to another server, and dumps do without it.
const sqlTables = `
SELECT n.nspname AS schema, c.relname AS name
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_%'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
  AND (n.nspname, c.relname) <> ('public', 'change')
ORDER BY 1, 2`

// sqlContents takes the name of a table of the catalogue.
const sqlContents = `SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM %s AS t`

type tableName struct {
	Schema string
	Name   string
}

// ReadContents reads every table to its end. The connection must be one of Open, whose settings decide how a row reads as
// text, and its role must be allowed to read them all.
func ReadContents(ctx context.Context, db Querier) ([]Contents, error) {
	const op = "pg.ReadContents"
	tables, err := Collect[tableName](ctx, db, sqlTables)
	if err != nil {
		return nil, Fault(op, err)
	}
	out := make([]Contents, 0, len(tables))
	for _, t := range tables {
		c := Contents{Table: t.Schema + "." + t.Name}
		err := db.QueryRow(ctx, fmt.Sprintf(sqlContents, pgx.Identifier{t.Schema, t.Name}.Sanitize())).Scan(&c.Rows, &c.Sum)
		if err != nil {
			return nil, Fault(op, err)
		}
		out = append(out, c)
	}
	return out, nil
}
