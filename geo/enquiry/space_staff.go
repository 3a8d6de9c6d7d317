package enquiry

import (
	"context"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/people"
	"mitte/geo/pg"
)

// WantedSpaces is what a list of space requests is asked for; zero values ask for nothing.
type WantedSpaces struct {
	Statuses []SpaceStatus
	Uses     []string
	Limit    int
}

func spaceReader(who people.Actor) error {
	return who.Require(people.Planner, people.Staff, people.Admin)
}

// Spaces lists space requests, the newest first, and reports whether there are more. Who asks is told to staff only.
func (s *Service) Spaces(ctx context.Context, who people.Actor, w WantedSpaces) (items []SpaceItem, more bool, err error) {
	const op = "enquiry.Spaces"
	if err := spaceReader(who); err != nil {
		return nil, false, fault.Wrap(op, err)
	}
	err = s.forOffice(ctx, who, func(tx pgx.Tx) error {
		var where pg.Where
		where.Add("status <> 'unconfirmed'")
		if len(w.Statuses) > 0 {
			where.Add("status = ANY (?)", w.Statuses)
		}
		if len(w.Uses) > 0 {
			where.Add("use_type = ANY (?)", w.Uses)
		}
		sql := sqlSpaces + " WHERE " + where.SQL() + " ORDER BY confirmed_at DESC, id LIMIT " + where.Arg(w.Limit+1)
		found, err := pg.Collect[SpaceRequest](ctx, tx, sql, where.Args()...)
		if err != nil {
			return err
		}
		if more = len(found) > w.Limit; more {
			found = found[:w.Limit]
		}
		items = make([]SpaceItem, len(found))
		for i := range found {
			if items[i], err = s.spaceItem(ctx, tx, who, found[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return items, more, pg.Fault(op, err)
}

// forOffice runs a transaction for an account: policies decide by its roles. It may also ask outbox for an address.
func (s *Service) forOffice(ctx context.Context, who people.Actor, do func(tx pgx.Tx) error) error {
	roles := ""
	for _, r := range who.Roles {
		roles += string(r) + ","
	}
	return pg.InTx(ctx, s.db, who.String(), func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, sqlSpaceAs, roles+"post", ""); err != nil {
			return err
		}
		return do(tx)
	})
}

func (s *Service) spaceItem(ctx context.Context, tx pgx.Tx, who people.Actor, r SpaceRequest) (SpaceItem, error) {
	it := SpaceItem{SpaceRequest: r}
	if !who.Has(people.Staff) {
		return it, nil
	}
	found, err := pg.Collect[struct{ Name, Phone string }](ctx, tx, sqlSpaceContact, r.ID)
	if err != nil || len(found) == 0 {
		return it, err
	}
	it.Contact = &Contact{Name: found[0].Name, Phone: found[0].Phone}
	it.Contact.Email, err = s.box.AddressOf(ctx, tx, outbox.Target{Kind: outbox.SpaceRequest, ID: r.ID})
	return it, err
}

// Space returns a space request. It returns NotFound and Forbidden.
func (s *Service) Space(ctx context.Context, who people.Actor, id int64) (it SpaceItem, err error) {
	const op = "enquiry.Space"
	if err := spaceReader(who); err != nil {
		return it, fault.Wrap(op, err)
	}
	err = s.forOffice(ctx, who, func(tx pgx.Tx) error {
		r, err := findSpace(ctx, tx, id)
		if err != nil {
			return err
		}
		it, err = s.spaceItem(ctx, tx, who, r)
		return err
	})
	return it, pg.Fault(op, err)
}

// AlterSpace moves a space request, made to the version named, and tells who asked when it has found something. It returns
// NotFound, Forbidden, Stale, and Conflict with CodeSpaceStep.
func (s *Service) AlterSpace(ctx context.Context, by By, id int64, version int, to SpaceStatus) (it SpaceItem, err error) {
	const op = "enquiry.AlterSpace"
	if err := by.Actor.Require(people.Staff); err != nil {
		return it, fault.Wrap(op, err)
	}
	err = s.forOffice(ctx, by.Actor, func(tx pgx.Tx) error {
		held, was, err := lockSpace(ctx, tx, id)
		if err != nil {
			return err
		}
		if held != version {
			return fault.New(fault.Stale, CodeStale, "others have changed this in the meantime")
		}
		if to == SpaceExpired || to != was && !was.Goes(to) {
			return refuseSpaceStep()
		}
		if to == was {
			it, err = s.readSpace(ctx, tx, by.Actor, id)
			return err
		}
		if _, err := tx.Exec(ctx, sqlSetSpace, id, to); err != nil {
			return err
		}
		if it, err = s.readSpace(ctx, tx, by.Actor, id); err != nil {
			return err
		}
		if to == SpaceMatched {
			target := outbox.Target{Kind: outbox.SpaceRequest, ID: id}
			if err := s.box.Write(ctx, tx, target, func(lang string) outbox.Letter { return spaceOver(lang, id, it.EndsOn, to) }); err != nil {
				return err
			}
		}
		return recordSpace(ctx, tx, by, "space_request.change", id, to)
	})
	return it, pg.Fault(op, err)
}

func (s *Service) readSpace(ctx context.Context, tx pgx.Tx, who people.Actor, id int64) (SpaceItem, error) {
	r, err := findSpace(ctx, tx, id)
	if err != nil {
		return SpaceItem{}, err
	}
	return s.spaceItem(ctx, tx, who, r)
}

// SpaceMatches are the units that fit a space request, the best first: for the office also those that are not public.
func (s *Service) SpaceMatches(ctx context.Context, who people.Actor, id int64) (found []Match, err error) {
	const op = "enquiry.SpaceMatches"
	if err := spaceReader(who); err != nil {
		return nil, fault.Wrap(op, err)
	}
	err = s.forOffice(ctx, who, func(tx pgx.Tx) error {
		r, err := findSpace(ctx, tx, id)
		if err != nil {
			return err
		}
		weights, err := readWeights(ctx, tx)
		if err != nil {
			return err
		}
		candidates, err := pg.Collect[Candidate](ctx, tx, sqlCandidates, geo.Today(s.clock), nil)
		found = rank(&r.Sought, candidates, weights)
		return err
	})
	return found, pg.Fault(op, err)
}

// Seeker is an active space request that a unit fits.
type Seeker struct {
	SpaceItem
	Match Match
}

// SpacesFor are the active space requests that a unit fits, the best first. It returns NotFound for a unit that there is none of; one
// that is not to be had fits nobody.
func (s *Service) SpacesFor(ctx context.Context, who people.Actor, unit int64) (list []Seeker, err error) {
	const op = "enquiry.SpacesFor"
	if err := spaceReader(who); err != nil {
		return nil, fault.Wrap(op, err)
	}
	err = s.forOffice(ctx, who, func(tx pgx.Tx) error {
		list = nil
		var known bool
		if err := tx.QueryRow(ctx, sqlUnitKnown, unit).Scan(&known); err != nil {
			return err
		}
		if !known {
			return pgx.ErrNoRows
		}
		candidates, err := pg.Collect[Candidate](ctx, tx, sqlCandidates, geo.Today(s.clock), unit)
		if err != nil || len(candidates) == 0 {
			return err
		}
		list, err = s.seekers(ctx, tx, who, &candidates[0])
		return err
	})
	return list, pg.Fault(op, err)
}

func (s *Service) seekers(ctx context.Context, tx pgx.Tx, who people.Actor, c *Candidate) ([]Seeker, error) {
	weights, err := readWeights(ctx, tx)
	if err != nil {
		return nil, err
	}
	active, err := pg.Collect[SpaceRequest](ctx, tx, sqlSpaces+" WHERE status = 'active' ORDER BY confirmed_at, id")
	if err != nil {
		return nil, err
	}
	var list []Seeker
	for i := range active {
		m, fits := Judge(&active[i].Sought, c, weights)
		if !fits {
			continue
		}
		it, err := s.spaceItem(ctx, tx, who, active[i])
		if err != nil {
			return nil, err
		}
		list = append(list, Seeker{it, m})
	}
	byScore(list, func(k *Seeker) int { return k.Match.Score })
	return list, nil
}
