package api_test

import (
	"testing"

	"mitte/api"
	"mitte/geo/pg"
)

// noSQL is a database that must not be asked: any call panics, which the service answers with 500.
type noSQL struct{ pg.Querier }

// offline builds the service over no database at all.
func offline(t testing.TB, change ...func(*api.Deps)) *bundle {
	t.Helper()
	return over(t, nil, noSQL{}, change...)
}
