package feed

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"mitte/geo"
	"mitte/geo/pg"
)

// Event is a change, or a run of changes of one kind to one layer, as watchers learn of it.
type Event struct {
	Epoch  int64
	XID    uint64
	ID     int64  // of the last change
	Mark   uint64 // the place in the stream of what is no change, and so has none in the change table
	Layer  string
	Op     string
	IDs    []int64   // the features; nil after a bulk change or for too many
	Box    *geo.BBox // where they were and are, lon/lat; nil if nowhere or everywhere
	Resync bool      // all that is known may be old; only the place is filled beside
}

// newMark returns a place like none in the change table, so that a watcher of another process, or of one before a
// restart, is not taken for one that knows what is here.
func newMark() uint64 { return 1 + rand.Uint64()>>12 }

// maxIDs is how many features an event names.
const maxIDs = 100

// Version names what is applied when the event is told, as <epoch>-<xid>-<id>: the v of a tile's address.
func (e Event) Version() string {
	return strconv.FormatInt(e.Epoch, 10) + "-" + placed(e.XID, e.ID)
}

// Place returns the event's place in the stream as <xid>-<id>, the id of an event stream.
func (e Event) Place() string {
	if e.Mark != 0 {
		return placed(e.Mark, 0)
	}
	return placed(e.XID, e.ID)
}

func placed(xid uint64, id int64) string {
	return strconv.FormatUint(xid, 10) + "-" + strconv.FormatInt(id, 10)
}

// isAt reports whether the event has a place in the stream.
func (e Event) isAt(xid uint64, id int64) bool {
	if e.Mark != 0 {
		return e.Mark == xid && id == 0
	}
	return e.XID == xid && e.ID == id
}

// bare returns an event of the same place without content.
func (e Event) bare() Event { return Event{Epoch: e.Epoch, XID: e.XID, ID: e.ID, Mark: e.Mark} }

// events merges changes that follow each other in one layer with one op.
func events(epoch int64, changes []pg.Change) []Event {
	var out []Event
	for _, c := range changes {
		if n := len(out); n > 0 && out[n-1].Layer == c.Layer && out[n-1].Op == c.Op && c.Op != "bulk" {
			out[n-1].merge(c)
			continue
		}
		e := Event{Epoch: epoch, Layer: c.Layer, Op: c.Op}
		if c.Op != "bulk" {
			e.IDs = []int64{}
		}
		e.merge(c)
		out = append(out, e)
	}
	return out
}

func (e *Event) merge(c pg.Change) {
	e.XID, e.ID = c.XID, c.ID
	if c.Op != "bulk" {
		e.name(c.FeatureID)
	}
	for _, box := range []*[4]float64{c.OldBox, c.NewBox} {
		if box != nil {
			b := lonLat(*box)
			e.cover(&b)
		}
	}
}

// absorb makes e tell of a later event of the same layer too.
func (e *Event) absorb(later Event) {
	if e.Mark = later.Mark; later.Mark == 0 {
		e.XID, e.ID = later.XID, later.ID
	}
	switch {
	case e.Op == "bulk" || later.Op == "bulk":
		e.Op, e.IDs, e.Box = "bulk", nil, nil
		return
	case e.Op != later.Op:
		e.Op = "update"
	}
	if later.IDs == nil {
		e.IDs = nil
	}
	for _, id := range later.IDs {
		e.name(id)
	}
	if later.Box != nil {
		e.cover(later.Box)
	}
}

// name adds a feature; too many are none.
func (e *Event) name(id int64) {
	if e.IDs == nil || slices.Contains(e.IDs, id) {
		return
	}
	if e.IDs = append(e.IDs, id); len(e.IDs) > maxIDs {
		e.IDs = nil
	}
}

func (e *Event) cover(b *geo.BBox) {
	box := *b
	if e.Box != nil {
		box = box.Union(*e.Box)
	}
	e.Box = &box
}

// lonLat turns a box in EPSG:3857 into degrees.
func lonLat(b [4]float64) geo.BBox {
	const halfWorld = math.Pi * 6378137
	latitude := func(y float64) float64 { return math.Atan(math.Sinh(y/halfWorld*math.Pi)) * 180 / math.Pi }
	return geo.BBox{West: b[0] / halfWorld * 180, South: latitude(b[1]), East: b[2] / halfWorld * 180, North: latitude(b[3])}
}
