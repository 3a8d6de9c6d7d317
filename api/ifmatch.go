package api

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"mitte/geo/fault"
)

// ifMatch returns the version that a change was made to, from a tag of versionTag. Any of that version's texts will do: in
// another language, with more or fewer digits, it is the same version. It returns NoVersion without the header.
func ifMatch(c *fiber.Ctx) (int, error) {
	tag := c.Get(fiber.HeaderIfMatch)
	if tag == "" {
		return 0, fault.New(fault.NoVersion, "no_version", "a change names the version it was made to, in If-Match")
	}
	inner, quoted := strings.CutPrefix(strings.TrimSpace(tag), `"`)
	number, _, _ := strings.Cut(strings.TrimSuffix(inner, `"`), "-")
	version, err := strconv.Atoi(number)
	if err != nil || !quoted || version < 1 || number[0] == '+' {
		return 0, fault.New(fault.BadRequest, "if_match", "If-Match holds the ETag of one version")
	}
	return version, nil
}
