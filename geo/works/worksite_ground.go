package works

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/twpayne/go-geom"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/ground"
	"mitte/geo/pg"
)

// The parameter says its type, because a batch is prepared before it has values. What is not valid is never measured.
const sqlIntoMetres = `
SELECT g.geom, d.valid, coalesce(d.reason, '') AS reason, ST_X(l.at) AS lon, ST_Y(l.at) AS lat,
       CASE WHEN d.valid THEN ST_Area(g.geom) ELSE 0 END AS area_m2
FROM (SELECT ST_Transform($1::geometry, 25832) AS geom) AS g, ST_IsValidDetail(g.geom) AS d,
     LATERAL (SELECT ST_Transform(ST_SetSRID(d.location, 25832), 4326) AS at) AS l`

// plot is a site with its grounds in metres. Ground 0 is the whole site's; a phase has its own or that.
type plot struct {
	Worksite
	metres  []geo.Geom // EPSG:25832
	grounds []ground.Area
	of      []int // by phase: its ground
}

type metresRow struct {
	Geom     geo.Geom
	Valid    bool
	Reason   string
	Lon, Lat *float64
	AreaM2   float64
}

// layOut checks the grounds of a site and brings them into metres. It returns Invalid with the place of the fault for an
// outline that crosses itself and for one that is too small or too large.
func layOut(ctx context.Context, db pg.Querier, s Worksite) (p *plot, err error) {
	if s.Ground.IsZero() {
		return nil, fault.Refuse("required", "the site has no ground", fault.Field{Path: "/geometry", Code: "required", Msg: "the site has no ground"})
	}
	p = &plot{Worksite: s, of: make([]int, len(s.Phases))}
	given, paths := []geo.Geom{s.Ground}, []string{"/geometry"}
	for i, phase := range s.Phases {
		if !phase.Ground.IsZero() {
			p.of[i] = len(given)
			given, paths = append(given, phase.Ground), append(paths, phasePath(phase.Place)+"/geometry")
		}
	}
	if p.metres, err = inMetres(ctx, db, given, paths); err != nil {
		return nil, err
	}
	for _, g := range p.metres {
		area, err := ground.AreaOf(g)
		if err != nil {
			return nil, err
		}
		p.grounds = append(p.grounds, area)
	}
	return p, nil
}

// inMetres asks nothing about what is in metres already, because it was checked when it was brought there.
func inMetres(ctx context.Context, db pg.Querier, given []geo.Geom, paths []string) ([]geo.Geom, error) {
	out := make([]geo.Geom, len(given))
	var batch pgx.Batch
	var wrong []fault.Field
	for i, g := range given {
		if g.SRID() == geo.Storage {
			out[i] = g
			continue
		}
		batch.Queue(sqlIntoMetres, g).Query(func(rows pgx.Rows) error {
			r, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[metresRow])
			if err == nil {
				out[i] = r.Geom
				seen := surveyed{Valid: r.Valid, Reason: r.Reason, Lon: r.Lon, Lat: r.Lat, AreaM2: r.AreaM2}
				if f, bad := (drawing{path: paths[i], areal: true, most: largest}).verdict(&seen); bad {
					wrong = append(wrong, f)
				}
			}
			return err
		})
	}
	if batch.Len() > 0 {
		if err := db.SendBatch(ctx, &batch).Close(); err != nil {
			return nil, err
		}
	}
	if len(wrong) > 0 {
		return nil, fault.Refuse("invalid", "at least one outline cannot be built on", wrong...)
	}
	return out, nil
}

// everywhere is all grounds side by side, for asking what is near: they may overlap.
func (p *plot) everywhere() (geo.Geom, error) {
	if len(p.metres) == 1 {
		return p.metres[0], nil
	}
	all := geom.NewMultiPolygon(geom.XY).SetSRID(int(geo.Storage))
	for _, g := range p.metres {
		for _, part := range polygons(g) {
			if err := all.Push(part); err != nil {
				return geo.Geom{}, err
			}
		}
	}
	return geo.NewGeom(all)
}

func polygons(g geo.Geom) []*geom.Polygon {
	switch t := g.T().(type) {
	case *geom.Polygon:
		return []*geom.Polygon{t}
	case *geom.MultiPolygon:
		out := make([]*geom.Polygon, t.NumPolygons())
		for i := range out {
			out[i] = t.Polygon(i)
		}
		return out
	}
	return nil
}

// box is round everything of the site, in metres.
func (p *plot) box() geo.BBox {
	b := p.grounds[0].Box()
	for _, area := range p.grounds[1:] {
		b = b.Union(area.Box())
	}
	return b
}
