package intake

import (
	"context"
	"strings"

	"mitte/geo"
	"mitte/geo/fault"
)

// The names of the municipality's key and name in VG250, in the states' OGC APIs and in plain files.
var (
	namesTownKey  = []string{"ags", "schluessel", "gmdschl", "gemeindeschluessel", "municipality_key"}
	namesTownName = []string{"gen", "name", "gemeinde"}
)

// townReader takes one boundary of the file: the only one, or the one that was asked for.
type townReader struct {
	run   *run
	want  string
	seen  int
	taken int
}

// readTown reads the boundary. A file without the town is a fault of the whole file, since nothing can be left out.
func (r *run) readTown(ctx context.Context) error {
	reader := &townReader{run: r, want: fold(r.options.Town)}
	if err := r.readFeatures(ctx, reader); err != nil {
		return err
	}
	switch {
	case reader.seen == 0 && len(r.report.Refusals) == 0:
		return fault.New(fault.Invalid, "no_rows", "the file holds no rows")
	case reader.taken == 0 && len(r.report.Refusals) == 0:
		return fault.New(fault.Invalid, "town_unknown", "the file has no boundary of that name or AGS")
	case reader.taken > 1:
		return fault.New(fault.Invalid, "town_ambiguous", "the file holds several boundaries; name one with --town, by its AGS or name")
	}
	return nil
}

func (t *townReader) feature(ctx context.Context, f geo.Feature) error {
	t.seen++
	p := readProperties(f)
	key, name := p.get(namesTownKey...), p.get(namesTownName...)
	if t.want != "" && t.want != fold(name) && t.want != strings.ToLower(key) {
		return nil
	}
	t.taken++
	if t.taken > 1 {
		return nil
	}
	in := row{layer: layerTown, fileRow: f.Number, ref: key, fields: fields{"name": name, "municipality_key": key}}
	switch {
	case name == "":
		t.run.refuse(in, "name", "missing")
	case !eightDigits.MatchString(key):
		t.run.refuse(in, "municipality_key", "not_a_key", key, "AGS")
	case t.run.takeGeometry(&in, f, "Polygon", "MultiPolygon"):
		return t.run.add(ctx, in)
	}
	return nil
}

func (t *townReader) done() {}
