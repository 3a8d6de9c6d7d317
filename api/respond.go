package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
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

// send answers with a body. An empty tag sends none. A strong tag gets a suffix when the body is packed, because it names
// bytes.
func send(c *fiber.Ctx, contentType, tag string, body []byte) error {
	return sendParts(c, contentType, tag, [][]byte{body}, nil)
}

// sendParts is send for a body in pieces, which are joined only where the answer is kept. It looks for the packed body
// among pages, if any are given, and leaves it there.
func sendParts(c *fiber.Ctx, contentType, tag string, parts [][]byte, pages *packedPages) error {
	accepted := parseCodings(c.Get(fiber.HeaderAcceptEncoding))
	if !accepted.gzip && !accepted.plain {
		return fiber.NewError(fiber.StatusNotAcceptable, "gzip and identity are available")
	}
	size := 0
	for _, part := range parts {
		size += len(part)
	}
	packed := accepted.preferGzip && size >= worthPacking || !accepted.plain
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
	if packed {
		c.Set(fiber.HeaderContentEncoding, "gzip")
		return sendPacked(c, tag, parts, pages)
	}
	for _, part := range parts {
		c.Response().AppendBody(part)
	}
	return nil
}

func sendPacked(c *fiber.Ctx, tag string, parts [][]byte, pages *packedPages) error {
	if pages == nil {
		return pack(c.Response().BodyWriter(), parts)
	}
	if body, ok := pages.find(tag); ok {
		c.Response().SetBodyRaw(body)
		return nil
	}
	var room bytes.Buffer
	if err := pack(&room, parts); err != nil {
		return err
	}
	body := slices.Clone(room.Bytes()) // without the room that is left
	pages.keep(tag, body)
	c.Response().SetBodyRaw(body)
	return nil
}

func pack(to io.Writer, parts [][]byte) error {
	w, _ := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	w.Reset(to)
	for _, part := range parts {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return w.Close()
}

// digest is 96 bits of SHA-256.
func digest(body []byte) string {
	s := sum(body)
	return hex.EncodeToString(s[:])
}

func sum(body []byte) [12]byte {
	s := sha256.Sum256(body)
	return [12]byte(s[:12])
}

func strongTag(body []byte) string { return `"` + digest(body) + `"` }

// versionTag is strong and begins with the version, which a later If-Match needs.
func versionTag(version int, body []byte) string {
	return `"` + strconv.Itoa(version) + "-" + digest(body) + `"`
}

func weakTag(body []byte) string { return `W/"` + digest(body) + `"` }
