package works

import (
	"context"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/place"
)

// Service answers questions about building sites. All of its methods return Unavailable when the database is away and
// Timeout when the answer would come too late, beside what their own comments name.
type Service struct {
	db    pg.Querier
	clock geo.Clock
}

// New returns a service that reads through db; the role mitte_public suffices.
func New(db pg.Querier, clock geo.Clock) *Service { return &Service{db, clock} }

// Sections lists sections with their phases.
func (s *Service) Sections(ctx context.Context, q SectionQuery) (place.Batch[Section], error) {
	found, err := listSections(ctx, s.db, q, geo.Today(s.clock))
	return found, pg.Fault("works.Sections", err)
}

// Section returns a section with its phases. It returns NotFound if the public may see none under that id.
func (s *Service) Section(ctx context.Context, id int64) (Section, error) {
	const op = "works.Section"
	found, err := pg.Find[Section](ctx, s.db, sqlSections, id)
	if err != nil {
		return Section{}, pg.Fault(op, err)
	}
	one := []Section{found}
	err = addPhases(ctx, s.db, one)
	return one[0], pg.Fault(op, err)
}

// Projects lists projects.
func (s *Service) Projects(ctx context.Context, q ProjectQuery) (place.Batch[Project], error) {
	found, err := listProjects(ctx, s.db, q)
	return found, pg.Fault("works.Projects", err)
}

// Project returns a project. It returns NotFound if the public may see none under that id.
func (s *Service) Project(ctx context.Context, id int64) (Project, error) {
	p, err := pg.Find[Project](ctx, s.db, sqlProjects, id)
	return p, pg.Fault("works.Project", err)
}

// ProjectByRef returns the project of a public reference. It returns NotFound if the public may see none under it.
func (s *Service) ProjectByRef(ctx context.Context, ref string) (Project, error) {
	p, err := findProjectByRef(ctx, s.db, ref)
	return p, pg.Fault("works.ProjectByRef", err)
}

// Lines tells where the work of sections goes along. What the public may not see is left out.
func (s *Service) Lines(ctx context.Context, sections []int64) ([]Line, error) {
	found, err := pg.Collect[Line](ctx, s.db, sqlLines, sections)
	return found, pg.Fault("works.Lines", err)
}

// Shops lists the shops along sections that somebody is in today, as far as the public may see them, street by street.
func (s *Service) Shops(ctx context.Context, sections []int64) ([]Shop, error) {
	found, err := pg.Collect[Shop](ctx, s.db, sqlShops, sections, geo.Today(s.clock))
	return found, pg.Fault("works.Shops", err)
}

// Ground returns what a picture of sections shows.
func (s *Service) Ground(ctx context.Context, sections []int64, frame Frame) (Ground, error) {
	found, err := readGround(ctx, s.db, sections, frame)
	return found, pg.Fault("works.Ground", err)
}
