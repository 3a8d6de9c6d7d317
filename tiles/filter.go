package tiles

import (
	"cmp"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"mitte/geo/fault"
)

// CodeFilter is the code of a filter that cannot be read.
const CodeFilter = "tile.filter"

// Filter keeps the features that meet conditions; the zero Filter keeps all. Its text is canonical, so that one filter
// has one place in the cache.
type Filter struct {
	text   string
	sieves []sieve // by layer, nil or as long as layers
}

// ParseFilter reads field=a,b and, for a number, field_min and field_max, both inclusive. Only fields that are made for
// it can be named; a field is looked for in all layers of the set. It returns BadRequest for an unknown parameter, one
// that is repeated, or a value that cannot be read. It keeps nothing of the query.
func ParseFilter(set Set, query url.Values) (Filter, error) {
	var f Filter
	names := make([]string, 0, len(query))
	for name := range query {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if len(query[name]) != 1 {
			return Filter{}, badFilter(name, &fault.Field{Code: "repeated_parameter", Msg: "this parameter stands more than once"})
		}
		if wrong := f.take(set, name, query[name][0]); wrong != nil {
			return Filter{}, badFilter(name, wrong)
		}
	}
	return f, nil
}

// badFilter says which parameter is wrong; a client that filters by several would have to guess.
func badFilter(name string, wrong *fault.Field) error {
	wrong.Path = name
	err := fault.Newf(fault.BadRequest, CodeFilter, "filter: %s", wrong.Msg)
	err.Fields = []fault.Field{*wrong}
	return err
}

// take adds one parameter. They come by name, so the text is canonical.
func (f *Filter) take(set Set, name, value string) *fault.Field {
	known := false
	for i := range layers {
		if set>>i&1 == 0 {
			continue
		}
		field, bound := layers[i].pickable(name)
		if field < 0 {
			continue
		}
		known = true
		if wrong := f.add(i, field, bound, value); wrong != nil {
			return wrong
		}
	}
	if !known {
		return &fault.Field{Code: "unknown_parameter", Msg: "there is no such field to filter by"}
	}
	return nil
}

// pickable returns the field that a parameter names and the bound it sets, -1 if there is none.
func (l *Layer) pickable(name string) (field int, bound string) {
	for i, f := range l.Fields {
		switch {
		case !f.pick:
		case f.Name == name:
			return i, ""
		case f.Kind == Number && (name == f.Name+"_min" || name == f.Name+"_max"):
			return i, name[len(f.Name):]
		}
	}
	return -1, ""
}

func (f *Filter) add(layer, field int, bound, value string) *fault.Field {
	kind := layers[layer].Fields[field].Kind
	c := condition{field: field, min: math.Inf(-1), max: math.Inf(1)}
	var canonical string
	var wrong *fault.Field
	if bound == "" {
		canonical, wrong = c.oneOf(kind, value)
	} else {
		canonical, wrong = c.bounded(bound, value)
	}
	if wrong != nil {
		return wrong
	}
	if f.sieves == nil {
		f.sieves = make([]sieve, len(layers))
	}
	f.sieves[layer] = append(f.sieves[layer], c)
	f.text += layers[layer].Name + "." + layers[layer].Fields[field].Name + bound + "=" + strconv.Quote(canonical) + ";"
	return nil
}

func (c *condition) bounded(bound, value string) (string, *fault.Field) {
	n, wrong := finite(value)
	if wrong != nil {
		return "", wrong
	}
	c.between = true
	if bound == "_min" {
		c.min = n
	} else {
		c.max = n
	}
	return strconv.FormatFloat(n, 'g', -1, 64), nil
}

func finite(value string) (float64, *fault.Field) {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return 0, &fault.Field{Code: "decimal", Msg: "a number is needed"}
	}
	return n, nil
}

// maxChoices and maxText bound the values of one condition.
const (
	maxChoices = 32
	maxText    = 1000
)

func (c *condition) oneOf(kind Kind, value string) (string, *fault.Field) {
	choices := strings.Split(value, ",")
	slices.SortFunc(choices, cmp.Compare[string])
	choices = slices.Compact(choices)
	if len(choices) > maxChoices || len(value) > maxText {
		return "", &fault.Field{Code: "too_many_values", Msg: "there are too many values"}
	}
	for _, choice := range choices {
		values, wrong := formsOf(kind, choice)
		if wrong != nil {
			return "", wrong
		}
		c.values = append(c.values, values...)
	}
	return strings.Join(choices, ","), nil
}

// formsOf returns the messages by which a tile may carry a value.
func formsOf(kind Kind, value string) ([][]byte, *fault.Field) {
	switch kind {
	case Bool:
		if value != "true" && value != "false" {
			return nil, &fault.Field{Code: "boolean", Msg: "true or false is needed"}
		}
		return [][]byte{appendBool(nil, value == "true")}, nil
	case Number:
		n, wrong := finite(value)
		if wrong != nil {
			return nil, wrong
		}
		forms := [][]byte{appendDouble(nil, n), appendFloat(nil, float32(n))}
		if n == math.Trunc(n) && math.Abs(n) <= safeInteger {
			forms = append(forms, appendInteger(nil, int64(n)))
		}
		return forms, nil
	default:
		return [][]byte{appendText(nil, []byte(value))}, nil
	}
}
