package works

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/pg"
)

// Cancelled is a section that was announced and then called off: what is needed to say so where its dates were told. Its
// words and dates are those that were public last; what was changed when it was called off, or later, never was.
type Cancelled struct {
	ID                             int64
	Version                        int
	UpdatedAt                      time.Time
	ProjectID                      int64
	ProjectRef                     string
	ProjectTitleDe, ProjectTitleEn string
	Label                          string
	TitleDe, TitleEn               string
	ValidFrom, ValidTo             geo.Date // half-open, as it was planned last
	Source                         string
	MadeUp                         bool
	PhaseIDs                       []int64 `db:"phase_ids"`
	DescriptionDe, DescriptionEn   string
	CancelledAt                    time.Time
}

const sqlGone = `
SELECT id, version, updated_at, project_id, project_ref, project_title_de, project_title_en, label, title_de, title_en,
       valid_from, valid_to, source, made_up, phase_ids, description_de, description_en, cancelled_at
FROM pub.cancelled_sections`

const sqlCancelled = sqlGone + `
WHERE updated_at >= $1 AND ($2 = '' OR project_ref = $2)
ORDER BY updated_at DESC, id
LIMIT 500`

// Cancelled returns what was called off since a moment, of the project named by its reference or, if that is empty, of all.
func (s *Service) Cancelled(ctx context.Context, project string, since time.Time) ([]Cancelled, error) {
	found, err := pg.Collect[Cancelled](ctx, s.db, sqlCancelled, since, project)
	return found, pg.Fault("works.Cancelled", err)
}

// A label may have been given away since, and called off once more: the last one counts.
const sqlCancelledAt = sqlGone + `
WHERE project_ref = $1 AND label = $2
ORDER BY cancelled_at DESC, id
LIMIT 1`

// CancelledAt returns the section that was announced under an address and then called off. It returns NotFound if none was.
func (s *Service) CancelledAt(ctx context.Context, project, label string) (Cancelled, error) {
	const op = "works.CancelledAt"
	found, err := pg.Collect[Cancelled](ctx, s.db, sqlCancelledAt, project, label)
	if err == nil && len(found) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return Cancelled{}, pg.Fault(op, err)
	}
	return found[0], nil
}
