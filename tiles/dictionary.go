package tiles

import "bytes"

// dictionary holds the values of a layer's dict fields, each once, as the messages a tile carries.
type dictionary struct {
	index map[string]uint32
	data  arena[byte]
	refs  []valueRef
}

type valueRef struct{ at, length uint32 }

// wideDictionary is the number of values above which a field would better be raw.
const wideDictionary = 65536

func newDictionary() *dictionary { return &dictionary{index: map[string]uint32{}} }

// number returns the index of a value, which is kept if it is new.
func (d *dictionary) number(value []byte) uint32 {
	if i, ok := d.index[string(value)]; ok {
		return i
	}
	i := uint32(len(d.refs))
	d.refs = append(d.refs, valueRef{d.data.add(value), uint32(len(value))})
	d.index[string(value)] = i
	return i
}

// numberNear is number with a guess. Neighbours often have the same value, and comparing is cheaper than hashing.
func (d *dictionary) numberNear(guess uint32, value []byte) uint32 {
	if int(guess) < len(d.refs) && bytes.Equal(d.value(guess), value) {
		return guess
	}
	return d.number(value)
}

// find returns the index of a value, and false if no feature has had it.
func (d *dictionary) find(value []byte) (uint32, bool) {
	i, ok := d.index[string(value)]
	return i, ok
}

func (d *dictionary) value(i uint32) []byte {
	r := d.refs[i]
	return d.data.at(r.at, int(r.length))
}

func (d *dictionary) size() int { return len(d.refs) }

// bytes estimates what the dictionary takes.
func (d *dictionary) bytes() int64 { return d.data.bytes() + int64(len(d.refs))*48 }
