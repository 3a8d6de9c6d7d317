package pg

import (
	"bytes"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgtype"
	"github.com/twpayne/go-geom/encoding/ewkb"

	"mitte/geo"
)

// geomCodec carries geo.Geom as EWKB, which names the SRID, always in binary. NULL and the zero Geom are one another.
type geomCodec struct{}

func (geomCodec) FormatSupported(format int16) bool { return format == pgtype.BinaryFormatCode }

func (geomCodec) PreferredFormat() int16 { return pgtype.BinaryFormatCode }

func (geomCodec) PlanEncode(_ *pgtype.Map, _ uint32, format int16, value any) pgtype.EncodePlan {
	if _, ok := value.(geo.Geom); !ok || format != pgtype.BinaryFormatCode {
		return nil
	}
	return encodeGeom{}
}

func (geomCodec) PlanScan(_ *pgtype.Map, _ uint32, format int16, target any) pgtype.ScanPlan {
	if _, ok := target.(*geo.Geom); !ok || format != pgtype.BinaryFormatCode {
		return nil
	}
	return scanGeom{}
}

func (geomCodec) DecodeDatabaseSQLValue(_ *pgtype.Map, _ uint32, _ int16, src []byte) (driver.Value, error) {
	if src == nil {
		return nil, nil //nolint:nilnil // NULL is not an error in database/sql
	}
	return hex.EncodeToString(src), nil
}

func (geomCodec) DecodeValue(_ *pgtype.Map, _ uint32, _ int16, src []byte) (any, error) {
	if src == nil {
		return nil, nil //nolint:nilnil // NULL is not an error in pgx
	}
	return decodeGeom(src)
}

type encodeGeom struct{}

func (encodeGeom) Encode(value any, buf []byte) ([]byte, error) {
	g, ok := value.(geo.Geom)
	if !ok {
		return nil, fmt.Errorf("cannot encode %T as a geometry", value)
	}
	if g.IsZero() {
		return nil, nil
	}
	out := bytes.NewBuffer(buf)
	if err := ewkb.Write(out, ewkb.NDR, g.T()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

type scanGeom struct{}

func (scanGeom) Scan(src []byte, target any) error {
	g, ok := target.(*geo.Geom)
	if !ok {
		return fmt.Errorf("cannot scan a geometry into %T", target)
	}
	if src == nil {
		*g = geo.Geom{}
		return nil
	}
	var err error
	*g, err = decodeGeom(src)
	return err
}

func decodeGeom(src []byte) (geo.Geom, error) {
	if t, ok := readPlain(src); ok {
		return geo.NewGeom(t)
	}
	rest := bytes.NewReader(src)
	t, err := ewkb.Read(rest)
	if err != nil {
		return geo.Geom{}, fmt.Errorf("geometry from the database: %w", err)
	}
	if rest.Len() > 0 {
		return geo.Geom{}, errors.New("geometry from the database has bytes left over")
	}
	return geo.NewGeom(t)
}
