package enquiry

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/people"
	"mitte/geo/pg"
)

// SubmitSpace takes a space request and asks its address to confirm it, as Submit does with an enquiry.
func (s *Service) SubmitSpace(ctx context.Context, sub SpaceSubmission) error {
	return s.submitSpace(ctx, sub, nil)
}

// SubmitSpaceProven is SubmitSpace for a page with a script, which did a proof of work for the form "space". It returns Invalid for
// a proof that is not accepted.
func (s *Service) SubmitSpaceProven(ctx context.Context, sub SpaceSubmission, proof string) error {
	found, err := s.proven(ctx, "space", proof)
	if err != nil {
		return fault.Wrap("enquiry.SubmitSpaceProven", err)
	}
	return s.submitSpace(ctx, sub, func(tx pgx.Tx) error { return found.spend(ctx, tx) })
}

func (s *Service) submitSpace(ctx context.Context, sub SpaceSubmission, prove func(pgx.Tx) error) error {
	const op = "enquiry.SubmitSpace"
	wrong := s.CheckSpace(sub)
	sub, _ = sub.tidy(geo.Today(s.clock))
	wish := outbox.Wish{Address: sub.Email, AboutDe: sub.AboutDe, AboutEn: sub.AboutEn, Frequency: "immediate", Lang: sub.Lang}
	bad, err := s.surveySpace(ctx, sub.Geom)
	if err != nil {
		return pg.Fault(op, err)
	}
	if wrong = append(wrong, bad...); len(wrong) > 0 {
		return fault.Wrap(op, fault.Refuse("enquiry", "the form is not complete", wrong...))
	}
	return s.take(ctx, taken{
		op: op, client: sub.Client, prove: prove, target: outbox.SpaceRequest, wish: wish, ask: s.box.Correspond,
		put: func(ctx context.Context, tx pgx.Tx) (int64, error) { return putSpace(ctx, tx, sub) },
		record: func(ctx context.Context, tx pgx.Tx, id int64) error {
			return recordSpace(ctx, tx, By{IPPrefix: sub.Client}, "space_request.submit", id, SpaceUnconfirmed)
		},
	})
}

// CheckSpace returns all that is wrong with a submission but its place.
func (s *Service) CheckSpace(sub SpaceSubmission) []fault.Field {
	_, wrong := sub.tidy(geo.Today(s.clock))
	return append(wrong, outbox.CheckWish(outbox.Wish{Address: sub.Email, Frequency: "immediate"})...)
}

// surveySpace lets PostGIS judge a drawn place before anything else sees it.
func (s *Service) surveySpace(ctx context.Context, g geo.Geom) ([]fault.Field, error) {
	if g.IsZero() {
		return nil, nil
	}
	var valid bool
	var reason string
	if err := s.db.QueryRow(ctx, sqlSurveySpace, g).Scan(&valid, &reason); err != nil || valid {
		return nil, err
	}
	return []fault.Field{{Path: "area", Code: "invalid", Msg: reason}}, nil
}

// putSpace returns 0 if the form was sent before.
func putSpace(ctx context.Context, tx pgx.Tx, sub SpaceSubmission) (id int64, err error) {
	if err := spaceAs(ctx, tx, roleForm, 0); err != nil {
		return 0, err
	}
	if err := tx.QueryRow(ctx, sqlSpaceID).Scan(&id); err != nil {
		return 0, err
	}
	done, err := tx.Exec(ctx, sqlInsertSpace, id, sub.UseType, sub.AreaMinM2, sub.AreaMaxM2, sub.RentMaxCents, sub.FrontageMinM, sub.StepFree,
		dayOrNull(sub.WantedFrom), sub.TermMonths, sub.Place, orNull(sub.AreaID), geomOrNull(sub.Geom), sub.hash())
	if err != nil || done.RowsAffected() == 0 {
		return 0, err
	}
	_, err = tx.Exec(ctx, sqlInsertSpaceContact, id, sub.Name, sub.Phone, sub.Lang)
	return id, err
}

// spaceReceived lets a request count from the moment its address was confirmed, and tells who asked until when.
func (s *Service) spaceReceived(ctx context.Context, tx pgx.Tx, t outbox.Target) error {
	if err := spaceAs(ctx, tx, roleHouse, t.ID); err != nil {
		return err
	}
	ends := geo.Today(s.clock).AddMonths(SpaceMonths)
	done, err := tx.Exec(ctx, sqlConfirmSpace, t.ID, ends)
	if err != nil || done.RowsAffected() == 0 {
		return err
	}
	if err := s.box.Write(ctx, tx, t, func(lang string) outbox.Letter { return spaceReceipt(lang, t.ID, ends) }); err != nil {
		return err
	}
	return recordSpace(ctx, tx, By{}, "space_request.confirm", t.ID, SpaceActive)
}

func recordSpace(ctx context.Context, tx pgx.Tx, by By, action string, id int64, is SpaceStatus) error {
	after, err := json.Marshal(map[string]SpaceStatus{"status": is})
	if err != nil {
		return err
	}
	return people.Record(ctx, tx, people.Entry{
		Actor: by.Actor, Action: action, Entity: "space_request", EntityID: id, After: after, IPPrefix: by.IPPrefix,
	})
}

// NamedArea is a part of the town that a form offers.
type NamedArea struct {
	ID   int64
	Name string
}

// NamedAreas are the parts of the town that somebody may look in.
func (s *Service) NamedAreas(ctx context.Context) ([]NamedArea, error) {
	found, err := pg.Collect[NamedArea](ctx, s.db, sqlNamedAreas, geo.Today(s.clock))
	return found, pg.Fault("enquiry.NamedAreas", err)
}
