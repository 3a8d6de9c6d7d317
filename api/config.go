package api

import (
	"cmp"
	"context"
	"log/slog"
	"net/netip"
	"strings"
	"time"

	"mitte/geo"
	"mitte/geo/bureau"
	"mitte/geo/enquiry"
	"mitte/geo/feed"
	"mitte/geo/gpkg"
	"mitte/geo/kpi"
	"mitte/geo/outbox"
	"mitte/geo/owners"
	"mitte/geo/people"
	"mitte/geo/picture"
	"mitte/geo/place"
	"mitte/geo/vacancy"
	"mitte/geo/works"
	"mitte/tiles"
)

// Config is what an operator may set. The zero value of a field means its default.
type Config struct {
	PublicURL      string         // address of the service as browsers see it; all links begin with it; default http://127.0.0.1:8080
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed; default nobody's

	ReadDeadline   time.Duration // for what the public reads; 3 s
	TileDeadline   time.Duration // for a tile; 2 s
	ReportDeadline time.Duration // for what reads all of the data; 20 s
	WriteDeadline  time.Duration // for a change; 8 s

	ReadsPerMinute   int  // for each client prefix, /24 or /56; 600; negative: no limit
	TilesPerMinute   int  // likewise; 6000
	ExportsPerMinute int  // likewise: files of everything; 10
	Streams          int  // event streams at a time; 2000
	StreamsEach      int  // likewise for each client prefix; 100; of one session there are four, whatever this says
	LimitLoopback    bool // whether clients on this machine are limited too

	StreamLength time.Duration // after which a stream ends and the browser comes again; 50 s, below WriteTimeout
	Heartbeat    time.Duration // by which a stream learns that its client left; 15 s

	PackedBytes  int64         // bound of the packed pages of lists that are kept; 16 MiB, below 0 is nothing
	BodyLimit    int           // bytes of a request's body; 1 MB
	ReadTimeout  time.Duration // for a request to arrive; 10 s
	WriteTimeout time.Duration // for an answer to leave; 60 s
}

// Deps is what the service works with. All but People, Features, Changes, Metrics and Ready are needed.
type Deps struct {
	Config   Config
	Place    *place.Service
	Vacancy  *vacancy.Service
	Works    *works.Service
	Office   *works.Office    // nil if nobody works with the registers here
	Register *vacancy.Office  // likewise: the register of units
	Owners   *owners.Office   // likewise: whom the office may have to ask
	Pictures *picture.Store   // nil: there are no pictures; it is the one that Register has
	People   *people.Service  // nil if nobody signs in: then there is nothing but what is public
	Outbox   *outbox.Outbox   // with Board: nil if nobody subscribes and nothing is sent
	Enquiry  *enquiry.Service // nil if nobody asks anything here; it needs Outbox
	GPKG     *gpkg.Writer     // nil if there are no GeoPackages
	Board    *works.Board
	Bureau   bureau.Office   // who answers for all of it; without a name it is made up
	Reckoner *works.Reckoner // likewise: whom a section affects
	Planner  *place.Planner  // likewise: what stands along a street
	Notebook *place.Notebook // with Planner: the questions that people keep
	KPI      *kpi.Service    // likewise: figures
	Tiles    tiles.Source
	About    tiles.Describer
	Features tiles.Finder                    // answers lists from memory; nil if all of them come from the database
	Erased   func(ctx context.Context) error // lists what was erased outside the database; nil if nobody keeps such a list
	Changes  *feed.Follower                  // what Tiles follows; nil if nothing is followed
	Clock    geo.Clock
	Log      *slog.Logger
	Metrics  Metrics
	Ready    []Check
}

// Check is a condition for readiness. Run returns nil if it holds; the message of a fault is shown, a foreign error is
// logged only.
type Check struct {
	Name   string
	Run    func(ctx context.Context) error
	Detail func() string // what there is to know when all is well; nil is "ok"
}

// Metrics takes measurements; only cmd knows where they go.
type Metrics interface {
	// Request tells of an answered request. The route is its pattern, "" if there was none.
	Request(route string, status int, took time.Duration)
	// Tile tells of a tile that was asked for. The result is that of tiles.Tile, or notmod or error.
	Tile(result string)
	// Made tells how long it took to make a tile. A kept or an empty one is not made, nor is it if that fails: their times,
	// a thousand times shorter or as long as the patience, would hide what making takes.
	Made(set tiles.Set, zoom uint8, took time.Duration)
}

type noMetrics struct{}

func (noMetrics) Request(string, int, time.Duration)   {}
func (noMetrics) Tile(string)                          {}
func (noMetrics) Made(tiles.Set, uint8, time.Duration) {}

func (c Config) withDefaults() Config {
	c.PublicURL = strings.TrimSuffix(cmp.Or(c.PublicURL, "http://127.0.0.1:8080"), "/")
	c.ReadDeadline = cmp.Or(c.ReadDeadline, 3*time.Second)
	c.TileDeadline = cmp.Or(c.TileDeadline, 2*time.Second)
	c.ReportDeadline = cmp.Or(c.ReportDeadline, 20*time.Second)
	c.ReadsPerMinute = cmp.Or(c.ReadsPerMinute, 600)
	c.TilesPerMinute = cmp.Or(c.TilesPerMinute, 6000)
	c.ExportsPerMinute = cmp.Or(c.ExportsPerMinute, 10)
	c.WriteDeadline = cmp.Or(c.WriteDeadline, 8*time.Second)
	c.Streams = cmp.Or(c.Streams, 2000)
	c.StreamsEach = cmp.Or(c.StreamsEach, 100)
	c.StreamLength = cmp.Or(c.StreamLength, 50*time.Second)
	c.Heartbeat = cmp.Or(c.Heartbeat, 15*time.Second)
	c.PackedBytes = cmp.Or(c.PackedBytes, 16<<20)
	c.BodyLimit = cmp.Or(c.BodyLimit, 1<<20)
	c.ReadTimeout = cmp.Or(c.ReadTimeout, 10*time.Second)
	c.WriteTimeout = cmp.Or(c.WriteTimeout, 60*time.Second)
	return c
}
