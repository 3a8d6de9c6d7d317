package intake

import (
	"cmp"
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"

	"mitte/geo"
	"mitte/geo/fault"
)

// The names under which the simplified cadastre is delivered: OGC API and GeoPackage, Shapefile, older versions of the
// schema and INSPIRE. The first hit wins.
var (
	namesKey          = []string{"flstkennz", "flurstueckskennzeichen", "flurstkennz", "nationalcadastralreference"}
	namesALKIS        = []string{"idflurst", "flurstid", "oid", "objid", "gml_id"}
	namesLand         = []string{"landschl", "land"}
	namesGemarkungKey = []string{"gemaschl", "gemarkungsnummer"}
	namesGemarkung    = []string{"gemarkung"}
	namesFlur         = []string{"flur", "flurnummer"}
	namesFlurKey      = []string{"flurschl"}
	namesZaehler      = []string{"flstnrzae", "zaehler"}
	namesNenner       = []string{"flstnrnen", "nenner"}
	namesNumber       = []string{"flurstnr"}
	namesArea         = []string{"flaeche", "amtlicheflaeche", "areavalue"}
	namesMunicipality = []string{"gmdschl", "gemeindeschluessel"}
	namesLocation     = []string{"lagebeztxt", "lagebezeichnung"}
	namesUse          = []string{"tntxt"}
	namesDate         = []string{"aktualit", "beginlifespanversion"}
	namesFunction     = []string{"gfkzshh"}
	namesStoreys      = []string{"anzahlgs"}
	namesOfBuilding   = []string{"gfkzshh", "gebnutzbez", "funktion", "anzahlgs"}
)

// cadastreReader reads parcels and buildings of the simplified cadastre, which may share a file.
type cadastreReader struct {
	run      *run
	cadastre geo.Cadastre
	objects  map[string]int // object ids of parcels, which are unique beside the keys
	unused   map[string]bool
	lands    map[string]bool // of the parcels' keys
}

func newCadastreReader(r *run) *cadastreReader {
	c := &cadastreReader{run: r, objects: map[string]int{}, unused: map[string]bool{}, lands: map[string]bool{}}
	if r.town.known {
		c.cadastre.Land = r.town.key[:2]
	}
	return c
}

func (c *cadastreReader) feature(ctx context.Context, f geo.Feature) error {
	p := readProperties(f)
	in := row{layer: layerRecord, fileRow: f.Number, ref: f.ID, fields: fields{}}
	var good bool
	switch {
	case p.has(slices.Concat(namesKey, namesNumber, namesZaehler)...):
		in.layer = layerParcel
		good = c.parcel(&in, f, p)
	case p.has(namesOfBuilding...):
		in.layer = layerBuilding
		good = c.building(&in, f, p)
	default:
		c.run.refuse(in, "", "unknown_layer")
		return nil
	}
	if !good {
		return nil
	}
	for _, name := range p.unused() {
		c.unused[name] = true
	}
	if !c.run.takeGeometry(&in, f, "Polygon", "MultiPolygon") {
		return nil
	}
	if in.layer == layerParcel {
		c.lands[in.ref[:2]] = true
	}
	return c.run.add(ctx, in)
}

// done also settles whose cadastre it is. Buildings carry no key, so a file of these alone is taken for the town's own.
func (c *cadastreReader) done() {
	c.run.noteNames("unmapped_field", c.unused)
	switch lands := slices.Collect(maps.Keys(c.lands)); len(lands) {
	case 0:
		c.run.land = c.cadastre.Land
	case 1:
		c.run.land = lands[0]
	}
}

// parcel fills in the fields of a parcel. It reports false for one that is refused.
func (c *cadastreReader) parcel(in *row, f geo.Feature, p properties) bool {
	gemarkung := p.get(namesGemarkung...)
	key, ok := c.key(in, f, p, gemarkung)
	if !ok {
		return false
	}
	in.ref = string(key)
	in.fields["flurstueckskennzeichen"] = key
	if gemarkung == "" {
		gemarkung = key.Parts().Gemarkung
		c.run.report.note("gemarkung_unnamed", []string{in.ref})
	}
	in.fields["gemarkung_name"] = gemarkung
	return c.object(in, f, p) && c.municipality(in, p) && c.area(in, p) && c.date(in, p) && c.use(in, p)
}

// key takes the key of the file or builds it from its parts.
func (c *cadastreReader) key(in *row, f geo.Feature, p properties, gemarkung string) (geo.ParcelKey, bool) {
	in.ref = cmp.Or(p.get(namesKey...), f.ID)
	text := p.get(namesKey...)
	if text == "" && looksLikeKey(f.ID) {
		text = f.ID
	}
	var key geo.ParcelKey
	var warnings []fault.Field
	var err error
	if text != "" {
		key, warnings, err = geo.ParseParcelKey(text)
	} else {
		key, err = geo.ParcelKeyFromParts(gemarkungKey(p), flur(p), flurstueck(p))
	}
	if err == nil {
		var more []fault.Field
		more, err = c.cadastre.Check(key, gemarkung)
		warnings = append(warnings, more...)
	}
	if err != nil {
		c.run.refuse(*in, "flurstueckskennzeichen", "parcel_key", messageOf(err))
		return "", false
	}
	switch {
	case text == "":
		c.run.report.note("key_built", []string{string(key)})
	case contradicts(key, p):
		c.run.report.note("key_differs", []string{string(key)})
	}
	for _, w := range warnings {
		c.run.report.note("key_warning", []string{string(key)}, w.Msg)
	}
	return key, true
}

// contradicts compares the key with the columns that repeat it, as far as the file has them.
func contradicts(key geo.ParcelKey, p properties) bool {
	k := key.Parts()
	if n, ok := parseWhole(flur(p)); ok && n != k.Flur {
		return true
	}
	number := flurstueck(p)
	return number != "" && !strings.EqualFold(strings.TrimLeft(number, "0"), key.Label())
}

var keyLike = regexp.MustCompile(`^\d{6}[\d_]{8,14}$`)

func looksLikeKey(text string) bool { return keyLike.MatchString(text) }

func gemarkungKey(p properties) string {
	number := p.get(namesGemarkungKey...)
	if len(number) == 4 {
		if land := p.get(namesLand...); twoDigits(land) {
			return land + number
		}
	}
	if len(number) == 5 {
		return "0" + number // a number column lost the zero
	}
	return number
}

// twoDigits tells the number of a Land from its name, which some services deliver in the same column.
func twoDigits(text string) bool {
	return len(text) == 2 && strings.Trim(text, "0123456789") == ""
}

func flur(p properties) string {
	if v := p.get(namesFlur...); v != "" {
		return v
	}
	if v := p.get(namesFlurKey...); len(v) >= 3 {
		return v[len(v)-3:]
	}
	return ""
}

func flurstueck(p properties) string {
	if v := p.get(namesNumber...); v != "" {
		return v
	}
	number, below := p.get(namesZaehler...), p.get(namesNenner...)
	if strings.Trim(below, "0") != "" {
		return number + "/" + below
	}
	return number
}

// object takes the identifier of the object, which is unique beside the key.
func (c *cadastreReader) object(in *row, f geo.Feature, p properties) bool {
	id := p.get(namesALKIS...)
	if id == "" && !looksLikeKey(f.ID) {
		id = f.ID
	}
	if id == "" {
		return true
	}
	if first, twice := c.objects[id]; twice {
		c.run.refuse(*in, "alkis_id", "duplicate_ref", first)
		return false
	}
	c.objects[id] = in.fileRow
	in.fields["alkis_id"] = id
	return true
}

var eightDigits = regexp.MustCompile(`^\d{8}$`)

func (c *cadastreReader) municipality(in *row, p properties) bool {
	key := p.get(namesMunicipality...)
	switch {
	case key == "" && c.run.town.known:
		key = c.run.town.key
		c.run.report.note("municipality_town", []string{in.ref})
	case key == "":
		c.run.refuse(*in, "municipality_key", "missing")
		return false
	case len(key) == 7:
		key = "0" + key
	}
	if !eightDigits.MatchString(key) {
		c.run.refuse(*in, "municipality_key", "not_a_key", key, "AGS")
		return false
	}
	in.fields["municipality_key"] = key
	return true
}

func (c *cadastreReader) area(in *row, p properties) bool {
	if !p.has(namesArea...) {
		return true
	}
	text := p.get(namesArea...)
	in.fields["official_area_m2"] = nil
	if text == "" {
		return true
	}
	v, ok := parseDecimal(text)
	if !ok || v < 0 || v > 1e9 {
		c.run.refuse(*in, "official_area_m2", "not_a_number", text)
		return false
	}
	in.fields["official_area_m2"] = v
	return true
}

func (c *cadastreReader) date(in *row, p properties) bool {
	if !p.has(namesDate...) {
		return true
	}
	in.fields["source_date"] = nil
	text := p.get(namesDate...)
	if text == "" {
		return true
	}
	day, _, ok := parseDay(text)
	if !ok {
		c.run.refuse(*in, "source_date", "not_a_date", text)
		return false
	}
	in.fields["source_date"] = day
	return true
}

func (c *cadastreReader) use(in *row, p properties) bool {
	if p.has(namesLocation...) {
		in.fields["location_text"] = textOrNull(p.get(namesLocation...))
	}
	if !p.has(namesUse...) {
		return true
	}
	parts, ok := parseUse(p.get(namesUse...))
	if !ok {
		c.run.refuse(*in, "land_use", "not_a_number", p.get(namesUse...))
		return false
	}
	in.fields["land_use"], in.fields["land_use_detail"] = useClass(parts), parts
	return true
}

func (c *cadastreReader) building(in *row, f geo.Feature, p properties) bool {
	in.ref = cmp.Or(p.get(namesALKIS...), f.ID)
	if in.ref == "" {
		c.run.refuse(*in, "ref", "missing")
		return false
	}
	if p.has(namesFunction...) {
		in.fields["function_code"] = textOrNull(p.get(namesFunction...))
	}
	if !p.has(namesStoreys...) {
		return true
	}
	in.fields["storeys"] = nil
	if text := p.get(namesStoreys...); text != "" {
		n, ok := parseWhole(text)
		if !ok || n < 0 || n > 100 {
			c.run.refuse(*in, "storeys", "out_of_range", text, "0–100")
			return false
		}
		in.fields["storeys"] = n
	}
	return true
}

func textOrNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}
