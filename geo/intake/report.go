package intake

import (
	"slices"
	"strings"
)

// Status says how an import ended.
type Status string

// The ends of an import.
const (
	Done        Status = "done"          // the file was taken, whole or, if asked for, without its refused rows
	Refused     Status = "refused"       // rows were refused and nothing was taken
	Failed      Status = "failed"        // the file as a whole could not be imported; nothing was taken
	NothingToDo Status = "nothing_to_do" // the database already says what the file says
)

// Report tells what an import did. Texts are German with an English twin.
type Report struct {
	Kind     Kind         `json:"kind"`
	File     string       `json:"file"`
	SHA256   string       `json:"sha256"`
	Job      int64        `json:"job"`
	Source   string       `json:"source"`
	Status   Status       `json:"status"`
	DryRun   bool         `json:"dry_run"` // counts tell what would have happened
	Counts   []LayerCount `json:"counts"`
	Refusals []Refusal    `json:"refusals"`
	Notes    []Note       `json:"notes"`
}

// LayerCount counts the rows of one layer.
type LayerCount struct {
	Layer     string `json:"layer"`
	Read      int    `json:"read"`
	Inserted  int    `json:"inserted"`
	Updated   int    `json:"updated"`
	Unchanged int    `json:"unchanged"`
	Kept      int    `json:"kept"` // left as staff made it
	Refused   int    `json:"refused"`
}

// Refusal is one row that was not taken. Row is the number of the feature, CSV line or element in the file, from 1; At is
// the place of the fault in lon/lat.
type Refusal struct {
	Layer    string      `json:"layer"`
	Row      int         `json:"row"`
	Ref      string      `json:"ref"`
	Field    string      `json:"field"`
	Code     string      `json:"code"`
	Reason   string      `json:"reason"`
	ReasonEN string      `json:"reason_en"`
	At       *[2]float64 `json:"at,omitempty"`

	metres bool // At is in EPSG:25832 until the check phase turns it into degrees
}

// Note is something worth knowing that stopped nothing: a collection that was split, a field that has no place here, a
// row that staff has edited. Refs names the first rows it is about, Count all.
type Note struct {
	Code   string   `json:"code"`
	Text   string   `json:"text"`
	TextEN string   `json:"text_en"`
	Count  int      `json:"count"`
	Refs   []string `json:"refs,omitempty"`
}

// notedRefs is how many rows a note names.
const notedRefs = 50

// Changes returns how many rows were inserted or updated, all layers together.
func (r Report) Changes() int {
	n := 0
	for _, c := range r.Counts {
		n += c.Inserted + c.Updated
	}
	return n
}

// Count returns the counts of a layer, zero if the file had none of it.
func (r Report) Count(layer string) LayerCount {
	for _, c := range r.Counts {
		if c.Layer == layer {
			return c
		}
	}
	return LayerCount{Layer: layer}
}

// Note returns the note with the code, and false if there is none.
func (r Report) Note(code string) (Note, bool) {
	i := slices.IndexFunc(r.Notes, func(n Note) bool { return n.Code == code })
	if i < 0 {
		return Note{}, false
	}
	return r.Notes[i], true
}

func (r *Report) count(layer string) *LayerCount {
	for i := range r.Counts {
		if r.Counts[i].Layer == layer {
			return &r.Counts[i]
		}
	}
	r.Counts = append(r.Counts, LayerCount{Layer: layer})
	return &r.Counts[len(r.Counts)-1]
}

// note adds refs to the note of that code. Args belong to its text and are those of the first call.
func (r *Report) note(code string, refs []string, args ...any) {
	i := slices.IndexFunc(r.Notes, func(n Note) bool { return n.Code == code })
	if i < 0 {
		de, en := say(code, args...)
		r.Notes = append(r.Notes, Note{Code: code, Text: de, TextEN: en})
		i = len(r.Notes) - 1
	}
	n := &r.Notes[i]
	n.Count += max(1, len(refs))
	n.Refs = append(n.Refs, refs[:min(len(refs), notedRefs-len(n.Refs))]...)
}

// noteMore counts n more things without names; nothing is noted of none.
func (r *Report) noteMore(code string, n int, args ...any) {
	if n > 0 {
		r.note(code, nil, args...)
		i := slices.IndexFunc(r.Notes, func(note Note) bool { return note.Code == code })
		r.Notes[i].Count += n - 1
	}
}

// refuse records a refusal whose text is that of code.
func (r *Report) refuse(at row, field, code string, place *[2]float64, args ...any) {
	de, en := say(code, args...)
	r.add(Refusal{
		Layer: at.layer, Row: at.fileRow, Ref: at.ref, Field: field, Code: code, Reason: de, ReasonEN: en, At: place,
	})
}

func (r *Report) add(refusal Refusal) {
	refusal.Reason = strings.ToValidUTF8(refusal.Reason, "?")
	r.Refusals = append(r.Refusals, refusal)
}

// settle puts the report into the order of the file.
func (r *Report) settle() {
	slices.SortStableFunc(r.Refusals, func(a, b Refusal) int { return a.Row - b.Row })
	slices.SortStableFunc(r.Counts, func(a, b LayerCount) int { return layerOrder(a.Layer) - layerOrder(b.Layer) })
}
