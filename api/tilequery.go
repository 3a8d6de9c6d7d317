package api

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo"
	"mitte/tiles"
)

// tileQuery reads what stands behind the question mark into asked: at, and fields that the layers can be filtered by. It
// returns v, the version that the tile must not be older than; nil is any.
func tileQuery(c *fiber.Ctx, asked *tiles.Request, today geo.Date) (*version, error) {
	asked.At, asked.Today = today, today
	if len(c.Context().URI().QueryString()) == 0 {
		return nil, nil
	}
	own, filter := &query{values: map[string]string{}}, url.Values{}
	for key, value := range c.Context().QueryArgs().All() {
		name := string(key)
		if name != "at" && name != "v" {
			filter.Add(shown(name), string(value))
			continue
		}
		if _, twice := own.values[name]; twice {
			own.refuse(name, "repeated_parameter", "this parameter stands more than once")
		}
		own.values[name] = string(value)
	}
	atLeast := own.version("v")
	asked.At = own.at(today)
	if err := own.err(); err != nil {
		return nil, err
	}
	var err error
	asked.Filter, err = tiles.ParseFilter(asked.Set, filter)
	return atLeast, err
}

// version is a place in the history of the data, as events and TileJSON name it: <epoch>-<xid>-<id>.
type version struct {
	epoch int64
	xid   uint64
	id    int64
}

func (q *query) version(name string) *version {
	text, given := q.values[name]
	if !given {
		return nil
	}
	epoch, place, _ := strings.Cut(text, "-")
	var v version
	var err error
	xid, id, ok := parsePlace(place)
	if v.epoch, err = strconv.ParseInt(epoch, 10, 64); err != nil || !ok || v.epoch < 1 || epoch[0] == '+' {
		q.refuse(name, "version", "a version as an event or TileJSON names it is needed")
	}
	v.xid, v.id = xid, id
	return &v
}

// parsePlace reads <xid>-<id>.
func parsePlace(text string) (xid uint64, id int64, ok bool) {
	first, second, _ := strings.Cut(text, "-")
	xid, err := strconv.ParseUint(first, 10, 64)
	if err != nil {
		return 0, 0, false
	}
	id, err = strconv.ParseInt(second, 10, 64)
	return xid, id, err == nil && id >= 0 && second[0] != '+'
}

// reached waits a moment for a version that another process may have told of, and reports whether it is here.
func (a *api) reached(c *fiber.Ctx, v version) bool {
	return a.Changes != nil && a.Changes.Wait(c.UserContext(), v.epoch, v.xid, v.id)
}
