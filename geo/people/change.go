package people

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// AccountChange is what an administrator changes; nil stays as it is.
type AccountChange struct {
	Email     *string
	Name      *string
	Roles     *[]Role
	Desk      *string
	Locale    *string
	Disabled  *bool
	Password  *string
	ResetTOTP bool // takes the second factor away, so that a new one is set up at the next sign-in
}

// locksOut reports whether open sessions must not go on as they are.
func (c AccountChange) locksOut() bool {
	return c.Roles != nil || c.Disabled != nil || c.Password != nil || c.ResetTOTP || c.Email != nil
}

// ChangeAccount changes an account and ends its sessions if that touches what it may do or how it signs in. A disabled
// account loses its API tokens too: whoever is let in again later makes new ones.
//
// It returns Invalid with all fields at fault, NotFound, Stale if the account is not at that version any more, Conflict if the
// address belongs to another account, and Forbidden for one's own roles, which somebody else has to change.
func (s *Service) ChangeAccount(ctx context.Context, by Actor, id int64, version int, change AccountChange, ipPrefix string) (Account, error) {
	const op = "people.ChangeAccount"
	if err := by.Require(Admin); err != nil {
		return Account{}, fault.Wrap(op, err)
	}
	if by.AccountID == id && change.locksOut() {
		return Account{}, fault.Wrap(op, fault.New(fault.Forbidden, "account.own", "somebody else has to change that of your own account"))
	}
	return s.change(ctx, by, id, &version, change, ipPrefix)
}

// change works on the newest version if none is named, for the operator at his terminal.
func (s *Service) change(ctx context.Context, by Actor, id int64, version *int, change AccountChange, ipPrefix string) (Account, error) {
	const op = "people.ChangeAccount"
	hash := ""
	if change.Password != nil {
		before, err := findAccount(ctx, s.db, id)
		if err != nil {
			return Account{}, pg.Fault(op, err)
		}
		if err := refused(checkPassword("/password", *change.Password, before.Email, before.Name)); err != nil {
			return Account{}, fault.Wrap(op, err)
		}
		if hash, err = s.hasher.hash(ctx, *change.Password); err != nil {
			return Account{}, fault.Wrap(op, err)
		}
	}
	var after Account
	err := pg.InTx(ctx, s.db, by.String(), func(tx pgx.Tx) (err error) {
		after, err = applyChange(ctx, tx, by, id, version, change, hash, ipPrefix)
		return err
	})
	return after, pg.Fault(op, err)
}

func applyChange(ctx context.Context, tx pgx.Tx, by Actor, id int64, version *int, change AccountChange, hash, ipPrefix string) (Account, error) {
	var now int
	if err := tx.QueryRow(ctx, sqlLockAccount, id).Scan(&now); err != nil {
		return Account{}, err
	}
	if version != nil && *version != now {
		return Account{}, fault.New(fault.Stale, "stale", "somebody changed it in the meantime")
	}
	before, err := findAccount(ctx, tx, id)
	if err != nil {
		return Account{}, err
	}
	want, disabled := before.with(change)
	if err := want.checkChange(); err != nil {
		return Account{}, err
	}
	if _, err := tx.Exec(ctx, sqlUpdateAccount, id, want.Email, want.Name, want.Desk, want.Locale, disabled); err != nil {
		return Account{}, err
	}
	if _, err := tx.Exec(ctx, sqlSetRoles, id, want.Roles); err != nil {
		return Account{}, err
	}
	if err := applySecrets(ctx, tx, id, change, hash); err != nil {
		return Account{}, err
	}
	after, err := findAccount(ctx, tx, id)
	if err != nil {
		return Account{}, err
	}
	return after, Record(ctx, tx, Entry{
		Actor: by, Action: change.action(), Entity: "account", EntityID: id, Before: before.audited(), After: after.audited(), IPPrefix: ipPrefix,
	})
}

func applySecrets(ctx context.Context, tx pgx.Tx, id int64, change AccountChange, hash string) error {
	if hash != "" {
		if _, err := tx.Exec(ctx, sqlReplaceHash, id, hash); err != nil {
			return err
		}
	}
	if change.ResetTOTP {
		if _, err := tx.Exec(ctx, sqlResetTOTP, id); err != nil {
			return err
		}
	}
	if change.Disabled != nil && *change.Disabled {
		if _, err := tx.Exec(ctx, sqlRevokeAllTokens, id); err != nil {
			return err
		}
	}
	if change.locksOut() {
		_, err := tx.Exec(ctx, sqlEndAllSessions, id)
		return err
	}
	return nil
}

// with is the account as it would be, and whether it would be disabled.
func (a Account) with(c AccountChange) (NewAccount, bool) {
	or := func(given *string, kept string) string {
		if given != nil {
			return *given
		}
		return kept
	}
	n := NewAccount{Email: or(c.Email, a.Email), Name: or(c.Name, a.Name), Desk: or(c.Desk, a.Desk), Locale: or(c.Locale, a.Locale), Roles: a.Roles}
	if c.Roles != nil {
		n.Roles = *c.Roles
	}
	disabled := a.DisabledAt != nil
	if c.Disabled != nil {
		disabled = *c.Disabled
	}
	return n.tidy(), disabled
}

func (n NewAccount) checkChange() error {
	return refused(slices.Concat(checkEmail(n.Email), checkName(n.Name), checkDesk(n.Desk), checkLocale(n.Locale), checkRoles(n.Roles)))
}

// action names in the audit trail what weighs most; a password and a secret leave no other trace there.
func (c AccountChange) action() string {
	switch {
	case c.Disabled != nil && *c.Disabled:
		return "account.disable"
	case c.Password != nil:
		return "account.password"
	case c.ResetTOTP:
		return "account.totp_reset"
	default:
		return "account.update"
	}
}
