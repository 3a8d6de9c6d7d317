package intake_test

import (
	"bytes"
	"encoding/binary"
	"sort"
)

// extract is a hand-made OpenStreetMap extract. Node ids begin at 1 in the order of nodes.
type extract struct {
	nodes     []osmNode
	ways      []osmWay
	relations []osmRelation
}

type osmNode struct {
	lon, lat float64
	tags     map[string]string
}

type osmWay struct {
	id    int64
	nodes []int64
	tags  map[string]string
}

type osmRelation struct {
	id      int64
	members []osmMember // ways
	tags    map[string]string
}

type osmMember struct {
	way  int64
	role string
}

// message is a protobuf message in the making; only what the PBF format needs.
type message struct{ bytes.Buffer }

func (m *message) number(field int, v uint64) {
	m.Write(binary.AppendUvarint(nil, uint64(field)<<3))
	m.Write(binary.AppendUvarint(nil, v))
}

func (m *message) content(field int, v []byte) {
	m.Write(binary.AppendUvarint(nil, uint64(field)<<3|2))
	m.Write(binary.AppendUvarint(nil, uint64(len(v))))
	m.Write(v)
}

func (m *message) packed(field int, values []uint64) {
	var out []byte
	for _, v := range values {
		out = binary.AppendUvarint(out, v)
	}
	m.content(field, out)
}

func zigzag(v int64) uint64 { return uint64(v<<1) ^ uint64(v>>63) }

func deltas(values []int64) []uint64 {
	out := make([]uint64, len(values))
	last := int64(0)
	for i, v := range values {
		out[i], last = zigzag(v-last), v
	}
	return out
}

// words is the string table of a block.
type words struct {
	index map[string]uint64
	list  []string
}

func (w *words) of(text string) uint64 {
	if i, ok := w.index[text]; ok {
		return i
	}
	w.list = append(w.list, text)
	w.index[text] = uint64(len(w.list) - 1)
	return w.index[text]
}

func (w *words) tags(tags map[string]string) (keys, values []uint64) {
	names := make([]string, 0, len(tags))
	for name := range tags {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		keys, values = append(keys, w.of(name)), append(values, w.of(tags[name]))
	}
	return keys, values
}

// pbf writes the extract as a file of one block.
func (e extract) pbf() []byte {
	var header message
	header.content(4, []byte("OsmSchema-V0.6"))
	header.content(4, []byte("DenseNodes"))
	header.number(32, 1_771_200_000) // replication timestamp: 2026-02-16

	w := &words{index: map[string]uint64{"": 0}, list: []string{""}}
	var groups [][]byte
	if len(e.nodes) > 0 {
		groups = append(groups, e.dense(w))
	}
	groups = append(groups, e.wayGroup(w), e.relationGroup(w))
	var table, block message
	for _, text := range w.list {
		table.content(1, []byte(text))
	}
	block.content(1, table.Bytes())
	for _, g := range groups {
		if len(g) > 0 {
			block.content(2, g)
		}
	}
	return append(blob("OSMHeader", header.Bytes()), blob("OSMData", block.Bytes())...)
}

func (e extract) dense(w *words) []byte {
	var ids, lats, lons []int64
	var tags []uint64
	for i, n := range e.nodes {
		ids = append(ids, int64(i+1))
		lats, lons = append(lats, int64(n.lat*1e7+0.5)), append(lons, int64(n.lon*1e7+0.5))
		keys, values := w.tags(n.tags)
		for j := range keys {
			tags = append(tags, keys[j], values[j])
		}
		tags = append(tags, 0)
	}
	var dense, group message
	dense.packed(1, deltas(ids))
	dense.packed(8, deltas(lats))
	dense.packed(9, deltas(lons))
	dense.packed(10, tags)
	group.content(2, dense.Bytes())
	return group.Bytes()
}

func (e extract) wayGroup(w *words) []byte {
	var group message
	for _, way := range e.ways {
		var m message
		keys, values := w.tags(way.tags)
		m.number(1, uint64(way.id))
		m.packed(2, keys)
		m.packed(3, values)
		m.packed(8, deltas(way.nodes))
		group.content(3, m.Bytes())
	}
	return group.Bytes()
}

func (e extract) relationGroup(w *words) []byte {
	var group message
	for _, relation := range e.relations {
		var m message
		var roles, types []uint64
		var ids []int64
		for _, member := range relation.members {
			roles, ids, types = append(roles, w.of(member.role)), append(ids, member.way), append(types, 1)
		}
		keys, values := w.tags(relation.tags)
		m.number(1, uint64(relation.id))
		m.packed(2, keys)
		m.packed(3, values)
		m.packed(8, roles)
		m.packed(9, deltas(ids))
		m.packed(10, types)
		group.content(4, m.Bytes())
	}
	return group.Bytes()
}

func blob(kind string, content []byte) []byte {
	var raw, head message
	raw.content(1, content)
	head.content(1, []byte(kind))
	head.number(3, uint64(raw.Len()))
	out := binary.BigEndian.AppendUint32(nil, uint32(head.Len()))
	out = append(out, head.Bytes()...)
	return append(out, raw.Bytes()...)
}
