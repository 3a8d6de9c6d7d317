package tiles

import (
	"math"
	"strconv"

	"mitte/geo"
	"mitte/geo/fault"
)

// Address names a tile of the Web Mercator grid: 0 ≤ Z ≤ DeepestZoom, X and Y from the north-west, below 2^Z.
type Address struct {
	Z    uint8
	X, Y uint32
}

// ParseAddress reads three plain decimal numbers. It returns BadRequest for a sign, a leading zero, anything but digits,
// or a place outside of the grid, so that each tile has one address.
func ParseAddress(z, x, y string) (Address, error) {
	zoom, ok := plain(z)
	if !ok || zoom > DeepestZoom {
		return Address{}, badAddress("the zoom is a whole number from 0 to " + strconv.Itoa(DeepestZoom))
	}
	column, okX := plain(x)
	row, okY := plain(y)
	if !okX || !okY || column>>zoom != 0 || row>>zoom != 0 {
		return Address{}, badAddress("column and row are whole numbers from 0 to " + strconv.FormatUint(1<<zoom-1, 10) + " at this zoom")
	}
	return Address{uint8(zoom), uint32(column), uint32(row)}, nil
}

func badAddress(why string) error { return fault.New(fault.BadRequest, CodeAddress, why) }

// plain reads at most ten digits without sign and leading zero.
func plain(s string) (uint64, bool) {
	if s == "" || len(s) > 10 || (len(s) > 1 && s[0] == '0') {
		return 0, false
	}
	var n uint64
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + uint64(s[i]-'0')
	}
	return n, true
}

// BBox returns the tile's box in lon/lat, without its buffer.
func (a Address) BBox() geo.BBox {
	n := float64(uint64(1) << a.Z)
	return geo.BBox{
		West: float64(a.X)/n*360 - 180, South: latitude(1 - 2*(float64(a.Y)+1)/n),
		East: float64(a.X+1)/n*360 - 180, North: latitude(1 - 2*float64(a.Y)/n),
	}
}

// latitude returns the degrees at y, which runs from 1 at the north edge of the world's square to -1 at its south edge.
func latitude(y float64) float64 { return math.Atan(math.Sinh(math.Pi*y)) * 180 / math.Pi }
