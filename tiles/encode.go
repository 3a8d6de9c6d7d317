package tiles

// layerWriter writes one layer of a tile after the other. What is a dictionary's index becomes the tile's index by an
// array that is valid for one layer of one tile, its epoch, so nothing is hashed, cleared or allocated per feature.
type layerWriter struct {
	table    *table
	epoch    uint32
	keyAt    []uint64 // by field: epoch and the tile's index
	valueAt  []uint64 // by dictionary index: epoch and the tile's index
	keys     []byte
	keyCount uint32
	values   []byte
	count    uint32 // of values
	features []byte
	tags     []byte
	geometry []byte
	drawn    []stretch // of geometry in features
}

func (w *layerWriter) begin(t *table) {
	w.table = t
	w.keys, w.keyCount = w.keys[:0], 0
	w.values, w.count = w.values[:0], 0
	w.features, w.drawn = w.features[:0], w.drawn[:0]
	w.epoch++
	w.keyAt = grown(w.keyAt, len(t.fields))
	w.valueAt = grown(w.valueAt, t.dictionary.size())
	if w.epoch == 0 {
		clear(w.keyAt[:cap(w.keyAt)])
		clear(w.valueAt[:cap(w.valueAt)])
		w.epoch = 1
	}
}

func grown(s []uint64, n int) []uint64 {
	if n > len(s) {
		return append(s, make([]uint64, n-len(s))...)
	}
	return s
}

// add appends a feature with its shape.
func (w *layerWriter) add(f *feature, shape *lines) {
	w.tag(f.values)
	w.geometry = appendGeometry(w.geometry[:0], f.kind, shape)
	size := 1 + varintLen(f.id) + 2 + 1 + varintLen(uint64(len(w.geometry))) + len(w.geometry)
	if len(w.tags) > 0 {
		size += 1 + varintLen(uint64(len(w.tags))) + len(w.tags)
	}
	b := w.features
	b = appendVarint(append(b, 2<<3|2), uint64(size))
	b = appendVarint(append(b, 1<<3), f.id)
	if len(w.tags) > 0 {
		b = appendVarint(append(b, 2<<3|2), uint64(len(w.tags)))
		b = append(b, w.tags...)
	}
	b = append(b, 3<<3, byte(f.kind))
	b = appendVarint(append(b, 4<<3|2), uint64(len(w.geometry)))
	w.drawn = append(w.drawn, stretch{len(b), len(b) + len(w.geometry)})
	b = append(b, w.geometry...)
	w.features = b
}

// tag leaves in w.tags the pairs of key and value of a stored row of values.
func (w *layerWriter) tag(stored []byte) {
	w.tags = w.tags[:0]
	r := valueReader{table: w.table, rest: stored}
	r.begin()
	for r.next() {
		var value uint32
		if r.dict {
			value = w.dictValue(r.index)
		} else {
			value = w.newValue(r.raw)
		}
		w.tags = appendVarint(w.tags, uint64(w.key(r.field)))
		w.tags = appendVarint(w.tags, uint64(value))
	}
}

func (w *layerWriter) key(field int) uint32 {
	if seen := w.keyAt[field]; uint32(seen>>32) == w.epoch {
		return uint32(seen)
	}
	i := w.keyCount
	w.keyCount++
	w.keyAt[field] = uint64(w.epoch)<<32 | uint64(i)
	w.keys = appendBytes(w.keys, 3, w.table.fields[field].name)
	return i
}

func (w *layerWriter) dictValue(index uint32) uint32 {
	if seen := w.valueAt[index]; uint32(seen>>32) == w.epoch {
		return uint32(seen)
	}
	i := w.newValue(w.table.dictionary.value(index))
	w.valueAt[index] = uint64(w.epoch)<<32 | uint64(i)
	return i
}

func (w *layerWriter) newValue(value []byte) uint32 {
	w.values = appendBytes(w.values, 4, value)
	w.count++
	return w.count - 1
}

// finish appends the layer to a tile, and to drawn where its geometry is; a layer without features is left out.
func (w *layerWriter) finish(tile []byte, drawn []stretch) ([]byte, []stretch) {
	if len(w.features) == 0 {
		return tile, drawn
	}
	name := w.table.name
	size := 2 + 1 + varintLen(uint64(len(name))) + len(name) + w.size() + 1 + varintLen(Extent)
	tile = appendVarint(append(tile, 3<<3|2), uint64(size))
	tile = append(tile, 15<<3, 2)
	tile = appendBytes(tile, 1, name)
	for _, s := range w.drawn {
		drawn = append(drawn, stretch{len(tile) + s.from, len(tile) + s.to})
	}
	tile = append(tile, w.features...)
	tile = append(tile, w.keys...)
	tile = append(tile, w.values...)
	return appendVarint(append(tile, 5<<3), Extent), drawn
}

// size is what the features written so far take, in bytes.
func (w *layerWriter) size() int { return len(w.features) + len(w.keys) + len(w.values) }

// appendBytes appends a field that has a length.
func appendBytes[T ~string | ~[]byte](b []byte, field byte, v T) []byte {
	b = append(b, field<<3|2)
	b = appendVarint(b, uint64(len(v)))
	return append(b, v...)
}
