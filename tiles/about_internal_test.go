package tiles

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mitte/geo"
	"mitte/geo/fault"
)

func TestDescribeFromMemory(t *testing.T) {
	t.Parallel()
	if _, err := NewEngine(Options{}).Describe(t.Context(), AllLayers()); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("before the load: %v", err)
	}
	db, e, _ := demoEngine(t, Options{})
	got, err := e.Describe(t.Context(), AllLayers()|Grid)
	if err != nil {
		t.Fatal(err)
	}
	want, err := NewPostgis(db.Public()).Describe(t.Context(), AllLayers())
	if err != nil {
		t.Fatal(err)
	}
	const fewMetres = 3e-4
	within := func(inner, outer geo.BBox) bool { outer = outer.Grow(fewMetres); return outer.Union(inner) == outer }
	if got.Bounds == nil || !within(*got.Bounds, *want.Bounds) || !within(*want.Bounds, *got.Bounds) {
		t.Errorf("bounds %v, want about %v", got.Bounds, want.Bounds)
	}
	if diff := cmp.Diff(want.Attributions, got.Attributions); diff != "" {
		t.Error(diff)
	}
	away, cancel := context.WithCancel(t.Context())
	cancel()
	e.changed[parcelsLayer].Add(1)
	if again, err := e.Describe(away, AllLayers()); err != nil || !cmp.Equal(again, got) {
		t.Errorf("without the database: %+v, %v", again, err)
	}
	for _, size := range e.Sizes() {
		if size.Features == 0 || size.Bytes == 0 {
			t.Errorf("size %+v", size)
		}
	}
}
