package api_test

import "mitte/tiles"

// fieldsOf lists the attributes that a layer's tiles have.
func fieldsOf(layer string) []string {
	set, err := tiles.ParseSet(layer)
	if err != nil {
		return nil
	}
	var out []string
	for _, f := range set.Layers()[0].Fields {
		out = append(out, f.Name)
	}
	return out
}
