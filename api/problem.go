package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/people"
)

// problem is the document of RFC 9457, with our code, the request's name and all fields at fault.
type problem struct {
	Type      string         `json:"type"`
	Title     string         `json:"title"`
	Status    int            `json:"status"`
	Detail    string         `json:"detail"`
	Instance  string         `json:"instance"`
	Code      string         `json:"code"`
	RequestID string         `json:"request_id"`
	Errors    []problemField `json:"errors,omitempty"`

	Current json.RawMessage `json:"current,omitempty"` // the document as it is now, where a change was made on an old one
}

type problemField struct {
	Path    string      `json:"path"`
	Code    string      `json:"code"`
	Message string      `json:"message"`
	At      *[2]float64 `json:"at,omitempty"`
}

// statuses is the one table from kind to status.
var statuses = map[fault.Kind]int{
	fault.BadRequest:      fiber.StatusBadRequest,
	fault.Unauthenticated: fiber.StatusUnauthorized,
	fault.Forbidden:       fiber.StatusForbidden,
	fault.NotFound:        fiber.StatusNotFound,
	fault.Conflict:        fiber.StatusConflict,
	fault.Stale:           fiber.StatusPreconditionFailed,
	fault.TooLarge:        fiber.StatusRequestEntityTooLarge,
	fault.Unsupported:     fiber.StatusUnsupportedMediaType,
	fault.Invalid:         fiber.StatusUnprocessableEntity,
	fault.NoVersion:       fiber.StatusPreconditionRequired,
	fault.TooMany:         fiber.StatusTooManyRequests,
	fault.Internal:        fiber.StatusInternalServerError,
	fault.Unavailable:     fiber.StatusServiceUnavailable,
	fault.Timeout:         fiber.StatusGatewayTimeout,
}

// fail is the one place where an error becomes an answer.
func (a *api) fail(c *fiber.Ctx, err error) error {
	if requestID(c) == "" { // refused before it reached a route, which begins every other answer
		a.letterhead(route{}).CopyTo(&c.Response().Header)
		nameRequest(&c.Response().Header)
	}
	lang := language(c.Get(fiber.HeaderAcceptLanguage))
	p := a.explain(c, err, lang)
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "application/problem+json; charset=utf-8")
	c.Set(fiber.HeaderContentSecurityPolicy, answersOnly)
	c.Set(fiber.HeaderContentLanguage, lang)
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Status(p.Status).Send(body)
}

// explain puts an error into words and takes back what the answer was going to be. What is our fault goes to the log with
// its cause, once.
func (a *api) explain(c *fiber.Ctx, err error, lang string) problem {
	status, f := understand(err)
	if status >= fiber.StatusInternalServerError {
		a.Log.LogAttrs(context.Background(), slog.LevelError, "request failed",
			slog.String("request_id", requestID(c)), slog.String("code", f.Code), slog.String("cause", err.Error()))
	}
	if status == fiber.StatusServiceUnavailable && c.GetRespHeader(fiber.HeaderRetryAfter) == "" {
		c.Set(fiber.HeaderRetryAfter, "2")
	}
	var wait *people.TooManyError
	if errors.As(err, &wait) {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(int(wait.Wait.Seconds())))
	}
	p := problem{
		Type: "urn:mitte:problem:" + f.Code, Title: title(status, lang), Status: status, Detail: sentence(f.Code, f.Msg, lang),
		Instance: shown(c.Path()), Code: f.Code, RequestID: requestID(c),
	}
	for _, field := range f.Fields {
		p.Errors = append(p.Errors, problemField{field.Path, field.Code, sentence(field.Code, field.Msg, lang), field.At})
	}
	var outdated *staleError
	if errors.As(err, &outdated) {
		p.Current = outdated.current
	}
	c.Response().Header.Del(fiber.HeaderContentEncoding)
	c.Response().Header.Del(fiber.HeaderETag)
	return p
}

// understand finds status and fault of any error; a foreign one is a 500.
func understand(err error) (int, *fault.Error) {
	var ours *fault.Error
	if errors.As(err, &ours) {
		return statuses[ours.Kind], ours
	}
	var fibers *fiber.Error
	if errors.As(err, &fibers) {
		if code, known := transportCodes[fibers.Code]; known {
			return fibers.Code, &fault.Error{Code: code, Msg: fibers.Message}
		}
	}
	return fiber.StatusInternalServerError, fault.New(fault.Internal, "internal", "internal error")
}

// transportCodes names the refusals that come from the protocol and not from a room.
var transportCodes = map[int]string{
	fiber.StatusBadRequest:                  "bad_request",
	fiber.StatusNotFound:                    "not_found",
	fiber.StatusMethodNotAllowed:            "method_not_allowed",
	fiber.StatusNotAcceptable:               "not_acceptable",
	fiber.StatusRequestTimeout:              "request_timeout",
	fiber.StatusRequestEntityTooLarge:       "too_large",
	fiber.StatusRequestURITooLong:           "uri_too_long",
	fiber.StatusRequestHeaderFieldsTooLarge: "headers_too_large",
}
