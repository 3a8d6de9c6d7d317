package place

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/ground"
	"mitte/geo/pg"
)

// findPath finds the legs of the way that is asked for.
func findPath(ctx context.Context, db pg.Querier, q AlongQuery) (Path, error) {
	if !q.Line.IsZero() {
		return drawnPath(ctx, db, q.Line)
	}
	var rows []segmentRow
	if err := lookUp(ctx, db, []lookup{askChains(q, &rows)}); err != nil {
		return Path{}, err
	}
	if len(rows) == 0 {
		return Path{}, fault.New(fault.NotFound, "street.unknown", "there is no such street or segment")
	}
	runs := runsOf(rows)
	switch {
	case q.SegmentID != 0:
		return segmentPath(runs, q.SegmentID), nil
	case len(q.Segments) > 0:
		return chosenPath(runs, q.Segments)
	case q.From == "" && q.To == "":
		return wholePath(runs), nil
	default:
		return betweenPath(ctx, db, runs, q)
	}
}

// run is segments of one chain that meet one another.
type run struct {
	segments []segmentRow
	chain    ground.Chain
}

// runsOf joins segments that are ordered along their chains. Where data have a gap, a new run begins.
func runsOf(rows []segmentRow) []run {
	var out []run
	for from := 0; from < len(rows); {
		to := from + 1
		for to < len(rows) && sameChain(rows[from], rows[to]) && ground.LineOf(rows[to-1].Geom).LeadsTo(ground.LineOf(rows[to].Geom)) {
			to++
		}
		if chain, err := chainOf(rows[from:to]); err == nil {
			out = append(out, run{rows[from:to], chain})
		}
		from = to
	}
	return out
}

// sameChain reports whether two segments belong together; one without a name stands alone.
func sameChain(a, b segmentRow) bool {
	return a.ID == b.ID || a.StreetName != "" && strings.EqualFold(a.StreetName, b.StreetName) && a.ChainNo == b.ChainNo
}

func chainOf(rows []segmentRow) (ground.Chain, error) {
	lines := make([]ground.Line, len(rows))
	for i := range rows {
		lines[i] = ground.LineOf(rows[i].Geom)
	}
	return ground.NewChain(lines...)
}

func segmentPath(runs []run, id int64) Path {
	for _, r := range runs {
		if i := slices.IndexFunc(r.segments, func(s segmentRow) bool { return s.ID == id }); i >= 0 {
			p := Path{StreetName: r.segments[i].StreetName, FromLabel: text(r.segments[i].FromLabel), ToLabel: text(r.segments[i].ToLabel)}
			p.add(r, r.chain.Stretch(i))
			return p
		}
	}
	return Path{}
}

// drawnPath is the line somebody drew: a chain without segments.
func drawnPath(ctx context.Context, db pg.Querier, line geo.Geom) (Path, error) {
	if line.SRID() != geo.Storage {
		if err := db.QueryRow(ctx, sqlIntoMetres, line).Scan(&line); err != nil {
			return Path{}, err
		}
	}
	chain, err := ground.NewChain(ground.LineOf(line))
	if err != nil {
		return Path{}, fault.New(fault.Invalid, "line.short", "the line has no length")
	}
	var p Path
	p.add(run{chain: chain}, ground.Span{To: chain.Length()})
	return p, nil
}

// betweenPath is the stretch between two crossings or house numbers; both must lie on one chain.
func betweenPath(ctx context.Context, db pg.Querier, runs []run, q AlongQuery) (Path, error) {
	from, to, err := findEnds(ctx, db, q)
	if err != nil {
		return Path{}, err
	}
	for _, r := range runs {
		a, okA := from.on(r, 0)
		b, okB := to.on(r, r.chain.Length())
		if !okA || !okB || a == b {
			continue
		}
		p := Path{StreetName: r.segments[0].StreetName, FromLabel: q.From, ToLabel: q.To, Backwards: a > b}
		p.add(r, ground.Span{From: min(a, b), To: max(a, b)})
		p.besides(runs)
		return p, nil
	}
	return Path{}, fault.New(fault.Invalid, "street.not_between", "both ends must lie on this street, apart from one another")
}

// end is a crossing by name, a house, or where the street ends.
type end struct {
	label string
	house *ground.Point
}

var houseAlone = regexp.MustCompile(`^([1-9]\d{0,3})\s*([a-zA-Z]?)$`)

func findEnds(ctx context.Context, db pg.Querier, q AlongQuery) (from, to end, err error) {
	if from, err = findEnd(ctx, db, q.Street, q.From); err == nil {
		to, err = findEnd(ctx, db, q.Street, q.To)
	}
	return from, to, err
}

func findEnd(ctx context.Context, db pg.Querier, street, name string) (end, error) {
	m := houseAlone.FindStringSubmatch(strings.TrimSpace(name))
	if m == nil {
		return end{label: name}, nil
	}
	number, err := strconv.Atoi(m[1])
	if err != nil {
		return end{}, err
	}
	found, err := pg.Collect[struct{ Geom geo.Geom }](ctx, db, sqlHouse, street, number, m[2])
	if err != nil {
		return end{}, err
	}
	if len(found) == 0 {
		return end{}, fault.Newf(fault.Invalid, "street.no_house", "there is no house %s in this street", name)
	}
	return end{label: name, house: &ground.LineOf(found[0].Geom)[0]}, nil
}

// on finds the chainage of an end on a run; without a name it is the default.
func (e end) on(r run, byDefault float64) (float64, bool) {
	if e.label == "" {
		return byDefault, true
	}
	if e.house != nil {
		f := r.chain.Locate(*e.house)
		return f.Chainage, f.Offset <= MaxWithinM
	}
	for i, s := range r.segments {
		switch {
		case strings.EqualFold(text(s.FromLabel), e.label):
			return r.chain.Stretch(i).From, true
		case strings.EqualFold(text(s.ToLabel), e.label):
			return r.chain.Stretch(i).To, true
		}
	}
	return 0, false
}

// add appends a leg over a stretch of a run, at the end of the path.
func (p *Path) add(r run, over ground.Span) {
	p.Legs = append(p.Legs, newLeg(r, over, p.LengthM, p.Backwards))
	p.LengthM += over.To - over.From
}

func newLeg(r run, over ground.Span, startM float64, backwards bool) Leg {
	leg := Leg{StartM: startM, Over: over, Backwards: backwards, chain: r.chain, segments: r.segments}
	for i, s := range r.segments {
		if stretch := r.chain.Stretch(i); stretch.To > over.From && stretch.From < over.To {
			leg.SegmentIDs = append(leg.SegmentIDs, s.ID)
		}
	}
	return leg
}

// end is the chainage on the path where the leg ends.
func (l *Leg) end() float64 { return l.StartM + l.Over.To - l.Over.From }

// axis is all legs in EPSG:25832.
func (p *Path) axis() (geo.Geom, error) {
	m := geom.NewMultiLineString(geom.XY).SetSRID(int(geo.Storage))
	for _, l := range p.Legs {
		if err := m.Push(lineString(l.chain.Cut(l.Over))); err != nil {
			return geo.Geom{}, fault.Wrap("place.Along", err)
		}
	}
	return geo.NewGeom(m)
}

func lineString(l ground.Line) *geom.LineString {
	flat := make([]float64, 0, 2*len(l))
	for _, p := range l {
		flat = append(flat, p.X, p.Y)
	}
	return geom.NewLineStringFlat(geom.XY, flat)
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
