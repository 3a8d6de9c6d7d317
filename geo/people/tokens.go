package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Token is an API token as its owner sees it, without what opens doors.
type Token struct {
	ID         int64
	Label      string
	Scopes     []Scope
	CreatedAt  time.Time
	ExpiresAt  time.Time
	LastUsedAt *time.Time
}

// NewToken is what it takes to make one.
type NewToken struct {
	Label  string
	Scopes []Scope
	Days   int // until it is over, 1 to 365
}

//nolint:gosec // a statement about tokens holds none
const (
	sqlTokens = `
SELECT id, label, scopes, created_at, expires_at, last_used_at FROM api_token
WHERE account_id = $1 AND expires_at > now() ORDER BY id`

	sqlAddToken = `
INSERT INTO api_token (account_id, label, hash, scopes, expires_at) VALUES ($1, $2, $3, $4, now() + $5 * interval '1 day')
RETURNING id, label, scopes, created_at, expires_at, last_used_at`

	sqlRevokeAllTokens = `DELETE FROM api_token WHERE account_id = $1`

	sqlRevokeToken = `DELETE FROM api_token WHERE id = $1 AND (account_id = $2 OR $3)`
)

// Tokens lists the tokens of who asks.
func (s *Service) Tokens(ctx context.Context, by Actor) ([]Token, error) {
	found, err := pg.Collect[Token](ctx, s.db, sqlTokens, by.AccountID)
	return found, pg.Fault("people.Tokens", err)
}

// AddToken makes a token for who asks and returns it; nobody can see it again. It returns Invalid with all fields at fault.
func (s *Service) AddToken(ctx context.Context, by Actor, n NewToken, ipPrefix string) (token string, made Token, err error) {
	const op = "people.AddToken"
	if err := n.check(); err != nil {
		return "", Token{}, fault.Wrap(op, err)
	}
	secret, hash := newSecret()
	err = pg.InTx(ctx, s.db, by.String(), func(tx pgx.Tx) error {
		rows, err := pg.Collect[Token](ctx, tx, sqlAddToken, by.AccountID, strings.TrimSpace(n.Label), hash, n.Scopes, n.Days)
		if err != nil {
			return err
		}
		made = rows[0]
		return Record(ctx, tx, Entry{Actor: by, Action: "token.add", Entity: "api_token", EntityID: made.ID, IPPrefix: ipPrefix})
	})
	return tokenPrefix + secret, made, pg.Fault(op, err)
}

func (n NewToken) check() error {
	var wrong []fault.Field
	label := strings.TrimSpace(n.Label)
	if label == "" || !plainText(label, 100) {
		wrong = append(wrong, fault.Field{Path: "/label", Code: "token.label", Msg: "a label of 1 to 100 characters is needed"})
	}
	if n.Days < 1 || n.Days > 365 {
		wrong = append(wrong, fault.Field{Path: "/days", Code: "token.days", Msg: "1 to 365 days"})
	}
	unknown := func(s Scope) bool { return s != Read && s != Write }
	if len(n.Scopes) == 0 || slices.ContainsFunc(n.Scopes, unknown) {
		wrong = append(wrong, fault.Field{Path: "/scopes", Code: "token.scopes", Msg: "read, write or both"})
	}
	if len(wrong) == 0 {
		return nil
	}
	return fault.Refuse("token.invalid", "at least one field is wrong", wrong...)
}

// RevokeToken ends a token of who asks; an administrator may end anybody's. It returns NotFound if there is none.
func (s *Service) RevokeToken(ctx context.Context, by Actor, id int64, ipPrefix string) error {
	err := pg.InTx(ctx, s.db, by.String(), func(tx pgx.Tx) error {
		gone, err := tx.Exec(ctx, sqlRevokeToken, id, by.AccountID, by.Has(Admin))
		if err == nil && gone.RowsAffected() == 0 {
			err = pgx.ErrNoRows
		}
		if err != nil {
			return err
		}
		return Record(ctx, tx, Entry{Actor: by, Action: "token.revoke", Entity: "api_token", EntityID: id, IPPrefix: ipPrefix})
	})
	return pg.Fault("people.RevokeToken", err)
}
