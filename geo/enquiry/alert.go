package enquiry

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/outbox"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/vacancy"
)

// Alert is what somebody enters in a form to have what comes new sent to him. Filter is in the words of vacancy.ParseFilter, as they
// stand in an address.
type Alert struct {
	Email            string
	Filter           string
	Frequency        string // immediate, daily or weekly
	AboutDe, AboutEn string
	Lang             string
	Client           string // the prefix of the network it comes from
	Form             string // as in Submission
}

// AlertWords are those of a filter that a search keeps: what is in view and what was on another day make no sense in one.
func AlertWords() []string {
	return slices.DeleteFunc(vacancy.FilterWords(), func(w string) bool { return w == "bbox" })
}

// SearchOf reads the filter of a search. It returns Invalid naming every word that is wrong.
func SearchOf(text string) (vacancy.Filter, error) {
	values, err := url.ParseQuery(text)
	if err != nil {
		return vacancy.Filter{}, refuseFilter(fault.Field{Path: "filter", Code: "unknown_value", Msg: "the filter cannot be read"})
	}
	words := map[string]string{}
	for name, given := range values {
		if !slices.Contains(AlertWords(), name) || len(given) != 1 {
			return vacancy.Filter{}, refuseFilter(fault.Field{Path: "filter", Code: "unknown_value", Msg: "the filter has a word that is none"})
		}
		words[name] = given[0]
	}
	f, err := vacancy.ParseFilter(words)
	if err != nil {
		return f, refuseFilter(fault.Field{Path: "filter", Code: "unknown_value", Msg: "the filter has a value that is none"})
	}
	return f, nil
}

func refuseFilter(f fault.Field) error {
	return fault.Refuse("enquiry", "the form is not complete", f)
}

const (
	sqlInsertSearch = `INSERT INTO saved_search (id, filter, form_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`

	// The same search of the same address, ordered again.
	sqlSameSearches = `
SELECT o.target_id AS id
FROM outbox.subscription mine
JOIN outbox.subscription o ON o.recipient_id = mine.recipient_id AND o.target = mine.target AND o.target_id <> mine.target_id AND o.status = 'confirmed'
JOIN saved_search a ON a.id = mine.target_id
JOIN saved_search b ON b.id = o.target_id AND b.filter = a.filter
WHERE mine.target = 'saved_search' AND mine.target_id = $1 AND mine.status = 'confirmed'`

	sqlSearchFilter = `SELECT filter FROM saved_search WHERE id = $1`

	sqlKnownUnits = `
INSERT INTO saved_search_unit (search_id, unit_id, batch)
SELECT $1, unit_id, $3 FROM unnest($2::bigint[]) AS u (unit_id)
ON CONFLICT DO NOTHING`
)

// Save keeps a search and asks its address to confirm it, as Submit does with an enquiry. It returns Invalid naming every field at
// fault, and TooMany if the network has had its tries.
func (s *Service) Save(ctx context.Context, a Alert) error { return s.save(ctx, a, nil) }

// SaveProven is Save for a page with a script, which did a proof of work for the form "alert".
func (s *Service) SaveProven(ctx context.Context, a Alert, proof string) error {
	found, err := s.proven(ctx, "alert", proof)
	if err != nil {
		return fault.Wrap("enquiry.SaveProven", err)
	}
	return s.save(ctx, a, func(tx pgx.Tx) error { return found.spend(ctx, tx) })
}

func (s *Service) save(ctx context.Context, a Alert, prove func(pgx.Tx) error) error {
	const op = "enquiry.Save"
	wish := outbox.Wish{Address: a.Email, AboutDe: a.AboutDe, AboutEn: a.AboutEn, Frequency: a.Frequency, Lang: a.Lang}
	wrong := outbox.CheckWish(wish)
	if _, err := SearchOf(a.Filter); err != nil {
		wrong = append(wrong, fault.Field{Path: "filter", Code: "unknown_value", Msg: "the filter cannot be read"})
	}
	if len(wrong) > 0 {
		return fault.Wrap(op, fault.Refuse("enquiry", "the form is not complete", wrong...))
	}
	return s.take(ctx, taken{
		op: op, client: a.Client, prove: prove, target: outbox.SavedSearch, wish: wish, ask: s.box.Order,
		put: func(ctx context.Context, tx pgx.Tx) (int64, error) { return putSearch(ctx, tx, a) },
		record: func(ctx context.Context, tx pgx.Tx, id int64) error {
			return recordSearch(ctx, tx, "saved_search.submit", id, a.Client)
		},
	})
}

func putSearch(ctx context.Context, tx pgx.Tx, a Alert) (id int64, err error) {
	if err := spaceAs(ctx, tx, roleForm, 0); err != nil {
		return 0, err
	}
	if err := tx.QueryRow(ctx, sqlSpaceID).Scan(&id); err != nil {
		return 0, err
	}
	done, err := tx.Exec(ctx, sqlInsertSearch, id, a.Filter, a.hash())
	if err != nil || done.RowsAffected() == 0 {
		return 0, err
	}
	return id, nil
}

func (a *Alert) hash() []byte {
	if a.Form == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{"alert", a.Form, a.Email, a.Filter, a.Frequency}, "\x00")))
	return sum[:]
}

func recordSearch(ctx context.Context, tx pgx.Tx, action string, id int64, client string) error {
	after, err := json.Marshal(map[string]bool{"saved": true})
	if err != nil {
		return err
	}
	return people.Record(ctx, tx, people.Entry{Action: action, Entity: "saved_search", EntityID: id, After: after, IPPrefix: client})
}

// searchBegins notes what is there when a search is confirmed: only what comes later is told. The same search of the same address
// begins anew.
func (s *Service) searchBegins(ctx context.Context, tx pgx.Tx, t outbox.Target) error {
	if err := spaceAs(ctx, tx, roleHouse, t.ID); err != nil {
		return err
	}
	same, err := pg.Collect[struct{ ID int64 }](ctx, tx, sqlSameSearches, t.ID)
	if err != nil {
		return err
	}
	for _, o := range same {
		if err := s.box.Close(ctx, tx, outbox.Target{Kind: outbox.SavedSearch, ID: o.ID}); err != nil {
			return err
		}
	}
	var filter string
	if err := tx.QueryRow(ctx, sqlSearchFilter, t.ID).Scan(&filter); err != nil {
		return err
	}
	f, err := SearchOf(filter)
	if err != nil {
		return err
	}
	var there []int64
	err = s.eachPublic(ctx, tx, func(u *vacancy.Unit) {
		if f.Keeps(u) {
			there = append(there, u.ID)
		}
	})
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, sqlKnownUnits, t.ID, there, 0); err != nil {
		return err
	}
	return recordSearch(ctx, tx, "saved_search.confirm", t.ID, "")
}
