package works

import (
	"mitte/geo"
	"mitte/geo/fault"
)

// Finding is something odd that does not keep a section from being saved.
type Finding struct {
	fault.Field
	Geometry  geo.Geom     // where it is, lon/lat; none for most
	SectionID int64        // the other section, 0 if there is none
	Name      string       // of the other section, of the blackout window or of the shop
	UnitRef   string       // of the shop
	Days      []geo.Period // on which sections meet or a shop cannot be reached, in order
}

// Findings is what a check found: with errors nothing is saved, with warnings it is.
type Findings struct {
	Errors   []fault.Field
	Warnings []Finding
}

// field is a thing that is wrong. The texts people read are api's, by code.
func field(path, code, msg string) fault.Field { return fault.Field{Path: path, Code: code, Msg: msg} }

// wrongs gathers what is wrong, so that one answer names everything.
type wrongs []fault.Field

func (w *wrongs) add(path, code, msg string) { *w = append(*w, field(path, code, msg)) }

// when adds it if it is so.
func (w *wrongs) when(so bool, path, code, msg string) {
	if so {
		w.add(path, code, msg)
	}
}

// without leaves out what was wrong before: an edit is refused for what it breaks, not for what it finds broken. Of phases
// only those are forgiven that stand where they stood.
func (w wrongs) without(before wrongs, stays func(f fault.Field) bool) wrongs {
	type mark struct{ path, code string }
	known := map[mark]bool{}
	for _, f := range before {
		known[mark{f.Path, f.Code}] = true
	}
	var out wrongs
	for _, f := range w {
		if !known[mark{f.Path, f.Code}] || !stays(f) {
			out = append(out, f)
		}
	}
	return out
}
