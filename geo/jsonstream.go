package geo

import (
	"bufio"
	"errors"
	"io"

	"mitte/geo/fault"
)

// jsonStream cuts JSON text from a reader into values, knowing line and column. It finds the end of a value by brackets
// and quotes alone; what is inside is judged by jsonText.
type jsonStream struct {
	in           *bufio.Reader
	line, column int
	kept         []byte
}

func newJSONStream(r io.Reader) *jsonStream {
	s := &jsonStream{in: bufio.NewReaderSize(r, 64<<10), line: 1, column: 1}
	if mark, _ := s.in.Peek(3); string(mark) == "\ufeff" {
		s.in.Discard(3) //nolint:errcheck // three bytes were just seen
	}
	return s
}

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
		err = &textFault{0, false, "a feature is null; an object is expected"}
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
	var fault *textFault
	if errors.As(err, &fault) {
		return badJSON(v.raw, v.line, v.column, fault)
	}
	return err
}

func (s *jsonStream) broken(msg string) error { return badJSONAt(s.line, s.column, msg) }

// next returns the next byte that is no blank, without consuming it.
func (s *jsonStream) next() (byte, error) {
	for {
		c, err := s.peek()
		if err != nil {
			return 0, err
		}
		switch c {
		case ' ', '\t', '\n', '\r':
			s.skip(c)
		default:
			return c, nil
		}
	}
}

func (s *jsonStream) peek() (byte, error) {
	head, err := s.in.Peek(1)
	if err == nil {
		return head[0], nil
	}
	if errors.Is(err, io.EOF) {
		return 0, s.broken("the text ends too early")
	}
	return 0, fault.Wrap("geo.ReadFeatures", err)
}

// skip consumes c, which peek has shown. A column is a character, so the later bytes of one do not count.
func (s *jsonStream) skip(c byte) {
	s.in.Discard(1) //nolint:errcheck // the byte is in the buffer
	switch {
	case c == '\n':
		s.line++
		s.column = 1
	case c&0xC0 != 0x80:
		s.column++
	}
}

func (s *jsonStream) expect(c byte, msg string) error {
	got, err := s.next()
	if err != nil {
		return err
	}
	if got != c {
		return s.broken(msg)
	}
	s.skip(c)
	return nil
}

// object walks over the members of the root and demands that nothing follows it.
func (s *jsonStream) object(each func(name string) error) error {
	if err := s.expect('{', "an object is expected"); err != nil {
		return err
	}
	seen := map[string]struct{}{}
	member := func() error {
		name, err := s.name()
		if err != nil {
			return err
		}
		if _, twice := seen[name]; twice {
			return s.broken("the member " + quote(name) + " occurs twice in one object")
		}
		seen[name] = struct{}{}
		if err := s.expect(':', "a colon is missing"); err != nil {
			return err
		}
		return each(name)
	}
	if err := s.list('}', member); err != nil {
		return err
	}
	if _, err := s.in.Peek(1); errors.Is(err, io.EOF) {
		return nil
	}
	return s.trailing()
}

func (s *jsonStream) trailing() error {
	for {
		c, err := s.in.ReadByte()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fault.Wrap("geo.ReadFeatures", err)
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			continue
		}
		return s.broken("there is text after the end of the object")
	}
}

func (s *jsonStream) name() (string, error) {
	if c, err := s.next(); err != nil || c != '"' {
		if err == nil {
			err = s.broken("a member name in quotes is missing")
		}
		return "", err
	}
	value, err := s.value()
	if err != nil {
		return "", err
	}
	t := jsonText{src: value.raw}
	name, err := t.text()
	var fault *textFault
	if errors.As(err, &fault) {
		return "", badJSON(value.raw, value.line, value.column, fault)
	}
	return name, err
}

// array walks over the elements of the array that begins here.
func (s *jsonStream) array(each func() error) error {
	s.skip('[')
	return s.list(']', each)
}

func (s *jsonStream) list(closing byte, each func() error) error {
	c, err := s.next()
	if err != nil || c == closing {
		s.skipIf(err, c)
		return err
	}
	for {
		if err := each(); err != nil {
			return err
		}
		c, err := s.next()
		switch {
		case err != nil:
			return err
		case c == closing:
			s.skip(c)
			return nil
		case c != ',':
			return s.broken("a comma or " + string(closing) + " is missing")
		}
		s.skip(c)
	}
}

func (s *jsonStream) skipIf(err error, c byte) {
	if err == nil {
		s.skip(c)
	}
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
	if err != nil {
		return v, s.earlier(v, err)
	}
	return v, nil
}

// earlier prefers a fault inside the value to the end of the text: a forgotten quote swallows the rest of a file.
func (s *jsonStream) earlier(v streamed, err error) error {
	t := jsonText{src: v.raw}
	var fault *textFault
	if errors.As(t.value(), &fault) && fault.broken && fault.pos < len(v.raw) && len(v.raw) <= maxFeatureBytes {
		return badJSON(v.raw, v.line, v.column, fault)
	}
	return err
}

func (s *jsonStream) keep(c byte) {
	if len(s.kept) <= maxFeatureBytes {
		s.kept = append(s.kept, c)
	}
	s.skip(c)
}

// nested consumes a string, or brackets up to the one that closes the first.
func (s *jsonStream) nested() error {
	depth, quoted, escaped := 0, false, false
	for {
		c, err := s.peek()
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
		switch c {
		case ',', ']', '}', ':', ' ', '\t', '\n', '\r':
			if len(s.kept) == 0 {
				return s.broken("a value is missing")
			}
			return nil
		}
		s.keep(c)
	}
}
