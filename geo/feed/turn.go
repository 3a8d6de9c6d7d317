package feed

import "mitte/geo"

// Turned tells watchers of features that look otherwise although nobody edited them, because another day began. The
// keeper shows the new day already. A box is lon/lat.
func (f *Follower) Turned(layer string, ids []int64, box geo.BBox) {
	e := *f.last.Load()
	e.Mark, e.Layer, e.Op, e.Box, e.IDs = newMark(), layer, "update", &box, []int64{}
	for _, id := range ids {
		e.name(id)
	}
	f.hub.Publish(e)
}
