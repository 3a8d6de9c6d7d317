package pg_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

const sqlPublicRuns = `
SELECT concat_ws(' ', valid_from, coalesce(valid_to::text, 'open'), vacancy_status, business_name)
FROM pub.units WHERE id = $1 ORDER BY valid_from`

// That a tenant gave notice shows neither in the status nor in the days, unless it was published.
func TestNoticeGivenDoesNotShow(t *testing.T) {
	t.Parallel()
	notices := []event{{"2026-01-01", "occupied"}, {"2026-03-01", "threatened"}, {"2026-04-01", "occupied"}, {"2026-05-01", "threatened"}}
	tenant := []occupied{{"2026-01-01", "", "regular"}}
	for name, c := range map[string]struct {
		basis, offer string
		events       []event
		occupancy    []occupied
		want         []string
	}{
		"one tenant": {"shop_front", "", notices, tenant, []string{"2026-01-01 open occupied shop0"}},
		"two tenants": {
			"shop_front", "", notices,
			[]occupied{{"2026-01-01", "2026-04-15", "regular"}, {"2026-04-15", "", "regular"}},
			[]string{"2026-01-01 2026-04-15 occupied shop0", "2026-04-15 open occupied shop1"},
		},
		"vacant between": {
			"shop_front", "",
			[]event{{"2026-01-01", "threatened"}, {"2026-02-01", "vacant"}, {"2026-03-01", "occupied"}, {"2026-04-01", "threatened"}},
			nil,
			[]string{"2026-01-01 2026-02-01 occupied", "2026-03-01 open occupied"},
		},
		"told by an offer": {
			"shop_front", "published", notices, tenant,
			[]string{
				"2026-01-01 2026-03-01 occupied shop0", "2026-03-01 2026-04-01 occupied shop0", "2026-04-01 2026-05-01 occupied shop0",
				"2026-05-01 open occupied shop0",
			},
		},
		"open data": {
			"open_data", "", notices[:2], tenant,
			[]string{"2026-01-01 2026-03-01 occupied shop0", "2026-03-01 open threatened shop0"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			tx := inTx(t)
			unit := addUnit(t, tx, "u")
			exec(t, tx, `UPDATE unit SET public_basis = $2 WHERE id = $1`, unit, c.basis)
			addOccupancies(t, tx, unit, c.occupancy)
			addEvents(t, tx, unit, c.events)
			if c.offer != "" {
				exec(t, tx, `INSERT INTO offer (unit_id, price_on_request, publication_status, publication_basis, published_at, confirmed_until)
					VALUES ($1, true, $2, 'owner_consent', '2026-01-01', '2027-01-01')`, unit, c.offer)
			}
			if diff := cmp.Diff(c.want, column[string](t, tx, sqlPublicRuns, unit), cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
