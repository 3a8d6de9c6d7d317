package works

import (
	"context"
	"strings"

	"mitte/geo"
	"mitte/geo/pg"
)

// cutOff warns of the shops that nobody gets into on some day from today on, because of a site as it would be saved. What lies
// behind cannot be helped any more.
func (o *Office) cutOff(ctx context.Context, id int64, c *Content, today geo.Date) ([]Finding, error) {
	if o.reckoner == nil || c.GeomM.IsZero() || !goesOn(c.Status) || len(drawings(c)) > 0 {
		return nil, nil // what has no place yet is refused for that
	}
	site := c.worksite(id, today)
	asked := geo.Period{From: today}
	if site.span().From.IsZero() {
		asked = geo.Period{}
	}
	found, err := o.reckoner.Unreachable(ctx, site, asked)
	if beyondLooking(err) {
		return []Finding{{Field: field("/geometry", "section.ways_unknown", "the section is too large to look for ways round it")}}, nil
	}
	if err != nil || len(found) == 0 {
		return nil, err
	}
	names, err := o.reckoner.shops(ctx, found, today)
	if err != nil {
		return nil, err
	}
	return site.warnOf(found, names), nil
}

var cutOffCodes = map[string]string{
	"closed": "section.cuts_off_closed", "narrow": "section.cuts_off_narrow", "steps": "section.cuts_off_steps",
}

// warnOf makes one warning of each shop and reason, with all of its days.
func (s *Worksite) warnOf(found []CutOff, names map[int64]string) []Finding {
	type key struct {
		unit int64
		why  string
	}
	var out []Finding
	told := map[key]int{}
	for _, o := range found {
		n, known := told[key{o.UnitID, o.Why}]
		if !known {
			n = len(out)
			told[key{o.UnitID, o.Why}] = n
			out = append(out, Finding{
				Field:    field(s.blame(&o), cutOffCodes[o.Why], "a shop cannot be reached"),
				Geometry: o.Position, Name: names[o.UnitID], UnitRef: o.UnitRef,
			})
		}
		out[n].Days = append(out[n].Days, o.Period)
	}
	return out
}

// blame is the path of what shuts the way on the first of the days: the first phase at work that does, or the section.
func (s *Worksite) blame(o *CutOff) string {
	need, member := onFoot, "pedestrian"
	switch o.Why {
	case "narrow":
		member = "min_width_m"
	case "steps":
		need, member = onWheels, "step_free"
	}
	for _, p := range s.Phases {
		if p.Period.Contains(o.Period.From) && p.Terms.shuts(need.widthM, need.stepFree) {
			return phasePath(p.Place) + "/impact/" + member
		}
	}
	return "/impact/" + member
}

// shops are what people call the units: the name over the door and where it is, or what is known of that.
func (r *Reckoner) shops(ctx context.Context, found []CutOff, today geo.Date) (map[int64]string, error) {
	ids := make([]int64, len(found))
	names := map[int64]string{}
	for i, o := range found {
		ids[i], names[o.UnitID] = o.UnitID, o.UnitRef
	}
	rows, err := pg.Collect[unitRow](ctx, r.db, sqlNearUnits, unique(ids), today)
	for _, u := range rows {
		place := strings.TrimSpace(u.StreetName + " " + u.HouseNumber)
		switch {
		case u.Name != "" && place != "":
			names[u.ID] = u.Name + ", " + place
		case u.Name != "":
			names[u.ID] = u.Name
		case place != "":
			names[u.ID] = place + " (" + u.Ref + ")"
		}
	}
	return names, err
}
