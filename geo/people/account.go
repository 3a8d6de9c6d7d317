package people

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Account is a person who may sign in, as administrators see it.
type Account struct {
	ID         int64
	Version    int
	Email      string
	Name       string
	Roles      []Role
	Desk       string
	Locale     string
	DisabledAt *time.Time
	TOTP       bool
	LastSeenAt *time.Time // of a session that is still open
}

// NewAccount is what it takes to make one.
type NewAccount struct {
	Email    string
	Name     string
	Password string
	Roles    []Role
	Desk     string
	Locale   string // "" is de
}

// Accounts lists all of them by name. It returns Unauthenticated or Forbidden unless an administrator asks.
func (s *Service) Accounts(ctx context.Context, by Actor) ([]Account, error) {
	const op = "people.Accounts"
	if err := by.Require(Admin); err != nil {
		return nil, fault.Wrap(op, err)
	}
	found, err := pg.Collect[Account](ctx, s.db, sqlAccounts+" ORDER BY a.name, a.id")
	return found, pg.Fault(op, err)
}

// Account returns one. It returns NotFound if there is none, and Unauthenticated or Forbidden unless an administrator asks.
func (s *Service) Account(ctx context.Context, by Actor, id int64) (Account, error) {
	const op = "people.Account"
	if err := by.Require(Admin); err != nil {
		return Account{}, fault.Wrap(op, err)
	}
	found, err := findAccount(ctx, s.db, id)
	return found, pg.Fault(op, err)
}

// AddAccount makes an account. It returns Invalid with all fields at fault, Conflict if the address has one already, and
// Unauthenticated or Forbidden unless an administrator asks.
func (s *Service) AddAccount(ctx context.Context, by Actor, n NewAccount, ipPrefix string) (Account, error) {
	if err := by.Require(Admin); err != nil {
		return Account{}, fault.Wrap("people.AddAccount", err)
	}
	return s.add(ctx, by, n, ipPrefix)
}

// add makes an account on behalf of somebody who may: an administrator, or the operator at his terminal.
func (s *Service) add(ctx context.Context, by Actor, n NewAccount, ipPrefix string) (Account, error) {
	const op = "people.AddAccount"
	n = n.tidy()
	if err := n.check(); err != nil {
		return Account{}, fault.Wrap(op, err)
	}
	hash, err := s.hasher.hash(ctx, n.Password)
	if err != nil {
		return Account{}, fault.Wrap(op, err)
	}
	var made Account
	err = pg.InTx(ctx, s.db, by.String(), func(tx pgx.Tx) error {
		id, err := insertAccount(ctx, tx, n, hash)
		if err != nil {
			return err
		}
		if made, err = findAccount(ctx, tx, id); err != nil {
			return err
		}
		return Record(ctx, tx, Entry{
			Actor: by, Action: "account.add", Entity: "account", EntityID: id, After: made.audited(), IPPrefix: ipPrefix,
		})
	})
	return made, pg.Fault(op, err)
}

func insertAccount(ctx context.Context, tx pgx.Tx, n NewAccount, hash string) (int64, error) {
	var id int64
	if err := tx.QueryRow(ctx, sqlInsertAccount, n.Email, n.Name, n.Desk, n.Locale, hash).Scan(&id); err != nil {
		return 0, err
	}
	_, err := tx.Exec(ctx, sqlSetRoles, id, n.Roles)
	return id, err
}

func findAccount(ctx context.Context, db pg.Querier, id int64) (Account, error) {
	found, err := pg.Collect[Account](ctx, db, sqlAccounts+" WHERE a.id = $1", id)
	if err == nil && len(found) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return Account{}, err
	}
	return found[0], nil
}

// audited is what the audit trail keeps of an account: nothing that tells who it is.
func (a Account) audited() []byte {
	text, _ := json.Marshal(map[string]any{"roles": a.Roles, "desk": a.Desk, "disabled": a.DisabledAt != nil, "totp": a.TOTP}) // always marshals
	return text
}
