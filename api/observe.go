package api

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
)

const requestIDHeader = "X-Request-Id"

// observe stands round everything else: it names the request, catches panics, turns the error into an answer, and then
// tells log and metrics what happened. It writes no address of a client and no parameter.
func (a *api) observe(c *fiber.Ctx) error {
	start := a.Clock.Now()
	id := newRequestID()
	c.Set(requestIDHeader, id)
	if err := a.next(c); err != nil {
		if err := a.fail(c, err); err != nil {
			return err
		}
	}
	took := a.Clock.Now().Sub(start)
	pattern, status := patternOf(c), c.Response().StatusCode()
	a.Metrics.Request(pattern, status, took)
	a.Log.LogAttrs(context.Background(), levelOf(status), "request",
		slog.String("method", c.Method()), slog.String("route", pattern), slog.Int("status", status),
		slog.Float64("ms", float64(took)/float64(time.Millisecond)), slog.Int("bytes", sizeOf(c.Response())),
		slog.String("request_id", id))
	return nil
}

// next runs the rest; a panic becomes an error with its stack.
func (a *api) next(c *fiber.Ctx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.New(fault.Internal, "internal", "internal error").Because(fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	return c.Next()
}

// patternOf returns the pattern of the route that answered, "" if none did.
func patternOf(c *fiber.Ctx) string {
	r := c.Route()
	if r == nil || (r.Path == "/" && c.Path() != "/") {
		return ""
	}
	return r.Path
}

// sizeOf returns the length of a body, 0 for a stream: asking that for its body would wait for its end.
func sizeOf(r *fiber.Response) int {
	if r.IsBodyStream() {
		return 0
	}
	return len(r.Body())
}

// levelOf keeps errors for what is our fault: 503 and 504 pass, and a service that starts up answers them for a while.
func levelOf(status int) slog.Level {
	switch {
	case status == fiber.StatusInternalServerError:
		return slog.LevelError
	case status > fiber.StatusInternalServerError:
		return slog.LevelWarn
	default:
		return slog.LevelInfo
	}
}

func newRequestID() string {
	var b [9]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// requestID returns the name of the request that c answers.
func requestID(c *fiber.Ctx) string { return string(c.Response().Header.Peek(requestIDHeader)) }
