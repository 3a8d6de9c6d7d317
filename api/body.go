package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/works"
)

// object reads the members of a JSON object and gathers what is wrong with all of them, so that one answer names everything.
// What it is not asked for is refused in the end. Paths are JSON pointers into the body.
type object struct {
	path    string
	members map[string]json.RawMessage
	wrong   *[]fault.Field
}

// bodyObject reads a body that is one object.
func bodyObject(c *fiber.Ctx) (*object, error) {
	d := json.NewDecoder(bytes.NewReader(c.BodyRaw()))
	o := &object{wrong: &[]fault.Field{}}
	err := d.Decode(&o.members)
	if err == nil && o.members == nil {
		err = errors.New("null")
	}
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more than one document")
		}
	}
	if err != nil {
		return nil, fault.New(fault.BadRequest, "bad_json", "the body is no JSON that is understood here").Because(err)
	}
	return o, nil
}

// err returns Invalid with all that is wrong, or nil.
func (o *object) err() error {
	if len(*o.wrong) == 0 {
		return nil
	}
	return fault.Refuse("bad_members", "at least one member is wrong", *o.wrong...)
}

// done refuses the members that nobody asked for.
func (o *object) done() {
	for _, name := range slices.Sorted(maps.Keys(o.members)) {
		o.refuse(shown(name), "unknown_member", "there is no such member here")
	}
}

func (o *object) refuse(name, code, msg string) {
	path := o.path
	if name != "" {
		path += "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
	}
	*o.wrong = append(*o.wrong, fault.Field{Path: path, Code: code, Msg: msg})
}

// take removes a member. It reports false if there is none.
func (o *object) take(name string) (json.RawMessage, bool) {
	raw, given := o.members[name]
	delete(o.members, name)
	return raw, given
}

func isNull(raw json.RawMessage) bool { return string(bytes.TrimSpace(raw)) == "null" }

// value reads a member of a plain type; null is its zero.
func value[T any](o *object, name string, to *works.Given[T]) {
	raw, given := o.take(name)
	if !given {
		return
	}
	var v T
	if !isNull(raw) && json.Unmarshal(raw, &v) != nil {
		o.refuse(name, "json_type", "another type is expected")
		return
	}
	*to = works.Give(v)
}

// day reads a day like "2026-11-23"; null and "" are no day.
func (o *object) day(name string, to *works.Given[geo.Date]) {
	raw, given := o.take(name)
	if !given {
		return
	}
	var text string
	var d geo.Date
	err := json.Unmarshal(raw, &text) // null leaves it empty
	if err == nil && text != "" {
		d, err = geo.ParseDate(text)
	}
	if err != nil {
		o.refuse(name, "date", "a day like 2026-11-23 is needed")
		return
	}
	*to = works.Give(d)
}

// geometry reads a GeoJSON geometry of the types named; null is none.
func (o *object) geometry(name string, to *works.Given[geo.Geom], types ...string) {
	raw, given := o.take(name)
	if !given {
		return
	}
	if isNull(raw) {
		*to = works.Give(geo.Geom{})
		return
	}
	g, err := geo.Intake{Types: types, SRID: geo.LonLat, Closed: true}.GeoJSON(raw)
	var refused *fault.Error
	switch {
	case err == nil:
		*to = works.Give(g)
	case errors.As(err, &refused) && len(refused.Fields) > 0:
		for _, f := range refused.Fields {
			f.Path = o.path + "/" + name + f.Path
			*o.wrong = append(*o.wrong, f)
		}
	default:
		o.refuse(name, "bad_json", "the geometry cannot be read")
	}
}

// object reads a member that is an object. It returns nil for null, and false if there is none or it is no object.
func (o *object) object(name string) (inner *object, given bool) {
	raw, given := o.take(name)
	if !given || isNull(raw) {
		return nil, given
	}
	inner = &object{path: o.path + "/" + name, wrong: o.wrong}
	if json.Unmarshal(raw, &inner.members) != nil {
		o.refuse(name, "json_type", "an object is expected")
		return nil, false
	}
	return inner, true
}

// objects reads a member that is a list of objects; null is the empty list.
func (o *object) objects(name string) (list []*object, given bool) {
	raw, given := o.take(name)
	if !given || isNull(raw) {
		return nil, given
	}
	var items []json.RawMessage
	if json.Unmarshal(raw, &items) != nil {
		o.refuse(name, "json_type", "a list is expected")
		return nil, false
	}
	for i, item := range items {
		one := &object{path: o.path + "/" + name + "/" + strconv.Itoa(i), wrong: o.wrong}
		if json.Unmarshal(item, &one.members) != nil || one.members == nil {
			one.refuse("", "json_type", "an object is expected")
			continue
		}
		list = append(list, one)
	}
	return list, true
}

// id reads the number of something there is, 0 if none is named.
func (o *object) id(name string) int64 {
	var v works.Given[int64]
	value(o, name, &v)
	if v.Value < 0 {
		o.refuse(name, "id", "an id is a whole number from 1")
		return 0
	}
	return v.Value
}
