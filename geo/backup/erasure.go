package backup

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

// Erasure says that something was done away with, shut or sent: a row, by its number and when it was made, never whose it was.
type Erasure struct {
	What string     `json:"what"`
	Key  string     `json:"key"`
	Made *time.Time `json:"made,omitempty"`
	Step string     `json:"step"`
	At   time.Time  `json:"at"`
}

// same is what makes two lines one erasure.
type same struct {
	what, key, step string
	made            int64
}

func (e Erasure) same() same {
	s := same{what: e.What, key: e.Key, step: e.Step}
	if e.Made != nil {
		s.made = e.Made.UnixMicro()
	}
	return s
}

// The steps that take each other back.
const (
	stepDisabled = "disabled"
	stepEnabled  = "enabled"
)

// row is what an erasure is of.
func (e Erasure) row() same {
	s := e.same()
	s.step = ""
	return s
}

// enabled says when accounts were let in again.
func enabled(list []Erasure) map[same]time.Time {
	out := map[same]time.Time{}
	for _, e := range list {
		if e.Step == stepEnabled {
			out[e.row()] = e.At
		}
	}
	return out
}

const (
	sqlHasErasures = `SELECT to_regclass('public.erasure') IS NOT NULL, now()`

	sqlErasures = `SELECT what, key, made, step, at FROM erasure ORDER BY at, what, key, step`

	sqlDropErasures = `DELETE FROM erasure WHERE at < now() - $1::interval`

	// Whoever restores works with everything.
	sqlAsEverybody = `SELECT set_config('mitte.role', 'house,owners,register,post,door,staff', true)`

	sqlListErasure = `
INSERT INTO erasure (what, key, made, step, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT ON CONSTRAINT erasure_once DO UPDATE SET at = excluded.at
WHERE erasure.step IN ('told', 'disabled', 'enabled') AND erasure.at < excluded.at`

	sqlEraseAgain = `SELECT erase_again($1, $2, $3, $4, $5)`

	// Doors that were shut since the backup would be open again.
	sqlShutDoors = `
WITH a AS (DELETE FROM session), b AS (DELETE FROM setup_link), c AS (DELETE FROM idempotency_key)
SELECT count(*) FROM outbox.mail WHERE state = 'waiting'`
)

// readErasures returns what the database lists, and its time. A schema from before the list has none.
func readErasures(ctx context.Context, db pg.Querier) (list []Erasure, now time.Time, err error) {
	var has bool
	if err := db.QueryRow(ctx, sqlHasErasures).Scan(&has, &now); err != nil || !has {
		return nil, now, err
	}
	list, err = pg.Collect[Erasure](ctx, db, sqlErasures)
	return list, now.UTC(), err
}

// Forget drops from the database what is older than any backup that may still be there. It needs the owner's rights.
func Forget(ctx context.Context, db pg.Querier, kept time.Duration) error {
	_, err := db.Exec(ctx, sqlDropErasures, kept)
	return pg.Fault("backup.Forget", err)
}

// Again is what EraseAgain found to do.
type Again struct {
	Erased  int // rows that had come back
	Shut    int // accounts, roles and tokens that were open again
	Told    int // mails and news that would have been sent a second time
	Waiting int // mails that never left, and will leave now
}

func (a *Again) count(e Erasure) {
	switch {
	case e.Step == "sent" || e.Step == "told":
		a.Told++
	case e.What == "public.account" || e.What == "public.role_grant" || e.What == "public.api_token":
		a.Shut++
	default:
		a.Erased++
	}
}

// EraseAgain does everything on the list again, in one transaction, and ends all sessions and open links: what was shut since the
// backup stays shut, and what was told is not told again. db is the owner's. last runs at the end of the transaction.
func EraseAgain(ctx context.Context, db pg.Beginner, list []Erasure, last func(tx pgx.Tx, done Again) error) (Again, error) {
	var done Again
	err := pg.InTx(ctx, db, "restore", func(tx pgx.Tx) error {
		done = Again{}
		if _, err := tx.Exec(ctx, sqlAsEverybody); err != nil {
			return err
		}
		takenBack := enabled(list)
		for _, e := range list {
			var came bool
			if _, err := tx.Exec(ctx, sqlListErasure, e.What, e.Key, e.Made, e.Step, e.At); err != nil {
				return err
			}
			if e.Step == stepDisabled && e.At.Before(takenBack[e.row()]) {
				continue
			}
			if err := tx.QueryRow(ctx, sqlEraseAgain, e.What, e.Key, e.Made, e.Step, e.At).Scan(&came); err != nil {
				return err
			}
			if came {
				done.count(e)
			}
		}
		if err := tx.QueryRow(ctx, sqlShutDoors).Scan(&done.Waiting); err != nil {
			return err
		}
		return last(tx, done)
	})
	return done, pg.Fault("backup.EraseAgain", err)
}
