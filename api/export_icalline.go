package api

import (
	"strings"
	"unicode/utf8"
)

// icalWriter writes content lines of RFC 5545: at most 75 octets each, longer ones folded, never within a character.
type icalWriter struct{ out []byte }

const icalOctets = 75

// line writes a property whose value is written as it stands.
func (w *icalWriter) line(name, value string) {
	text := name + ":" + value
	room := icalOctets
	for len(text) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		w.out = append(w.out, text[:cut]...)
		w.out = append(w.out, "\r\n "...)
		text, room = text[cut:], icalOctets-1
	}
	w.out = append(w.out, text...)
	w.out = append(w.out, "\r\n"...)
}

// text writes a property whose value is free text.
func (w *icalWriter) text(name, value string) { w.line(name, icalEscaper.Replace(printable(value))) }

var icalEscaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// printable drops what no line of text may have: control characters other than the line's end, and what is not UTF-8.
func printable(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r >= ' ' && r != 0x7f {
			return r
		}
		if r == '\r' {
			return '\n'
		}
		return -1
	}, text)
}
