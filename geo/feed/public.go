package feed

import "mitte/geo/pg"

func (f *Follower) shows(changes []pg.Change) []bool {
	out := make([]bool, len(changes))
	for i, c := range changes {
		out[i] = f.keeper.Shows(c.Layer, c.FeatureID)
	}
	return out
}

// public returns what may be told of changes: nothing of what is hidden, and no box from when it was.
func (f *Follower) public(applied seen) []pg.Change {
	var out []pg.Change
	for i, after := range f.shows(applied.changes) {
		before := applied.shown[i]
		if !before && !after {
			continue
		}
		c := applied.changes[i]
		if !before {
			c.OldBox = nil
		}
		if !after {
			c.NewBox = nil
		}
		out = append(out, c)
	}
	return out
}
