package api

import (
	"encoding/json"
	"strconv"
	"time"
	"unicode/utf8"

	"mitte/geo"
)

// digits of a coordinate in degrees: about a centimetre.
const digits = 7

// jsonWriter appends JSON to one slice, without reflection. It puts the commas; the caller keeps braces and brackets in
// order. A nil pointer, no day and no text list are written as null.
type jsonWriter struct {
	b []byte
}

func (w *jsonWriter) open() { w.comma(); w.b = append(w.b, '{') }

func (w *jsonWriter) close(brace byte) { w.b = append(w.b, brace) }

// key begins a member; its value must follow.
func (w *jsonWriter) key(name string) {
	w.comma()
	w.b = append(w.b, '"')
	w.b = append(w.b, name...)
	w.b = append(w.b, '"', ':')
}

// comma separates from what stands before, if anything does.
func (w *jsonWriter) comma() {
	if len(w.b) == 0 {
		return
	}
	switch w.b[len(w.b)-1] {
	case '{', '[', ':', ',':
	default:
		w.b = append(w.b, ',')
	}
}

func (w *jsonWriter) object(name string) { w.key(name); w.b = append(w.b, '{') }

func (w *jsonWriter) array(name string) { w.key(name); w.b = append(w.b, '[') }

func (w *jsonWriter) null() { w.b = append(w.b, "null"...) }

func (w *jsonWriter) str(name, v string) { w.key(name); w.b = appendString(w.b, v) }

func (w *jsonWriter) num(name string, v int) { w.key(name); w.b = strconv.AppendInt(w.b, int64(v), 10) }

func (w *jsonWriter) id(name string, v int64) { w.key(name); w.b = strconv.AppendInt(w.b, v, 10) }

func (w *jsonWriter) float(name string, v float64) { w.key(name); w.b = appendFloat(w.b, v) }

func (w *jsonWriter) yes(name string, v bool) { w.key(name); w.b = strconv.AppendBool(w.b, v) }

func (w *jsonWriter) geom(name string, g geo.Geom) { w.key(name); w.b = geo.AppendGeom(w.b, g, digits) }

func (w *jsonWriter) day(name string, d geo.Date) {
	w.key(name)
	if d.IsZero() {
		w.null()
		return
	}
	w.b = append(w.b, '"')
	w.b = d.Time().AppendFormat(w.b, time.DateOnly)
	w.b = append(w.b, '"')
}

func (w *jsonWriter) time(name string, t time.Time) {
	w.key(name)
	w.b = append(w.b, '"')
	w.b = t.UTC().AppendFormat(w.b, time.RFC3339Nano)
	w.b = append(w.b, '"')
}

// raw writes what is JSON already.
func (w *jsonWriter) raw(name string, v json.RawMessage) {
	w.key(name)
	if v == nil {
		w.null()
		return
	}
	w.b = append(w.b, v...)
}

func (w *jsonWriter) list(name string, v []string) {
	w.key(name)
	if v == nil {
		w.null()
		return
	}
	w.b = append(w.b, '[')
	for _, s := range v {
		w.comma()
		w.b = appendString(w.b, s)
	}
	w.b = append(w.b, ']')
}

func (w *jsonWriter) floats(name string, v ...float64) {
	w.key(name)
	w.b = append(w.b, '[')
	for _, f := range v {
		w.comma()
		w.b = appendFloat(w.b, f)
	}
	w.b = append(w.b, ']')
}

// The members that may be null.

func (w *jsonWriter) strOr(name string, v *string) { maybe(w, name, v, (*jsonWriter).str) }

func (w *jsonWriter) numOr(name string, v *int) { maybe(w, name, v, (*jsonWriter).num) }

func (w *jsonWriter) idOr(name string, v *int64) { maybe(w, name, v, (*jsonWriter).id) }

func (w *jsonWriter) floatOr(name string, v *float64) { maybe(w, name, v, (*jsonWriter).float) }

func (w *jsonWriter) yesOr(name string, v *bool) { maybe(w, name, v, (*jsonWriter).yes) }

func maybe[T any](w *jsonWriter, name string, v *T, write func(*jsonWriter, string, T)) {
	if v == nil {
		w.key(name)
		w.null()
		return
	}
	write(w, name, *v)
}

func appendFloat(dst []byte, v float64) []byte { return strconv.AppendFloat(dst, v, 'f', -1, 64) }

func decimal(n int64) []byte { return strconv.AppendInt(nil, n, 10) }

// appendString copies plain text as it is and leaves the rest to encoding/json.
func appendString(dst []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c == 0x7f {
			return appendQuoted(dst, s)
		}
	}
	if !utf8.ValidString(s) {
		return appendQuoted(dst, s)
	}
	dst = append(dst, '"')
	dst = append(dst, s...)
	return append(dst, '"')
}

func appendQuoted(dst []byte, s string) []byte {
	quoted, err := json.Marshal(s)
	if err != nil {
		return append(dst, `""`...) // a string always marshals
	}
	return append(dst, quoted...)
}
