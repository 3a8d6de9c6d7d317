package tiles

import (
	"math"
	"strconv"

	"mitte/geo"
)

// GeoJSON appends a FeatureCollection of the features of a layer that meet a box in lon/lat, for display: the
// coordinates have 7 decimals but come from the world's grid, so they are off by up to 5 mm. Editors read PostGIS.
// It returns at most limit features, by the place of the index and then by id, and reports whether there were more.
func (e *Engine) GeoJSON(b []byte, layer string, box geo.BBox, day geo.Date, limit int) (out []byte, more bool) {
	i := layerIndex(layer)
	if i < 0 || !e.ready.Load() {
		return append(b, `{"type":"FeatureCollection","features":[]}`...), false
	}
	asked := worldBox{lonUnit(box.West), latUnit(box.North), lonUnit(box.East), latUnit(box.South)}
	s := &e.snapshot
	s.mu.RLock()
	defer s.mu.RUnlock()
	today := s.today.Load()
	found := s.tables[i].searchBox(nil, asked, moment{dayNumber(day, today), today})
	if more = len(found) > limit; more {
		found = found[:limit]
	}
	b = append(b, `{"type":"FeatureCollection","features":[`...)
	for n, at := range found {
		if n > 0 {
			b = append(b, ',')
		}
		f := s.tables[i].feature(at)
		b = appendFeature(b, s.tables[i], &f)
	}
	return append(b, "]}"...), more
}

func lonUnit(lon float64) uint32 { return worldUnit((lon + 180) / 360 * worldWidth) }

func latUnit(lat float64) uint32 {
	sin := math.Sin(min(max(lat, -89), 89) * math.Pi / 180)
	return worldUnit((0.5 - math.Log((1+sin)/(1-sin))/(4*math.Pi)) * worldWidth)
}

func appendFeature(b []byte, t *table, f *feature) []byte {
	b = append(b, `{"type":"Feature","id":`...)
	b = strconv.AppendUint(b, f.id, 10)
	b = append(b, `,"geometry":`...)
	b = appendShape(b, f)
	b = append(b, `,"properties":{`...)
	r := valueReader{table: t, rest: f.values}
	r.begin()
	for first := true; r.next(); first = false {
		if !first {
			b = append(b, ',')
		}
		value := r.raw
		if r.dict {
			value = t.dictionary.value(r.index)
		}
		b = appendJSONText(b, t.fields[r.field].name)
		b = appendJSONValue(append(b, ':'), value)
	}
	return append(b, "}}"...)
}

// appendShape writes a geometry as its multi type, which is what the collections have.
func appendShape(b []byte, f *feature) []byte {
	switch f.kind {
	case pointKind:
		if len(f.points) == 1 {
			return append(appendPosition(append(b, `{"type":"Point","coordinates":`...), f.points[0]), '}')
		}
		return append(appendPositions(append(b, `{"type":"MultiPoint","coordinates":`...), f.points, false), '}')
	case lineKind:
		b = append(b, `{"type":"MultiLineString","coordinates":[`...)
	default:
		b = append(b, `{"type":"MultiPolygon","coordinates":[`...)
	}
	from := 0
	for i := range max(len(f.rings), 1) {
		points := f.points[from:f.ringEnd(i, from)]
		from += len(points)
		begins := i == 0 || f.rings[i]&1 == 1
		if i > 0 {
			if begins && f.kind == polygonKind {
				b = append(b, ']')
			}
			b = append(b, ',')
		}
		if begins && f.kind == polygonKind {
			b = append(b, '[')
		}
		b = appendPositions(b, points, f.kind == polygonKind)
	}
	if f.kind == polygonKind {
		b = append(b, ']')
	}
	return append(b, "]}"...)
}

// appendPositions writes a ring against the clock on the map, as RFC 7946 wants it: y runs down here, so in reverse.
func appendPositions(b []byte, points []place, ring bool) []byte {
	b = append(b, '[')
	for i := range points {
		p := points[i]
		if ring {
			p = points[len(points)-1-i]
		}
		b = append(appendPosition(b, p), ',')
	}
	if ring {
		b = append(appendPosition(b, points[len(points)-1]), ',')
	}
	b[len(b)-1] = ']'
	return b
}

func appendPosition(b []byte, p place) []byte {
	lon, lat := p.lonLat()
	b = appendDegrees(append(b, '['), lon)
	b = appendDegrees(append(b, ','), lat)
	return append(b, ']')
}

// appendDegrees writes seven decimals without trailing noughts.
func appendDegrees(b []byte, v float64) []byte {
	n := int64(math.Round(v * 1e7))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/1e7, 10)
	n %= 1e7
	if n == 0 {
		return b
	}
	b = append(b, '.')
	for scale := int64(1e6); n > 0; scale /= 10 {
		b = append(b, byte('0'+n/scale))
		n %= scale
	}
	return b
}
