package enquiry

import (
	"context"
	"strconv"

	"github.com/jackc/pgx/v5"

	"mitte/geo/outbox"
	"mitte/geo/pg"
	"mitte/geo/vacancy"
)

const (
	// SKIP LOCKED leaves a search to the process that is at it already.
	sqlSearches = `
SELECT s.id, s.filter, s.batch,
       CASE o.frequency WHEN 'immediate' THEN true
                        WHEN 'daily' THEN coalesce(s.told_at, o.confirmed_at) <= now() - interval '1 day'
                        ELSE coalesce(s.told_at, o.confirmed_at) <= now() - interval '7 days' END AS due
FROM saved_search s
JOIN outbox.subscription o ON o.target = 'saved_search' AND o.target_id = s.id AND o.status = 'confirmed'
ORDER BY s.id
FOR UPDATE OF s SKIP LOCKED`

	// What waited and is not to be had any more has never been told: it may come again.
	sqlForgetWaiting = `DELETE FROM saved_search_unit WHERE search_id = $1 AND batch IS NULL AND unit_id <> ALL ($2)`

	sqlTakeBatch = `UPDATE saved_search_unit SET batch = $2 WHERE search_id = $1 AND batch IS NULL`

	sqlSearchTold = `UPDATE saved_search SET batch = $2, told_at = now() WHERE id = $1`

	sqlBatchUnits = `SELECT unit_id AS id FROM saved_search_unit WHERE search_id = $1 AND batch = $2`

	sqlForgetOfBatch = `DELETE FROM saved_search_unit WHERE search_id = $1 AND batch = $2 AND unit_id <> ALL ($3)`

	sqlOverSearches = `
DELETE FROM saved_search s
WHERE created_at < now() - interval '1 hour'
  AND NOT EXISTS (SELECT FROM outbox.subscription o WHERE o.target = 'saved_search' AND o.target_id = s.id AND o.status <> 'ended')`
)

type search struct {
	ID     int64
	Filter string
	Batch  int
	Due    bool
}

// Look compares all saved searches with what is public today, and puts a mail in for each that has found something and is due. The
// mail says what it tells only when it leaves.
func (s *Service) Look(ctx context.Context) error {
	return pg.Fault("enquiry.Look", pg.InTx(ctx, s.db, "", func(tx pgx.Tx) error {
		if err := spaceAs(ctx, tx, roleHouse, 0); err != nil {
			return err
		}
		searches, err := pg.Collect[search](ctx, tx, sqlSearches)
		if err != nil || len(searches) == 0 {
			return err
		}
		var units []vacancy.Unit
		if err := s.eachPublic(ctx, tx, func(u *vacancy.Unit) { units = append(units, *u) }); err != nil {
			return err
		}
		for _, one := range searches {
			if err := s.look(ctx, tx, one, units); err != nil {
				return err
			}
		}
		return nil
	}))
}

func (s *Service) look(ctx context.Context, tx pgx.Tx, one search, units []vacancy.Unit) error {
	f, err := SearchOf(one.Filter)
	if err != nil {
		return err
	}
	kept := []int64{}
	for i := range units {
		if f.Keeps(&units[i]) {
			kept = append(kept, units[i].ID)
		}
	}
	if _, err := tx.Exec(ctx, sqlForgetWaiting, one.ID, kept); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlKnownUnits, one.ID, kept, nil); err != nil || !one.Due {
		return err
	}
	done, err := tx.Exec(ctx, sqlTakeBatch, one.ID, one.Batch+1)
	if err != nil || done.RowsAffected() == 0 {
		return err
	}
	if _, err := tx.Exec(ctx, sqlSearchTold, one.ID, one.Batch+1); err != nil {
		return err
	}
	return s.box.Announce(ctx, tx, outbox.Target{Kind: outbox.SavedSearch, ID: one.ID}, strconv.Itoa(one.Batch+1))
}

// tell says what the mail of a batch tells: what of it is still public and still kept. What is not may come again.
func (s *Service) tell(ctx context.Context, a outbox.Announcement) (items []outbox.Item, err error) {
	batch, err := strconv.Atoi(a.Cause)
	if err != nil {
		return nil, err
	}
	err = pg.InTx(ctx, s.db, "", func(tx pgx.Tx) error {
		items = nil
		if err := spaceAs(ctx, tx, roleHouse, 0); err != nil {
			return err
		}
		found, err := pg.Collect[struct{ ID int64 }](ctx, tx, sqlBatchUnits, a.ID, batch)
		if err != nil || len(found) == 0 {
			return err
		}
		var filter string
		if err := tx.QueryRow(ctx, sqlSearchFilter, a.ID).Scan(&filter); err != nil {
			return err
		}
		f, err := SearchOf(filter)
		if err != nil {
			return err
		}
		wanted, kept := map[int64]bool{}, []int64{}
		for _, u := range found {
			wanted[u.ID] = true
		}
		err = s.eachPublic(ctx, tx, func(u *vacancy.Unit) {
			if wanted[u.ID] && f.Keeps(u) {
				kept = append(kept, u.ID)
				items = append(items, newUnit(a.Lang, u))
			}
		})
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, sqlForgetOfBatch, a.ID, batch, kept)
		return err
	})
	return items, pg.Fault("enquiry.tell", err)
}
