package intake

import (
	"errors"
	"maps"
	"slices"

	"mitte/geo"
	"mitte/geo/fault"
)

// takeGeometry lets the kernel judge the geometry of f. It reports false if the row was refused.
func (r *run) takeGeometry(in *row, f geo.Feature, types ...string) bool {
	return r.takeRaw(in, f.Geometry, types...)
}

func (r *run) takeRaw(in *row, raw []byte, types ...string) bool {
	if raw == nil {
		r.refuse(*in, "geometry", "no_geometry")
		return false
	}
	g, err := r.intake(r.srid, types...).GeoJSON(raw)
	if err != nil {
		r.refuseFault(*in, "geometry"+pathOf(err), err)
		return false
	}
	in.geom = g
	return true
}

// pathOf is where in the geometry the kernel found fault.
func pathOf(err error) string {
	var refused *fault.Error
	if errors.As(err, &refused) && len(refused.Fields) > 0 {
		return refused.Fields[0].Path
	}
	return ""
}

// messageOf is the sentence of a fault that is safe to show.
func messageOf(err error) string {
	var refused *fault.Error
	if errors.As(err, &refused) {
		return refused.Msg
	}
	return "internal error"
}

// noteNames notes a set of names, sorted, in one note.
func (r *run) noteNames(code string, names map[string]bool, args ...any) {
	if len(names) > 0 {
		r.report.note(code, slices.Sorted(maps.Keys(names)), args...)
	}
}
