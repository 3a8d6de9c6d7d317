package intake

import (
	"bufio"
	"encoding/json"
	"io"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"mitte/geo"
)

// properties are the members of a feature by folded name, as text.
type properties struct {
	values map[string]string
	names  map[string]string // folded → as in the file
	used   map[string]bool
}

func readProperties(f geo.Feature) properties {
	p := properties{map[string]string{}, map[string]string{}, map[string]bool{}}
	for _, name := range slices.Sorted(maps.Keys(f.Properties)) {
		key := fold(name)
		if _, twice := p.names[key]; !twice {
			p.names[key], p.values[key] = name, plain(f.Properties[name])
		}
	}
	return p
}

// has reports whether the file knows one of the names, even without a value.
func (p properties) has(names ...string) bool {
	return slices.ContainsFunc(names, func(n string) bool { _, ok := p.find(n); return ok })
}

// get returns the first value among the names that is not empty. Names of Shapefiles are cut to ten characters.
func (p properties) get(names ...string) string {
	for _, name := range names {
		if key, ok := p.find(name); ok {
			p.used[key] = true
			if v := p.values[key]; v != "" {
				return v
			}
		}
	}
	return ""
}

func (p properties) find(name string) (string, bool) {
	for _, key := range []string{name, name[:min(len(name), 10)]} {
		if _, ok := p.values[key]; ok {
			return key, true
		}
	}
	return "", false
}

// unused returns the names that get never asked for.
func (p properties) unused() []string {
	var out []string
	for key, name := range p.names {
		if !p.used[key] {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func plain(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return tidy(v)
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	default:
		text, _ := json.Marshal(v)
		return string(text)
	}
}

// tidy makes one line of what was typed: outer and doubled blanks and what PostgreSQL cannot store go.
func tidy(text string) string {
	text = strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "�")
	return strings.Join(strings.Fields(text), " ")
}

// clip shortens text to what a note or a title bears.
func clip(text string) string {
	const most = 300
	runes := []rune(tidy(text))
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return string(runes)
}

var folding = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// fold makes column names comparable: lower case, no umlauts, no namespace prefix, blanks and hyphens as _.
func fold(name string) string {
	name = strings.ToLower(strings.TrimSpace(name))
	if prefix, rest, ok := strings.Cut(name, ":"); ok && prefix == "ave" {
		name = rest
	}
	name = folding.Replace(name)
	return strings.Trim(strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '.', '/', '_':
			return '_'
		case '(', ')', '[', ']':
			return -1
		}
		return r
	}, name), "_")
}

// parseDay reads 2026-11-23, 23.11.2026, 23.11.26, 11/2026 or 11.2026 and 2026, with a trailing time or Z. The precision
// is day, month or year.
func parseDay(text string) (day geo.Date, precision string, ok bool) {
	text = strings.TrimSuffix(strings.TrimSpace(text), "Z")
	if len(text) > 10 && (text[10] == 'T' || text[10] == ' ') {
		text = text[:10]
	}
	for _, layout := range []struct{ layout, precision string }{
		{time.DateOnly, "day"},
		{"2.1.2006", "day"},
		{"2.1.06", "day"},
		{"2006/01/02", "day"},
		{"20060102", "day"},
		{"1/2006", "month"},
		{"1.2006", "month"},
		{"2006-01", "month"},
		{"2006", "year"},
	} {
		if t, err := time.Parse(layout.layout, text); err == nil && t.Year() >= 1000 && t.Year() <= 9999 {
			return geo.NewDate(t.Date()), layout.precision, true
		}
	}
	return geo.Date{}, "", false
}

var blanks = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "")

// parseDecimal reads 1234.5, 1234,5, 1.234,5 and 1 234,5, with a unit of area behind it. A single point is a decimal one.
func parseDecimal(text string) (float64, bool) {
	text = blanks.Replace(strings.ToLower(text))
	for _, unit := range []string{"m²", "m2", "qm"} {
		text = strings.TrimSuffix(text, unit)
	}
	if whole, part, ok := strings.Cut(text, ","); ok {
		if strings.ContainsAny(part, ".,") || !grouped(whole) {
			return 0, false
		}
		text = strings.ReplaceAll(whole, ".", "") + "." + part
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v-v != 0 || strings.ContainsAny(text, "xp_") {
		return 0, false
	}
	return v, true
}

// parseArea is parseDecimal for a file with decimal commas, in which 1.500 m² are fifteen hundred.
func parseArea(text string) (float64, bool) {
	if groups := blanks.Replace(text); strings.Contains(groups, ".") && grouped(groups) {
		text = strings.ReplaceAll(groups, ".", "")
	}
	return parseDecimal(text)
}

// grouped reports whether points in the whole part stand before groups of three, so that 1.5,2 is not read as 15,2.
func grouped(whole string) bool {
	groups := strings.Split(strings.TrimPrefix(whole, "-"), ".")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && (len(g) == 0 || len(g) > 3) {
			return false
		}
	}
	return true
}

// parseWhole reads a whole number and reports whether it is one.
func parseWhole(text string) (int, bool) {
	v, ok := parseDecimal(text)
	if !ok || v != math.Trunc(v) || math.Abs(v) > 1e9 {
		return 0, false
	}
	return int(v), true
}

func skipBOM(r io.Reader) io.Reader {
	in := bufio.NewReaderSize(r, 64<<10)
	if head, err := in.Peek(3); err == nil && string(head) == "\ufeff" {
		_, _ = in.Discard(3)
	}
	return in
}
