package enquiry

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/pg"
)

// FollowSpace returns the space request of a secret link, with the units that fit as far as the public may see them. It returns
// NotFound for a link that is not known or no longer.
func (s *Service) FollowSpace(ctx context.Context, link string) (FollowedSpace, error) {
	var f FollowedSpace
	err := s.withSpaceLink(ctx, link, func(tx pgx.Tx, id int64) (err error) {
		if f.SpaceRequest, err = findSpace(ctx, tx, id); err != nil || !f.Status.Lives() {
			return err
		}
		f.Matches, err = s.publicMatches(ctx, tx, &f.Sought)
		return err
	})
	return f, pg.Fault("enquiry.FollowSpace", err)
}

func (s *Service) withSpaceLink(ctx context.Context, link string, do func(tx pgx.Tx, id int64) error) error {
	return pg.InTx(ctx, s.db, "", func(tx pgx.Tx) error {
		if err := spaceAs(ctx, tx, roleAsker, 0); err != nil {
			return err
		}
		id, err := s.box.Follow(ctx, tx, outbox.SpaceRequest, link)
		if err != nil {
			return err
		}
		if err := spaceAs(ctx, tx, roleAsker, id); err != nil {
			return err
		}
		return do(tx, id)
	})
}

// MoveSpace pauses a request, takes it up again or withdraws it. Doing it twice is doing it once. It returns NotFound, and Conflict
// with CodeSpaceStep for a request that has come to another end.
func (s *Service) MoveSpace(ctx context.Context, link string, to SpaceStatus, client string) error {
	return pg.Fault("enquiry.MoveSpace", s.withSpaceLink(ctx, link, func(tx pgx.Tx, id int64) error {
		_, was, err := lockSpace(ctx, tx, id)
		if err != nil || was == to {
			return err
		}
		if to != SpaceActive && to != SpacePaused && to != SpaceWithdrawn {
			return refuseSpaceStep()
		}
		return moveSpace(ctx, tx, By{IPPrefix: client}, "space_request.own", id, was, to)
	}))
}

// ProlongSpace has a request count for another SpaceMonths from today. It returns what MoveSpace does.
func (s *Service) ProlongSpace(ctx context.Context, link, client string) error {
	return pg.Fault("enquiry.ProlongSpace", s.withSpaceLink(ctx, link, func(tx pgx.Tx, id int64) error {
		_, was, err := lockSpace(ctx, tx, id)
		if err != nil {
			return err
		}
		if !was.Lives() {
			return refuseSpaceStep()
		}
		if _, err := tx.Exec(ctx, sqlProlongSpace, id, geo.Today(s.clock).AddMonths(SpaceMonths)); err != nil {
			return err
		}
		return recordSpace(ctx, tx, By{IPPrefix: client}, "space_request.prolong", id, was)
	}))
}

func lockSpace(ctx context.Context, tx pgx.Tx, id int64) (version int, was SpaceStatus, err error) {
	err = tx.QueryRow(ctx, sqlLockSpace, id).Scan(&version, &was)
	return version, was, err
}

func moveSpace(ctx context.Context, tx pgx.Tx, by By, action string, id int64, was, to SpaceStatus) error {
	if !was.Goes(to) {
		return refuseSpaceStep()
	}
	if _, err := tx.Exec(ctx, sqlSetSpace, id, to); err != nil {
		return err
	}
	return recordSpace(ctx, tx, by, action, id, to)
}

func refuseSpaceStep() error {
	return fault.New(fault.Conflict, CodeSpaceStep, "this step is not possible from here")
}
