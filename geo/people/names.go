package people

import (
	"context"

	"mitte/geo/pg"
)

type nameRow struct {
	Actor string
	Name  string
}

const sqlNames = `SELECT 'account:' || id AS actor, name FROM account WHERE 'account:' || id = ANY ($1)`

const sqlWorksAt = `
SELECT EXISTS (SELECT FROM account a JOIN role_grant g ON g.account_id = a.id
               WHERE a.id = $1 AND a.desk = $2 AND a.disabled_at IS NULL AND g.role = 'staff')`

const sqlAtDesk = `
SELECT a.id, a.name
FROM account a
JOIN role_grant g ON g.account_id = a.id AND g.role = 'staff'
WHERE a.desk = $1 AND a.desk <> '' AND a.disabled_at IS NULL
ORDER BY a.name, a.id`

// Colleague is a member of staff by number and name, and nothing else of the account.
type Colleague struct {
	ID   int64
	Name string
}

// AtDesk returns the staff of a desk who may sign in. Only who works there may read it.
func AtDesk(ctx context.Context, db pg.DB, desk string) ([]Colleague, error) {
	found, err := pg.Collect[Colleague](ctx, pg.As(db, pg.Who{Roles: []string{door}}), sqlAtDesk, desk)
	return found, pg.Fault("people.AtDesk", err)
}

// WorksAt reports whether an account is a member of staff at a desk who may sign in.
func WorksAt(ctx context.Context, db pg.DB, account int64, desk string) (yes bool, err error) {
	err = pg.As(db, pg.Who{Roles: []string{door}}).QueryRow(ctx, sqlWorksAt, account, desk).Scan(&yes)
	return yes, pg.Fault("people.WorksAt", err)
}

// Names returns what people are called who stand in history and audit as account:12. Only whoever is signed in may read
// them. What is no account, such as a database login, has no entry.
func Names(ctx context.Context, db pg.DB, actors []string) (map[string]string, error) {
	rows, err := pg.Collect[nameRow](ctx, pg.As(db, pg.Who{Roles: []string{door}}), sqlNames, actors)
	if err != nil {
		return nil, pg.Fault("people.Names", err)
	}
	out := make(map[string]string, len(rows))
	for _, r := range rows {
		out[r.Actor] = r.Name
	}
	return out, nil
}
