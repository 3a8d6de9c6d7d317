package works

import (
	"context"

	"mitte/geo"
	"mitte/geo/pg"
)

// Ground is what stands and runs round some sections, in metres of EPSG:25832, for a picture of them.
type Ground struct {
	Sections   []SectionShape
	Phases     []PhaseShape
	Waste      []WasteShape
	Facilities []FacilityShape
	Buildings  []BuildingShape
	Streets    []StreetShape
}

// SectionShape is the area of a section.
type SectionShape struct {
	ID   int64
	Geom geo.Geom
}

// PhaseShape is the area of a phase that has one of its own.
type PhaseShape struct {
	ID, SectionID int64
	Geom          geo.Geom
}

// WasteShape is where the bins of a section are collected, as it or one of its phases says.
type WasteShape struct {
	SectionID int64
	Geom      geo.Geom
}

// FacilityShape is what stands or leads beside the works, and on which days, half-open.
type FacilityShape struct {
	SectionID          int64
	Kind               string
	ValidFrom, ValidTo geo.Date
	Geom               geo.Geom // Point, LineString or MultiPolygon
}

// BuildingShape is a building; HouseNumber is nil where it is not known.
type BuildingShape struct {
	HouseNumber *string
	Geom        geo.Geom
}

// StreetShape is the axis of a street segment.
type StreetShape struct {
	StreetName *string
	Kind       string
	WidthM     *float64
	Geom       geo.Geom
}

// Frame says which box round the sections' own a picture shows.
type Frame func(sections geo.BBox) geo.BBox

// mostShapes keeps a picture of a whole region from reading it: more could not be seen anyway.
const mostShapes = 4000

// GroundIn reads what a picture of a box in metres of EPSG:25832 shows, with these sections as far as they are public.
func (s *Service) GroundIn(ctx context.Context, box geo.BBox, sections []int64) (Ground, error) {
	g, err := readScenery(ctx, s.db, box)
	if err == nil && len(sections) > 0 {
		g.Sections, err = pg.Collect[SectionShape](ctx, s.db, sqlSectionShapes, sections)
	}
	return g, pg.Fault("works.GroundIn", err)
}

// readScenery reads the streets and buildings that meet a box.
func readScenery(ctx context.Context, db pg.Querier, box geo.BBox) (Ground, error) {
	var g Ground
	var err error
	if g.Streets, err = pg.Collect[StreetShape](ctx, db, sqlStreetShapes, box.West, box.South, box.East, box.North, mostShapes); err != nil {
		return g, err
	}
	g.Buildings, err = pg.Collect[BuildingShape](ctx, db, sqlBuildingShapes, box.West, box.South, box.East, box.North, mostShapes)
	return g, err
}

func readGround(ctx context.Context, db pg.Querier, sections []int64, frame Frame) (Ground, error) {
	var g Ground
	var err error
	if g.Sections, err = pg.Collect[SectionShape](ctx, db, sqlSectionShapes, sections); err != nil || len(g.Sections) == 0 {
		return g, err
	}
	box := g.Sections[0].Geom.Bound()
	for _, s := range g.Sections {
		box = box.Union(s.Geom.Bound())
	}
	box = frame(box)
	if g.Phases, err = pg.Collect[PhaseShape](ctx, db, sqlPhaseShapes, sections); err != nil {
		return g, err
	}
	if g.Waste, err = pg.Collect[WasteShape](ctx, db, sqlWasteShapes, sections); err != nil {
		return g, err
	}
	if g.Facilities, err = pg.Collect[FacilityShape](ctx, db, sqlFacilityShapes, sections); err != nil {
		return g, err
	}
	scenery, err := readScenery(ctx, db, box)
	g.Streets, g.Buildings = scenery.Streets, scenery.Buildings
	return g, err
}
