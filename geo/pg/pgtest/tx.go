package pgtest

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Tx begins a transaction as the serving role and rolls it back when t ends. Tests that run in parallel share the
// database below it, so two that insert the same key wait for one another: give rows names of the test's own.
func Tx(t testing.TB) pgx.Tx {
	t.Helper()
	tx, err := use(t).common(t).Begin(t.Context())
	if err != nil {
		t.Fatalf("pgtest: begin: %v", err)
	}
	t.Cleanup(func() { _ = tx.Rollback(context.Background()) })
	return tx
}
