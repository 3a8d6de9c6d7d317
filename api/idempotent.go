package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"log/slog"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/people"
)

const idempotencyHeader = "Idempotency-Key"

// keptHeaders are the parts of an answer that a repetition gets too.
var keptHeaders = []string{fiber.HeaderContentType, fiber.HeaderLocation, fiber.HeaderETag}

// idempotent has a change take effect once for each Idempotency-Key, however often it is sent and whatever dies in between.
// What the handler creates has its address below at. Without the header the handler just runs.
func (a *api) idempotent(at string, handler fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) error {
		key := c.Get(idempotencyHeader)
		if key == "" {
			return handler(c)
		}
		if !presentable(key) {
			return fault.New(fault.BadRequest, "idempotency.key", "a key is 1 to 200 printable characters")
		}
		claim, kept, err := a.People.Claim(c.UserContext(), a.claimant(c), key, requestSum(c))
		if err != nil {
			return err
		}
		if kept != nil {
			return repeat(c, kept, at)
		}
		return a.once(c, claim, handler)
	}
}

// claimant is whose key it is: of two people who choose the same one, neither gets the other's answer.
func (a *api) claimant(c *fiber.Ctx) string {
	if who := actor(c).String(); who != "" {
		return who
	}
	return "network:" + a.ipPrefix(c)
}

func (a *api) once(c *fiber.Ctx, claim *people.Claim, handler fiber.Handler) error {
	done := false
	defer func() { // also when the handler panics
		if !done {
			a.settle(c, func(ctx context.Context) error { return a.People.GiveUp(ctx, claim) })
		}
	}()
	c.Request().Header.Del(fiber.HeaderAcceptEncoding) // who repeats it may accept others
	c.SetUserContext(claim.Context(c.UserContext()))
	if err := handler(c); err != nil {
		return err
	}
	if c.Response().StatusCode() >= fiber.StatusBadRequest {
		return nil
	}
	answer := people.Kept{Status: c.Response().StatusCode(), Headers: map[string]string{}, Body: c.Response().Body()}
	for _, name := range keptHeaders {
		if v := c.GetRespHeader(name); v != "" {
			answer.Headers[name] = v
		}
	}
	done = true
	a.settle(c, func(ctx context.Context) error { return a.People.Keep(ctx, claim, answer) })
	return nil
}

// settle writes down what became of an attempt, also when its time is over. If that fails the effect is bound to the key all
// the same.
func (a *api) settle(c *fiber.Ctx, write func(ctx context.Context) error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.UserContext()), 2*time.Second)
	defer cancel()
	if err := write(ctx); err != nil {
		a.Log.LogAttrs(ctx, slog.LevelWarn, "an answer was not kept", slog.String("request_id", requestID(c)), slog.String("cause", err.Error()))
	}
}

// repeat answers as before. If the server died before it had an answer, it says at least what was made and where.
func repeat(c *fiber.Ctx, kept *people.Kept, at string) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	if kept.Status != 0 {
		for name, value := range kept.Headers {
			c.Set(name, value)
		}
		return c.Status(kept.Status).Send(kept.Body)
	}
	id := strconv.FormatInt(kept.EntityID, 10)
	c.Set(fiber.HeaderLocation, at+id)
	return sendPrivate(c, fiber.StatusCreated, map[string]json.Number{"id": json.Number(id)})
}

func requestSum(c *fiber.Ctx) [32]byte {
	sum := sha256.New()
	sum.Write([]byte(c.Method() + " " + c.OriginalURL() + "\n"))
	if between := boundary(c); between != "" { // it is another one each time a browser sends the same form
		sum.Write(bytes.ReplaceAll(c.BodyRaw(), []byte(between), nil))
	} else {
		sum.Write(c.BodyRaw())
	}
	return [32]byte(sum.Sum(nil))
}
