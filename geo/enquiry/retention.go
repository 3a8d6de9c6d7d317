package enquiry

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"

	"mitte/geo/outbox"
	"mitte/geo/people"
	"mitte/geo/pg"
)

const (
	sqlStaleUnconfirmed = `
DELETE FROM enquiry WHERE status = 'unconfirmed' AND created_at < now() - interval '7 days' RETURNING id`

	// An answered enquiry that nobody closed is over too.
	sqlOverdueForgetting = `
UPDATE enquiry SET anonymised_at = now(), form_hash = NULL
WHERE anonymised_at IS NULL AND ended_at < now() - interval '12 months'
RETURNING id`

	sqlForgetMessages = `DELETE FROM enquiry_message WHERE enquiry_id = ANY ($1)`

	sqlForgetContent = `
UPDATE enquiry_content SET subject = '', body = '', name = '', phone = '', consent_at = NULL WHERE enquiry_id = ANY ($1)`

	sqlDropProofs = `DELETE FROM proof_spent WHERE until < now()`
)

// Forgotten counts what a run of Forget did away with.
type Forgotten struct {
	Unconfirmed int `json:"unconfirmed"` // enquiries that nobody confirmed within seven days
	Anonymised  int `json:"anonymised"`  // enquiries that ended more than twelve months ago

	SpacesReminded    int `json:"spaces_reminded,omitempty"`    // space requests that end soon
	SpacesExpired     int `json:"spaces_expired,omitempty"`     // space requests whose time is over
	SpacesUnconfirmed int `json:"spaces_unconfirmed,omitempty"` // space requests that nobody confirmed within seven days
	SpacesDeleted     int `json:"spaces_deleted,omitempty"`     // space requests that ended more than 30 days ago
	Searches          int `json:"searches,omitempty"`           // saved searches that nobody has sent himself news of any more
}

// Forget keeps nothing longer than it may be kept. What it did stands in the audit trail.
func (s *Service) Forget(ctx context.Context) (Forgotten, error) {
	var f Forgotten
	err := pg.InTx(ctx, s.db, "", func(tx pgx.Tx) error {
		f = Forgotten{}
		if err := as(ctx, tx, roleHouse, "", 0); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sqlDropProofs); err != nil {
			return err
		}
		gone, err := s.close(ctx, tx, sqlStaleUnconfirmed)
		if err != nil {
			return err
		}
		f.Unconfirmed = len(gone)
		over, err := s.close(ctx, tx, sqlOverdueForgetting)
		if err != nil {
			return err
		}
		f.Anonymised = len(over)
		for _, sql := range []string{sqlForgetMessages, sqlForgetContent} {
			if _, err := tx.Exec(ctx, sql, over); err != nil {
				return err
			}
		}
		if err := s.forgetSpaces(ctx, tx, &f); err != nil {
			return err
		}
		searches, err := tx.Exec(ctx, sqlOverSearches)
		if err != nil {
			return err
		}
		f.Searches = int(searches.RowsAffected())
		if f == (Forgotten{}) {
			return nil
		}
		return recordForgotten(ctx, tx, f)
	})
	return f, pg.Fault("enquiry.Forget", err)
}

// close runs a statement that returns enquiries which are over, and ends their correspondence.
func (s *Service) close(ctx context.Context, tx pgx.Tx, sql string) ([]int64, error) {
	rows, err := tx.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if err := s.box.Close(ctx, tx, outbox.Target{Kind: outbox.Enquiry, ID: id}); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

func recordForgotten(ctx context.Context, tx pgx.Tx, f Forgotten) error {
	after, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return people.Record(ctx, tx, people.Entry{Action: "enquiry.forget", Entity: "enquiry", After: after})
}
