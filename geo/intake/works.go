package intake

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"mitte/geo"
)

// The names under which cities publish a record of their works.
var (
	namesWorksRef   = []string{"id", "vorgangsnummer", "vorgangsnr", "baustellennummer", "baustellen_id", "aktenzeichen", "ref", "gml_id"}
	namesWorksTitle = []string{"titel", "title", "bezeichnung", "name", "strasse", "ort", "lage"}
	namesWorksKind  = []string{"art", "massnahme", "bauart", "artcode", "type"}
	namesWorksInfo  = []string{"info", "beschreibung", "description", "bemerkung", "bemerkungen"}
	namesWorksFrom  = []string{"von", "beginn", "start", "anfang", "datum_von", "baubeginn", "start_date", "startdatum"}
	namesWorksTo    = []string{"bis", "ende", "end", "datum_bis", "bauende", "end_date", "enddatum"}
	namesWorksBy    = []string{"verursacher", "veranlasser", "bauherr", "auftraggeber", "client"}
	namesWorksBlock = []string{"ampel", "sperrung", "einschraenkung"}
	namesWorksWords = []string{"ampellabel", "sperrung_text", "einschraenkung"}
	namesWorksFoot  = []string{"vm_fuss", "fuss"}
	namesWorksCar   = []string{"vm_auto", "auto", "kfz"}
)

const (
	titleRunes       = 300
	descriptionRunes = 4_000
)

// worksReader reads a works register, one record a feature. A record becomes one section, or one for each part of its
// GeometryCollection.
type worksReader struct {
	run     *run
	unused  map[string]bool
	records int
	parts   int
}

func newWorksReader(r *run) *worksReader { return &worksReader{run: r, unused: map[string]bool{}} }

func (w *worksReader) feature(ctx context.Context, f geo.Feature) error {
	p := readProperties(f)
	in := row{layer: layerSection, fileRow: f.Number, ref: p.get(namesWorksRef...), fields: fields{}}
	if in.ref == "" {
		in.ref = f.ID
	}
	if !w.record(&in, p) {
		return nil
	}
	for _, name := range p.unused() {
		w.unused[name] = true
	}
	parts := split(f.Geometry)
	w.records++
	w.parts += len(parts)
	if len(parts) > 1 {
		w.run.report.note("collection_split", []string{in.ref})
	}
	return w.sections(ctx, in, parts)
}

func (w *worksReader) done() {
	w.run.noteNames("unmapped_field", w.unused)
	if w.parts > w.records {
		w.run.report.noteMore("records_split", w.records, w.parts)
	}
}

// sections adds all parts of a record or none.
func (w *worksReader) sections(ctx context.Context, record row, parts [][]byte) error {
	rows := make([]row, len(parts))
	for i, part := range parts {
		in := record
		if len(parts) > 1 {
			in.ref = record.ref + "#" + strconv.Itoa(i+1)
		}
		in.fields = fields{"label": in.ref}
		for name, value := range record.fields {
			in.fields[name] = value
		}
		if isPoint(part) {
			w.run.refuse(in, "geometry", "point_not_taken")
			return nil
		}
		if !w.run.takeRaw(&in, part, "Polygon", "MultiPolygon", "LineString", "MultiLineString") {
			return nil
		}
		rows[i] = in
	}
	for _, in := range rows {
		if err := w.run.add(ctx, in); err != nil {
			return err
		}
	}
	return nil
}

// split returns the members of a GeometryCollection, or the geometry itself. A collection in a collection stays one and
// is refused by its type.
func split(raw []byte) [][]byte {
	var collection struct {
		Type       string
		Geometries []json.RawMessage
	}
	if json.Unmarshal(raw, &collection) != nil || collection.Type != "GeometryCollection" || len(collection.Geometries) == 0 {
		return [][]byte{raw}
	}
	parts := make([][]byte, len(collection.Geometries))
	for i, part := range collection.Geometries {
		parts[i] = part
	}
	return parts
}

func isPoint(raw []byte) bool {
	var geometry struct{ Type string }
	return json.Unmarshal(raw, &geometry) == nil && (geometry.Type == "Point" || geometry.Type == "MultiPoint")
}

// record fills in what the sections of a record share. It reports false for a record that is refused.
func (w *worksReader) record(in *row, p properties) bool {
	if in.ref == "" {
		w.run.refuse(*in, "id", "missing")
		return false
	}
	title, description := p.get(namesWorksTitle...), describe(p)
	for _, t := range []struct {
		field, text string
		most        int
	}{{"id", in.ref, 100}, {"title_de", title, titleRunes}, {"description_public_de", description, descriptionRunes}} {
		if utf8.RuneCountInString(t.text) > t.most {
			w.run.refuse(*in, t.field, "too_long", t.most)
			return false
		}
	}
	in.fields["title_de"], in.fields["description_public_de"] = title, description
	w.impact(in, p)
	return w.period(in, p)
}

// describe makes the public description of what the register says in several columns.
func describe(p properties) string {
	var lines []string
	for _, text := range []string{p.get(namesWorksKind...), p.get(namesWorksInfo...)} {
		if text != "" {
			lines = append(lines, text)
		}
	}
	if by := p.get(namesWorksBy...); by != "" {
		lines = append(lines, "Veranlasst von: "+by)
	}
	if words := p.get(namesWorksWords...); words != "" {
		lines = append(lines, words)
	}
	return strings.Join(lines, "\n")
}

// impact takes a full closure as one. Anything less has no counterpart here and stays in words.
func (w *worksReader) impact(in *row, p properties) {
	block := strings.ToLower(p.get(namesWorksBlock...))
	foot, car := p.get(namesWorksFoot...), p.get(namesWorksCar...)
	if block == "" {
		return
	}
	closed := strings.HasPrefix(block, "voll")
	if strings.HasPrefix(block, "teil") {
		w.run.report.note("partial_closure", []string{in.ref})
	}
	state := func(meant string) string {
		if closed && meant == "true" {
			return "closed"
		}
		return "open"
	}
	in.fields["pedestrian"], in.fields["vehicle"] = state(foot), state(car)
}

// period reads the days, of which the register names the last one and mitte the first one after it.
func (w *worksReader) period(in *row, p properties) bool {
	from, ok := w.day(in, p, "von", namesWorksFrom)
	if !ok {
		return false
	}
	if from.IsZero() {
		w.run.refuse(*in, "von", "missing")
		return false
	}
	last, ok := w.day(in, p, "bis", namesWorksTo)
	if !ok {
		return false
	}
	in.fields["planned_from"], in.fields["planned_to"] = from, nil
	if !last.IsZero() {
		if last.Before(from) {
			w.run.refuse(*in, "bis", "dates_crossed")
			return false
		}
		in.fields["planned_to"] = last.AddDays(1)
	}
	in.fields["status"] = statusOn(w.run.options.Today, from, last)
	return true
}

func (w *worksReader) day(in *row, p properties, field string, names []string) (geo.Date, bool) {
	text := p.get(names...)
	if text == "" {
		return geo.Date{}, true
	}
	day, precision, ok := parseDay(text)
	if !ok || precision != "day" {
		w.run.refuse(*in, field, "not_a_date", text)
		return geo.Date{}, false
	}
	return day, true
}

// statusOn is what the planned days mean on the day of the import; last is inclusive, zero for no end.
func statusOn(today, from, last geo.Date) string {
	switch {
	case today.Before(from):
		return "scheduled"
	case !last.IsZero() && last.Before(today):
		return "completed"
	default:
		return "active"
	}
}
