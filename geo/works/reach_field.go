package works

import (
	"context"

	"mitte/geo"
	"mitte/geo/ground"
)

// Reachability (domain.md 6.6). Where people may walk: on parcels that are street, square or path, and along the axes as
// wide as the street is known to be; not where a building stands. Where a town has no such parcels, what is no building
// within wideM of an axis is street space.
const (
	walkWidthM = 1.3 // what a wheelchair or a pram needs
	aroundM    = 75  // how far round the site ways are looked for
	doorM      = walkWidthM/2 + 0.5
	wideM      = 12
	narrowM    = 1.5
)

// walks are the two ways to walk: with steps and without.
type walks struct {
	steps, free *ground.Field  // the same one where there are no steps
	nodes       []ground.Point // the ends of the street segments
}

func newWalks(ctx context.Context, b geo.BBox, s *surroundings) (*walks, error) {
	field, err := ground.NewField(b, walkWidthM)
	if err != nil {
		return nil, err
	}
	w := &walks{steps: field}
	if err := each(s.public, field.Open); err != nil {
		return nil, err
	}
	for _, axis := range s.axes {
		line := ground.LineOf(axis.Geom)
		field.OpenAlong(line, axis.half(len(s.public) == 0))
		w.nodes = append(w.nodes, line[0], line[len(line)-1])
	}
	if err := each(s.walls, field.Wall); err != nil {
		return nil, err
	}
	w.free = field
	for _, axis := range s.axes {
		if axis.Kind != "steps" {
			continue
		}
		if w.free == field {
			w.free = field.Clone()
		}
		w.free.WallAlong(ground.LineOf(axis.Geom), axis.half(false))
	}
	if err := w.steps.Close(ctx); err != nil || w.free == w.steps {
		return w, err
	}
	return w, w.free.Close(ctx)
}

func each(rows []groundOnly, do func(ground.Area)) error {
	for _, row := range rows {
		area, err := ground.AreaOf(row.Geom)
		if err != nil {
			return err
		}
		do(area)
	}
	return nil
}

// half is how far from the axis people walk.
func (a axisRow) half(alone bool) float64 {
	switch {
	case a.WidthM != nil:
		return *a.WidthM / 2
	case alone:
		return wideM
	default:
		return narrowM
	}
}
