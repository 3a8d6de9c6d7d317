package intake

import (
	"cmp"
	"context"
	"path/filepath"
	"strings"

	"github.com/twpayne/go-geom"

	"mitte/geo"
)

// readUnits reads shop units from CSV, or from features with the same column names.
func (r *run) readUnits(ctx context.Context) error {
	u := &unitReader{run: r, addresses: newAddressBook(), unknown: map[string]bool{}}
	var err error
	switch strings.ToLower(filepath.Ext(r.options.Path)) {
	case ".csv", ".txt", ".tsv":
		err = r.readCSV(ctx, u)
	default:
		err = r.readFeatures(ctx, u)
	}
	if err != nil {
		return err
	}
	return u.addresses.stage(ctx, r)
}

// unitReader turns records, whatever file they come from, into units.
type unitReader struct {
	run       *run
	addresses *addressBook
	german    bool            // decimal commas: 1.500 is fifteen hundred
	unknown   map[string]bool // columns without a place here
}

func (u *unitReader) feature(ctx context.Context, f geo.Feature) error {
	p := readProperties(f)
	in := row{layer: layerUnit, fileRow: f.Number, ref: f.ID, fields: fields{}}
	if f.Geometry != nil && !u.run.takeGeometry(&in, f, "Point", "Polygon", "MultiPolygon") {
		return nil
	}
	return u.unit(ctx, in, p)
}

func (u *unitReader) done() { u.run.noteNames("unmapped_field", u.unknown) }

// unit adds one unit with its address, or refuses it at its first fault.
func (u *unitReader) unit(ctx context.Context, in row, p properties) error {
	for key, name := range p.names {
		if !unitColumn(key) {
			u.unknown[name] = true
		}
	}
	c := &unitColumns{unitReader: u, p: p, in: &in}
	c.identity()
	c.place()
	c.words()
	c.areas()
	c.status()
	if c.refused {
		return nil
	}
	if !u.run.known(in) {
		u.addresses.add(in)
	}
	return u.run.add(ctx, in)
}

// unitColumns reads the columns of one record. After the first refusal every step does nothing.
type unitColumns struct {
	*unitReader
	p       properties
	in      *row
	refused bool
}

func (c *unitColumns) refuse(names []string, code string, args ...any) {
	c.run.refuse(*c.in, c.column(names), code, args...)
	c.refused = true
}

// column is the name as it stands in the file, since that is what the person who wrote it looks for.
func (c *unitColumns) column(names []string) string {
	for _, name := range names {
		if key, ok := c.p.find(name); ok {
			return c.p.names[key]
		}
	}
	return names[0]
}

func (c *unitColumns) identity() {
	ref := c.p.get(unitRef...)
	c.in.ref = cmp.Or(ref, c.in.ref, strings.Join([]string{
		streetKey(c.p.get(unitStreet...)), fold(c.p.get(unitNumber...)), fold(c.p.get(unitFloor...)), fold(c.p.get(unitPosition...)),
	}, "|"))
	if len(c.in.ref) > 200 {
		c.refuse(unitRef, "too_long", 200)
		return
	}
	c.in.fields["public_ref"] = publicRef(c.run.options.SourceID, c.in.ref)
	c.in.fields["public_basis"] = "shop_front"
	if c.run.options.OpenData {
		c.in.fields["public_basis"] = "open_data"
	}
}

// place reads the address and the coordinates; without these the address has to be known.
func (c *unitColumns) place() {
	if c.refused {
		return
	}
	a, ok := c.address()
	if !ok {
		return
	}
	a.into(c.in.fields)
	if !c.in.geom.IsZero() {
		return
	}
	c.point()
	if !c.refused && c.in.geom.IsZero() && a.street == "" {
		c.refuse(unitStreet, "missing")
	}
}

func (c *unitColumns) address() (address, bool) {
	street, number := c.p.get(unitStreet...), c.p.get(unitNumber...)
	if whole := c.p.get(unitAddress...); street == "" && whole != "" {
		street, number = splitAddress(whole)
	} else if number == "" {
		street, number = splitAddress(street)
	}
	a := address{street: street, postcode: c.p.get(unitPostcode...), city: c.p.get(unitCity...)}
	if street == "" {
		return a, true
	}
	if len(a.postcode) == 4 {
		a.postcode = "0" + a.postcode // a number column lost the zero
	}
	if a.postcode != "" && !fiveDigits.MatchString(a.postcode) {
		c.refuse(unitPostcode, "not_a_number", a.postcode)
		return a, false
	}
	var ok bool
	if a.number, a.suffix, ok = parseHouseNumber(number + c.p.get(unitSuffix...)); !ok {
		c.refuse(unitNumber, "not_a_number", number)
		return a, false
	}
	return a, true
}

// point reads degrees or metres, whichever columns the file has. Degrees win.
func (c *unitColumns) point() {
	for _, pair := range []struct {
		x, y []string
		srid geo.SRID
	}{{unitLon, unitLat, geo.LonLat}, {unitEast, unitNorth, geo.Storage}} {
		x, okX := c.number(pair.x, parseDecimal)
		y, okY := c.number(pair.y, parseDecimal)
		if c.refused || !okX && !okY {
			continue
		}
		if !okX || !okY {
			c.refuse(append(pair.x, pair.y...), "missing")
			return
		}
		g, err := c.run.intake(pair.srid, "Point").Check(geom.NewPointFlat(geom.XY, []float64{x, y}))
		if err != nil {
			ofFile := c.run.srid
			c.run.srid = pair.srid
			c.run.refuseFault(*c.in, c.column(pair.x)+", "+c.column(pair.y), err)
			c.run.srid = ofFile
			c.refused = true
			return
		}
		c.in.geom = g
		return
	}
}

// number reports whether the column holds a number; one that is something else is refused.
func (c *unitColumns) number(names []string, parse func(string) (float64, bool)) (float64, bool) {
	text := c.p.get(names...)
	if text == "" || c.refused {
		return 0, false
	}
	v, ok := parse(text)
	if !ok {
		c.refuse(names, "not_a_number", text)
	}
	return v, ok
}

func (c *unitColumns) words() {
	c.in.fields["use_type"] = c.word(unitUse, useTypeWords, "other")
	floor := c.p.get(unitFloor...)
	level, ok := parseFloor(floor)
	if !ok && !c.refused {
		c.refuse(unitFloor, "not_a_number", floor)
	}
	c.in.fields["floor"] = level
	for field, list := range map[string]struct {
		names []string
		words []word
	}{
		"position": {unitPosition, positionWords}, "step_free": {unitStepFree, yesNoWords},
		"condition": {unitCondition, conditionWords}, "location_class": {unitLocation, locationWords},
	} {
		if c.p.has(list.names...) {
			c.in.fields[field] = c.word(list.names, list.words, nil)
		}
	}
	for field, names := range map[string][]string{"last_use": unitLastUse, "note_internal": unitNote} {
		if c.p.has(names...) {
			c.in.fields[field] = textOrNull(c.p.get(names...))
		}
	}
}

// word translates a word of the file, or returns without for an empty field.
func (c *unitColumns) word(names []string, words []word, without any) any {
	text := c.p.get(names...)
	if text == "" || c.refused {
		return without
	}
	value, ok := lookUp(words, text)
	if !ok {
		c.refuse(names, "unknown_word", text, known(words))
	}
	return value
}

func (c *unitColumns) areas() {
	parse := parseDecimal
	if c.german {
		parse = parseArea
	}
	last := -1.0
	for _, area := range unitAreas {
		if !c.p.has(area.names...) || c.refused {
			continue
		}
		c.in.fields[area.field] = nil
		v, ok := c.number(area.names, parse)
		if !ok {
			continue
		}
		if v < 0 || v > 1e6 {
			c.refuse(area.names, "out_of_range", c.p.get(area.names...), "0–1 000 000 m²")
			return
		}
		c.in.fields[area.field] = v
		if area.nested {
			if v < last {
				c.refuse(area.names, "area_order")
				return
			}
			last = v
		}
	}
}

// status reads the state and since when it has been so. A day that is not said is the day of the import at the latest.
func (c *unitColumns) status() {
	if c.refused {
		return
	}
	since, precision := c.run.options.Today, "at_latest"
	if text := c.p.get(unitSince...); text != "" {
		var ok bool
		if since, precision, ok = parseDay(text); !ok || c.run.options.Today.Before(since) {
			c.refuse(unitSince, "not_a_date", text)
			return
		}
	}
	state := c.word(unitStatus, statusWords, "")
	name := c.p.get(unitBusiness...)
	if state == "" && precision != "at_latest" {
		state = "vacant" // a column of its own for "leer seit" is a status
	}
	if state == "" && name != "" {
		state = "occupied"
	}
	if state == "" || c.refused {
		if !c.refused {
			c.run.report.note("no_status", []string{c.in.ref})
		}
		return
	}
	if state != "occupied" && state != "threatened" {
		name = ""
	} else {
		name = cmp.Or(name, c.p.get(unitUse...), "Laden")
	}
	c.in.fields["status"], c.in.fields["status_at"], c.in.fields["status_precision"] = state, since, precision
	c.in.fields["business_name"] = clip(name)
}
