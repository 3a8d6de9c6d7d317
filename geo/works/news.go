package works

import (
	"context"
	"errors"
	"net/url"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/outbox"
	"mitte/geo/pg"
)

// Teller tells subscribers what changed of a section as far as the public sees it. A nil Teller tells nobody.
type Teller struct {
	box *outbox.Outbox
}

// NewTeller returns a Teller that puts its news into box.
func NewTeller(box *outbox.Outbox) *Teller { return &Teller{box} }

// Told is what the public saw of a section before an edit.
type Told struct {
	asked   bool
	section *Section // nil: nothing
}

// Before remembers what the public sees of a section, 0 for one that is not there yet. It is called in the transaction of an
// edit before its first change.
func (t *Teller) Before(ctx context.Context, q pg.Querier, sectionID int64) (Told, error) {
	if t == nil {
		return Told{}, nil
	}
	anybody, err := t.box.Anybody(ctx, q)
	if err != nil || !anybody {
		return Told{}, err
	}
	s, err := publicSection(ctx, q, sectionID)
	return Told{asked: true, section: s}, pg.Fault("works.Before", err)
}

// After compares what the public sees now and puts the difference in as news, with the job that spreads it. It is called in
// the same transaction after the last change.
func (t *Teller) After(ctx context.Context, tx pgx.Tx, sectionID int64, before Told) error {
	const op = "works.After"
	if t == nil || !before.asked {
		return nil
	}
	now, err := publicSection(ctx, tx, sectionID)
	if err != nil {
		return pg.Fault(op, err)
	}
	news, worth := publicDifference(before.section, now)
	if !worth {
		return nil
	}
	about := now
	if about == nil {
		about = before.section
	}
	if news.Targets, err = targetsOf(ctx, tx, about); err != nil {
		return pg.Fault(op, err)
	}
	news.Path = livePath(about)
	_, err = t.box.Publish(ctx, tx, news)
	return err
}

// publicSection returns nil if the public sees no such section.
func publicSection(ctx context.Context, q pg.Querier, id int64) (*Section, error) {
	if id == 0 {
		return nil, nil //nolint:nilnil // there is none yet
	}
	s, err := pg.Find[Section](ctx, q, sqlSections, id)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil //nolint:nilnil // none is an answer here
	}
	if err != nil {
		return nil, err
	}
	one := []Section{s}
	err = addPhases(ctx, q, one)
	return &one[0], err
}

// livePath is where the public page of a section is.
func livePath(s *Section) string {
	return "/works/" + url.PathEscape(s.ProjectRef) + "/" + url.PathEscape(s.Label)
}

// newsReachM is how near a shop must be for news of a site to be news of it, in metres: wider than what counts as affected,
// because who looks out on a site wants to know too.
const newsReachM = 15

const (
	sqlNewsUnits = `
SELECT u.id FROM unit u WHERE ST_DWithin(u.geom, $1::geometry, $2)
UNION
SELECT f.unit_id FROM frontage f WHERE ST_DWithin(f.geom, $1::geometry, $2)`

	sqlNewsAreas = `SELECT id FROM area WHERE ST_Intersects(geom, $1::geometry)`

	sqlSectionGround = `SELECT geom FROM construction_section WHERE id = $1`
)

// targetsOf names what somebody may have subscribed to that the section concerns: itself, its project, the shops beside it,
// the areas it lies in.
func targetsOf(ctx context.Context, q pg.Querier, s *Section) ([]outbox.Target, error) {
	targets := []outbox.Target{{Kind: "section", ID: s.ID}, {Kind: "project", ID: s.ProjectID}}
	var ground geo.Geom
	err := q.QueryRow(ctx, sqlSectionGround, s.ID).Scan(&ground)
	if errors.Is(err, pgx.ErrNoRows) {
		return targets, nil
	}
	if err != nil {
		return nil, err
	}
	units, err := featureIDs(ctx, q, sqlNewsUnits, ground, newsReachM)
	if err != nil {
		return nil, err
	}
	areas, err := featureIDs(ctx, q, sqlNewsAreas, ground)
	for _, id := range units {
		targets = append(targets, outbox.Target{Kind: "unit", ID: id})
	}
	for _, id := range areas {
		targets = append(targets, outbox.Target{Kind: "area", ID: id})
	}
	return targets, err
}

func featureIDs(ctx context.Context, q pg.Querier, sql string, args ...any) ([]int64, error) {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[int64])
}
