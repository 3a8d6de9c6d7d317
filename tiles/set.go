package tiles

import (
	"strings"

	"mitte/geo/fault"
)

// Set is a choice of layers, a bit for each in canonical order.
type Set uint32

// Codes of the faults of this package.
const (
	CodeUnknownLayer = "tile.unknown_layer"
	CodeLayerOrder   = "tile.layer_order"
	CodeAddress      = "tile.address"
)

// sections is the set of the one layer whose rows may go on past their end.
var sections = Set(1) << layerIndex("sections")

// Grid is the derived layer of counts below the zoom of the single features; in a list it stands last. It is not among
// Layers, because no view has it.
const Grid Set = 1 << 23

// AllLayers is the set of all layers that a view has.
func AllLayers() Set { return Set(1)<<len(layers) - 1 }

// sets holds every list in canonical order.
var sets = func() map[string]Set {
	all := map[string]Set{}
	for s := Set(1); s <= AllLayers(); s++ {
		all[s.String()], all[(s|Grid).String()] = s, s|Grid
	}
	all[Grid.String()] = Grid
	return all
}()

// ParseSet reads a comma list of layers. It returns NotFound for an unknown layer and BadRequest for a list that is not
// in canonical order or repeats itself, so that each set has one address.
func ParseSet(list string) (Set, error) {
	if set, ok := sets[list]; ok {
		return set, nil
	}
	for name := range strings.SplitSeq(list, ",") {
		if layerIndex(name) < 0 && name != gridName {
			return 0, fault.New(fault.NotFound, CodeUnknownLayer, "there is no such layer")
		}
	}
	return 0, fault.Newf(fault.BadRequest, CodeLayerOrder, "layers are named once and in the order %s", AllLayers())
}

func layerIndex(name string) int {
	for i := range layers {
		if layers[i].Name == name {
			return i
		}
	}
	return -1
}

// Layers returns the layers of s in canonical order.
func (s Set) Layers() []Layer {
	var out []Layer
	for i := range layers {
		if s>>i&1 == 1 {
			out = append(out, layers[i])
		}
	}
	return out
}

// At returns the layers of s that a tile of zoom z shows.
func (s Set) At(z uint8) Set {
	if z < gridMinZoom || z > gridMaxZoom {
		s &^= Grid
	}
	for i := range layers {
		if z < layers[i].MinZoom {
			s &^= 1 << i
		}
	}
	return s
}

// Dated reports whether a layer of s depends on the day.
func (s Set) Dated() bool {
	if s&Grid != 0 {
		return true // it counts what is there today
	}
	for i := range layers {
		if s>>i&1 == 1 && layers[i].Dated {
			return true
		}
	}
	return false
}

// MinZoom returns the least zoom at which s shows anything.
func (s Set) MinZoom() uint8 {
	least := uint8(MaxZoom)
	if s&Grid != 0 {
		least = gridMinZoom
	}
	for _, l := range s.Layers() {
		least = min(least, l.MinZoom)
	}
	return least
}

// MaxZoom returns the deepest zoom that clients ask for; they draw deeper ones from it.
func (s Set) MaxZoom() uint8 {
	if s&^Grid == 0 {
		return gridMaxZoom
	}
	return MaxZoom
}

// String returns the comma list that ParseSet reads.
func (s Set) String() string {
	var b strings.Builder
	for _, l := range s.Layers() {
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.WriteString(l.Name)
	}
	if s&Grid != 0 {
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		b.WriteString(gridName)
	}
	return b.String()
}
