package api

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/vacancy"
)

// surveyRoutes are the walk-rounds, and the units that may fall vacant.
func (a *api) surveyRoutes() []route {
	edit := func(pattern string, handler fiber.Handler) route {
		return route{method: fiber.MethodPost, pattern: pattern, class: write, may: editors(), handler: a.inRegister(handler)}
	}
	return []route{
		{method: fiber.MethodGet, pattern: "/api/v1/staff/early-warning", class: read, may: insiders(), handler: a.inRegister(a.warnings)},
		edit("/api/v1/units/:id/surveys", a.idempotent(staffUnits, a.survey)),
		edit("/api/v1/surveys", a.surveys), // its taps have keys of their own
	}
}

func (o *object) survey() *vacancy.Survey {
	var key, result geo.Given[string]
	var at geo.Given[geo.Date]
	value(o, "key", &key)
	value(o, "result", &result)
	o.day("at", &at)
	return &vacancy.Survey{Key: key.Value, Result: result.Value, At: at.Value}
}

func (a *api) survey(c *fiber.Ctx) error {
	id, err := itemID(c)
	if err != nil {
		return err
	}
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	s := body.survey()
	s.UnitID = id
	body.done()
	if err := body.err(); err != nil {
		return err
	}
	_, xid, err := a.Register.Survey(c.UserContext(), a.registrar(c), s)
	if err != nil {
		return err
	}
	a.reach(c.UserContext(), c, xid)
	e, err := a.Register.Entry(c.UserContext(), actor(c), id)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderLocation, staffUnits+string(decimal(id)))
	c.Status(fiber.StatusCreated)
	return a.sendEntry(c, &e)
}

// surveys takes what a phone gathered while it was offline. One tap that is refused keeps no other from counting.
func (a *api) surveys(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	body, err := bodyObject(c)
	if err != nil {
		return err
	}
	list, _ := body.objects("surveys")
	var taps []*vacancy.Survey
	for i, o := range list {
		s := o.survey()
		s.UnitID = o.id("unit_id")
		if s.Key == "" {
			body.refuse("surveys/"+strconv.Itoa(i)+"/key", "required", "each tap has a key")
		}
		o.done()
		taps = append(taps, s)
	}
	body.done()
	if len(list) > vacancy.MostSurveys {
		body.refuse("surveys", "too_many_values", "too many taps at once")
	}
	if err := body.err(); err != nil {
		return err
	}
	return a.takeTaps(c, taps)
}

func (a *api) takeTaps(c *fiber.Ctx, taps []*vacancy.Survey) error {
	w, last := &jsonWriter{}, uint64(0)
	w.open()
	w.array("surveys")
	for _, s := range taps {
		made, xid, err := a.Register.Survey(c.UserContext(), a.registrar(c), s)
		state := map[bool]string{true: "made", false: "known"}[made]
		switch fault.KindOf(err) {
		case fault.NotFound, fault.Invalid:
			state = "refused"
		default:
			if err != nil {
				return err // those before it count, and count once when they are sent again
			}
			last = xid
		}
		w.open()
		w.str("key", s.Key)
		w.str("state", state)
		if err != nil {
			w.str("code", fault.CodeOf(err))
		}
		w.close('}')
	}
	w.close(']')
	w.close('}')
	a.reach(c.UserContext(), c, last)
	return sendFor(c, plainJSON, w)
}

func (a *api) warnings(c *fiber.Ctx) error {
	q := bind(c, "purpose")
	purpose := q.text("purpose")
	if err := q.err(); err != nil {
		return err
	}
	found, err := a.Register.Warnings(c.UserContext(), a.registrar(c), purpose)
	if err != nil {
		return err
	}
	w, area := &jsonWriter{}, 0.0
	w.open()
	w.array("units")
	for i := range found {
		u := &found[i]
		w.open()
		w.id("unit_id", u.UnitID)
		w.str("public_ref", u.PublicRef)
		w.strOr("street_name", u.StreetName)
		w.numOr("house_number", u.HouseNumber)
		w.str("reason", u.Reason)
		w.day("on", u.On)
		w.floatOr("area_m2", u.AreaM2)
		w.close('}')
		if u.AreaM2 != nil {
			area += *u.AreaM2
		}
	}
	w.close(']')
	w.num("count", len(found))
	w.float("area_m2", area)
	w.close('}')
	return sendFor(c, plainJSON, w)
}
