package tiles

import "slices"

// Below the zoom of the single features a tile shows how many there are: squares of 32 × 32 to the tile, each with its
// counts. A feature counts at the centre of its box.

const (
	gridName    = "grid"
	gridDE      = "Anzahl der Flurstücke, Ladenlokale und Leerstände je Feld"
	gridEN      = "Number of parcels, shop units and vacant ones by square"
	gridMinZoom = 5
	gridMaxZoom = 13
	gridDepth   = 5 // squares are tiles of a zoom this much deeper
	gridFields  = 3
)

// gridColumns are the counts of a square, by the layers they come from.
var gridColumns = [gridFields]string{"parcels", "units", "vacant"}

// grid counts features by squares, for each zoom that shows them.
type grid struct {
	anew   bool // it is being built: only the deepest zoom counts, until sumUp
	counts [gridMaxZoom - gridMinZoom + 1]map[uint64][gridFields]int32
}

func (g *grid) reset() {
	for i := range g.counts {
		g.counts[i] = map[uint64][gridFields]int32{}
	}
}

// add counts n more of a column at a place. A square without counts disappears.
func (g *grid) add(at place, column int, n int32) {
	var counts [gridFields]int32
	counts[column] = n
	last := len(g.counts) - 1
	for i := last; i >= 0 && (i == last || !g.anew); i-- {
		cell := uint8(gridMinZoom + gridDepth + i)
		g.addTo(i, cellKey(at.x>>(32-cell), at.y>>(32-cell)), counts)
	}
}

func (g *grid) addTo(i int, key uint64, counts [gridFields]int32) {
	c := g.counts[i][key]
	for column, n := range counts {
		c[column] += n
	}
	if c == [gridFields]int32{} {
		delete(g.counts[i], key)
	} else {
		g.counts[i][key] = c
	}
}

// sumUp makes the squares of each zoom from those of the next deeper one.
func (g *grid) sumUp() {
	for i := len(g.counts) - 2; i >= 0; i-- {
		for key, counts := range g.counts[i+1] {
			g.addTo(i, cellKey(uint32(key)>>1, uint32(key>>32)>>1), counts)
		}
	}
	g.anew = false
}

// appendTo appends the squares of a tile, row above column; a square's id is its place in the tile.
func (g *grid) appendTo(tile []byte, a Address) []byte {
	if a.Z < gridMinZoom || a.Z > gridMaxZoom {
		return tile
	}
	counts := g.counts[a.Z-gridMinZoom]
	var b gridWriter
	for row := range uint32(1 << gridDepth) {
		for column := range uint32(1 << gridDepth) {
			if c, ok := counts[cellKey(a.X<<gridDepth|column, a.Y<<gridDepth|row)]; ok {
				b.square(column, row, c)
			}
		}
	}
	return b.finish(tile)
}

// gridWriter writes the squares of one tile. Counts are few, so each is a value once.
type gridWriter struct {
	features, tags, geometry []byte
	values                   []int32
}

func (w *gridWriter) square(column, row uint32, counts [gridFields]int32) {
	const side = Extent >> gridDepth
	x, y := int32(column*side), int32(row*side)
	w.geometry = appendGeometry(w.geometry[:0], polygonKind, &lines{
		points: []pt{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}, ends: []int32{4},
	})
	w.tags = w.tags[:0]
	for key, n := range counts {
		if n > 0 {
			w.tags = appendVarint(appendVarint(w.tags, uint64(key)), uint64(w.value(n)))
		}
	}
	id := uint64(row<<gridDepth|column) + 1
	body := appendVarint([]byte{1 << 3}, id)
	body = appendBytes(body, 2, w.tags)
	body = append(body, 3<<3, byte(polygonKind))
	body = appendBytes(body, 4, w.geometry)
	w.features = appendBytes(w.features, 2, body)
}

func (w *gridWriter) value(n int32) int {
	if i := slices.Index(w.values, n); i >= 0 {
		return i
	}
	w.values = append(w.values, n)
	return len(w.values) - 1
}

func (w *gridWriter) finish(tile []byte) []byte {
	if len(w.features) == 0 {
		return tile
	}
	layer := append(appendBytes([]byte{15 << 3, 2}, 1, gridName), w.features...)
	for _, name := range gridColumns {
		layer = appendBytes(layer, 3, name)
	}
	for _, n := range w.values {
		layer = appendBytes(layer, 4, appendInteger(nil, int64(n)))
	}
	layer = appendVarint(append(layer, 5<<3), Extent)
	return appendBytes(tile, 3, layer)
}
