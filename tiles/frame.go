package tiles

// reach is how far, in tile units, a feature may lie from a tile and still be asked for it: the buffer and one unit
// for rounding.
const reach = Buffer + 1

// tileRange is a run of addresses of one zoom, all bounds inclusive; it is empty if x0 > x1.
type tileRange struct{ x0, y0, x1, y1 uint32 }

// tilesOf returns the addresses of zoom z that a box can colour. Selection for encoding and invalidation both ask it,
// so no tile that shows a feature survives the feature's change.
func tilesOf(b worldBox, z uint8) tileRange {
	if b.empty() {
		return tileRange{1, 1, 0, 0}
	}
	grown := int64(reach) << (DeepestZoom - z)
	last := int64(1)<<z - 1
	at := func(w int64) uint32 { return uint32(min(max(w>>(32-z), 0), last)) }
	return tileRange{
		at(int64(b.minX) - grown), at(int64(b.minY) - grown),
		at(int64(b.maxX) + grown), at(int64(b.maxY) + grown),
	}
}

func (r tileRange) has(x, y uint32) bool { return r.x0 <= x && x <= r.x1 && r.y0 <= y && y <= r.y1 }

func (r tileRange) count() uint64 {
	if r.x0 > r.x1 || r.y0 > r.y1 {
		return 0
	}
	return (uint64(r.x1-r.x0) + 1) * (uint64(r.y1-r.y0) + 1)
}

// catchment returns the places whose features a tile asks for: exactly those boxes that tilesOf maps to a.
func catchment(a Address) worldBox {
	grown := int64(reach) << (DeepestZoom - a.Z)
	width := int64(1) << (32 - a.Z)
	at := func(w int64) uint32 { return uint32(min(max(w, 0), 1<<32-1)) }
	west, north := int64(a.X)*width, int64(a.Y)*width
	return worldBox{at(west - grown), at(north - grown), at(west + width - 1 + grown), at(north + width - 1 + grown)}
}

func (b worldBox) meets(o worldBox) bool {
	return b.minX <= o.maxX && o.minX <= b.maxX && b.minY <= o.maxY && o.minY <= b.maxY
}

// pt is a point in tile units, y to the south from the tile's north-west corner.
type pt struct{ x, y int32 }

// frame turns world coordinates into the units of one tile.
type frame struct {
	originX, originY int64
	half             int64
	shift            uint8
}

func frameOf(a Address) frame {
	shift := DeepestZoom - a.Z
	return frame{
		originX: int64(a.X) << (32 - a.Z),
		originY: int64(a.Y) << (32 - a.Z),
		half:    int64(1) << shift >> 1,
		shift:   shift,
	}
}

// snap rounds half up. It needs the feature's box not to be far.
func (f *frame) snap(p place) pt {
	return pt{
		int32((int64(p.x) - f.originX + f.half) >> f.shift),
		int32((int64(p.y) - f.originY + f.half) >> f.shift),
	}
}

// farAway keeps products of two differences within 63 bits.
const farAway = 1 << 29

// far reports whether a box reaches so far beyond the tile that its units do not fit; only country-wide features at
// zoom 18 and deeper do.
func (f *frame) far(b worldBox) bool {
	return (int64(b.minX)-f.originX)>>f.shift < -farAway || (int64(b.maxX)-f.originX)>>f.shift > farAway-1 ||
		(int64(b.minY)-f.originY)>>f.shift < -farAway || (int64(b.maxY)-f.originY)>>f.shift > farAway-1
}

// snapBox returns the corners of b in tile units.
func (f *frame) snapBox(b worldBox) (low, high pt) {
	return f.snap(place{b.minX, b.minY}), f.snap(place{b.maxX, b.maxY})
}
