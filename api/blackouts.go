package api

import (
	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/works"
)

func (a *api) blackouts(c *fiber.Ctx) error {
	q := bind(c, "limit", "cursor")
	page := q.page()
	if err := q.err(); err != nil {
		return err
	}
	found, err := a.Office.Blackouts(c.UserContext(), actor(c), works.LedgerQuery{Page: page})
	if err != nil {
		return err
	}
	var who []string
	for i := range found.Rows {
		who = append(who, found.Rows[i].UpdatedBy)
	}
	names := a.namesOf(c, who...)
	return sendLedger(a, c, found.Rows, found.More, func(w *jsonWriter, b *works.Blackout) int64 {
		writeBlackout(w, b, names)
		return b.ID
	})
}

func (a *api) blackout(c *fiber.Ctx) error {
	id, err := itemID(c)
	if err != nil {
		return err
	}
	b, err := a.Office.Blackout(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	return a.sendBlackout(c, &b)
}

func (a *api) createBlackout(c *fiber.Ctx) error {
	edit, err := blackoutEdit(c)
	if err != nil {
		return err
	}
	b, err := a.Office.CreateBlackout(c.UserContext(), a.by(c), edit)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, "/api/v1/blackouts/"+string(decimal(b.ID)))
	c.Status(fiber.StatusCreated)
	return a.sendBlackout(c, &b)
}

func (a *api) changeBlackout(c *fiber.Ctx) error {
	id, on, err := revisionOf(c, itemID)
	if err != nil {
		return err
	}
	edit, err := blackoutEdit(c)
	if err != nil {
		return err
	}
	b, err := a.Office.ChangeBlackout(c.UserContext(), a.by(c), id, on, edit)
	if err != nil {
		return a.withCurrentBlackout(c, id, err)
	}
	return a.sendBlackout(c, &b)
}

func (a *api) deleteBlackout(c *fiber.Ctx) error {
	id, on, err := revisionOf(c, itemID)
	if err != nil {
		return err
	}
	if err := a.Office.DeleteBlackout(c.UserContext(), a.by(c), id, on); err != nil {
		return a.withCurrentBlackout(c, id, err)
	}
	c.Status(fiber.StatusNoContent)
	return nil
}

func (a *api) withCurrentBlackout(c *fiber.Ctx, id int64, err error) error {
	if fault.KindOf(err) != fault.Stale {
		return err
	}
	now, failed := a.Office.Blackout(c.UserContext(), actor(c), id)
	if failed != nil {
		return err
	}
	w := &jsonWriter{}
	writeBlackout(w, &now, a.namesOf(c, now.UpdatedBy))
	return &staleError{err, w.b}
}

func blackoutEdit(c *fiber.Ctx) (*works.BlackoutEdit, error) {
	o, err := bodyObject(c)
	if err != nil {
		return nil, err
	}
	e := &works.BlackoutEdit{}
	value(o, "name", &e.Name)
	o.day("from", &e.From)
	o.day("to", &e.To)
	o.geometry("geometry", &e.Geometry, "Polygon", "MultiPolygon")
	o.done()
	return e, o.err()
}

func (a *api) sendBlackout(c *fiber.Ctx, b *works.Blackout) error {
	w := &jsonWriter{}
	writeBlackout(w, b, a.namesOf(c, b.UpdatedBy))
	c.Set(fiber.HeaderETag, `"`+string(decimal(int64(b.Version)))+`"`)
	return sendFor(c, geoJSON, w)
}

func writeBlackout(w *jsonWriter, b *works.Blackout, names map[string]string) {
	w.open()
	w.str("type", "Feature")
	w.id("id", b.ID)
	w.exactGeom("geometry", b.Geom)
	w.object("properties")
	w.id("id", b.ID)
	w.num("version", b.Version)
	w.time("created_at", b.CreatedAt)
	w.time("updated_at", b.UpdatedAt)
	w.str("updated_by", b.UpdatedBy)
	w.textOr("updated_by_name", names[b.UpdatedBy])
	w.str("name", b.Name)
	w.day("from", b.From)
	w.day("to", b.To)
	w.close('}')
	w.close('}')
}
