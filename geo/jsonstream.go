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

func (s *jsonStream) broken(msg string) error { return badJSONAt(s.line, s.column, msg) }

// next returns the next byte that is no blank, without consuming it.
func (s *jsonStream) next() (byte, error) {
	for {
		c, err := s.peek()
		if err != nil || !isBlank(c) {
			return c, err
		}
		s.skip(c)
	}
}

func (s *jsonStream) peek() (byte, error) {
	head, err := s.in.Peek(1)
	if err != nil {
		return 0, s.stopped(err)
	}
	return head[0], nil
}

// read returns the next byte and moves on.
func (s *jsonStream) read() (byte, error) {
	c, err := s.in.ReadByte()
	if err != nil {
		return 0, s.stopped(err)
	}
	s.count(c)
	return c, nil
}

func (s *jsonStream) stopped(err error) error {
	if errors.Is(err, io.EOF) {
		return s.broken("the text ends too early")
	}
	return fault.Wrap("geo.ReadFeatures", err)
}

// skip consumes c, which peek has shown.
func (s *jsonStream) skip(c byte) {
	s.in.Discard(1) //nolint:errcheck // the byte is in the buffer
	s.count(c)
}

// count moves line and column over c. A column is a character, so the later bytes of one do not count.
func (s *jsonStream) count(c byte) {
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
	return s.end()
}

// end takes nothing but blanks up to the end of the text.
func (s *jsonStream) end() error {
	for {
		head, err := s.in.Peek(1)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fault.Wrap("geo.ReadFeatures", err)
		case !isBlank(head[0]):
			return s.broken("there is text after the end of the object")
		}
		s.skip(head[0])
	}
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

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
	var flaw *textError
	if errors.As(err, &flaw) {
		return "", badJSON(value.raw, value.line, value.column, flaw)
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
	if err != nil {
		return err
	}
	if c == closing {
		s.skip(c)
		return nil
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
