package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"sync"

	"github.com/gofiber/fiber/v2"
	"github.com/klauspost/compress/gzip"
)

const (
	geoJSON   = "application/geo+json; charset=utf-8"
	plainJSON = "application/json; charset=utf-8"
)

// worthPacking is the size in bytes below which compression does not pay.
const worthPacking = 300

var packers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is valid
	return w
}}

// send answers with a body that is not changed afterwards. An empty tag sends none. A strong tag gets a suffix when the
// body is packed, because it names bytes.
func send(c *fiber.Ctx, contentType, tag string, body []byte) error {
	accepted := parseCodings(c.Get(fiber.HeaderAcceptEncoding))
	if !accepted.gzip && !accepted.plain {
		return fiber.NewError(fiber.StatusNotAcceptable, "gzip and identity are available")
	}
	packed := accepted.preferGzip && len(body) >= worthPacking || !accepted.plain
	if packed && tag != "" && tag[0] == '"' {
		tag = tag[:len(tag)-1] + `-gz"`
	}
	c.Vary(fiber.HeaderAcceptEncoding)
	if c.GetRespHeader(fiber.HeaderCacheControl) == "" {
		c.Set(fiber.HeaderCacheControl, "no-cache")
	}
	if tag != "" {
		c.Set(fiber.HeaderETag, tag)
		if matches(c.Get(fiber.HeaderIfNoneMatch), tag) {
			c.Status(fiber.StatusNotModified)
			return nil
		}
	}
	c.Set(fiber.HeaderContentType, contentType)
	if !packed {
		return c.Send(body)
	}
	small, err := pack(body)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentEncoding, "gzip")
	return c.Send(small)
}

func pack(body []byte) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(body)/4 + 64)
	w, _ := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	w.Reset(&out)
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	err := w.Close()
	return out.Bytes(), err
}

// digest is 96 bits of SHA-256.
func digest(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:12])
}

func strongTag(body []byte) string { return `"` + digest(body) + `"` }

// versionTag is strong and begins with the version, which a later If-Match needs.
func versionTag(version int, body []byte) string {
	return `"` + strconv.Itoa(version) + "-" + digest(body) + `"`
}

func weakTag(body []byte) string { return `W/"` + digest(body) + `"` }
