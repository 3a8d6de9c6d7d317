package tiles

import (
	"context"
	"encoding/binary"
	"fmt"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// rowsStatement selects a layer's features: id, the fields, from, to and goesOn, the geometry in EPSG:3857. Go never
// projects; the database did when the row was written.
// Rows of one id follow each other by their first day.
func rowsStatement(l *Layer, where string) string {
	text := "SELECT " + rowColumns(l) + "\nFROM pub." + l.Name + where
	if l.Dated {
		text += "\nORDER BY " + rowOrder(l)
	}
	return text
}

func rowColumns(l *Layer) string {
	from, to, goesOn := "NULL::date", "NULL::date", "false"
	if l.Dated {
		from, to = "valid_from", "valid_to"
	}
	if l.goesOn != "" {
		goesOn = "coalesce(" + l.goesOn + ", false)"
	}
	return "id, " + columns(*l) + ", " + from + " AS tile_from, " + to + " AS tile_to, " + goesOn +
		" AS goes_on, ST_AsBinary(geom_3857) AS mvt"
}

func rowOrder(l *Layer) string {
	if l.Dated {
		return "id, tile_from NULLS FIRST, tile_to"
	}
	return "id"
}

var (
	sqlAllRows  = eachLayer(func(l *Layer) string { return rowsStatement(l, "\nWHERE geom_3857 IS NOT NULL") })
	sqlSomeRows = eachLayer(func(l *Layer) string {
		return rowsStatement(l, "\nWHERE geom_3857 IS NOT NULL AND id = ANY ($1::bigint[])")
	})
)

func eachLayer(text func(*Layer) string) []string {
	out := make([]string, len(layers))
	for i := range layers {
		out[i] = text(&layers[i])
	}
	return out
}

// readRows calls take for each row of a statement made by rowsStatement. The row is valid until take returns.
func readRows(ctx context.Context, q pg.Querier, l *Layer, sql string, take func(*row) error, args ...any) error {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		return pg.Fault("tiles.readRows", err)
	}
	defer rows.Close()
	return takeRows(rows, l, take)
}

// takeRows is readRows for an answer that is already there.
func takeRows(rows pg.Rows, l *Layer, take func(*row) error) error {
	s := scanner{layer: l, fields: len(l.Fields)}
	for rows.Next() {
		if s.types == nil {
			for _, d := range rows.FieldDescriptions() {
				s.types = append(s.types, d.DataTypeOID)
			}
			if err := s.check(); err != nil {
				return err
			}
		}
		r, err := s.scan(rows.RawValues())
		if err == nil {
			err = take(r)
		}
		if err != nil {
			return fault.Wrap("tiles.readRows", err)
		}
	}
	return pg.Fault("tiles.readRows", rows.Err())
}

// scanner turns rows of the wire into rows of a table.
type scanner struct {
	layer  *Layer
	fields int
	types  []uint32
	row    row
	wkb    wkbReader
	loose  looseRow
	value  []byte
}

func (s *scanner) check() error {
	for i, f := range s.layer.Fields {
		if err := checkColumn(s.layer.Name, f.Name, s.types[1+i]); err != nil {
			return err
		}
	}
	return nil
}

func (s *scanner) scan(raw [][]byte) (*row, error) {
	r := &s.row
	r.id = binary.BigEndian.Uint64(raw[0])
	if r.id == 0 || r.id > safeInteger {
		return nil, fmt.Errorf("layer %s: the id %d is not between 1 and 2^53 - 1", s.layer.Name, int64(r.id))
	}
	s.loose.begin()
	for i := range s.fields {
		if raw[1+i] == nil {
			continue
		}
		value, ok, err := appendValue(s.value[:0], s.types[1+i], raw[1+i])
		if s.value = value; err != nil {
			return nil, fmt.Errorf("layer %s, id %d, %s: %w", s.layer.Name, r.id, s.layer.Fields[i].Name, err)
		}
		if ok {
			s.loose.put(i, value)
		}
	}
	r.loose = s.loose.done()
	rest := raw[1+s.fields:]
	r.from, r.to = dayOnWire(rest[0], always), dayOnWire(rest[1], never)
	r.goesOn = len(rest[2]) > 0 && rest[2][0] != 0
	if r.among = 0; len(rest) > 4 {
		r.among = int(binary.BigEndian.Uint64(rest[4]))
	}
	if err := s.wkb.read(rest[3], r); err != nil {
		return nil, fmt.Errorf("layer %s, id %d: %w", s.layer.Name, r.id, err)
	}
	return r, nil
}

// clone keeps a row beyond the next one.
func (r *row) clone() row {
	c := *r
	c.points = append([]place(nil), r.points...)
	c.loose = append([]byte(nil), r.loose...)
	if r.rings != nil {
		c.rings = append([]uint32(nil), r.rings...)
	}
	return c
}
