package tiles

import "math"

// record is a stored feature: where its points, rings and values are. It has no pointers and takes 56 bytes.
type record struct {
	id       uint64
	box      worldBox
	points   uint32 // offset of the first
	count    uint32 // of points
	rings    uint32 // offset, its first entry their number; noRings for a single one
	values   uint32 // offset, the length in front
	from, to int32  // days since 1970, half-open
	next     uint32 // the next record with the same id, noRecord if there is none
	kind     geometryKind
	safeZ    uint8
	goesOn   bool // beyond its last day, until today
}

const (
	noRings  = math.MaxUint32
	noRecord = math.MaxUint32

	always = math.MinInt32
	never  = math.MaxInt32
)

// column is a field of a table.
type column struct {
	name   string
	kind   Kind
	raw    bool   // kept with each feature instead of in the dictionary
	latest uint32 // index of the value that was stored last
}

// row is a feature on its way into a table. Dated layers have a row for each run of days; they share their id.
type row struct {
	id       uint64
	kind     geometryKind
	from, to int32
	goesOn   bool
	points   []place
	rings    []uint32 // as in feature
	loose    []byte   // see looseRow
	among    int      // how many rows it was chosen from, if the statement says so
}

// table is one layer in memory. It is changed by one goroutine while nobody reads.
type table struct {
	name       string
	fields     []column
	bitmap     int // bytes of a row's bitmap of fields
	dictionary *dictionary
	records    arena[record]
	points     arena[place]
	rings      arena[uint32]
	values     arena[byte]
	ids        directory // the first record of an id
	free       []uint32
	cells      cells
	box        worldBox // of everything there ever was
	rows       int
	lastID     uint64 // of the row stored last
	scratch    []byte
	ledger     *ledger // instead of records, if the layer stays in the database
}

func newTable(l *Layer) *table {
	t := &table{name: l.Name, dictionary: newDictionary(), ids: newDirectory(), box: noBox}
	for _, f := range l.Fields {
		t.fields = append(t.fields, column{name: f.Name, kind: f.Kind, raw: f.raw})
	}
	t.bitmap = (len(t.fields) + 7) / 8
	t.cells.init()
	return t
}

// record returns a record by its offset. The pointer is valid while nobody writes.
func (t *table) record(i uint32) *record { return &t.records.from(i)[0] }

// feature returns a view of a record.
func (t *table) feature(i uint32) feature {
	r := t.record(i)
	f := feature{
		id: r.id, kind: r.kind, safeZ: r.safeZ, box: r.box,
		points: t.points.at(r.points, int(r.count)),
	}
	if r.rings != noRings {
		f.rings = t.rings.from(r.rings)[1:]
		f.rings = f.rings[:t.rings.from(r.rings)[0]]
	}
	v := valueReader{rest: t.values.from(r.values)}
	n := v.varint()
	f.values = v.rest[:n]
	return f
}

// append adds a row. Rows of one id follow each other, by their first day; call finish behind the last row.
func (t *table) append(r *row) {
	if r.id < t.lastID {
		t.cells.mixed = true
	}
	t.cells.add(t, t.store(r))
}

// finish makes what was appended ready for readers.
func (t *table) finish() {
	t.cells.arrange(t)
	t.cells.settle()
	t.cells.trim()
}

// store keeps a row without making it findable in a cell. If the table has rows of its id, they were stored just before.
func (t *table) store(r *row) uint32 {
	rec := record{
		id: r.id, box: boxOf(r.points), kind: r.kind, from: r.from, to: r.to, goesOn: r.goesOn,
		count: uint32(len(r.points)), rings: noRings, next: noRecord, safeZ: unknownSafeZ,
	}
	last := uint32(noRecord)
	if r.id == t.lastID {
		last = t.lastOf(r.id)
	}
	t.lastID = r.id
	if last == noRecord || !t.shareGeometry(&rec, last, r) {
		rec.points = t.points.add(r.points)
		if r.rings != nil {
			rec.rings = t.rings.add(append([]uint32{uint32(len(r.rings))}, r.rings...))
		}
	}
	t.scratch = t.pack(t.scratch[:0], r.loose)
	rec.values = t.keepValues(t.scratch)
	i := t.place(rec)
	if last == noRecord {
		t.ids.put(r.id, i)
	} else {
		t.record(last).next = i
	}
	t.box = t.box.union(rec.box)
	t.rows++
	return i
}

// keepValues stores packed values with their length in front.
func (t *table) keepValues(packed []byte) uint32 {
	n := len(packed)
	t.scratch = appendVarint(packed, uint64(n))
	length := t.scratch[n:]
	// The length stands behind the values in the buffer and before them in the arena.
	return t.values.add2(length, t.scratch[:n])
}

func (t *table) place(rec record) uint32 {
	if n := len(t.free); n > 0 {
		i := t.free[n-1]
		t.free = t.free[:n-1]
		*t.record(i) = rec
		return i
	}
	return t.records.add([]record{rec})
}

func (t *table) lastOf(id uint64) uint32 {
	i, ok := t.ids.find(id)
	if !ok {
		return noRecord
	}
	for t.record(i).next != noRecord {
		i = t.record(i).next
	}
	return i
}

// shareGeometry lets a record use the geometry of the one before it with the same id, if that is the same.
func (t *table) shareGeometry(rec *record, last uint32, r *row) bool {
	f := t.feature(last)
	if f.kind != r.kind || !equal(f.points, r.points) || !equal(f.rings, r.rings) {
		return false
	}
	old := t.record(last)
	rec.points, rec.rings, rec.safeZ = old.points, old.rings, old.safeZ
	return true
}

func equal[T comparable](a, b []T) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
