package place

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"mitte/geo"
	"mitte/geo/ground"
)

// end lists all but parcels and buildings, which the walk has passed by then, and puts everything in order.
func (w *walk) end(found *besideRows) (rows []AlongRow, totals AlongTotals) {
	for i := range found.units {
		if u := &found.units[i]; w.q.wants(u.Status) {
			w.units[u.ID] = u
		}
	}
	for i := range found.fronts {
		w.front(&found.fronts[i])
	}
	axes := axesOf(found.streets)
	for i := range found.units {
		if u := &found.units[i]; !u.Fronted && w.units[u.ID] != nil {
			w.doorstep(u, axes)
		}
	}
	w.works(found.sections)
	if len(w.path.Legs) > 1 {
		w.rows = onceEach(w.rows)
	}
	slices.SortStableFunc(w.rows, compareRows)
	return w.rows, w.totals()
}

// walk goes along a path and places what lies near it, by the rules of domain.md 6.
type walk struct {
	path   Path
	q      AlongQuery
	units  map[int64]*unitRow
	rows   []AlongRow
	fronts []AlongRow // all of them, also those that are not listed
}

func newWalk(p Path, q AlongQuery) *walk { return &walk{path: p, q: q, units: map[int64]*unitRow{}} }

// stand turns a stretch of leg i into one of the path, and a side as somebody sees it who walks the path.
func (w *walk) stand(i int, row *AlongRow, at float64, over ground.Span, side string) {
	l := &w.path.Legs[i]
	row.ChainageM, row.FromM, row.ToM = l.StartM+at-l.Over.From, l.StartM+over.From-l.Over.From, l.StartM+over.To-l.Over.From
	row.Side, row.leg = side, i
	if l.Backwards {
		row.ChainageM, row.FromM, row.ToM = l.StartM+l.Over.To-at, l.StartM+l.Over.To-over.To, l.StartM+l.Over.To-over.From
		row.Side = otherSide(side)
	}
}

func otherSide(side string) string {
	switch side {
	case "left":
		return "right"
	case "right":
		return "left"
	default:
		return side
	}
}

// keep lists a row if it stands on the side that is asked for.
func (w *walk) keep(row AlongRow) {
	if w.q.Side == "" || row.Side == w.q.Side || row.Side == bothSides && w.q.Side != "on" {
		w.rows = append(w.rows, row)
	}
}

const bothSides = "both"

// front lists a shop front. It stands where it is assigned; along a drawn line it is where it lies.
func (w *walk) front(f *frontRow) {
	u := w.units[f.UnitID]
	if u == nil {
		return
	}
	line := ground.LineOf(f.Geom)
	for i := range w.path.Legs {
		l := &w.path.Legs[i]
		at, over, foot, ok := l.place(f, line)
		if !ok || foot.Offset > w.q.WithinM {
			continue
		}
		length := f.LengthM
		row := AlongRow{
			Kind: AlongUnits, ID: u.ID, Ref: u.Ref, Label: u.label(), SegmentID: f.SegmentID, FrontID: f.ID, OffsetM: foot.Offset, FrontM: &length,
			Primary: f.Primary, Corner: f.Corner, Geom: f.LonLat, Unit: &u.AlongUnit,
		}
		side := f.Side
		if len(l.segments) == 0 {
			row.SegmentID, side = nil, foot.Side.String()
		}
		w.stand(i, &row, at, over, side)
		if w.q.Side != "" && row.Side != w.q.Side {
			return
		}
		w.fronts = append(w.fronts, row)
		if f.Primary || !w.q.PrimaryOnly {
			w.keep(row)
		}
		return
	}
}

// place finds where a front stands on a leg: the chainage of its middle and of its ends.
func (l *Leg) place(f *frontRow, line ground.Line) (at float64, over ground.Span, foot ground.Foot, ok bool) {
	foot = l.chain.Locate(line.Middle())
	if len(l.segments) == 0 {
		over = ground.Span{From: math.Inf(1), To: math.Inf(-1)}
		for _, p := range line {
			over.Take(l.chain.Locate(p).Chainage)
		}
		return foot.Chainage, over, foot, foot.Beside && l.chain.Runs(line, foot)
	}
	i := slices.IndexFunc(l.segments, func(s segmentRow) bool { return f.SegmentID != nil && s.ID == *f.SegmentID })
	if i < 0 || f.FromM == nil || f.ToM == nil {
		return 0, over, foot, false
	}
	start := l.chain.Stretch(i)
	over = ground.Span{From: start.From + *f.FromM, To: start.From + *f.ToM}
	at = (over.From + over.To) / 2
	return at, over, foot, l.holds(at, start)
}

// holds reports whether a place belongs to the leg. What is assigned to a segment that lies in the leg as a whole belongs to
// it also where it reaches over a crossing.
func (l *Leg) holds(at float64, segment ground.Span) bool {
	if segment.From >= l.Over.From-tolerance && segment.To <= l.Over.To+tolerance {
		return true
	}
	return at > l.Over.From && at <= l.Over.To
}

// tolerance is that of domain.md 6.1.
const tolerance = 0.01

// doorstep lists a unit without a front, by the place of its address. It belongs to the nearest segment of its street.
func (w *walk) doorstep(u *unitRow, streets []axis) {
	at := ground.LineOf(u.Geom)[0]
	nearest, ok := nearestStreet(u, at, streets)
	for i := range w.path.Legs {
		l := &w.path.Legs[i]
		if len(l.segments) > 0 && (!ok || !sameChain(l.segments[0], *nearest)) {
			continue
		}
		foot := l.chain.Locate(at)
		if !foot.Beside || foot.Offset > w.q.WithinM {
			continue
		}
		row := AlongRow{
			Kind: AlongUnits, ID: u.ID, Ref: u.Ref, Label: u.label(), OffsetM: foot.Offset, Primary: true, Geom: u.LonLat, Unit: &u.AlongUnit,
		}
		if n := l.chain.Segment(foot.Chainage); len(l.segments) > 0 {
			if row.SegmentID = &l.segments[n].ID; !l.begins(n, foot.Chainage) {
				continue
			}
		}
		w.stand(i, &row, foot.Chainage, ground.Span{From: foot.Chainage, To: foot.Chainage}, foot.Side.String())
		w.keep(row)
		return
	}
}

// begins reports whether a point of segment n lies in the leg: a node that two segments share is the earlier one's.
func (l *Leg) begins(n int, at float64) bool {
	start := l.chain.Stretch(n)
	if start.From >= l.Over.From-tolerance && start.To <= l.Over.To+tolerance {
		return true
	}
	return at >= l.Over.From && at <= l.Over.To && start.To > l.Over.From+tolerance && start.From < l.Over.To-tolerance
}

// axis is a segment and its line in metres.
type axis struct {
	segment *segmentRow
	line    ground.Line
}

func axesOf(streets []segmentRow) []axis {
	out := make([]axis, len(streets))
	for i := range streets {
		out[i] = axis{&streets[i], ground.LineOf(streets[i].Geom)}
	}
	return out
}

// nearestStreet is the segment a unit belongs to: of those of its street, if there are any within reach, else of all.
func nearestStreet(u *unitRow, at ground.Point, streets []axis) (*segmentRow, bool) {
	var best *segmentRow
	least, own := math.Inf(1), false
	for _, s := range streets {
		named := u.StreetName != "" && strings.EqualFold(s.segment.StreetName, u.StreetName)
		if own && !named {
			continue
		}
		d := s.line.Distance(at)
		if d > MaxWithinM {
			continue
		}
		if d < least || named && !own {
			best, least, own = s.segment, d, named
		}
	}
	return best, best != nil && (own || u.StreetName == "")
}

func (u *unitRow) label() string { return strings.TrimSpace(u.StreetName + " " + u.HouseNumber) }

// area is a thing on the ground and its outline in metres.
type area struct {
	row    *groundRow
	ground ground.Area
}

func areasOf(rows []groundRow) []area {
	out := make([]area, 0, len(rows))
	for i := range rows {
		if a, err := ground.AreaOf(rows[i].Geom); err == nil {
			out = append(out, area{&rows[i], a})
		}
	}
	return out
}

// withoutStreets leaves out the parcels that the street itself lies on, this one and those that cross it.
func withoutStreets(rows []groundRow, p Path, streets []segmentRow) []area {
	const held = 1 // metre
	type boxed struct {
		ground.Chain
		box geo.BBox
	}
	axes := make([]boxed, 0, len(p.Legs)+len(streets))
	for i := range p.Legs {
		axes = append(axes, boxed{p.Legs[i].chain, p.Legs[i].chain.Box()})
	}
	for i := range streets {
		if c, err := chainOf(streets[i : i+1]); err == nil {
			axes = append(axes, boxed{c, c.Box()})
		}
	}
	return slices.DeleteFunc(areasOf(rows), func(a area) bool {
		return slices.ContainsFunc(axes, func(c boxed) bool { return c.box.Intersects(a.ground.Box()) && c.Under(a.ground, held) })
	})
}

func (w *walk) parcels(found *besideRows) {
	w.grounds(AlongParcels, withoutStreets(found.parcels, w.path, found.streets), w.q.MinFrontM)
}

func (w *walk) buildings(found *besideRows) {
	w.grounds(AlongBuildings, areasOf(found.buildings), w.q.MinFrontM)
}

// grounds lists parcels or buildings by their fronts on the street.
func (w *walk) grounds(kind string, areas []area, leastM float64) {
	shapes := make([]ground.Area, len(areas))
	for i := range areas {
		shapes[i] = areas[i].ground
	}
	for i := range w.path.Legs {
		l := &w.path.Legs[i]
		for _, f := range l.chain.Fronts(l.Over, shapes, w.q.WithinM) {
			if f.Metres < leastM {
				continue
			}
			g := areas[f.Area].row
			length := f.Metres
			row := AlongRow{
				Kind: kind, ID: g.ID, Ref: g.Ref, Label: g.Label, OffsetM: f.Offset, FrontM: &length, Primary: true, Geom: g.LonLat,
				Parcel: &AlongParcel{g.Ref, g.AreaM2, g.LandUse, nil},
			}
			at := (f.Span.From + f.Span.To) / 2
			if len(l.segments) > 0 {
				row.SegmentID = &l.segments[l.chain.Segment(at)].ID
			}
			w.stand(i, &row, at, f.Span, f.Side.String())
			w.keep(row)
		}
	}
}

// works lists the construction sections that cover some of the corridor.
func (w *walk) works(sections []sectionRow) {
	for i := range sections {
		s := &sections[i]
		a, err := ground.AreaOf(s.Geom)
		if err != nil {
			continue
		}
		for k := range w.path.Legs {
			l := &w.path.Legs[k]
			o, ok := l.chain.Overlap(l.Over, a, w.q.WithinM)
			if !ok {
				continue
			}
			row := AlongRow{
				Kind: AlongSections, ID: s.ID, Ref: s.Ref, Label: s.Label, Primary: true, Geom: s.LonLat,
				Section: s.told(o.M2),
			}
			side := bothSides
			if len(o.Sides) == 1 {
				side = o.Sides[0].String()
			}
			w.stand(k, &row, (o.Span.From+o.Span.To)/2, o.Span, side)
			w.keep(row)
		}
	}
}

func (s *sectionRow) told(overlapM2 float64) *AlongSection {
	return &AlongSection{s.ProjectTitleDe, s.ProjectTitleEn, s.TitleDe, s.TitleEn, s.Status, s.From, s.To, overlapM2}
}

var sideOrder = map[string]int{"left": 0, "right": 1, "on": 2, bothSides: 3}

// compareRows is the order of a walk: along the path, left before right before on, from the axis outwards. It is total, so
// that two answers to one question are the same.
func compareRows(a, b AlongRow) int {
	if math.Abs(a.ChainageM-b.ChainageM) > tolerance/10 {
		return cmp.Compare(a.ChainageM, b.ChainageM)
	}
	return cmp.Or(
		cmp.Compare(sideOrder[a.Side], sideOrder[b.Side]), cmp.Compare(a.OffsetM, b.OffsetM), cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.ID, b.ID),
	)
}
