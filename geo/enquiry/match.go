package enquiry

import (
	"cmp"
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

// Candidate is a unit that may fit a space request. Nil, the zero Date and "" stand for "not known".
type Candidate struct {
	UnitID           int64
	UnitRef          string
	Name             string // its address, else its reference
	Status           string
	Public           bool
	UseType          string
	SuitableUses     []string
	AreaM2           *float64
	DivisibleFromM2  *float64
	StepFree         *bool
	FrontageM        *float64
	LocationClass    string
	NetColdRentCents *int64
	Offered          bool
	AvailableFrom    geo.Date // with Offered, the zero Date is now
	MinTermMonths    *int
	MaxTermMonths    *int
	Geom             geo.Geom // Point, lon/lat
}

// Criterion is one reason for or against a match.
type Criterion struct {
	Key    string
	Hard   bool    // what does not meet it is no match
	Met    *bool   // nil: nobody knows
	Share  float64 // of its weight, 0 to 1
	Weight int
	Reason string // a code, which pages put into words with the figures of both sides
}

// Match is a unit that meets all hard criteria of a request as far as anybody knows.
type Match struct {
	Candidate
	Score    int // 0 to 100
	Criteria []Criterion
}

// Weights are how much each criterion counts against the others, by key.
type Weights map[string]int

const (
	sqlWeights = `SELECT criterion, weight FROM match_weight`

	// All that is to be had or soon will be, published or not. $2 asks for one unit.
	sqlCandidates = `
SELECT u.id AS unit_id, u.public_ref AS unit_ref,
       coalesce(nullif(concat_ws(' ', a.street_name, a.house_number::text || coalesce(a.suffix, '')), ''), u.public_ref) AS name,
       s.status, EXISTS (SELECT FROM pub.units v WHERE v.id = u.id AND (v.valid_from IS NULL OR v.valid_from <= $1)
           AND (v.valid_to IS NULL OR v.valid_to > $1)) AS public,
       u.use_type, o.suitable_uses, coalesce(u.sales_area_m2, u.total_area_m2)::double precision AS area_m2,
       u.divisible_from_m2::double precision AS divisible_from_m2, u.step_free, f.frontage_m,
       coalesce(u.location_class::text, '') AS location_class, o.net_cold_rent_cents, o.id IS NOT NULL AS offered, o.available_from,
       o.min_term_months, o.max_term_months, ST_Transform(u.geom, 4326) AS geom
FROM unit u
JOIN unit_state s ON s.unit_id = u.id AND s.period @> $1::date
LEFT JOIN address a ON a.id = u.address_id
LEFT JOIN offer o ON o.unit_id = u.id AND o.publication_status <> 'withdrawn'
LEFT JOIN LATERAL (SELECT sum(length_m) AS frontage_m FROM frontage WHERE unit_id = u.id) f ON true
WHERE s.status IN ('vacant', 'marketing', 'reserved', 'threatened', 'interim_use') AND ($2::bigint IS NULL OR u.id = $2)
ORDER BY u.id`

	sqlUnitKnown = `SELECT EXISTS (SELECT FROM unit WHERE id = $1)`
)

func readWeights(ctx context.Context, q pg.Querier) (Weights, error) {
	rows, err := pg.Collect[struct {
		Criterion string
		Weight    int
	}](ctx, q, sqlWeights)
	w := Weights{}
	for _, r := range rows {
		w[r.Criterion] = r.Weight
	}
	return w, err
}

// toBeHad are the statuses in which a unit may be looked for.
func toBeHad() []string {
	return []string{"vacant", "marketing", "reserved", "threatened", "interim_use"}
}

// onTheMarket reports whether everybody may know that a unit is to be had: it stands empty, or it is offered.
func onTheMarket(u *vacancy.Unit) bool { return u.Offered || place.IsVacant(u.VacancyStatus) }

// publicMatches reads only what the public may see.
func (s *Service) publicMatches(ctx context.Context, tx pgx.Tx, r *Sought) ([]Match, error) {
	weights, err := readWeights(ctx, tx)
	if err != nil {
		return nil, err
	}
	var candidates []Candidate
	err = s.eachPublic(ctx, tx, func(u *vacancy.Unit) {
		candidates = append(candidates, candidateOf(u))
	})
	return rank(r, candidates, weights), err
}

// eachPublic calls do with every public unit of today that is on the market.
func (s *Service) eachPublic(ctx context.Context, tx pgx.Tx, do func(u *vacancy.Unit)) error {
	units := vacancy.New(tx)
	ask := vacancy.Query{Page: place.Page{Limit: place.MaxLimit}, At: geo.Today(s.clock), Statuses: toBeHad()}
	for {
		batch, err := units.Units(ctx, ask)
		if err != nil {
			return err
		}
		for i := range batch.Rows {
			if onTheMarket(&batch.Rows[i]) {
				do(&batch.Rows[i])
			}
		}
		if !batch.More {
			return nil
		}
		ask.After = batch.Rows[len(batch.Rows)-1].ID
	}
}

func candidateOf(u *vacancy.Unit) Candidate {
	c := Candidate{
		UnitID: u.ID, UnitRef: u.PublicRef, Name: u.PublicRef, Status: u.VacancyStatus, Public: true, UseType: u.UseType,
		SuitableUses: u.SuitableUses, AreaM2: u.LeadingAreaM2(), DivisibleFromM2: u.DivisibleFromM2, StepFree: u.StepFree,
		FrontageM: u.FrontageM, NetColdRentCents: u.NetColdRentCents, Offered: u.Offered, AvailableFrom: u.AvailableFrom,
		MinTermMonths: u.MinTermMonths, MaxTermMonths: u.MaxTermMonths, Geom: u.Geom,
	}
	if u.LocationClass != nil {
		c.LocationClass = *u.LocationClass
	}
	if u.StreetName != nil {
		c.Name = *u.StreetName
		if number := u.HouseNumberText(); number != "" {
			c.Name += " " + number
		}
	}
	return c
}

// rank judges all candidates and keeps those that fit, the best first.
func rank(r *Sought, candidates []Candidate, w Weights) []Match {
	found := []Match{}
	for i := range candidates {
		if m, fits := Judge(r, &candidates[i], w); fits {
			found = append(found, m)
		}
	}
	byScore(found, func(m *Match) int { return m.Score })
	return found
}

func byScore[T any](list []T, score func(*T) int) {
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(score(&b), score(&a)) })
}
