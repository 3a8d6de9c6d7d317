package works

import (
	"context"
	"time"

	"mitte/geo"
	"mitte/geo/pg"
)

// Cancelled is a section that was announced and then called off: what is needed to say so where its dates were told.
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
}

const sqlCancelled = `
SELECT id, version, updated_at, project_id, project_ref, project_title_de, project_title_en, label, title_de, title_en,
       valid_from, valid_to, source, made_up, phase_ids
FROM pub.cancelled_sections
WHERE updated_at >= $1 AND ($2 = '' OR project_ref = $2)
ORDER BY updated_at DESC, id
LIMIT 500`

// Cancelled returns what was called off since a moment, of the project named by its reference or, if that is empty, of all.
func (s *Service) Cancelled(ctx context.Context, project string, since time.Time) ([]Cancelled, error) {
	found, err := pg.Collect[Cancelled](ctx, s.db, sqlCancelled, since, project)
	return found, pg.Fault("works.Cancelled", err)
}
