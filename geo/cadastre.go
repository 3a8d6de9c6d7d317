package geo

import (
	"slices"
	"strings"

	"mitte/geo/fault"
)

// Cadastre is what an installation knows of its parcels.
type Cadastre struct {
	Land        string               // "05"; the key of another Land is refused; "" takes every Land
	Gemarkungen map[string]Gemarkung // by Gemarkungsschlüssel of six digits; nil means they are not checked
}

// Gemarkung is a cadastral district.
type Gemarkung struct {
	Name   string
	Fluren []int // ascending or not; nil means they are not checked
}

// nrw is strict: a key of North Rhine-Westphalia always has a Flur.
const nrw = "05"

// Check asks of a parsed key what its text cannot tell. The name of the Gemarkung comes from the same source as the key,
// "" if the source has none. It returns Invalid for another Land, a missing Flur in North Rhine-Westphalia, an unknown
// Gemarkung or another name for it, and a warning for a Flur that is not on the list.
func (c Cadastre) Check(key ParcelKey, gemarkungName string) (warnings []fault.Field, err error) {
	p := key.Parts()
	if c.Land != "" && p.Land != c.Land {
		return nil, badParcelKey("other_land", "the key belongs to Land %s, not %s", p.Land, c.Land)
	}
	if p.Land == nrw && p.Flur == 0 {
		return nil, badParcelKey("flur_missing", "a key of North Rhine-Westphalia has a Flur")
	}
	if c.Gemarkungen == nil {
		return nil, nil
	}
	known, ok := c.Gemarkungen[key.GemarkungKey()]
	if !ok {
		return nil, badParcelKey("gemarkung", "the Gemarkung %s is not known here", key.GemarkungKey())
	}
	if gemarkungName != "" && !strings.EqualFold(strings.TrimSpace(gemarkungName), known.Name) {
		return nil, badParcelKey("gemarkung_name", "the Gemarkung %s is %s, not %s", key.GemarkungKey(), known.Name, quote(gemarkungName))
	}
	if known.Fluren != nil && !slices.Contains(known.Fluren, p.Flur) {
		return []fault.Field{parcelField("flur_unknown", "the Flur is not on the list of its Gemarkung")}, nil
	}
	return nil, nil
}
