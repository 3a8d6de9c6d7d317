package intake

import (
	"cmp"
	"regexp"
)

// origin is where the data come from, one row of table source.
type origin struct{ title, licence, url, attribution string }

var origins = map[Kind]struct {
	id string
	origin
}{
	OSM: {"osm", origin{
		"OpenStreetMap", "ODbL 1.0", "https://opendatacommons.org/licenses/odbl/1-0/", "© OpenStreetMap contributors",
	}},
	ALKIS: {"alkis", origin{title: "ALKIS", licence: "nicht angegeben", attribution: "nicht angegeben"}},
	Works: {"works", origin{title: "Baustellen", licence: "nicht angegeben", attribution: "nicht angegeben"}},
	Units: {"units", origin{title: "Ladenlokale", licence: "nicht angegeben", attribution: "Citymanagement"}},
	Town:  {"town", origin{title: "Stadtgebiet", licence: "nicht angegeben", attribution: "nicht angegeben"}},
}

// cadastres are the origins by Land, the first two digits of all keys, as far as a Land's terms are known here.
var cadastres = map[string]origin{
	"05": {"ALKIS vereinfacht", "dl-de/zero-2-0", "https://www.govdata.de/dl-de/zero-2-0", "Geobasis NRW"},
}

var sourceID = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,40}$`)

// withSource fills in the kind's own origin. Another source ID without a title gets that ID as its title, so that two
// registers are never shown under one name by mistake.
func (o Options) withSource() (Options, error) {
	known := origins[o.Kind]
	foreign := o.SourceID != "" && o.SourceID != known.id
	o.SourceID = cmp.Or(o.SourceID, known.id)
	if !sourceID.MatchString(o.SourceID) {
		return o, badOption("source", "the source is named by up to 41 lower-case letters, digits, - and _")
	}
	if foreign {
		o.SourceTitle = cmp.Or(o.SourceTitle, o.SourceID)
	}
	return o, nil
}

// origin merges what the caller said, what the file says of itself and what the kind and the Land imply, in this order.
func (o Options) origin(fromFile, land string) origin {
	known := origins[o.Kind].origin
	if of, ok := cadastres[land]; ok && o.Kind == ALKIS {
		known = of
	}
	return origin{
		title:       cmp.Or(o.SourceTitle, known.title),
		licence:     cmp.Or(o.Licence, licenceIn(fromFile), known.licence),
		url:         cmp.Or(o.LicenceURL, known.url),
		attribution: cmp.Or(o.Attribution, fromFile, known.attribution),
	}
}

var licences = []struct {
	pattern *regexp.Regexp
	name    string
}{
	{regexp.MustCompile(`(?i)\bODbL\b`), "ODbL 1.0"},
	{regexp.MustCompile(`(?i)\bCC[ -]?BY[ -]4`), "CC BY 4.0"},
	{regexp.MustCompile(`(?i)\bCC[ -]?0\b`), "CC0 1.0"},
	{regexp.MustCompile(`(?i)dl-de/by-2-0`), "dl-de/by-2-0"},
	{regexp.MustCompile(`(?i)dl-de/zero-2-0`), "dl-de/zero-2-0"},
}

// licenceIn finds a licence that an attribution text names.
func licenceIn(text string) string {
	for _, l := range licences {
		if l.pattern.MatchString(text) {
			return l.name
		}
	}
	return ""
}
