package main

import (
	"context"
	"fmt"
	"path/filepath"

	"mitte/geo/fault"
	"mitte/geo/people"
)

type auditCommand struct {
	Verify auditVerifyCommand `cmd:"" help:"Read the whole audit trail and say whether anything in it was altered, removed, exchanged or cut off."`
}

type auditVerifyCommand struct {
	databaseFlags
	Heads string `placeholder:"FILE" help:"Heads that serve has signed; by default audit-heads.jsonl beside the keys. Keep copies of it where nobody who reaches the database does."`
}

const headsName = "audit-heads.jsonl"

// headsFile is where serve notes every hour how far the trail goes.
func (f databaseFlags) headsFile() string { return filepath.Join(f.keysDir(), headsName) }

// Run verifies the trail.
func (a *auditVerifyCommand) Run(ctx context.Context, c *console) error {
	file := a.Heads
	if file == "" {
		file = a.headsFile()
	}
	keys, err := people.LoadKeys(a.keysDir())
	if err != nil {
		return err
	}
	heads, err := keys.ReadHeads(file)
	if err != nil {
		return err
	}
	db, err := a.open(ctx, c.log)
	if err != nil {
		return err
	}
	defer db.close(ctx)
	pool, err := db.pool(ctx, roleApp, 1, 0)
	if err != nil {
		return err
	}
	defer pool.Close()
	report, err := people.VerifyAudit(ctx, pool, heads)
	if err != nil {
		return err
	}
	return tellAudit(c, report)
}

func tellAudit(c *console, r people.AuditReport) error {
	for _, finding := range r.Findings {
		if _, err := fmt.Fprintln(c.out, finding); err != nil {
			return err
		}
	}
	if !r.Whole() {
		return fault.Newf(fault.Invalid, "audit_broken", "the audit trail is not whole: %d findings in %d rows", len(r.Findings), r.Rows)
	}
	_, err := fmt.Fprintf(c.out, "the audit trail is whole: %d rows, %d signed heads\n", r.Rows, r.Heads)
	return err
}
