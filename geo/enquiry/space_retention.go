package enquiry

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/outbox"
	"mitte/geo/pg"
)

const (
	sqlSpacesToRemind = `
UPDATE space_request SET reminded_for = ends_on
WHERE status IN ('active', 'paused') AND ends_on <= $1 AND ends_on > $2 AND reminded_for IS DISTINCT FROM ends_on
RETURNING id, ends_on`

	sqlSpacesToExpire = `
UPDATE space_request SET status = 'expired', ended_at = now()
WHERE status IN ('active', 'paused') AND ends_on <= $1
RETURNING id, ends_on`

	sqlStaleSpaces = `
DELETE FROM space_request WHERE status = 'unconfirmed' AND created_at < now() - interval '7 days' RETURNING id`

	sqlOverSpaces = `
DELETE FROM space_request WHERE ended_at < now() - make_interval(days => $1) RETURNING id`
)

type endingSpace struct {
	ID     int64
	EndsOn geo.Date
}

// forgetSpaces announces ends, ends what is over, and deletes what ended 30 days ago.
func (s *Service) forgetSpaces(ctx context.Context, tx pgx.Tx, f *Forgotten) error {
	if err := spaceAs(ctx, tx, roleHouse, 0); err != nil {
		return err
	}
	today := geo.Today(s.clock)
	expired, err := s.tellEnding(ctx, tx, func(lang string, e endingSpace) outbox.Letter {
		return spaceOver(lang, e.ID, e.EndsOn, SpaceExpired)
	}, sqlSpacesToExpire, today)
	if err != nil {
		return err
	}
	reminded, err := s.tellEnding(ctx, tx, func(lang string, e endingSpace) outbox.Letter {
		return spaceReminder(lang, e.ID, e.EndsOn)
	}, sqlSpacesToRemind, today.AddDays(SpaceNoticeDay), today)
	if err != nil {
		return err
	}
	stale, err := s.dropSpaces(ctx, tx, sqlStaleSpaces)
	if err != nil {
		return err
	}
	over, err := s.dropSpaces(ctx, tx, sqlOverSpaces, SpaceKeptDays)
	f.SpacesReminded, f.SpacesExpired, f.SpacesUnconfirmed, f.SpacesDeleted = reminded, expired, stale, over
	return err
}

func (s *Service) tellEnding(ctx context.Context, tx pgx.Tx, letter func(lang string, e endingSpace) outbox.Letter, sql string, args ...any) (int, error) {
	found, err := pg.Collect[endingSpace](ctx, tx, sql, args...)
	for _, e := range found {
		target := outbox.Target{Kind: outbox.SpaceRequest, ID: e.ID}
		if err := s.box.Write(ctx, tx, target, func(lang string) outbox.Letter { return letter(lang, e) }); err != nil {
			return 0, err
		}
	}
	return len(found), err
}

func (s *Service) dropSpaces(ctx context.Context, tx pgx.Tx, sql string, args ...any) (int, error) {
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		return 0, err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return 0, err
	}
	for _, id := range ids {
		if err := s.box.Close(ctx, tx, outbox.Target{Kind: outbox.SpaceRequest, ID: id}); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}
