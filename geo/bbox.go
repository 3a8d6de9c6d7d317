package geo

import (
	"math"
	"strconv"
	"strings"

	"mitte/geo/fault"
)

// BBox is an axis-parallel box; all four bounds are inclusive. Its unit is that of the system it is used with: degrees
// for lon/lat, metres for EPSG:25832.
type BBox struct {
	West, South, East, North float64
}

// ParseBBox reads "west,south,east,north" in lon/lat degrees, as the bbox parameter of the API has it.
// It returns BadRequest if there are not four finite numbers in range or if south lies above north or west beyond
// east.
func ParseBBox(text string) (BBox, error) {
	parts := strings.Split(text, ",")
	if len(parts) != 4 {
		return BBox{}, badBBox("four numbers west,south,east,north are needed")
	}
	var v [4]float64
	for i, p := range parts {
		n, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			return BBox{}, badBBox("part " + strconv.Itoa(i+1) + " is not a number")
		}
		v[i] = n
	}
	b := BBox{v[0], v[1], v[2], v[3]}
	switch {
	case b.West < -180 || b.East > 180 || b.South < -90 || b.North > 90:
		return BBox{}, badBBox("longitude lies in -180…180, latitude in -90…90")
	case b.South > b.North:
		return BBox{}, badBBox("south lies above north")
	case b.West > b.East:
		return BBox{}, badBBox("west lies beyond east")
	}
	return b, nil
}

func badBBox(why string) error {
	e := fault.New(fault.BadRequest, "bbox", "bbox: "+why)
	e.Fields = []fault.Field{{Path: "bbox", Code: "bbox", Msg: why}}
	return e
}

// Contains reports whether the point lies in b, its border included.
func (b BBox) Contains(x, y float64) bool {
	return x >= b.West && x <= b.East && y >= b.South && y <= b.North
}

// Intersects reports whether b and o share at least a point.
func (b BBox) Intersects(o BBox) bool {
	return b.West <= o.East && o.West <= b.East && b.South <= o.North && o.South <= b.North
}

// Union returns the smallest box around both.
func (b BBox) Union(o BBox) BBox {
	return BBox{
		math.Min(b.West, o.West), math.Min(b.South, o.South),
		math.Max(b.East, o.East), math.Max(b.North, o.North),
	}
}

// Grow returns b enlarged by d on each side.
func (b BBox) Grow(d float64) BBox {
	return BBox{b.West - d, b.South - d, b.East + d, b.North + d}
}
