package tiles

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"sync"

	"github.com/klauspost/compress/gzip"

	"mitte/geo/fault"
)

// worthPacking is the size in bytes below which compression does not pay.
const worthPacking = 300

var packers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is valid
	return w
}}

// encode chooses the encoding and names the bytes.
func encode(raw []byte, r Request) (Tile, error) {
	t := Tile{Body: raw, Result: "build"}
	if r.Gzip && (len(raw) >= worthPacking || !r.Plain) {
		packed, err := pack(raw)
		if err != nil {
			return Tile{}, fault.Wrap("tiles.encode", err)
		}
		t.Body, t.Gzipped = packed, true
	}
	t.ETag = tag(t.Body)
	return t, nil
}

func pack(raw []byte) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(len(raw)/2 + 64)
	w, _ := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	w.Reset(&out)
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	err := w.Close()
	return out.Bytes(), err
}

func emptyTile() Tile { return Tile{ETag: tag(nil), Result: "empty"} }

// tag is 96 bits of SHA-256 of the bytes that are sent, so it differs per encoding.
func tag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:12]) + `"`
}
