package people

import (
	"context"

	"mitte/geo/pg"
)

// Operator looks after accounts from the terminal of the machine. Whoever may run mitte there may do it; the audit trail names
// the database login. It is for cmd alone: nothing that comes over the network gets one.
type Operator struct{ s *Service }

// ForOperator returns the operator's view of a service.
func ForOperator(s *Service) Operator { return Operator{s} }

// Add makes an account. It returns Invalid with all fields at fault and Conflict if the address has one.
func (o Operator) Add(ctx context.Context, n NewAccount) (Account, error) {
	return o.s.add(ctx, Actor{}, n, "")
}

// Change changes the account of an address, whatever its version. It returns NotFound and Invalid.
func (o Operator) Change(ctx context.Context, email string, change AccountChange) (Account, error) {
	const op = "people.Change"
	var id int64
	if err := o.s.db.QueryRow(ctx, sqlAccountByEmail, tidyEmail(email)).Scan(&id); err != nil {
		return Account{}, pg.Fault(op, err)
	}
	return o.s.change(ctx, Actor{}, id, nil, change, "")
}

// List lists all accounts by name.
func (o Operator) List(ctx context.Context) ([]Account, error) {
	found, err := pg.Collect[Account](ctx, o.s.db, sqlAccounts+" ORDER BY a.name, a.id")
	return found, pg.Fault("people.List", err)
}
