package tiles

// Kind is the type of a field in a tile.
type Kind uint8

// The kinds, named as TileJSON names them by String.
const (
	Text   Kind = iota // also days, as 2026-11-23
	Number             // integer or double
	Bool
)

// String returns the kind as TileJSON writes it.
func (k Kind) String() string { return [...]string{"String", "Number", "Boolean"}[k] }

// Field is an attribute of a layer. A feature without a value lacks the key.
type Field struct {
	Name string
	Kind Kind
	day  bool // a date, which becomes text
	raw  bool // mostly its own in each feature, so the engine keeps it there and not in a dictionary
	pick bool // a request may filter by it
}

// Layer is one layer of the map. Its rows are those of the view pub.<Name>.
type Layer struct {
	Name          string
	DescriptionDE string
	DescriptionEN string
	MinZoom       uint8 // below it a tile is without the layer
	Dated         bool  // a row holds from valid_from to valid_to, half-open
	Fields        []Field
	Geometry      string // Point, LineString or Polygon

	goesOn  string   // condition under which a row holds beyond its end, until today
	tellsOf []string // layers that its features' fragments tell of, though its tiles do not
}

const (
	// MaxZoom is the deepest zoom that clients ask for; they draw deeper ones from it.
	MaxZoom = 17
	// DeepestZoom is the deepest zoom that is answered.
	DeepestZoom = 20
	// Extent is the width of a tile in its own units.
	Extent = 4096
	// Buffer is how far features reach over a tile's edge, in its units.
	Buffer = 64
)

// Layers returns all layers in canonical order. The caller may keep the slice, not change it.
func Layers() []Layer { return layers }

var version = Field{Name: "version", Kind: Number}

var layers = []Layer{
	{
		Name: "parcels", Geometry: "Polygon", MinZoom: 14,
		DescriptionDE: "Flurstücke mit Gemarkung und Nutzung", DescriptionEN: "Parcels with cadastral district and land use",
		Fields: []Field{
			version, text("label").own(), text("gemarkung_name"), number("flur"), text("land_use").picked(), boolean("made_up"),
		},
	},
	{
		Name: "buildings", Geometry: "Polygon", MinZoom: 14,
		DescriptionDE: "Gebäude", DescriptionEN: "Buildings",
		Fields: []Field{
			version, text("name"), number("storeys"), boolean("listed"), text("function_code"), text("house_number"),
		},
	},
	{
		Name: "segments", Geometry: "LineString", MinZoom: 11,
		DescriptionDE: "Straßenabschnitte mit Stationierung", DescriptionEN: "Street segments with chainage",
		Fields: []Field{
			version, text("street_name"), text("kind"), boolean("pedestrian_zone"), text("location_class"), number("width_m"),
			number("length_m").own(), number("start_m").own(),
		},
	},
	{
		Name: "units", Geometry: "Point", MinZoom: 14, Dated: true, tellsOf: []string{"areas"},
		DescriptionDE: "Ladenlokale mit Nutzung und Leerstand", DescriptionEN: "Shop units with use and vacancy",
		Fields: []Field{
			version, text("public_ref").own(), text("use_type").picked(), text("vacancy_status").picked(), number("floor"),
			text("business_name").own(),
			number("house_number"), number("rent_cents_m2_month").picked(), number("sales_area_m2").picked(), number("frontage_m"),
			day("vacant_since"), boolean("step_free").picked(), boolean("offered").picked(),
		},
	},
	{
		Name: "sections", Geometry: "Polygon", MinZoom: 10, Dated: true, goesOn: sqlGoesOn, tellsOf: []string{"segments"},
		DescriptionDE: "Bauabschnitte mit Zeitraum", DescriptionEN: "Construction sections with their period",
		Fields: []Field{
			version, text("label"), text("project_ref"), text("title_de"), text("title_en"), text("status").picked(), day("valid_from"),
			day("valid_to"), text("noise_level"),
		},
	},
}

func text(name string) Field    { return Field{Name: name, Kind: Text} }
func number(name string) Field  { return Field{Name: name, Kind: Number} }
func boolean(name string) Field { return Field{Name: name, Kind: Bool} }
func day(name string) Field     { return Field{Name: name, Kind: Text, day: true} }

func (f Field) own() Field    { f.raw = true; return f }
func (f Field) picked() Field { f.pick = true; return f }
