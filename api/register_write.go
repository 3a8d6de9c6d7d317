package api

import (
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

func (a *api) createUnit(c *fiber.Ctx) error {
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	edit, first := body.unitEdit(), body.firstStep(a.Register.Today())
	body.done()
	if err := body.err(); err != nil {
		return err
	}
	saved, err := a.Register.Create(c.UserContext(), a.registrar(c), edit, first)
	if err != nil {
		return asEntered(err)
	}
	c.Set(fiber.HeaderLocation, staffUnits+string(decimal(saved.ID)))
	c.Status(fiber.StatusCreated)
	return a.sendSavedEntry(c, &saved)
}

// firstStepNames are what the members of a step are called when a unit is entered.
var firstStepNames = map[string]string{ //nolint:gochecknoglobals // a table
	"/to": "/status", "/at": "/since", "/occupancy": "/business_name", "/occupancy/business_name": "/business_name",
}

// asEntered gives the members of a first step the names that the request has for them.
func asEntered(err error) error {
	var refused *fault.Error
	if !errors.As(err, &refused) {
		return err
	}
	out := *refused
	out.Fields = slices.Clone(refused.Fields)
	for i := range out.Fields {
		if name, other := firstStepNames[out.Fields[i].Path]; other {
			out.Fields[i].Path = name
		}
	}
	return &out
}

func (a *api) changeUnit(c *fiber.Ctx) error {
	id, version, body, err := changeOf(c, itemID)
	if err != nil {
		return err
	}
	edit := body.unitEdit()
	body.done()
	if err := body.err(); err != nil {
		return err
	}
	saved, err := a.Register.Change(c.UserContext(), a.registrar(c), id, version, edit)
	if err != nil {
		return a.withCurrentEntry(c, id, err)
	}
	return a.sendSavedEntry(c, &saved)
}

func (a *api) deleteUnit(c *fiber.Ctx) error {
	id, on, err := revisionOf(c, itemID)
	if err != nil {
		return err
	}
	xid, err := a.Register.Delete(c.UserContext(), a.registrar(c), id, on.Version)
	if err != nil {
		return a.withCurrentEntry(c, id, err)
	}
	a.reach(c.UserContext(), c, xid)
	c.Status(fiber.StatusNoContent)
	return nil
}

func (a *api) stepUnit(c *fiber.Ctx) error {
	id, err := itemID(c)
	if err != nil {
		return err
	}
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	step := body.statusStep()
	if err := body.err(); err != nil {
		return err
	}
	saved, err := a.Register.Step(c.UserContext(), a.registrar(c), id, step)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, staffUnits+string(decimal(id)))
	c.Status(fiber.StatusCreated)
	return a.sendSavedEntry(c, &saved)
}

func (a *api) changeTenant(c *fiber.Ctx) error {
	id, version, body, err := changeOf(c, itemID)
	if err != nil {
		return err
	}
	edit := &vacancy.TenantEdit{}
	value(body, "business_name", &edit.BusinessName)
	value(body, "wz_code", &edit.WzCode)
	value(body, "chain_shop_count", &edit.ChainShopCount)
	body.day("lease_end", &edit.LeaseEnd)
	body.done()
	if err := body.err(); err != nil {
		return err
	}
	saved, err := a.Register.ChangeTenant(c.UserContext(), a.registrar(c), id, version, edit)
	if fault.KindOf(err) == fault.Stale {
		if unit, failed := a.Register.UnitOf(c.UserContext(), id); failed == nil {
			return a.withCurrentEntry(c, unit, err)
		}
	}
	if err != nil {
		return err
	}
	return a.sendSavedEntry(c, &saved)
}

// sendSavedEntry answers once the change shows: the next tile has it.
func (a *api) sendSavedEntry(c *fiber.Ctx, saved *vacancy.Saved) error {
	a.reach(c.UserContext(), c, saved.XID)
	return a.sendEntry(c, &saved.Entry)
}

// unitEdit reads what a request says of a unit.
func (o *object) unitEdit() *place.StockUnitEdit {
	e := &place.StockUnitEdit{}
	value(o, "public_ref", &e.PublicRef)
	value(o, "street_name", &e.StreetName)
	value(o, "house_number", &e.HouseNumber)
	value(o, "house_number_suffix", &e.HouseNumberSuffix)
	value(o, "postcode", &e.Postcode)
	value(o, "city", &e.City)
	value(o, "floor", &e.Floor)
	value(o, "position", &e.Position)
	value(o, "use_type", &e.UseType)
	value(o, "last_use", &e.LastUse)
	value(o, "sales_area_m2", &e.SalesAreaM2)
	value(o, "retail_area_m2", &e.RetailAreaM2)
	value(o, "storage_area_m2", &e.StorageAreaM2)
	value(o, "gastro_area_m2", &e.GastroAreaM2)
	value(o, "total_area_m2", &e.TotalAreaM2)
	value(o, "area_source", &e.AreaSource)
	value(o, "divisible_from_m2", &e.DivisibleFromM2)
	value(o, "ceiling_height_m", &e.CeilingHeightM)
	value(o, "step_free", &e.StepFree)
	value(o, "power_kw", &e.PowerKw)
	value(o, "condition", &e.Condition)
	value(o, "year_built", &e.YearBuilt)
	value(o, "energy_certificate", &e.EnergyCertificate)
	value(o, "wz_code", &e.WzCode)
	value(o, "wz_version", &e.WzVersion)
	value(o, "location_class", &e.LocationClass)
	value(o, "marketable", &e.Marketable)
	value(o, "not_marketable_reason", &e.NotMarketableReason)
	value(o, "public_basis", &e.PublicBasis)
	value(o, "note_internal", &e.NoteInternal)
	o.geometry("geometry", &e.Geometry, "Point")
	if parcels, given := o.objects("parcels"); given {
		e.Parcels = geo.Give([]place.UnitParcel{})
		for _, p := range parcels {
			var primary geo.Given[bool]
			value(p, "primary", &primary)
			e.Parcels.Value = append(e.Parcels.Value, place.UnitParcel{ParcelID: p.id("parcel_id"), Primary: primary.Value})
			p.done()
		}
	}
	return e
}

// firstStep reads what a unit that is entered is doing, nil for nothing.
func (o *object) firstStep(today geo.Date) *vacancy.StatusStep {
	var status, reason, business geo.Given[string]
	var since, until geo.Given[geo.Date]
	value(o, "status", &status)
	value(o, "reason", &reason)
	value(o, "business_name", &business)
	o.day("since", &since)
	o.day("expected_until", &until)
	if !status.Set || status.Value == "" || status.Value == "unknown" {
		return nil
	}
	s := &vacancy.StatusStep{To: status.Value, At: since.Value, AtPrecision: "day", Source: "walk", Reason: reason.Value, ExpectedUntil: until.Value}
	if s.At.IsZero() {
		s.At, s.AtPrecision = today, "at_latest"
	}
	if business.Value != "" {
		s.Tenant = &vacancy.Tenant{BusinessName: business.Value}
	}
	return s
}

// statusStep reads a step in a unit's life.
func (o *object) statusStep() *vacancy.StatusStep {
	var to, precision, source, reason, note geo.Given[string]
	var at, until geo.Given[geo.Date]
	var irregular geo.Given[bool]
	var successors geo.Given[[]int64]
	value(o, "to", &to)
	o.day("at", &at)
	value(o, "at_precision", &precision)
	value(o, "source", &source)
	value(o, "reason", &reason)
	value(o, "note", &note)
	o.day("expected_until", &until)
	value(o, "irregular", &irregular)
	value(o, "successor_ids", &successors)
	s := &vacancy.StatusStep{
		To: to.Value, At: at.Value, AtPrecision: precision.Value, Source: source.Value, Reason: reason.Value, Note: note.Value,
		ExpectedUntil: until.Value, Irregular: irregular.Value, SuccessorIDs: successors.Value, CorrectsID: o.id("corrects_id"),
	}
	if !precision.Set {
		s.AtPrecision = "day"
	}
	if inner, given := o.object("occupancy"); given && inner != nil {
		s.Tenant = inner.tenant()
	}
	o.done()
	return s
}

func (o *object) tenant() *vacancy.Tenant {
	var name, wz geo.Given[string]
	var chain geo.Given[*int]
	var lease geo.Given[geo.Date]
	value(o, "business_name", &name)
	value(o, "wz_code", &wz)
	value(o, "chain_shop_count", &chain)
	o.day("lease_end", &lease)
	o.done()
	return &vacancy.Tenant{BusinessName: name.Value, WzCode: wz.Value, ChainShopCount: chain.Value, LeaseEnd: lease.Value}
}
