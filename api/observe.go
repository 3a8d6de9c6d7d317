package api

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"mitte/geo/fault"
)

var requestIDHeader = []byte("X-Request-Id")

// observed stands round a handler of a route and everything else: it begins the answer, names the request, catches panics,
// turns the error into an answer, and then tells log and metrics what happened. It writes no address of a client and no
// parameter.
func (a *api) observed(r route, handler fiber.Handler) fiber.Handler {
	letterhead := a.letterhead(r)
	return func(c *fiber.Ctx) error {
		letterhead.CopyTo(&c.Response().Header)
		nameRequest(&c.Response().Header)
		if err := caught(c, handler); err != nil {
			if err := a.fail(c, err); err != nil {
				return err
			}
		}
		a.tell(c.Context(), r.pattern)
		return nil
	}
}

// caught runs a handler; a panic becomes an error with its stack.
func caught(c *fiber.Ctx, handler fiber.Handler) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fault.New(fault.Internal, "internal", "internal error").Because(fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	return handler(c)
}

func (a *api) tell(ctx *fasthttp.RequestCtx, pattern string) {
	status, took := ctx.Response.StatusCode(), time.Since(ctx.Time())
	a.Metrics.Request(pattern, status, took)
	if level := levelOf(status); a.Log.Enabled(context.Background(), level) {
		a.Log.LogAttrs(context.Background(), level, "request",
			slog.String("method", string(ctx.Method())), slog.String("route", pattern), slog.Int("status", status),
			slog.Float64("ms", float64(took)/float64(time.Millisecond)), slog.Int("bytes", sizeOf(&ctx.Response)),
			slog.String("request_id", nameOf(&ctx.Response.Header)))
	}
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

// nameRequest gives the request 72 random bits by which its answer is found in the log; nobody has to be kept from
// guessing them.
func nameRequest(answer *fasthttp.ResponseHeader) {
	var bits [12]byte
	binary.LittleEndian.PutUint64(bits[:], rand.Uint64())
	binary.LittleEndian.PutUint32(bits[8:], rand.Uint32())
	var name [2 * 9]byte
	hex.Encode(name[:], bits[:9])
	answer.SetCanonical(requestIDHeader, name[:])
}

// requestID returns the name of the request that c answers.
func requestID(c *fiber.Ctx) string { return nameOf(&c.Response().Header) }

func nameOf(answer *fasthttp.ResponseHeader) string {
	return string(answer.PeekCanonical(requestIDHeader))
}
