package intake

import (
	"path/filepath"

	"mitte/geo"
	"mitte/geo/fault"
)

// Kind says what a file holds.
type Kind string

// The kinds of import.
const (
	OSM   Kind = "osm"   // OpenStreetMap extract: streets, buildings, addresses, shops
	ALKIS Kind = "alkis" // simplified cadastre: parcels and buildings
	Works Kind = "works" // a city's works register
	Units Kind = "units" // shop units, as CSV or as features with a point
	Town  Kind = "town"  // the boundary of the town
)

// Limits and defaults of an import.
const (
	MaxBytes     = 200 << 20 // of one file, also unpacked
	DefaultWidth = 4.0       // metres, of the corridor of a line
	minWidth     = 0.5
	maxWidth     = 50.0
)

// Options say what to import and how. Kind and Path are needed.
type Options struct {
	Kind          Kind
	Path          string
	AcceptPartial bool    // take the file without its refused rows
	WidthM        float64 // corridor of a works line in metres, 0.5–50; 0 means DefaultWidth
	DryRun        bool    // do everything but keep it
	Layer         string  // layer of a GeoPackage or GML that has several
	Town          string  // AGS or name, where a boundary file holds several towns
	Amenities     bool    // OSM: restaurants, cafés, bars and the like are units too
	OpenData      bool    // units: the list itself is public, so its vacant units are shown too
	Project       string  // works: title of the project that the sections belong to; "" means the source's title

	SourceID    string // row of table source; "" means a default of the kind
	SourceTitle string
	Licence     string
	LicenceURL  string
	Attribution string

	Actor    string                               // who imports, for the job and the history's reason
	Today    geo.Date                             // zero means the clock's day
	Progress func(done, total int64, what string) // called now and then; total 0 means unknown
	Ogr2ogr  string                               // path of the program; "" means ogr2ogr from PATH
}

// filled returns o with its defaults, or Invalid naming the option at fault.
func (o Options) filled(clock geo.Clock) (Options, error) {
	switch o.Kind {
	case OSM, ALKIS, Works, Units, Town:
	default:
		return o, badOption("kind", "the kind is one of osm, alkis, works, units, town")
	}
	if o.Path == "" {
		return o, badOption("path", "a file is needed")
	}
	if o.WidthM == 0 {
		o.WidthM = DefaultWidth
	}
	if !(o.WidthM >= minWidth && o.WidthM <= maxWidth) {
		return o, badOption("width", "the width lies between 0.5 and 50 metres")
	}
	if o.Today.IsZero() {
		o.Today = geo.Today(clock)
	}
	if o.Progress == nil {
		o.Progress = func(int64, int64, string) {}
	}
	if o.Ogr2ogr == "" {
		o.Ogr2ogr = "ogr2ogr"
	}
	return o.withSource()
}

func (o Options) fileName() string { return filepath.Base(o.Path) }

func badOption(name, msg string) error {
	return fault.Refuse("import_option", msg, fault.Field{Path: name, Code: "import_option", Msg: msg})
}
