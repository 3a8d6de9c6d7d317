package geo

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// Limits of nesting, counted from the object that is read: hostile depth costs stack here and in every later reader.
const (
	maxDepth           = 8
	maxCoordinateDepth = 4
)

// jsonText walks over JSON text more strictly than encoding/json does: duplicate members, invalid UTF-8, NUL and lone
// surrogates are refused, nesting is limited, and every fault has a place. It decodes nothing but member names.
type jsonText struct {
	src    []byte
	pos    int
	depth  int
	coords int // depth inside a coordinates member, 0 outside
}

// textFault is a fault at a byte of the text. A broken text cannot be read at all; an unbroken one is JSON, but not a
// JSON that is taken.
type textFault struct {
	pos    int
	broken bool
	msg    string
}

func (f *textFault) Error() string { return f.msg }

func (t *jsonText) broken(msg string) error  { return &textFault{t.pos, true, msg} }
func (t *jsonText) refused(msg string) error { return &textFault{t.pos, false, msg} }

func (t *jsonText) space() {
	for t.pos < len(t.src) {
		switch t.src[t.pos] {
		case ' ', '\t', '\n', '\r':
			t.pos++
		default:
			return
		}
	}
}

// peek skips blanks and returns the next byte, 0 at the end.
func (t *jsonText) peek() byte {
	t.space()
	if t.pos == len(t.src) {
		return 0
	}
	return t.src[t.pos]
}

func (t *jsonText) accept(c byte) bool {
	if t.peek() != c || t.pos == len(t.src) {
		return false
	}
	t.pos++
	return true
}

func (t *jsonText) end() error {
	t.space()
	if t.pos < len(t.src) {
		return t.broken("there is text after the end of the object")
	}
	return nil
}

// value skips one value of any kind.
func (t *jsonText) value() error {
	switch c := t.peek(); {
	case c == '{':
		return t.object(func(string) error { return t.value() })
	case c == '[':
		return t.array(t.value)
	case c == '"':
		_, err := t.text()
		return err
	case c == '-' || c >= '0' && c <= '9':
		return t.number()
	case c == 0 && t.pos == len(t.src):
		return t.broken("the text ends too early")
	default:
		return t.literal()
	}
}

// object walks over the members; each must consume the value of the member it is called for.
func (t *jsonText) object(each func(name string) error) error {
	t.pos++
	if err := t.enter(); err != nil {
		return err
	}
	if t.accept('}') {
		t.depth--
		return nil
	}
	seen := map[string]struct{}{}
	for {
		if err := t.member(seen, each); err != nil {
			return err
		}
		if t.accept(',') {
			continue
		}
		if !t.accept('}') {
			return t.broken("a comma or } is missing")
		}
		t.depth--
		return nil
	}
}

func (t *jsonText) member(seen map[string]struct{}, each func(name string) error) error {
	if t.peek() != '"' {
		return t.broken("a member name in quotes is missing")
	}
	at := t.pos
	name, err := t.text()
	if err != nil {
		return err
	}
	if _, twice := seen[name]; twice {
		t.pos = at
		return t.refused("the member " + quote(name) + " occurs twice in one object")
	}
	seen[name] = struct{}{}
	if !t.accept(':') {
		return t.broken("a colon is missing after " + quote(name))
	}
	if name == "coordinates" && t.coords == 0 {
		t.coords = t.depth
		defer func() { t.coords = 0 }()
	}
	t.space()
	return each(name)
}

// array walks over the elements; each must consume one.
func (t *jsonText) array(each func() error) error {
	t.pos++
	if err := t.enter(); err != nil {
		return err
	}
	if t.accept(']') {
		t.depth--
		return nil
	}
	for {
		if err := each(); err != nil {
			return err
		}
		if t.accept(',') {
			continue
		}
		if !t.accept(']') {
			return t.broken("a comma or ] is missing")
		}
		t.depth--
		return nil
	}
}

func (t *jsonText) enter() error {
	t.depth++
	switch {
	case t.coords > 0 && t.depth-t.coords > maxCoordinateDepth:
		return t.refused("coordinates are nested more than " + strconv.Itoa(maxCoordinateDepth) + " deep")
	case t.coords == 0 && t.depth > maxDepth:
		return t.refused("the text is nested more than " + strconv.Itoa(maxDepth) + " deep")
	}
	return nil
}

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
	t.pos = len(t.src)
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

// badJSON makes the refusal of a fault in src, whose first byte stands at line and column (both from 1).
func badJSON(src []byte, line, column int, err *textFault) error {
	before := src[:min(err.pos, len(src))]
	if breaks := bytes.Count(before, []byte{'\n'}); breaks > 0 {
		line += breaks
		column = 1
		before = before[bytes.LastIndexByte(before, '\n')+1:]
	}
	return badJSONAt(line, column+utf8.RuneCount(before), err.msg)
}

func badJSONAt(line, column int, msg string) error {
	l, c := strconv.Itoa(line), strconv.Itoa(column)
	return refusal{
		code: codeBadJSON,
		msg:  "not valid GeoJSON, line " + l + ", column " + c + ": " + msg,
		with: params{"line": l, "column": c},
	}.err()
}
