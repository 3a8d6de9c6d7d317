// Package migrations embeds the SQL that builds the database, one numbered file a step.
//
// Each file opens with a paragraph that says why it exists, then the way up, the line "---- create above / drop below ----"
// and the way down. A file that has been released is never changed; the next step is a new file. Which room owns a table
// is in ARCHITECTURE.md. Nothing here runs SQL: geo/pg does.
package migrations

import "embed"

// Files holds the numbered steps.
//
//go:embed *.sql
var Files embed.FS
