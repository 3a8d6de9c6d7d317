package api

import (
	"bufio"
	"encoding/json"
	"log/slog"
	"math"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/feed"
)

const eventStream = "text/event-stream"

// liveEvent is the data of a change: the features, unless there are too many, and the box of where they were and are.
type liveEvent struct {
	Layer string    `json:"layer"`
	Op    string    `json:"op"`
	IDs   []int64   `json:"ids,omitempty"`
	BBox  []float64 `json:"bbox,omitempty"`
	V     string    `json:"v"`
}

// changes tells a browser of every edit as a stream of server-sent events. The stream ends after a while; the browser
// comes again by itself and says which event it knows.
func (a *api) changes(c *fiber.Ctx) error {
	if err := bind(c).err(); err != nil {
		return err
	}
	if a.Changes == nil {
		return fault.New(fault.Unavailable, "changes.none", "changes are not followed here")
	}
	secret := c.Cookies(a.cookieName())
	if c.Method() == fiber.MethodHead {
		secret = "" // it takes no place from a stream
	}
	berth, err := a.streams.enter(a.client(c.Context()), secret, a.Config.LimitLoopback)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, eventStream)
	c.Set(fiber.HeaderCacheControl, "no-store")
	c.Set("X-Accel-Buffering", "no") // a proxy that gathers would hold events back
	if c.Method() == fiber.MethodHead {
		berth.leave()
		return nil
	}
	watcher := a.Changes.Watch(knownPlace(c.Get("Last-Event-ID")))
	stopping := c.Context().Done()
	c.Context().SetBodyStreamWriter(func(out *bufio.Writer) {
		defer berth.leave()
		defer watcher.Close()
		defer a.rescue()
		a.stream(out, watcher, stopping, berth.over)
	})
	return nil
}

// knownPlace reads the id of the last event that a browser knows; what cannot be read is a place that nobody knows.
func knownPlace(text string) (xid uint64, id int64) {
	if text == "" {
		return 0, 0
	}
	xid, id, ok := parsePlace(text)
	if !ok || xid == 0 {
		return math.MaxUint64, 0
	}
	return xid, id
}

// rescue keeps a panic in one stream from ending the service: nobody else stands round a stream.
func (a *api) rescue() {
	if p := recover(); p != nil {
		a.Log.Error("stream panicked", slog.Any("cause", p))
	}
}

// stream writes events until its time is over, the client is gone, its session has too many or the service stops.
func (a *api) stream(out *bufio.Writer, watcher *feed.Watcher, stopping, over <-chan struct{}) {
	end, beat := time.NewTimer(a.Config.StreamLength), time.NewTicker(a.Config.Heartbeat)
	defer end.Stop()
	defer beat.Stop()
	hello := "retry: 1000\n"
	if begin, told := watcher.Begin(); told {
		hello += "id: " + begin + "\n" // so that nothing is missed between two streams without an event
	}
	for text := hello + "\n"; ; {
		if _, err := out.WriteString(text); err != nil {
			return
		}
		if out.Flush() != nil {
			return
		}
		select {
		case e := <-watcher.Events():
			text = written(e)
		case <-beat.C:
			text = ":\n\n"
		case <-end.C:
			return
		case <-stopping:
			return
		case <-over:
			return
		}
	}
}

// written returns an event as the stream carries it.
func written(e feed.Event) string {
	if e.Resync {
		return "event: resync\nid: " + e.Place() + "\ndata: {}\n\n"
	}
	data := liveEvent{Layer: e.Layer, Op: e.Op, IDs: e.IDs, V: e.Version()}
	if e.Box != nil {
		b := e.Box.Grow(1e-7) // rounding must not make it smaller
		data.BBox = []float64{round(b.West), round(b.South), round(b.East), round(b.North)}
	}
	text, _ := json.Marshal(data) // numbers and plain text
	return "event: change\nid: " + e.Place() + "\ndata: " + string(text) + "\n\n"
}
