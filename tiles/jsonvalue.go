package tiles

import (
	"encoding/binary"
	"strconv"
	"unicode/utf8"
)

// appendJSONValue writes a value as a tile carries it.
func appendJSONValue(b, value []byte) []byte {
	switch value[0] >> 3 {
	case 1:
		n, size := binary.Uvarint(value[1:])
		return appendJSONText(b, string(value[1+size:][:n]))
	case 7:
		return strconv.AppendBool(b, value[1] != 0)
	case 5:
		n, _ := binary.Uvarint(value[1:])
		return strconv.AppendUint(b, n, 10)
	case 6:
		n, _ := binary.Varint(value[1:])
		return strconv.AppendInt(b, n, 10)
	default:
		n, _ := numberOf(value)
		bits := 64
		if value[0]>>3 == 2 {
			bits = 32
		}
		return strconv.AppendFloat(b, n, 'f', -1, bits)
	}
}

const hexDigits = "0123456789abcdef"

// appendJSONText quotes a text. What could end a script element is escaped too, though nobody should put it in one.
func appendJSONText(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			b = appendJSONByte(b, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b = append(b, `\ufffd`...)
		case r == '\u2028' || r == '\u2029':
			b = append(b, `\u202`...)
			b = append(b, hexDigits[r&15])
		default:
			b = append(b, s[i:i+size]...)
		}
		i += size
	}
	return append(b, '"')
}

func appendJSONByte(b []byte, c byte) []byte {
	switch {
	case c == '"' || c == '\\':
		return append(b, '\\', c)
	case c < ' ' || c == '<' || c == '>' || c == '&' || c == 0x7f:
		return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
	}
	return append(b, c)
}
