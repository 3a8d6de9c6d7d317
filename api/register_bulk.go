package api

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/place"
	"mitte/geo/vacancy"
)

// bulkRoutes change many units in one go.
func (a *api) bulkRoutes() []route {
	edit := func(pattern string, handler fiber.Handler) route {
		return route{method: fiber.MethodPost, pattern: pattern, class: write, may: editors(), handler: a.inRegister(handler)}
	}
	return []route{
		edit("/api/v1/bulk-edits/preview", a.previewBulk),
		edit("/api/v1/bulk-edits", a.idempotent(staffUnits, a.bulk)),
		edit("/api/v1/bulk-edits/:id/undo", a.idempotent(staffUnits, a.undoBulk)),
	}
}

// bulkEdit is what a request says of many units.
type bulkEdit struct {
	units   []vacancy.BulkUnit
	edit    *place.StockUnitEdit
	members []string // that are set
	reason  string
}

// ofOneUnit are members that no two units have alike, or that do not come back with an undo.
var ofOneUnit = []string{ //nolint:gochecknoglobals // a table
	"public_ref", "geometry", "parcels", "street_name", "house_number", "house_number_suffix", "postcode", "city",
	"sales_area_m2", "retail_area_m2", "storage_area_m2", "gastro_area_m2", "total_area_m2", "divisible_from_m2",
}

func bulkOf(c *fiber.Ctx) (*bulkEdit, error) {
	if err := bind(c).err(); err != nil {
		return nil, err
	}
	body, err := bodyObject(c)
	if err != nil {
		return nil, err
	}
	b := &bulkEdit{edit: &place.StockUnitEdit{}}
	list, _ := body.objects("units")
	for _, o := range list {
		var version geo.Given[int]
		value(o, "version", &version)
		b.units = append(b.units, vacancy.BulkUnit{ID: o.id("id"), Version: version.Value})
		o.done()
	}
	var reason geo.Given[string]
	value(body, "reason", &reason)
	b.reason = reason.Value
	if set, given := body.object("set"); given && set != nil {
		b.members = slices.Sorted(maps.Keys(set.members))
		for _, name := range ofOneUnit {
			if _, there := set.take(name); there {
				set.refuse(name, "bulk.of_one", "this belongs to one unit alone")
			}
		}
		b.edit = set.unitEdit()
		set.done()
	}
	body.done()
	if len(b.units) == 0 {
		body.refuse("units", "required", "at least one unit is needed")
	}
	if len(b.members) == 0 {
		body.refuse("set", "required", "what is to change")
	}
	if len(b.units) > vacancy.MostBulk {
		body.refuse("units", "too_many_values", "too many units at once")
	}
	if len(b.reason) > longestText || b.reason != "" && !presentable(b.reason) {
		body.refuse("reason", "text", "text of 1 to 200 printable characters is needed")
	}
	return b, body.err()
}

func (a *api) previewBulk(c *fiber.Ctx) error {
	b, err := bulkOf(c)
	if err != nil {
		return err
	}
	found, err := a.Register.PreviewBulk(c.UserContext(), a.registrar(c), b.units, b.edit)
	if err != nil {
		return err
	}
	w, lang := &jsonWriter{}, language(c.Get(fiber.HeaderAcceptLanguage))
	w.open()
	w.array("units")
	for i := range found {
		u := &found[i]
		w.open()
		w.id("id", u.ID)
		w.str("public_ref", u.PublicRef)
		w.num("version", u.Version)
		if err := writeDifference(w, b.members, &u.Before, &u.After); err != nil {
			return err
		}
		w.array("errors")
		for _, f := range u.Wrong {
			w.open()
			w.str("path", f.Path)
			w.str("code", f.Code)
			w.str("message", sentence(f.Code, f.Msg, lang))
			w.close('}')
		}
		w.close(']')
		w.close('}')
	}
	w.close(']')
	w.close('}')
	return sendFor(c, plainJSON, w)
}

// writeDifference tells the members that change, before and after.
func writeDifference(w *jsonWriter, members []string, before, after *place.StockUnit) error {
	was, err := stockMembers(before)
	if err != nil {
		return err
	}
	is, err := stockMembers(after)
	if err != nil {
		return err
	}
	w.array("changes")
	for _, name := range members {
		if string(was[name]) == string(is[name]) {
			continue
		}
		w.open()
		w.str("member", name)
		w.raw("before", was[name])
		w.raw("after", is[name])
		w.close('}')
	}
	w.close(']')
	return nil
}

// stockMembers are the members of a unit as a list of the register writes them.
func stockMembers(u *place.StockUnit) (map[string]json.RawMessage, error) {
	w := &jsonWriter{}
	w.open()
	entry{Entry: &vacancy.Entry{StockUnit: *u}}.stock(w)
	w.close('}')
	var out map[string]json.RawMessage
	return out, json.Unmarshal(w.b, &out)
}

func (a *api) bulk(c *fiber.Ctx) error {
	b, err := bulkOf(c)
	if err != nil {
		return err
	}
	done, err := a.Register.Bulk(c.UserContext(), a.registrar(c), b.units, b.edit, b.reason)
	if err != nil {
		return err
	}
	return a.sendBulk(c, &done)
}

func (a *api) undoBulk(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	id, err := uuid.Parse(c.Params("id"))
	if err != nil {
		return fault.New(fault.NotFound, "not_found", "there is no such bulk edit")
	}
	done, err := a.Register.UndoBulk(c.UserContext(), a.registrar(c), id.String())
	if err != nil {
		return err
	}
	return a.sendBulk(c, &done)
}

func (a *api) sendBulk(c *fiber.Ctx, done *vacancy.BulkDone) error {
	a.reach(c.UserContext(), c, done.XID)
	w := &jsonWriter{}
	w.open()
	w.str("id", done.ID)
	w.num("units", done.Units)
	w.close('}')
	c.Status(fiber.StatusCreated)
	return sendFor(c, plainJSON, w)
}
