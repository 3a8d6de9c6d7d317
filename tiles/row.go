package tiles

import (
	"encoding/binary"
	"math/bits"
)

// A row's values are stored as a bitmap of the fields that are there, and for each of these a dictionary index or the
// length and bytes of the value.

// valueReader walks over stored values in the order of the fields.
type valueReader struct {
	table *table
	loose bool // the row is a loose one
	rest  []byte
	left  uint64 // the fields still to come

	field int
	dict  bool
	index uint32
	raw   []byte
}

func (r *valueReader) begin() {
	n := 8
	if !r.loose {
		n = r.table.bitmap
	}
	var bitmap [8]byte
	copy(bitmap[:], r.rest[:n])
	r.left = binary.LittleEndian.Uint64(bitmap[:])
	r.rest = r.rest[n:]
	r.field = -1
}

// next moves to the next field that has a value.
func (r *valueReader) next() bool {
	if r.left == 0 {
		return false
	}
	skip := bits.TrailingZeros64(r.left) + 1
	r.left >>= skip
	r.field += skip
	v := r.varint()
	if r.dict = !r.loose && !r.table.fields[r.field].raw; r.dict {
		r.index = uint32(v)
		return true
	}
	r.raw, r.rest = r.rest[:v], r.rest[v:]
	return true
}

func (r *valueReader) varint() uint64 {
	if v := r.rest[0]; v < 0x80 {
		r.rest = r.rest[1:]
		return uint64(v)
	}
	v, n := binary.Uvarint(r.rest)
	r.rest = r.rest[n:]
	return v
}

// looseRow collects the values of a row on its way into a table, in the order of the fields. Nothing is numbered yet, so
// it needs no table and no lock.
type looseRow struct {
	bits  uint64
	bytes []byte
}

func (w *looseRow) begin() { w.bits, w.bytes = 0, append(w.bytes[:0], make([]byte, 8)...) }

// put takes a field's value as a tile carries it. A field without a value is left out.
func (w *looseRow) put(field int, value []byte) {
	w.bits |= 1 << field
	w.bytes = appendVarint(w.bytes, uint64(len(value)))
	w.bytes = append(w.bytes, value...)
}

// done returns the row, valid until the next one begins.
func (w *looseRow) done() []byte {
	binary.LittleEndian.PutUint64(w.bytes, w.bits)
	return w.bytes
}

// pack appends a loose row in the form in which the table stores it, and takes new values into the dictionary.
func (t *table) pack(b, loose []byte) []byte {
	b = append(b, loose[:t.bitmap]...)
	r := valueReader{table: t, rest: loose, loose: true}
	r.begin()
	for r.next() {
		if !t.fields[r.field].raw {
			c := &t.fields[r.field]
			c.latest = t.dictionary.numberNear(c.latest, r.raw)
			b = appendVarint(b, uint64(c.latest))
			continue
		}
		b = appendVarint(b, uint64(len(r.raw)))
		b = append(b, r.raw...)
	}
	return b
}
