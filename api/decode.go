package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
)

// decode reads a JSON body into v, a pointer to a struct. What v does not know, and anything behind the document, is
// refused, so that a misspelt member is not silently lost.
func decode(c *fiber.Ctx, v any) error {
	d := json.NewDecoder(bytes.NewReader(c.BodyRaw()))
	d.DisallowUnknownFields()
	err := d.Decode(v)
	if err == nil {
		if _, err := d.Token(); !errors.Is(err, io.EOF) {
			return fault.New(fault.BadRequest, "bad_json", "there is more than one JSON document")
		}
		return nil
	}
	e := fault.New(fault.BadRequest, "bad_json", "the body is no JSON that is understood here").Because(err)
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		e.Fields = []fault.Field{{Path: "/" + strings.ReplaceAll(wrong.Field, ".", "/"), Code: "json_type", Msg: "another type is expected"}}
	}
	if name, found := strings.CutPrefix(err.Error(), "json: unknown field "); found {
		e.Fields = []fault.Field{{Path: "/" + shown(strings.Trim(name, `"`)), Code: "unknown_member", Msg: "there is no such member here"}}
	}
	return e
}
