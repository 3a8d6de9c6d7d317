package tiles

import (
	"encoding/binary"
	"math"
	"slices"
)

// sieve keeps the features of one layer that meet all its conditions.
type sieve []condition

// condition is met by a field whose value is one of several or lies between two numbers, both inclusive. A feature
// without the field does not meet it.
type condition struct {
	field    int
	values   [][]byte // as a tile carries them
	indexes  []uint32 // of those the dictionary knows
	min, max float64
	between  bool
}

// bind looks the values up in the table's dictionary, which may have grown since the last time.
func (s sieve) bind(t *table) sieve {
	bound := slices.Clone(s)
	for i := range bound {
		c := &bound[i]
		c.indexes = nil
		for _, v := range c.values {
			if index, ok := t.dictionary.find(v); ok {
				c.indexes = append(c.indexes, index)
			}
		}
	}
	return bound
}

func (s sieve) accepts(t *table, stored []byte) bool {
	for i := range s {
		if !s[i].meets(t, stored) {
			return false
		}
	}
	return true
}

func (c *condition) meets(t *table, stored []byte) bool {
	r := valueReader{table: t, rest: stored}
	r.begin()
	for r.next() {
		if r.field >= c.field {
			return r.field == c.field && c.meetsValue(t, &r)
		}
	}
	return false
}

func (c *condition) meetsValue(t *table, r *valueReader) bool {
	switch {
	case c.between:
		value := r.raw
		if r.dict {
			value = t.dictionary.value(r.index)
		}
		n, ok := numberOf(value)
		return ok && n >= c.min && n <= c.max
	case r.dict:
		return slices.Contains(c.indexes, r.index)
	default:
		return slices.ContainsFunc(c.values, func(v []byte) bool { return slices.Equal(v, r.raw) })
	}
}

// numberOf reads a value as a tile carries it; a text is no number.
func numberOf(value []byte) (float64, bool) {
	body := value[1:]
	switch value[0] >> 3 {
	case 2:
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(body))), true
	case 3:
		return math.Float64frombits(binary.LittleEndian.Uint64(body)), true
	case 5:
		v, _ := binary.Uvarint(body)
		return float64(v), true
	case 6:
		v, _ := binary.Varint(body)
		return float64(v), true
	}
	return 0, false
}
