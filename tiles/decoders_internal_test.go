package tiles

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb/encoding/mvt"
)

// decodedKey names a feature among all tiles of a run.
type decodedKey struct {
	tile  int
	layer string
	id    uint64
}

// decodedSize is what all decoders have to agree on. GDAL does not count points.
type decodedSize struct {
	points int
	area   float64
}

// decoders keeps tiles with what orb read in them, for other decoders to read them too.
type decoders struct {
	folder string
	paths  map[string][]string // by layer, those of the tiles that have it
	read   map[decodedKey]decodedSize
}

func newDecoders(t *testing.T) *decoders {
	t.Helper()
	return &decoders{folder: t.TempDir(), paths: map[string][]string{}, read: map[decodedKey]decodedSize{}}
}

// keep writes a tile to where GDAL learns its place from the path, and reads it with orb.
func (d *decoders) keep(t *testing.T, number int, a Address, tile []byte) {
	t.Helper()
	path := fmt.Sprintf("%d/%d/%d/%d.mvt", number, a.Z, a.X, a.Y)
	file := filepath.Join(d.folder, path)
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, tile, 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := mvt.Unmarshal(tile)
	if err != nil {
		t.Fatalf("%s: orb: %v", path, err)
	}
	for _, l := range list {
		d.paths[l.Name] = append(d.paths[l.Name], path)
		for _, f := range l.Features {
			id, _ := f.ID.(float64)
			d.read[decodedKey{number, l.Name, uint64(id)}] = sizeOfOutline(outlineOfOrb(f.Geometry), f.Geometry.Dimensions() == 2)
		}
	}
}

func sizeOfOutline(o outline, closed bool) decodedSize {
	var s decodedSize
	for _, line := range o {
		s.points += len(line)
		if closed {
			s.points--
			s.area += areaOf(line)
		}
	}
	return s
}

// compare holds what another decoder read against orb. Points below 0 were not counted.
func (d *decoders) compare(t *testing.T, name string, got map[decodedKey]decodedSize) {
	t.Helper()
	if len(got) != len(d.read) {
		t.Errorf("%s read %d features, orb %d", name, len(got), len(d.read))
	}
	for key, want := range d.read {
		is, ok := got[key]
		if !ok || (is.points >= 0 && is.points != want.points) || math.Abs(is.area-want.area) > 0.01+1e-6*want.area {
			t.Fatalf("%s read %v as %v, orb as %v", name, key, is, want)
		}
	}
	t.Logf("%s agrees on %d features of %d layers", name, len(got), len(d.paths))
}

func mustRead(t *testing.T, line string, all ...error) {
	t.Helper()
	if err := errors.Join(all...); err != nil {
		t.Fatalf("%q: %v", line, err)
	}
}
