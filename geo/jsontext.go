package geo

import (
	"bytes"
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

// textError is a fault at a byte of the text. A broken text cannot be read at all; an unbroken one is JSON, but not a
// JSON that is taken.
type textError struct {
	pos    int
	broken bool
	msg    string
}

func (f *textError) Error() string { return f.msg }

func (t *jsonText) broken(msg string) error  { return &textError{t.pos, true, msg} }
func (t *jsonText) refused(msg string) error { return &textError{t.pos, false, msg} }

func (t *jsonText) space() {
	for t.pos < len(t.src) && isBlank(t.src[t.pos]) {
		t.pos++
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

// badJSON makes the refusal of a fault in src, whose first byte stands at line and column (both from 1).
func badJSON(src []byte, line, column int, err *textError) error {
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
