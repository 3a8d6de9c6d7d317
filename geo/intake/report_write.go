package intake

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"mitte/geo/fault"
)

// WriteJSON writes the whole report as one indented JSON object.
func (r Report) WriteJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return fault.Wrap("intake.WriteJSON", encoder.Encode(r))
}

// WriteCSV writes the refused rows, one a line, for a spreadsheet: separated by ; and led by a byte-order mark, so that
// umlauts survive. Text that a spreadsheet would run as a formula is led by an apostrophe.
func (r Report) WriteCSV(w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fault.Wrap("intake.WriteCSV", err)
	}
	out := csv.NewWriter(w)
	out.Comma = ';'
	_ = out.Write([]string{"zeile", "ref", "ebene", "feld", "code", "grund", "lon", "lat"})
	for _, f := range r.Refusals {
		lon, lat := "", ""
		if f.At != nil {
			lon, lat = degrees(f.At[0]), degrees(f.At[1])
		}
		_ = out.Write([]string{
			strconv.Itoa(f.Row), defused(f.Ref), f.Layer, defused(f.Field), f.Code, defused(f.Reason), lon, lat,
		})
	}
	out.Flush()
	return fault.Wrap("intake.WriteCSV", out.Error())
}

func degrees(v float64) string { return strconv.FormatFloat(v, 'f', 7, 64) }

func defused(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// tableRefusals is how many refusals the table shows; the report file has all.
const tableRefusals = 20

// WriteTable writes a summary for people: how it ended, a line a layer, the first refusals and all notes.
func (r Report) WriteTable(w io.Writer) error {
	var out strings.Builder
	fmt.Fprintf(&out, "%s: %s (sha256 %.12s)\n%s\n\n", r.Kind, printable(r.File), r.SHA256, r.verdict())
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(table, "\tgelesen\tneu\tgeändert\tunverändert\tbelassen\tabgelehnt\t")
	for _, c := range r.Counts {
		_, _ = fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t\n",
			layerName(c.Layer), c.Read, c.Inserted, c.Updated, c.Unchanged, c.Kept, c.Refused)
	}
	if err := table.Flush(); err != nil {
		return fault.Wrap("intake.WriteTable", err)
	}
	r.writeRefusals(&out)
	out.WriteString(r.noteLines())
	_, err := io.WriteString(w, out.String())
	return fault.Wrap("intake.WriteTable", err)
}

func (r Report) verdict() string {
	switch r.Status {
	case Done:
		if r.DryRun {
			return "Probelauf: würde übernommen."
		}
		return "Übernommen."
	case NothingToDo:
		if r.read() == 0 {
			return "Nichts zu tun: " + r.nothing()
		}
		return "Nichts zu tun: Die Daten sind schon da."
	case Refused:
		return "Nicht übernommen: Es gibt abgelehnte Zeilen. Ohne sie: --accept-partial."
	default:
		return "Fehlgeschlagen: Nichts wurde übernommen."
	}
}

func (r Report) read() int {
	n := 0
	for _, c := range r.Counts {
		n += c.Read
	}
	return n
}

// nothing says why nothing was read. An extract can be full and yet have nothing for us, which the notes then tell.
func (r Report) nothing() string {
	if r.Kind == OSM {
		return "Die Datei enthält keine Zeilen für diese Stadt: weder Straßen noch Gebäude, Adressen oder Läden."
	}
	return "Die Datei enthält keine Zeilen."
}

func (r Report) writeRefusals(w *strings.Builder) {
	if len(r.Refusals) == 0 {
		return
	}
	fmt.Fprintf(w, "\nAbgelehnt (%d):\n", len(r.Refusals))
	for i, f := range r.Refusals {
		if i == tableRefusals {
			fmt.Fprintf(w, "  … und %d weitere, siehe --report\n", len(r.Refusals)-i)
			break
		}
		place := ""
		if f.At != nil {
			place = " bei " + degrees(f.At[0]) + ", " + degrees(f.At[1])
		}
		what := "Zeile " + strconv.Itoa(f.Row)
		for _, more := range []string{f.Ref, f.Field} {
			if more != "" {
				what += ", " + more
			}
		}
		fmt.Fprintf(w, "  %s: %s%s\n", printable(what), printable(f.Reason), place)
	}
}

func (r Report) noteLines() string {
	if len(r.Notes) == 0 {
		return ""
	}
	var out strings.Builder
	out.WriteString("\nHinweise:\n")
	for _, n := range r.Notes {
		fmt.Fprintf(&out, "  %d × %s", n.Count, printable(n.Text))
		if shown := min(len(n.Refs), 8); shown > 0 {
			out.WriteString(" (" + printable(strings.Join(n.Refs[:shown], ", ")))
			if shown < n.Count {
				out.WriteString(", …")
			}
			out.WriteString(")")
		}
		out.WriteString("\n")
	}
	return out.String()
}

// printable keeps what a file says from steering the terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, text)
}
