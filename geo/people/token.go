package people

import (
	"context"
	"slices"
	"strings"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Scope is what an API token may be used for, within what its owner may.
type Scope string

// The scopes.
const (
	Read  Scope = "read"
	Write Scope = "write"
)

// tokenPrefix lets scanners of source code find a token that somebody committed.
const tokenPrefix = "mitte_"

type tokenRow struct {
	AccountID int64
	Name      string
	Desk      string
	Locale    string
	Roles     []Role
	Scopes    []Scope
}

//nolint:gosec // a statement about tokens holds none
const sqlBearer = `
WITH seen AS (
    UPDATE api_token SET last_used_at = now()
    WHERE hash = $1 AND expires_at > now() AND coalesce(last_used_at, '-infinity') < now() - interval '1 hour'
)
SELECT a.id AS account_id, a.name, a.desk, a.locale, t.scopes,
       ARRAY(SELECT g.role FROM role_grant g WHERE g.account_id = a.id ORDER BY g.role) AS roles
FROM api_token t
JOIN account a ON a.id = t.account_id
WHERE t.hash = $1 AND t.expires_at > now() AND a.disabled_at IS NULL`

// Bearer returns whom an API token speaks for. It returns Unauthenticated if there is no such token any more, and Forbidden if
// it was not made for this scope.
func (s *Service) Bearer(ctx context.Context, token string, scope Scope) (Actor, error) {
	const op = "people.Bearer"
	secret, ours := strings.CutPrefix(token, tokenPrefix)
	if !ours {
		return Actor{}, fault.Wrap(op, errToken())
	}
	rows, err := pg.Collect[tokenRow](ctx, s.db, sqlBearer, hashOf(secret))
	switch {
	case err != nil:
		return Actor{}, pg.Fault(op, err)
	case len(rows) == 0:
		return Actor{}, fault.Wrap(op, errToken())
	case !slices.Contains(rows[0].Scopes, scope):
		return Actor{}, fault.Wrap(op, fault.New(fault.Forbidden, "token_scope", "the token was not made for this"))
	}
	r := rows[0]
	return Actor{AccountID: r.AccountID, Name: r.Name, Roles: r.Roles, Desk: r.Desk, Locale: r.Locale}, nil
}

func errToken() error {
	return fault.New(fault.Unauthenticated, "token", "the token is unknown, over or revoked")
}
