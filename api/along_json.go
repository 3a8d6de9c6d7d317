package api

import (
	"math"
	"strconv"

	"mitte/geo/place"
)

func alongJSON(f *place.Along) []byte {
	return standingJSON(f.At, f.Known, f.Rows, &f.Totals, alongRow, func(w *jsonWriter) {
		w.object("path")
		alongPath(w, &f.Path)
		w.close('}')
	})
}

// alongGeoJSON names a row by its place too, because a thing may stand on both sides, or twice on one.
func alongGeoJSON(f *place.Along) []byte {
	return standingGeoJSON(f.At, f.Known, f.Rows, &f.Totals, alongRow, func(r *place.AlongRow) string {
		return r.Kind + "/" + strconv.FormatInt(r.ID, 10) + "/" + r.Side + "/" + strconv.FormatFloat(centi(r.ChainageM), 'f', -1, 64)
	})
}

func alongPath(w *jsonWriter, p *place.Path) {
	w.strUnlessEmpty("street_name", p.StreetName)
	w.strUnlessEmpty("from_label", p.FromLabel)
	w.strUnlessEmpty("to_label", p.ToLabel)
	w.float("length_m", centi(p.LengthM))
	w.yes("backwards", p.Backwards)
	items(w, "legs", p.Legs, func(w *jsonWriter, l *place.Leg) {
		w.array("segment_ids")
		for _, id := range l.SegmentIDs {
			w.comma()
			w.b = strconv.AppendInt(w.b, id, 10)
		}
		w.close(']')
		w.float("start_m", centi(l.StartM))
		w.yes("backwards", l.Backwards)
		w.float("length_m", centi(l.Over.To-l.Over.From))
		w.geom("geometry", l.Geom)
	})
}

func alongRow(w *jsonWriter, r *place.AlongRow) {
	w.str("kind", r.Kind)
	w.id("ref_id", r.ID)
	w.str("ref", r.Ref)
	w.strUnlessEmpty("label", r.Label)
	w.idOr("segment_id", r.SegmentID)
	w.str("side", r.Side)
	w.float("chainage_m", centi(r.ChainageM))
	w.float("chainage_from_m", centi(r.FromM))
	w.float("chainage_to_m", centi(r.ToM))
	w.float("offset_m", centi(r.OffsetM))
	w.floatOr("frontage_m", centiOr(r.FrontM))
	w.yes("primary", r.Primary)
	w.yes("corner", r.Corner)
	alongThing(w, r)
}

// alongThing writes what is told of a unit, a parcel or works.
func alongThing(w *jsonWriter, r *place.AlongRow) {
	switch {
	case r.Unit != nil:
		alongUnit(w, r.Unit)
	case r.Parcel != nil:
		w.float("area_m2", centi(r.Parcel.AreaM2))
		w.strUnlessEmpty("land_use", r.Parcel.LandUse)
	case r.Section != nil:
		alongSection(w, r.Section)
	}
}

func alongUnit(w *jsonWriter, u *place.AlongUnit) {
	w.strUnlessEmpty("street_name", u.StreetName)
	w.strUnlessEmpty("house_number", u.HouseNumber)
	w.num("floor", u.Floor)
	w.str("use_type", u.UseType)
	w.str("vacancy_status", u.Status)
	w.strUnlessEmpty("business_name", u.Name)
	w.day("vacant_since", u.VacantSince)
	w.floatOr("sales_area_m2", u.SalesAreaM2)
	w.yesOr("step_free", u.StepFree)
	w.day("last_surveyed_at", u.LastSurveyedAt)
}

func alongSection(w *jsonWriter, s *place.AlongSection) {
	w.str("project_title_de", s.ProjectTitleDe)
	w.str("project_title_en", s.ProjectTitleEn)
	w.str("title_de", s.TitleDe)
	w.str("title_en", s.TitleEn)
	w.str("status", s.Status)
	w.day("from", s.From)
	w.day("to", s.To)
	w.float("overlap_m2", centi(s.OverlapM2))
}

func alongTotals(w *jsonWriter, t *place.AlongTotals) {
	w.num("units", t.Units)
	w.num("stock", t.Stock)
	w.num("vacant", t.Vacant)
	w.num("parcels", t.Parcels)
	w.num("buildings", t.Buildings)
	w.num("sections", t.Sections)
	w.float("frontage_m", centi(t.FrontageM))
	w.float("vacant_frontage_m", centi(t.VacantFrontageM))
	w.num("frontage_known", t.FrontageKnown)
	w.float("sales_area_m2", centi(t.SalesAreaM2))
	w.float("vacant_sales_area_m2", centi(t.VacantSalesAreaM2))
	w.num("sales_area_known", t.SalesAreaKnown)
	w.floatOr("vacancy_rate_units", perTenThousand(t.ByUnits))
	w.floatOr("vacancy_rate_area", perTenThousand(t.ByArea))
	w.floatOr("vacancy_rate_frontage", perTenThousand(t.ByFrontage))
}

// perTenThousand keeps a rate to the hundredth of a per cent.
func perTenThousand(rate *float64) *float64 {
	if rate == nil {
		return nil
	}
	v := math.Round(*rate*1e4) / 1e4 // divided once: a second division leaves 0.060599999999999994
	return &v
}
