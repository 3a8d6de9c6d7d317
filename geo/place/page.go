package place

import (
	"mitte/geo"
	"mitte/geo/pg"
)

// MaxLimit is the most rows that one page holds.
const MaxLimit = 10_000

// Page is the window of a list: what meets BBox, has an id above After, and at most Limit rows of it, ordered by id. An
// id keeps its place whatever is edited meanwhile, so paging to the end meets each row that stays exactly once.
type Page struct {
	BBox  *geo.BBox // lon/lat, bounds inclusive; nil: everywhere
	After int64     // 0: from the first
	Limit int       // 1…MaxLimit; anything else counts as MaxLimit
	Among []int64   // only these ids; nil: all
}

// Batch is what a page shows. More tells that rows follow after the last one.
type Batch[T any] struct {
	Rows []T
	More bool
}

// service is everything the storage system can hold, in lon/lat. A box is cut to it first: Mercator has no poles.
var service = geo.BBox{West: 4, South: 46, East: 18, North: 57}

// A box of lon/lat is an upright rectangle in EPSG:3857, whose corners alone need projecting; in EPSG:25832 its sides would
// bend. It is projected once, as a subquery without references outwards.
const inBox pg.Literal = `geom_3857 && (SELECT ` + boxSQL + `) AND ST_Intersects(geom_3857, (SELECT ` + boxSQL + `))`

const boxSQL = `ST_Transform(ST_MakeEnvelope(?, ?, ?, ?, 4326), 3857)`

// hair keeps a box without width or height a polygon: about 0.1 mm.
const hair = 1e-9

// Narrow adds the page's conditions on the columns id and geom_3857. It reports false if the box lies where nothing can be,
// so that no statement is needed.
func (p Page) Narrow(w *pg.Where) bool { return p.NarrowBy(w, "", "") }

// NarrowBy is Narrow for rows whose place is that of other rows: before and after stand around the condition on geom_3857.
func (p Page) NarrowBy(w *pg.Where, before, after pg.Literal) bool {
	if p.After > 0 {
		w.Add("id > ?", p.After)
	}
	if p.Among != nil {
		w.Add("id = ANY (?)", p.Among)
	}
	if p.BBox == nil {
		return true
	}
	if !p.BBox.Intersects(service) {
		return false
	}
	b := p.cut()
	w.Add(before+inBox+after, b.West, b.South, b.East, b.North, b.West, b.South, b.East, b.North)
	return true
}

func (p Page) cut() geo.BBox {
	b := geo.BBox{
		West: max(p.BBox.West, service.West), South: max(p.BBox.South, service.South),
		East: min(p.BBox.East, service.East), North: min(p.BBox.North, service.North),
	}
	if b.East-b.West < hair {
		b.West, b.East = b.West-hair, b.East+hair
	}
	if b.North-b.South < hair {
		b.South, b.North = b.South-hair, b.North+hair
	}
	return b
}

// limit is one row more than the page shows, which tells whether more follow.
func (p Page) limit() int {
	if p.Limit < 1 || p.Limit > MaxLimit {
		return MaxLimit + 1
	}
	return p.Limit + 1
}

// Tail ends a statement whose conditions Narrow has added: the order of the pages and their size.
func (p Page) Tail(w *pg.Where) string {
	return " WHERE " + w.SQL() + " ORDER BY id LIMIT " + w.Arg(p.limit())
}

// Cut makes a batch of the rows that a statement ending in Tail returned.
func Cut[T any](p Page, rows []T) Batch[T] {
	if n := p.limit() - 1; len(rows) > n {
		return Batch[T]{rows[:n], true}
	}
	return Batch[T]{Rows: rows}
}
