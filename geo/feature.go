package geo

import (
	"bytes"
	"encoding/json"
)

// Feature is one feature of a GeoJSON file, its geometry not yet read.
type Feature struct {
	Number     int            // from 1, in the order of the file; 0 in an error about the whole file
	Line       int            // where the feature begins, from 1
	ID         string         // a number as it was written; "" if there is none
	Geometry   []byte         // raw geometry object for Intake.GeoJSON; nil for null
	Properties map[string]any // numbers are json.Number; nil for null
}

// fill takes over the members of a Feature object.
func (f *Feature) fill(m *members, declared SRID) error {
	kind, err := m.typeName()
	if err != nil {
		return err
	}
	if kind != "Feature" {
		return refuse(codeBadJSON, "/type", "the type is %s; a Feature is expected", quote(kind))
	}
	if err := m.refuseAny("Feature", "coordinates", "geometries", "features"); err != nil {
		return err
	}
	if raw, ok := m.values["crs"]; ok {
		if err := checkCRS(raw, declared); err != nil {
			return err
		}
	}
	if err := m.checkBBox(); err != nil {
		return err
	}
	if f.ID, err = m.id(); err != nil {
		return err
	}
	if f.Properties, err = m.properties(); err != nil {
		return err
	}
	f.Geometry, err = m.geometry()
	return err
}

func (m *members) id() (string, error) {
	raw, ok := m.values["id"]
	if !ok {
		return "", nil
	}
	if raw[0] == '"' {
		var id string
		err := json.Unmarshal(raw, &id)
		return id, err
	}
	if c := raw[0]; c == '-' || c >= '0' && c <= '9' {
		return string(raw), nil
	}
	return "", refuse(codeBadJSON, "/id", "the member \"id\" is neither a string nor a number")
}

func (m *members) properties() (map[string]any, error) {
	raw, ok := m.values["properties"]
	if !ok {
		return nil, refuse(codeBadJSON, "/properties", "the member \"properties\" is missing")
	}
	if raw[0] != '{' && raw[0] != 'n' {
		return nil, refuse(codeBadJSON, "/properties", "the member \"properties\" is neither an object nor null")
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var out map[string]any
	if err := decoder.Decode(&out); err != nil {
		return nil, refuse(codeBadJSON, "/properties", "the properties hold something that is not JSON")
	}
	return out, nil
}

func (m *members) geometry() ([]byte, error) {
	raw, ok := m.values["geometry"]
	switch {
	case !ok:
		return nil, refuse(codeBadJSON, "/geometry", "the member \"geometry\" is missing")
	case raw[0] == 'n':
		return nil, nil
	case raw[0] != '{':
		return nil, refuse(codeBadJSON, "/geometry", "the member \"geometry\" is neither an object nor null")
	}
	return raw, nil
}
