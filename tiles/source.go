package tiles

import (
	"context"
	"time"

	"mitte/geo"
)

// Request asks for one tile.
type Request struct {
	Set     Set
	Address Address
	At      geo.Date // the day that dated layers show
	Today   geo.Date // sites that go on past their planned end are there until today
	Filter  Filter
	Gzip    bool // the client takes gzip
	Zstd    bool // the client would rather have zstd than gzip
	Plain   bool // the client takes bytes that are not compressed

	// Patience is how long the tile may take if it has to be made; 0 is as long as the context. It is not in the context
	// because most tiles are there already, and a timer costs more than finding them.
	Patience time.Duration
}

// limit returns ctx with an end after the request's patience.
func (r *Request) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	if r.Patience == 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, r.Patience)
}

// Tile is an answer. Body is the vector tile in the content coding that Coding names, nil where there is nothing; it is
// shared and must not be changed. ETag is a strong entity tag with its quotes, different for each encoding.
type Tile struct {
	Body    []byte
	Coding  string // gzip, zstd, or nothing for plain bytes
	ETag    string
	Dropped int    // features left out so that the tile stays below its ceiling
	Result  string // how it came about, for metrics: build, empty; an engine with a cache adds hit and wait
}

// Source makes tiles. Tile returns Unavailable while it cannot and Timeout when it took too long. Kept returns what Tile
// would if that is at hand; it neither waits nor makes anything.
type Source interface {
	Tile(ctx context.Context, r Request) (Tile, error)
	Kept(r Request) (Tile, bool)
}

// Description is what a set's data say about themselves.
type Description struct {
	Bounds       *geo.BBox // lon/lat around everything, a few metres more at most; nil if there is nothing
	Attributions []string  // whom to name, each once
	DataVersion  string    // of the data in the tiles, as <epoch>-<xid>-<id>; "" if the source does not know
}

// Describer describes sets. Describe returns Unavailable and Timeout as Source does.
type Describer interface {
	Describe(ctx context.Context, set Set) (Description, error)
}
