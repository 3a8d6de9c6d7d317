package intake

import (
	"context"
	"strings"
	"time"

	"github.com/paulmach/osm"
	"github.com/twpayne/go-geom"

	"mitte/geo"
)

// isShop reports whether tags describe a shop unit, standing or given up; with amenities also gastronomy and the like.
func isShop(tags osm.Tags, amenities bool) bool {
	if tags.HasTag("disused:shop") {
		return true
	}
	if shop := tags.Find("shop"); shop != "" && shop != "no" {
		return true
	}
	_, standing := amenityTrades[tags.Find("amenity")]
	_, disused := amenityTrades[tags.Find("disused:amenity")]
	return amenities && (standing || disused)
}

// shop is what the tags of a unit say.
type shop struct {
	vacant bool
	both   bool   // tagged as open and as given up
	trade  string // what is there now, or was before
}

// readShop: a live shop, or what else now trades there, wins over disused:shop. shop=vacant is vacant.
func readShop(tags osm.Tags, amenities bool) shop {
	live := tags.Find("shop")
	if live == "no" || live == "vacant" {
		live = ""
	}
	for _, key := range []string{"amenity", "office", "craft"} {
		if live == "" {
			live = tags.Find(key)
		}
	}
	old := tags.Find("disused:shop")
	if old == "" && amenities {
		old = tags.Find("disused:amenity")
	}
	switch {
	case live != "":
		return shop{trade: live, both: old != ""}
	case old == "yes" || old == "vacant":
		old = ""
	}
	return shop{vacant: true, trade: old}
}

func (o *osmReader) shops(ctx context.Context) error {
	wanted := func(tags osm.Tags) bool { return isShop(tags, o.run.options.Amenities) }
	for i, n := range o.data.tagged {
		if !wanted(n.Tags) {
			continue
		}
		t := geom.NewPointFlat(geom.XY, []float64{n.Lon, n.Lat})
		if err := o.unit(ctx, i+1, nodeRef(n.ID), n.Tags, n.Timestamp, t); err != nil {
			return err
		}
	}
	for i, b := range o.outlines(wanted) {
		if err := o.unit(ctx, len(o.data.tagged)+i+1, b.ref, b.tags, b.at, b.geom); err != nil {
			return err
		}
	}
	return nil
}

// unit adds a row for a shop: the unit, its state and who trades there. What stands at one house number are several units.
func (o *osmReader) unit(ctx context.Context, number int, ref string, tags osm.Tags, at time.Time, t geom.T) error {
	if o.outside(t.FlatCoords()) {
		return nil
	}
	s := readShop(tags, o.run.options.Amenities)
	trade, known := tradeOf(s.trade)
	if !known {
		o.run.report.note("unknown_trade", []string{ref + " " + clip(s.trade)})
	}
	if s.both {
		o.run.report.note("both_tags", []string{ref})
	}
	in := row{layer: layerUnit, fileRow: number, ref: ref, fields: fields{
		"public_ref": "osm-" + strings.ReplaceAll(ref, "/", "-"), "public_basis": "open_data",
		"use_type": trade.use, "floor": osmFloor(tags.Find("level")), "step_free": stepFree(tags.Find("wheelchair")),
		"last_use": nil, "last_surveyed_at": nil, "survey_source": nil,
		"status": "occupied", "status_at": o.seen(at), "status_precision": "at_latest",
	}}
	if s.vacant {
		in.fields["status"], in.fields["last_use"] = "vacant", textOrNull(trade.german)
	} else {
		in.fields["business_name"] = businessName(tags, trade)
	}
	if day, precision, ok := parseDay(tags.Find("check_date")); ok && precision == "day" && !o.run.options.Today.Before(day) {
		in.fields["last_surveyed_at"], in.fields["survey_source"] = day, "OpenStreetMap"
	}
	if tags.HasTag("addr:housenumber") {
		if a, ok := o.address(tags, ref); ok {
			o.book.resolve(a).into(in.fields)
		}
	}
	g, err := o.run.intake(geo.LonLat, "Point", "Polygon", "MultiPolygon").Check(t)
	if err != nil {
		o.run.refuseFault(in, "geometry", err)
		return nil
	}
	in.geom = g
	return o.run.add(ctx, in)
}

// seen is the day on which the state was known at the latest: that of the element, else that of the extract.
func (o *osmReader) seen(at time.Time) geo.Date {
	if at.Unix() <= 0 {
		at = o.data.at
	}
	if day := geo.DateOf(at); at.Unix() > 0 && day.Before(o.run.options.Today) {
		return day
	}
	return o.run.options.Today
}

func businessName(tags osm.Tags, t trade) string {
	for _, key := range []string{"name", "brand"} {
		if name := clip(tags.Find(key)); name != "" {
			return name
		}
	}
	if t.german != "" {
		return t.german
	}
	return "Laden"
}

func osmFloor(level string) int {
	level, _, _ = strings.Cut(level, ";")
	if n, ok := parseWhole(level); ok && n >= -5 && n <= 60 {
		return n
	}
	return 0
}

func stepFree(wheelchair string) any {
	switch wheelchair {
	case "yes", "designated":
		return true
	case "no":
		return false
	}
	return nil
}
