package api

import (
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/bureau"
	"mitte/geo/fault"
)

// readBuffer holds a request's header; long filters must fit (ogc.md H17).
const readBuffer = 16 << 10

// api is the handlers' common ground.
type api struct {
	Deps
	reads, tileReads, exports *limiter
	streams                   *streams
	packed                    *packedPages
}

// New returns the application. It returns Invalid if the public URL is none or a dependency is missing.
func New(deps Deps) (*fiber.App, error) {
	deps.Config = deps.Config.withDefaults()
	if deps.Metrics == nil {
		deps.Metrics = noMetrics{}
	}
	if deps.Bureau.Name == "" {
		deps.Bureau = bureau.MadeUp()
	}
	if err := deps.check(); err != nil {
		return nil, err
	}
	a := &api{
		Deps:      deps,
		reads:     newLimiter(deps.Clock, deps.Config.ReadsPerMinute),
		tileReads: newLimiter(deps.Clock, deps.Config.TilesPerMinute),
		exports:   newLimiter(deps.Clock, deps.Config.ExportsPerMinute),
		streams:   newStreams(deps.Config.Streams, deps.Config.StreamsEach),
		packed:    newPackedPages(deps.Config.PackedBytes),
	}
	app := fiber.New(fiber.Config{
		AppName:               "mitte",
		DisableStartupMessage: true,
		Immutable:             true,
		CaseSensitive:         true,
		BodyLimit:             deps.Config.BodyLimit,
		ReadTimeout:           deps.Config.ReadTimeout,
		WriteTimeout:          deps.Config.WriteTimeout,
		ReadBufferSize:        readBuffer,
		ErrorHandler:          a.fail,

		DisablePreParseMultipartForm: true, // before anybody is known
	})
	app.Server().HeaderReceived = a.roomy
	a.register(app)
	app.Server().Handler = a.front(app.Handler())
	return app, nil
}

func (d Deps) check() error {
	u, err := url.Parse(d.Config.PublicURL)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.RawQuery != "" {
		return fault.New(fault.Invalid, "public_url", "the public URL begins with http:// or https:// and a host")
	}
	if d.Place == nil || d.Vacancy == nil || d.Works == nil || d.Tiles == nil || d.About == nil || d.Clock == nil || d.Log == nil {
		return fault.New(fault.Invalid, "deps", "api.Deps lacks a room, the clock or the log")
	}
	return nil
}

// Shutdown takes no new connections and waits for the requests under way, at most as long as patience. It returns Timeout
// if they did not end.
func Shutdown(app *fiber.App, patience time.Duration) error {
	err := app.ShutdownWithTimeout(patience)
	if err == nil {
		return nil
	}
	return fault.New(fault.Timeout, "shutdown", "requests were still under way").Because(err)
}
