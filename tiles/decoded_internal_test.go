package tiles

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// featuresOf returns a layer's features by id, each of which is there once.
func featuresOf(t *testing.T, list []decodedLayer, name string) map[uint64]decodedFeature {
	t.Helper()
	out := map[uint64]decodedFeature{}
	for _, l := range list {
		if l.name == name {
			for _, f := range l.features {
				if _, twice := out[f.id]; twice {
					t.Errorf("%s %d is there twice", name, f.id)
				}
				out[f.id] = f
			}
		}
	}
	return out
}

func count(f *decodedFeature) int {
	n := 0
	for _, ring := range f.rings {
		n += len(ring)
	}
	return n
}

// size is the area and the length of all edges.
func size(f *decodedFeature) (area, way float64) {
	for _, ring := range f.rings {
		area += float64(area2(ring)) / 2
		for i := 1; i < len(ring); i++ {
			way += math.Hypot(float64(ring[i].x-ring[i-1].x), float64(ring[i].y-ring[i-1].y))
		}
		if f.kind == polygonKind {
			last := ring[len(ring)-1]
			way += math.Hypot(float64(ring[0].x-last.x), float64(ring[0].y-last.y))
		}
	}
	return area, way
}

// normal writes values so that equal numbers look equal, whatever the type that carries them.
func normal(tags map[string]string) string {
	var out []string
	for k, v := range tags {
		kind, rest, _ := strings.Cut(v, ":")
		number, body, _ := strings.Cut(rest, ":")
		switch kind {
		case "2":
			v = strconv.FormatFloat(float64(math.Float32frombits(binary.LittleEndian.Uint32([]byte(body)))), 'g', 6, 64)
		case "3":
			v = strconv.FormatFloat(math.Float64frombits(binary.LittleEndian.Uint64([]byte(body))), 'g', -1, 64)
		case "4", "5":
			v = number
		case "6":
			u, _ := strconv.ParseUint(number, 10, 64)
			v = strconv.FormatInt(int64(u>>1)^-int64(u&1), 10)
		}
		out = append(out, k+"="+v)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
