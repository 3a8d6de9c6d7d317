package tiles

import (
	"encoding/binary"
	"math"
)

// A value of a tile is a message with one field. These append the message without the length in front.

func appendText(b []byte, s []byte) []byte {
	b = append(b, 1<<3|2)
	b = appendVarint(b, uint64(len(s)))
	return append(b, s...)
}

// appendInteger writes what is not negative as uint, for a reader would take a negative one for a huge number.
func appendInteger(b []byte, v int64) []byte {
	if v >= 0 {
		return appendVarint(append(b, 5<<3), uint64(v))
	}
	return appendVarint(append(b, 6<<3), uint64(v)<<1^uint64(v>>63))
}

func appendDouble(b []byte, v float64) []byte {
	return binary.LittleEndian.AppendUint64(append(b, 3<<3|1), math.Float64bits(v))
}

func appendFloat(b []byte, v float32) []byte {
	return binary.LittleEndian.AppendUint32(append(b, 2<<3|5), math.Float32bits(v))
}

func appendBool(b []byte, v bool) []byte {
	if v {
		return append(b, 7<<3, 1)
	}
	return append(b, 7<<3, 0)
}

// safeInteger is the largest magnitude that JavaScript keeps exact.
const safeInteger = 1<<53 - 1
