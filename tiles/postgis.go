package tiles

import (
	"context"

	"mitte/geo"
	"mitte/geo/pg"
)

// Postgis makes tiles by SQL, one statement each.
type Postgis struct {
	db pg.Querier
}

// NewPostgis returns a source that reads through db; the role mitte_public suffices.
func NewPostgis(db pg.Querier) *Postgis { return &Postgis{db} }

// stored is a box around everything the storage system can hold. Beyond it there is nothing to find.
var stored = geo.BBox{West: 4, South: 46, East: 18, North: 57}

// Kept returns nothing: every tile is made anew.
func (p *Postgis) Kept(Request) (Tile, bool) { return Tile{}, false }

// Tile returns the tile; one without any feature has no body.
func (p *Postgis) Tile(ctx context.Context, r Request) (Tile, error) {
	set := r.Set.At(r.Address.Z) &^ Grid
	if set == 0 || !r.Address.BBox().Intersects(stored) {
		return emptyTile(), nil
	}
	args := []any{int(r.Address.Z), int(r.Address.X), int(r.Address.Y)}
	if set.Dated() {
		args = append(args, r.At)
	}
	if set&sections != 0 {
		args = append(args, !r.Today.Before(r.At))
	}
	ctx, cancel := r.limit(ctx)
	defer cancel()
	var raw []byte
	if err := p.db.QueryRow(ctx, statements[set], args...).Scan(&raw); err != nil {
		return Tile{}, pg.Fault("tiles.Tile", err)
	}
	if len(raw) == 0 {
		return emptyTile(), nil
	}
	return encode(raw, nil, r), nil
}
