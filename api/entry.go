package api

import (
	"time"

	"mitte/geo"
	"mitte/geo/vacancy"
)

// entry is a unit of the register as staff read it; whole adds its past and where it may go.
type entry struct {
	*vacancy.Entry
	today geo.Date
	names map[string]string // of editors
	whole bool
}

// timeOr writes no moment as null.
func (w *jsonWriter) timeOr(name string, t *time.Time) { maybe(w, name, t, (*jsonWriter).time) }

// write appends the unit as a GeoJSON feature.
func (e entry) write(w *jsonWriter) {
	w.open()
	w.str("type", "Feature")
	w.id("id", e.ID)
	w.exactGeom("geometry", e.Geom)
	w.object("properties")
	w.id("id", e.ID)
	w.num("version", e.Version)
	w.time("created_at", e.CreatedAt)
	w.time("updated_at", e.UpdatedAt)
	w.str("updated_by", e.UpdatedBy)
	w.textOr("updated_by_name", e.names[e.UpdatedBy])
	e.stock(w)
	e.life(w)
	w.floatOr("frontage_m", e.FrontageM)
	w.idOr("segment_id", e.SegmentID)
	w.strOr("side", e.Side)
	w.floatOr("chainage_m", e.ChainageM)
	w.array("parcels")
	for _, p := range e.Parcels {
		w.open()
		w.id("parcel_id", p.ParcelID)
		w.str("label", p.Label)
		w.yes("primary", p.Primary)
		w.close('}')
	}
	w.close(']')
	w.idOr("offer_id", e.OfferID)
	w.strOr("publication_status", e.PublicationStatus)
	if e.whole {
		e.next(w)
		e.events(w)
		e.occupancies(w)
	}
	w.close('}')
	w.close('}')
}

// stock is the unit as a thing.
func (e entry) stock(w *jsonWriter) {
	u := &e.StockUnit
	w.str("public_ref", u.PublicRef)
	w.textOr("street_name", u.StreetName)
	w.numOr("house_number", u.HouseNumber)
	w.textOr("house_number_suffix", u.HouseNumberSuffix)
	w.textOr("postcode", u.Postcode)
	w.textOr("city", u.City)
	w.num("floor", u.Floor)
	w.textOr("position", u.Position)
	w.str("use_type", u.UseType)
	w.textOr("last_use", u.LastUse)
	w.floatOr("sales_area_m2", u.SalesAreaM2)
	w.floatOr("retail_area_m2", u.RetailAreaM2)
	w.floatOr("storage_area_m2", u.StorageAreaM2)
	w.floatOr("gastro_area_m2", u.GastroAreaM2)
	w.floatOr("total_area_m2", u.TotalAreaM2)
	w.textOr("area_source", u.AreaSource)
	w.floatOr("divisible_from_m2", u.DivisibleFromM2)
	w.floatOr("ceiling_height_m", u.CeilingHeightM)
	w.yesOr("step_free", u.StepFree)
	w.floatOr("power_kw", u.PowerKw)
	w.textOr("condition", u.Condition)
	w.numOr("year_built", u.YearBuilt)
	w.textOr("energy_certificate", u.EnergyCertificate)
	w.textOr("wz_code", u.WzCode)
	w.numOr("wz_version", u.WzVersion)
	w.textOr("location_class", u.LocationClass)
	w.yes("marketable", u.Marketable)
	w.textOr("not_marketable_reason", u.NotMarketableReason)
	w.textOr("public_basis", u.PublicBasis)
	w.textOr("note_internal", u.NoteInternal)
	w.day("last_surveyed_at", e.LastSurveyedAt)
	w.strOr("survey_source", e.SurveySource)
	w.str("source", e.Source)
	w.yes("made_up", e.MadeUp)
	w.num("completeness", u.Completeness())
}

// life is what the unit is doing.
func (e entry) life(w *jsonWriter) {
	w.str("status", e.Status)
	w.day("status_since", e.StatusSince)
	w.day("expected_until", e.ExpectedUntil)
	w.day("vacant_since", e.VacantSince)
	if days, known := e.VacantDays(e.today); known {
		w.num("vacant_days", days)
	} else {
		w.numOr("vacant_days", nil)
	}
	w.textOr("vacancy_kind", e.Kind(e.today))
	w.yes("persistent", e.Persistent())
	w.strOr("business_name", e.BusinessName)
	w.yes("public", e.Public)
	w.yes("stale", e.Stale(e.today))
}

func (e entry) next(w *jsonWriter) {
	w.array("next")
	for _, to := range vacancy.NextStatuses(e.Status) {
		w.open()
		w.str("to", to)
		w.list("needs", vacancy.Needs(e.Status, to))
		w.close('}')
	}
	w.close(']')
}

func (e entry) events(w *jsonWriter) {
	w.array("events")
	for i := range e.Events {
		v := &e.Events[i]
		w.open()
		w.id("id", v.ID)
		w.str("from", v.From)
		w.str("to", v.To)
		w.day("at", v.At)
		w.str("at_precision", v.AtPrecision)
		w.strOr("reason", v.Reason)
		w.yes("irregular", v.Irregular)
		w.str("source", v.Source)
		w.str("by", v.By)
		w.textOr("by_name", e.names[v.By])
		w.strOr("note", v.Note)
		w.day("expected_until", v.ExpectedUntil)
		w.array("successor_ids")
		for _, id := range v.SuccessorIDs {
			w.comma()
			w.b = append(w.b, decimal(id)...)
		}
		w.close(']')
		w.idOr("corrects_id", v.CorrectsID)
		w.time("recorded_at", v.RecordedAt)
		w.timeOr("superseded_at", v.SupersededAt)
		w.close('}')
	}
	w.close(']')
}

func (e entry) occupancies(w *jsonWriter) {
	w.array("occupancies")
	for i := range e.Occupancies {
		o := &e.Occupancies[i]
		w.open()
		w.id("id", o.ID)
		w.num("version", o.Version)
		w.str("business_name", o.BusinessName)
		w.str("kind", o.Kind)
		w.strOr("wz_code", o.WzCode)
		w.numOr("chain_shop_count", o.ChainShopCount)
		w.day("from", o.From)
		w.day("to", o.To)
		if !o.LeaseEnd.IsZero() {
			w.day("lease_end", o.LeaseEnd)
		}
		w.close('}')
	}
	w.close(']')
}
