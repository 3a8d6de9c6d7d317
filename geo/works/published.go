package works

import (
	"context"
	"time"

	"mitte/geo"
	"mitte/geo/pg"
)

// Published is a notice that everybody may read on the page of its section.
type Published struct {
	ID                 int64
	SectionID          int64
	PublishedAt        time.Time
	ValidFrom, ValidTo geo.Date // half-open, the days it speaks of; the zero Date where that is open
	TextDe, TextEn     string
}

const sqlPublished = `
SELECT id, section_id, published_at, valid_from, valid_to, text_de, text_en
FROM pub.notices
WHERE section_id = ANY ($1) AND (valid_to IS NULL OR valid_to > $2)
ORDER BY published_at DESC, id DESC
LIMIT 100`

// Published lists the notices on the pages of sections, the newest first, as long as the days they speak of are not over.
func (s *Service) Published(ctx context.Context, sections []int64) ([]Published, error) {
	found, err := pg.Collect[Published](ctx, s.db, sqlPublished, sections, geo.Today(s.clock))
	return found, pg.Fault("works.Published", err)
}
