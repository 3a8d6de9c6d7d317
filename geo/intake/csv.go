package intake

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"mitte/geo"
	"mitte/geo/fault"
)

// readCSV reads a list of units as spreadsheets write it.
func (r *run) readCSV(ctx context.Context, to *unitReader) error {
	file, size, err := open(r.options.Path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	raw, err := io.ReadAll(io.LimitReader(progressReader{file, 0, size, "read", r.options.Progress}.start(), MaxBytes+1))
	if err != nil {
		return unreadable(err)
	}
	table, err := newCSVTable(raw)
	if err != nil {
		return err
	}
	if table.windows {
		r.report.note("encoding", nil)
	}
	r.srid = geo.LonLat
	to.german = table.separator == ';'
	err = r.eachRecord(ctx, table, to)
	to.done()
	return err
}

func (r *run) eachRecord(ctx context.Context, table *csvTable, to *unitReader) error {
	for {
		if stopped := ctx.Err(); stopped != nil {
			return timedOut(stopped)
		}
		record, line, err := table.next()
		in := row{layer: layerUnit, fileRow: line, fields: fields{}}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, errFields):
			r.refuse(in, "", "csv_fields", len(record), len(table.header))
			continue
		case err != nil:
			r.refuse(in, "", "csv_quote")
			continue
		case line > maxLines:
			return fault.Newf(fault.TooLarge, "too_many_features", "the file has more than %d lines", maxLines)
		}
		if err := to.unit(ctx, in, table.properties(record)); err != nil {
			return err
		}
	}
}

const maxLines = geo.ImportFeatures

var errFields = errors.New("wrong number of fields")

// csvTable is a CSV file, opened: its encoding and separator found out, its header read.
type csvTable struct {
	in        *csv.Reader
	separator rune
	windows   bool
	skipped   int // lines before the header
	header    []string
}

func newCSVTable(raw []byte) (*csvTable, error) {
	text, windows, err := decodeText(raw)
	if err != nil {
		return nil, err
	}
	t := &csvTable{windows: windows}
	head, rest, _ := strings.Cut(text, "\n")
	if sep := strings.TrimSpace(head); strings.HasPrefix(strings.ToLower(sep), "sep=") {
		text, t.skipped = rest, 1 // how spreadsheets tell each other the separator
		head, _, _ = strings.Cut(text, "\n")
	}
	t.separator = separatorOf(head)
	t.in = csv.NewReader(strings.NewReader(text))
	t.in.Comma = t.separator
	t.in.FieldsPerRecord = -1
	header, err := t.in.Read()
	if err != nil {
		return nil, fault.New(fault.BadRequest, "csv_header", "the file has no header line").Because(err)
	}
	t.header = header
	return t, t.checkHeader()
}

func (t *csvTable) checkHeader() error {
	seen := map[string]string{}
	for i, name := range t.header {
		t.header[i] = tidy(name)
		key := columnKey(name)
		if ownerColumn(key) {
			return fault.Newf(fault.Invalid, "owner_data", "column %q holds owner data, which are not taken; export the file without it", tidy(name))
		}
		if first, twice := seen[key]; twice && key != "" {
			return fault.Newf(fault.Invalid, "csv_header", "columns %q and %q mean the same", first, tidy(name))
		}
		seen[key] = tidy(name)
	}
	for _, names := range [][]string{unitStreet, unitAddress, unitLon, unitEast} {
		for _, name := range names {
			if _, ok := seen[name]; ok {
				return nil
			}
		}
	}
	return fault.Newf(fault.Invalid, "csv_header",
		"no column for the place: Straße and Hausnummer, Adresse, lon and lat, or Rechtswert and Hochwert; separator %q", t.separator)
}

// columnKey folds a header and drops its unit: "Verkaufsfläche (m²)" is verkaufsflaeche.
func columnKey(name string) string {
	key := fold(name)
	for _, unit := range []string{"_m²", "_m2", "_qm", "_in"} {
		key = strings.TrimSuffix(key, unit)
	}
	return key
}

// next returns the next record and its line. Lines without content are skipped.
func (t *csvTable) next() (record []string, line int, err error) {
	for {
		record, err = t.in.Read()
		if err != nil {
			var parse *csv.ParseError
			if errors.As(err, &parse) {
				line = parse.StartLine + t.skipped
			}
			return nil, line, err
		}
		line, _ = t.in.FieldPos(0)
		line += t.skipped
		for len(record) > len(t.header) && tidy(record[len(record)-1]) == "" {
			record = record[:len(record)-1]
		}
		switch {
		case strings.TrimSpace(strings.Join(record, "")) == "":
			continue
		case len(record) != len(t.header):
			return record, line, errFields
		}
		return record, line, nil
	}
}

func (t *csvTable) properties(record []string) properties {
	p := properties{map[string]string{}, map[string]string{}, map[string]bool{}}
	for i, name := range t.header {
		if key := columnKey(name); key != "" {
			p.names[key], p.values[key] = name, tidy(record[i])
		}
	}
	return p
}

// separatorOf counts outside of quotes; a header without any is one column.
func separatorOf(header string) rune {
	counts := map[rune]int{}
	quoted := false
	for _, r := range header {
		switch {
		case r == '"':
			quoted = !quoted
		case !quoted:
			counts[r]++
		}
	}
	best := ';'
	for _, r := range []rune{',', '\t'} {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}

// decodeText makes UTF-8 of what spreadsheets write: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252, of
// which Latin-1 is a part as far as anybody can see.
func decodeText(raw []byte) (text string, windows bool, err error) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		raw, err = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(raw)
	case utf8.Valid(raw):
		raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	default:
		raw, err = charmap.Windows1252.NewDecoder().Bytes(raw)
		windows = true
	}
	if err != nil || bytes.IndexByte(raw, 0) >= 0 {
		return "", false, fault.New(fault.BadRequest, "csv_text", "the file is not text").Because(err)
	}
	text = strings.ReplaceAll(string(raw), "\r\n", "\n")
	return strings.ReplaceAll(text, "\r", "\n"), windows, nil
}
