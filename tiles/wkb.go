package tiles

import (
	"encoding/binary"
	"errors"
	"math"
)

var errWKB = errors.New("a geometry is no two-dimensional point, line or polygon")

// wkbReader turns WKB in EPSG:3857 into a row's geometry: rings open, exteriors positive, holes negative.
type wkbReader struct {
	rest   []byte
	points []place
	rings  []uint32
	kind   geometryKind
}

// WKB's types; each multi is its part's type plus three.
const (
	wkbPoint      = 1
	wkbLine       = 2
	wkbPolygon    = 3
	wkbMulti      = 3
	wkbCollection = 7
)

// read fills in the geometry of r. What it stores is valid until the next call.
func (w *wkbReader) read(wkb []byte, r *row) error {
	w.rest, w.points, w.rings, w.kind = wkb, w.points[:0], w.rings[:0], 0
	if err := w.geometry(); err != nil {
		return err
	}
	if len(w.points) == 0 || len(w.rest) > 0 {
		return errWKB
	}
	r.kind, r.points, r.rings = w.kind, w.points, w.rings
	if w.kind == pointKind || len(w.rings) == 1 {
		r.rings = nil
	}
	return nil
}

func (w *wkbReader) geometry() error {
	big, kind, err := w.header()
	switch {
	case err != nil:
		return err
	case kind > wkbMulti && kind < wkbCollection:
		count, err := w.count(big, 5)
		for range count {
			if err = w.geometry(); err != nil {
				break
			}
		}
		return err
	case kind < wkbPoint || kind > wkbPolygon || (w.kind != 0 && w.kind != geometryKind(kind)):
		return errWKB
	}
	w.kind = geometryKind(kind)
	switch kind {
	case wkbPoint:
		return w.place(big)
	case wkbLine:
		return w.line(big)
	default:
		return w.polygon(big)
	}
}

// header reads the order of the bytes, the biggest first or not, and the type.
func (w *wkbReader) header() (big bool, kind uint32, err error) {
	if len(w.rest) < 5 {
		return false, 0, errWKB
	}
	big = w.rest[0] != 1
	kind = wkbInteger(big, w.rest[1:])
	w.rest = w.rest[5:]
	return big, kind, nil
}

func wkbInteger(big bool, b []byte) uint32 {
	if big {
		return binary.BigEndian.Uint32(b)
	}
	return binary.LittleEndian.Uint32(b)
}

func wkbNumber(big bool, b []byte) float64 {
	if big {
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b))
}

// count reads a number of things that take at least size bytes each.
func (w *wkbReader) count(big bool, size int) (int, error) {
	if len(w.rest) < 4 {
		return 0, errWKB
	}
	n := int(wkbInteger(big, w.rest))
	w.rest = w.rest[4:]
	if n > len(w.rest)/size {
		return 0, errWKB
	}
	return n, nil
}

func (w *wkbReader) place(big bool) error {
	if len(w.rest) < 16 {
		return errWKB
	}
	x, y := wkbNumber(big, w.rest), wkbNumber(big, w.rest[8:])
	w.rest = w.rest[16:]
	if math.IsNaN(x) || math.IsNaN(y) {
		return errWKB
	}
	w.points = append(w.points, placeOf(x, y))
	return nil
}

func (w *wkbReader) places(big bool) (from int, err error) {
	n, err := w.count(big, 16)
	from = len(w.points)
	for range n {
		if err = w.place(big); err != nil {
			break
		}
	}
	return from, err
}

func (w *wkbReader) line(big bool) error {
	from, err := w.places(big)
	w.rings = append(w.rings, packRing(len(w.points)-from, true))
	return err
}

func (w *wkbReader) polygon(big bool) error {
	n, err := w.count(big, 4)
	for i := range n {
		if err = w.ring(big, i == 0); err != nil {
			break
		}
	}
	return err
}

// ring opens and turns a ring; one that has no three points left is dropped, and with it nothing that could be drawn.
func (w *wkbReader) ring(big bool, exterior bool) error {
	from, err := w.places(big)
	ring := w.points[from:]
	if n := len(ring); n > 1 && ring[0] == ring[n-1] {
		ring = ring[:n-1]
	}
	if len(ring) < 3 && !exterior {
		w.points = w.points[:from]
		return err
	}
	if f := (feature{points: ring}); len(ring) > 0 && (f.area() > 0) != exterior {
		for i, j := 0, len(ring)-1; i < j; i, j = i+1, j-1 {
			ring[i], ring[j] = ring[j], ring[i]
		}
	}
	w.points = w.points[:from+len(ring)]
	w.rings = append(w.rings, packRing(len(ring), exterior))
	return err
}
