package api

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
	"mitte/geo/works"
)

// ifMatch reads the version that a change was made to: the tag of one of its texts, or its number alone. In another language, with
// more or fewer digits, it is the same version. Of several the first counts that is one of ours; "*" names no version. It returns
// NoVersion where none is named.
func ifMatch(c *fiber.Ctx) (works.Match, error) {
	for tag := range strings.SplitSeq(c.Get(fiber.HeaderIfMatch), ",") {
		if on := readTag(tag); on.Version > 0 {
			return on, nil
		}
	}
	return works.Match{}, fault.New(fault.NoVersion, "no_version", "a change names the version it was made to; send If-Match")
}

// readTag returns the version that a tag of ours names, and none for any other.
func readTag(tag string) works.Match {
	tag = strings.Trim(strings.TrimPrefix(strings.TrimSpace(tag), "W/"), `"`)
	number, stamp, _ := strings.Cut(strings.TrimSuffix(tag, "-gz"), "-")
	version, err := strconv.Atoi(number)
	if err != nil || version < 1 {
		return works.Match{}
	}
	return works.Match{Version: version, Stamp: stamp}
}

// revisionOf reads whose change it is and the version it was made on.
func revisionOf[ID any](c *fiber.Ctx, whose func(*fiber.Ctx) (ID, error)) (id ID, on works.Match, err error) {
	if id, err = whose(c); err == nil {
		on, err = ifMatch(c)
	}
	return id, on, err
}

// changeOf is revisionOf with a body whose members are read one by one.
func changeOf[ID any](c *fiber.Ctx, whose func(*fiber.Ctx) (ID, error)) (id ID, version int, body *object, err error) {
	id, on, err := revisionOf(c, whose)
	if err != nil {
		return id, 0, nil, err
	}
	body, err = bodyObject(c)
	return id, on.Version, body, err
}

// changeInto is revisionOf with a body that has one shape.
func changeInto[ID any](c *fiber.Ctx, whose func(*fiber.Ctx) (ID, error), body any) (id ID, version int, err error) {
	id, on, err := revisionOf(c, whose)
	if err != nil {
		return id, 0, err
	}
	return id, on.Version, decode(c, body)
}
