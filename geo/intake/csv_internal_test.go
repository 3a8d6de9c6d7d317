package intake

import (
	"errors"
	"io"
	"testing"
	"unicode/utf8"
)

// FuzzCSV reads anything: no panic, no text that is not UTF-8, no record of another width, no endless loop.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"Straße;Nr\nLange Straße;5\n", "sep=,\nlon,lat\n1,2", "\ufefflon\tlat\n", "\xff\xfel\x00o\x00n\x00", "lon;\"lat\n", "lon;lat\r1;2\r",
		"Stra\xdfe;Nr\nGro\xdfe;1\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		table, err := newCSVTable(raw)
		if err != nil {
			return
		}
		last := 0
		for range len(raw) + 2 {
			record, line, err := table.next()
			switch {
			case errors.Is(err, io.EOF):
				return
			case err != nil && line < last:
				t.Fatalf("line %d after %d", line, last)
			case err != nil:
				last = line
				continue
			}
			last = line
			if len(record) != len(table.header) {
				t.Fatalf("%d fields, header has %d", len(record), len(table.header))
			}
			for name, value := range table.properties(record).values {
				if !utf8.ValidString(name) || !utf8.ValidString(value) {
					t.Fatalf("%q: %q is not UTF-8", name, value)
				}
			}
		}
		t.Fatal("no end")
	})
}
