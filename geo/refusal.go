package geo

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"mitte/geo/fault"
)

// The codes with which Intake and ReadFeatures refuse. They are stable and key the German and English texts.
const (
	codeBadJSON     = "bad_json"
	codeType        = "geometry_type"
	codeCRS         = "foreign_crs"
	codeNotFinite   = "not_finite"
	codeThreeD      = "three_d"
	codeTooMany     = "too_many_vertices"
	codeEmpty       = "empty"
	codeRingOpen    = "ring_open"
	codeDegenerate  = "ring_degenerate"
	codeSwapped     = "axes_swapped"
	codeUnits       = "wrong_units"
	codeOutside     = "outside_town"
	codeWinding     = "winding"           // Intake.Strict only
	codeTooPrecise  = "too_precise"       // Intake.Strict only
	codeTooLarge    = "too_large"         // ReadFeatures only
	codeTooManyFeat = "too_many_features" // ReadFeatures only
)

// params are the values that a translated text about a refusal names. They travel as the cause of the fault, so the log
// shows them too.
type params map[string]string

func (p params) Error() string {
	parts := make([]string, 0, len(p))
	for _, name := range slices.Sorted(maps.Keys(p)) {
		parts = append(parts, name+"="+p[name])
	}
	return strings.Join(parts, " ")
}

// Params returns the values that a text about a refusal of Intake or ReadFeatures may name, nil where there are none:
// "line" and "column" for bad_json, "types" for geometry_type, "got" and "want" for foreign_crs, "count" and "max" for
// too_many_vertices and too_many_features. The map must not be changed.
func Params(err error) map[string]string {
	var p params
	if errors.As(err, &p) {
		return p
	}
	return nil
}

// refusal is one broken rule before it becomes a fault.Error.
type refusal struct {
	code string
	path string
	msg  string
	at   *[2]float64
	with params
}

func (r refusal) err() error {
	kind := fault.Invalid
	switch r.code {
	case codeBadJSON:
		kind = fault.BadRequest
	case codeTooLarge:
		kind = fault.TooLarge
	}
	e := fault.New(kind, r.code, r.msg)
	e.Fields = []fault.Field{{Path: r.path, Code: r.code, Msg: r.msg, At: r.at}}
	if r.with != nil {
		e = e.Because(r.with)
	}
	return e
}

func refuse(code, path, format string, args ...any) error {
	return refusal{code: code, path: path, msg: fmt.Sprintf(format, args...)}.err()
}

func refuseAt(x, y float64, code, path, format string, args ...any) error {
	return refusal{code: code, path: path, msg: fmt.Sprintf(format, args...), at: &[2]float64{x, y}}.err()
}
