package pgtest_test

import (
	"testing"

	"mitte/geo/pg/pgtest"
)

func BenchmarkTx(b *testing.B) {
	for b.Loop() {
		tx := pgtest.Tx(b)
		if _, err := tx.Exec(b.Context(), `SELECT 1`); err != nil {
			b.Fatal(err)
		}
		if err := tx.Rollback(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDB(b *testing.B) {
	for b.Loop() {
		if err := pgtest.DB(b).App().Ping(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
