package geo

import (
	"errors"

	"mitte/geo/fault"
)

// streamed is the text of one value and where it begins.
type streamed struct {
	raw          []byte
	line, column int
}

// members reads the value as an object.
func (v streamed) members() (*members, error) {
	if len(v.raw) > maxFeatureBytes {
		return nil, refuse(codeTooLarge, "", "the feature is larger than 16 MiB")
	}
	m, err := readMembers(v.raw)
	if errors.Is(err, errNull) {
		err = &textError{0, false, "a feature is null; an object is expected"}
	}
	return m, err
}

// check judges the inside of a value.
func (s *jsonStream) check(v streamed) error {
	t := jsonText{src: v.raw, depth: 1}
	err := t.value()
	if err == nil {
		err = t.end()
	}
	var flaw *textError
	if errors.As(err, &flaw) {
		return badJSON(v.raw, v.line, v.column, flaw)
	}
	return err
}

// value cuts out the next value. Over maxFeatureBytes it goes on without keeping more.
func (s *jsonStream) value() (streamed, error) {
	first, err := s.next()
	if err != nil {
		return streamed{}, err
	}
	v := streamed{line: s.line, column: s.column}
	s.kept = s.kept[:0]
	if first == '{' || first == '[' || first == '"' {
		err = s.nested()
	} else {
		err = s.word()
	}
	v.raw = append([]byte(nil), s.kept...)
	if fault.CodeOf(err) == codeBadJSON {
		return v, s.earlier(v, err)
	}
	return v, err
}

// earlier prefers a fault inside the value to the end of the text: a forgotten quote swallows the rest of a file.
func (s *jsonStream) earlier(v streamed, err error) error {
	t := jsonText{src: v.raw}
	var flaw *textError
	if errors.As(t.value(), &flaw) && flaw.broken && flaw.pos < len(v.raw) && len(v.raw) <= maxFeatureBytes {
		return badJSON(v.raw, v.line, v.column, flaw)
	}
	return err
}

func (s *jsonStream) keep(c byte) {
	if len(s.kept) <= maxFeatureBytes {
		s.kept = append(s.kept, c)
	}
}

// nested consumes a string, or brackets up to the one that closes the first.
func (s *jsonStream) nested() error {
	depth, quoted, escaped := 0, false, false
	for {
		c, err := s.read()
		if err != nil {
			return err
		}
		s.keep(c)
		switch {
		case escaped:
			escaped = false
		case quoted:
			escaped = c == '\\'
			quoted = c != '"'
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
		if depth == 0 && !quoted {
			return nil
		}
	}
}

// word consumes a number or a literal.
func (s *jsonStream) word() error {
	for {
		c, err := s.peek()
		if err != nil {
			return err
		}
		if isBlank(c) || c == ',' || c == ']' || c == '}' || c == ':' {
			if len(s.kept) == 0 {
				return s.broken("a value is missing")
			}
			return nil
		}
		s.keep(c)
		s.skip(c)
	}
}
