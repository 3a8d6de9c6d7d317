package geo

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// literal also takes the NaN and Infinity that careless programs write, but only as a coordinate, so that the
// refusal can name the position instead of calling the whole file broken.
func (t *jsonText) literal() error {
	rest := t.src[t.pos:]
	for _, word := range []string{"true", "false", "null"} {
		if bytes.HasPrefix(rest, []byte(word)) {
			t.pos += len(word)
			return nil
		}
	}
	for _, word := range []string{"NaN", "Infinity", "-NaN", "-Infinity"} {
		if !bytes.HasPrefix(rest, []byte(word)) {
			continue
		}
		if t.coords == 0 {
			return t.broken(word + " is not a JSON number")
		}
		t.pos += len(word)
		return nil
	}
	return t.broken("a value is missing")
}

func (t *jsonText) number() error {
	start := t.pos
	if t.src[t.pos] == '-' {
		t.pos++
	}
	whole := t.digits()
	if whole == 0 {
		t.pos = start
		return t.literal()
	}
	if first := t.pos - whole; whole > 1 && t.src[first] == '0' {
		return t.broken("a number begins with 0")
	}
	if t.pos < len(t.src) && t.src[t.pos] == '.' {
		t.pos++
		if t.digits() == 0 {
			return t.broken("a digit is missing after the point")
		}
	}
	return t.exponent()
}

func (t *jsonText) exponent() error {
	if t.pos == len(t.src) || t.src[t.pos] != 'e' && t.src[t.pos] != 'E' {
		return nil
	}
	t.pos++
	if t.pos < len(t.src) && (t.src[t.pos] == '+' || t.src[t.pos] == '-') {
		t.pos++
	}
	if t.digits() == 0 {
		return t.broken("a digit is missing in the exponent")
	}
	return nil
}

func (t *jsonText) digits() int {
	start := t.pos
	for t.pos < len(t.src) && t.src[t.pos] >= '0' && t.src[t.pos] <= '9' {
		t.pos++
	}
	return t.pos - start
}

// text consumes a string and returns what it means.
func (t *jsonText) text() (string, error) {
	start := t.pos
	escaped := false
	for t.pos++; t.pos < len(t.src); {
		switch c := t.src[t.pos]; {
		case c == '"':
			t.pos++
			return t.unquote(start, escaped)
		case c == '\\':
			escaped = true
			t.pos += 2
		case c < ' ':
			return "", t.broken("a control character stands in a string")
		case c < utf8.RuneSelf:
			t.pos++
		default:
			r, size := utf8.DecodeRune(t.src[t.pos:])
			if r == utf8.RuneError && size == 1 {
				return "", t.broken("the text is not UTF-8")
			}
			t.pos += size
		}
	}
	t.pos = start
	return "", t.broken("a string has no end")
}

func (t *jsonText) unquote(start int, escaped bool) (string, error) {
	raw := t.src[start:t.pos]
	if !escaped {
		return string(raw[1 : len(raw)-1]), nil
	}
	var out string
	if json.Unmarshal(raw, &out) != nil {
		return "", t.broken("a string has a wrong escape")
	}
	// PostgreSQL stores neither, and encoding/json turns a lone surrogate into U+FFFD without a word.
	if bytes.IndexByte([]byte(out), 0) >= 0 || loneSurrogate(raw) {
		t.pos = start
		return "", t.refused("a string holds a NUL or half a character")
	}
	return out, nil
}

func loneSurrogate(raw []byte) bool {
	high := false
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			if high {
				return true
			}
			continue
		}
		i++
		code := uint64(0)
		if raw[i] == 'u' {
			code, _ = strconv.ParseUint(string(raw[i+1:i+5]), 16, 32)
			i += 4
		}
		low := code >= 0xDC00 && code < 0xE000
		if low != high {
			return true
		}
		high = code >= 0xD800 && code < 0xDC00
	}
	return high
}
