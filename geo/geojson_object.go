package geo

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"slices"
)

// members are the raw values of an object by name, the names in the order of the text.
type members struct {
	names  []string
	values map[string][]byte
}

func (m *members) add(name string, value []byte) {
	if m.values == nil {
		m.values = map[string][]byte{}
	}
	m.names = append(m.names, name)
	m.values[name] = value
}

// refuseAny refuses members that would change the meaning of a GeoJSON object (RFC 7946 §7.1).
func (m *members) refuseAny(kind string, names ...string) error {
	for _, name := range m.names {
		if slices.Contains(names, name) {
			return refuse(codeBadJSON, "/"+name, "a %s must not have the member %q", kind, name)
		}
	}
	return nil
}

// typeName returns the type member, which must be a string.
func (m *members) typeName() (string, error) {
	raw, ok := m.values["type"]
	if !ok {
		return "", refuse(codeBadJSON, "/type", "the member \"type\" is missing")
	}
	var name *string
	if json.Unmarshal(raw, &name) != nil || name == nil {
		return "", refuse(codeBadJSON, "/type", "the member \"type\" is not a string")
	}
	return *name, nil
}

// checkBBox refuses a bbox that is not four or six numbers. Its values are not used.
func (m *members) checkBBox() error {
	raw, ok := m.values["bbox"]
	if !ok {
		return nil
	}
	var box []*float64
	if json.Unmarshal(raw, &box) != nil || slices.Contains(box, nil) {
		return refuse(codeBadJSON, "/bbox", "the member \"bbox\" is not an array of numbers")
	}
	if len(box) != 4 && len(box) != 6 {
		return refuse(codeBadJSON, "/bbox", "the member \"bbox\" has %d numbers; four are needed", len(box))
	}
	return nil
}

// errNull says that there is null where an object could be.
var errNull = errors.New("null")

// readMembers reads exactly one object. The fault of a text is a *textError; null is errNull.
func readMembers(raw []byte) (*members, error) {
	t := jsonText{src: raw}
	if t.peek() != '{' {
		return nil, t.noObject()
	}
	m := &members{}
	err := t.object(func(name string) error {
		from := t.pos
		if err := t.value(); err != nil {
			return err
		}
		m.add(name, raw[from:t.pos])
		return nil
	})
	if err != nil {
		return nil, err
	}
	return m, t.end()
}

func (t *jsonText) noObject() error {
	if err := t.value(); err != nil {
		return err
	}
	if text := bytes.TrimSpace(t.src[:t.pos]); string(text) == "null" {
		return cmp.Or(t.end(), errNull)
	}
	t.pos = 0
	return t.refused("an object is expected")
}

// readGeometryObject reads a geometry object as far as its members. Null and no text at all are empty.
func readGeometryObject(raw []byte) (*members, error) {
	m, err := readMembers(raw)
	if len(raw) == 0 || errors.Is(err, errNull) {
		return nil, refuse(codeEmpty, "", "there is no geometry")
	}
	var flaw *textError
	if errors.As(err, &flaw) {
		return nil, badJSON(raw, 1, 1, flaw)
	}
	return m, err
}

// object checks everything about a geometry object but its coordinates.
func (in Intake) object(m *members) error {
	name, err := m.typeName()
	if err != nil {
		return err
	}
	if err := in.kind(name); err != nil {
		return err
	}
	if raw, ok := m.values["crs"]; ok {
		if err := checkCRS(raw, in.SRID); err != nil {
			return err
		}
	}
	if err := m.refuseAny("geometry", "geometry", "properties", "features", "geometries"); err != nil {
		return err
	}
	if in.Closed {
		if err := m.onlyKnown("type", "coordinates", "bbox", "crs"); err != nil {
			return err
		}
	}
	return m.checkBBox()
}

func (m *members) onlyKnown(known ...string) error {
	for _, name := range m.names {
		if !slices.Contains(known, name) {
			return refuse(codeBadJSON, "/"+clip(name), "the member %s is not known here", quote(name))
		}
	}
	return nil
}
