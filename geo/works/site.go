package works

import (
	"time"

	"mitte/geo"
	"mitte/geo/place"
)

// Site is a construction section as the office keeps it, in one of its versions: everything that staff said, and what
// follows from it. A version of a site is a version of its section's row, with the parts as they were known then.
type Site struct {
	ID                             int64
	Version                        int
	CreatedAt, UpdatedAt           time.Time
	UpdatedBy                      string
	ProjectRef                     string
	ProjectTitleDe, ProjectTitleEn string
	Source                         string
	MadeUp                         bool
	// Stamp is of all rows of the current version, so it also tells of a part that somebody edited past the service; "" for
	// a version that is history.
	Stamp string
	Content

	Deleted   bool `db:"-"`
	Removable bool `db:"-"` // may be deleted: nobody outside knows of it
}

// SiteQuery asks for sites in all states. At, if it is a day, keeps those that are there on it; Known, if it is a moment,
// takes everything as it was known then; Deleted asks for those that are gone, in their last version.
type SiteQuery struct {
	place.Page
	At        geo.Date
	Known     time.Time
	ProjectID int64
	Statuses  []string
	Deleted   bool
}

// Public reports whether everybody may see the site.
func (s *Site) Public() bool { return !s.Deleted && isPublic(s.Status) }

// Doubtful reports whether the site should have been finished before day and still goes on.
func (s *Site) Doubtful(day geo.Date) bool { return Doubtful(s.Status, s.PlannedTo, day) }
