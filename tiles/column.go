package tiles

import (
	"encoding/binary"
	"fmt"
	"math"

	"mitte/geo/fault"
)

// The types of PostgreSQL that a tile can carry, as numbered in pg_type. Days come as text.
const (
	oidBool    = 16
	oidName    = 19
	oidInt8    = 20
	oidInt2    = 21
	oidInt4    = 23
	oidText    = 25
	oidFloat4  = 700
	oidFloat8  = 701
	oidBpchar  = 1042
	oidVarchar = 1043
	oidDate    = 1082

	// firstOwn is the first number of a type that is not built in; those in a view are enumerations.
	firstOwn = 16384
)

// checkColumn refuses a column whose type would become something else in a tile than a reader expects.
func checkColumn(layer, name string, oid uint32) error {
	switch oid {
	case oidBool, oidName, oidInt8, oidInt2, oidInt4, oidText, oidFloat4, oidFloat8, oidBpchar, oidVarchar:
		return nil
	}
	if oid >= firstOwn {
		return nil
	}
	return fault.Newf(fault.Internal, "internal", "layer %s: column %s has type %d, which a tile cannot carry; cast it in the view", layer, name, oid)
}

// appendValue appends what a tile carries for a value of the wire, in binary. It reports false for a number that is
// none.
func appendValue(b []byte, oid uint32, raw []byte) ([]byte, bool, error) {
	switch oid {
	case oidBool:
		return appendBool(b, raw[0] != 0), true, nil
	case oidInt2:
		return appendInteger(b, int64(int16(binary.BigEndian.Uint16(raw)))), true, nil
	case oidInt4:
		return appendInteger(b, int64(int32(binary.BigEndian.Uint32(raw)))), true, nil
	case oidInt8:
		v := int64(binary.BigEndian.Uint64(raw))
		if v > safeInteger || v < -safeInteger {
			return b, false, fmt.Errorf("the number %d is not exact in a browser", v)
		}
		return appendInteger(b, v), true, nil
	case oidFloat4:
		v := math.Float32frombits(binary.BigEndian.Uint32(raw))
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			return b, false, nil
		}
		return appendFloat(b, v), true, nil
	case oidFloat8:
		v := math.Float64frombits(binary.BigEndian.Uint64(raw))
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return b, false, nil
		}
		return appendDouble(b, v), true, nil
	default:
		return appendText(b, raw), true, nil
	}
}

// dayOnWire reads a date: days since 2000, or an infinity.
func dayOnWire(raw []byte, none int32) int32 {
	const from1970to2000 = 10957
	if raw == nil {
		return none
	}
	switch v := int32(binary.BigEndian.Uint32(raw)); v {
	case math.MaxInt32:
		return never
	case math.MinInt32:
		return always
	default:
		return v + from1970to2000
	}
}
