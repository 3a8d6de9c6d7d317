package tiles

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"mitte/geo/fault"
)

// worthPacking is the size in bytes below which compression does not pay.
const worthPacking = 300

// packer compresses one body at a time. The fastest levels: compressing costs more than encoding.
type packer struct {
	out  bytes.Buffer
	long []byte
	gzip *gzip.Writer
	zstd *zstd.Encoder
}

var packers = sync.Pool{New: func() any {
	g, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is valid
	z, _ := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	return &packer{gzip: g, zstd: z}
}}

// coding numbers the codings a client takes, as far as they change the answer.
func (r *Request) coding() uint8 {
	var c uint8
	switch {
	case r.Zstd:
		c = 2
	case r.Gzip:
		c = 1
	}
	if r.Plain {
		c |= 4
	}
	return c
}

// encode chooses the coding and names the bytes. A coded body is the caller's; a plain one is raw itself.
func encode(raw []byte, r Request) (Tile, error) {
	t := Tile{Body: raw, Result: "build"}
	if (r.Gzip || r.Zstd) && (len(raw) >= worthPacking || !r.Plain) {
		coded, err := pack(raw, r.Zstd)
		if err != nil {
			return Tile{}, fault.Wrap("tiles.encode", err)
		}
		t.Body, t.Coding = coded, "gzip"
		if r.Zstd {
			t.Coding = "zstd"
		}
	}
	t.ETag = tag(t.Body)
	return t, nil
}

func pack(raw []byte, useZstd bool) ([]byte, error) {
	p, _ := packers.Get().(*packer)
	defer p.back()
	if useZstd {
		p.long = p.zstd.EncodeAll(raw, p.long[:0])
		return bytes.Clone(p.long), nil
	}
	p.out.Reset()
	p.gzip.Reset(&p.out)
	if _, err := p.gzip.Write(raw); err != nil {
		return nil, err
	}
	err := p.gzip.Close()
	return bytes.Clone(p.out.Bytes()), err
}

// back keeps the packer for the next body unless it has grown too much.
func (p *packer) back() {
	if p.out.Cap() <= maxScratch && cap(p.long) <= maxScratch {
		packers.Put(p)
	}
}

var emptyTag = tag(nil)

func emptyTile() Tile { return Tile{ETag: emptyTag, Result: "empty"} }

// tag is 96 bits of SHA-256 of the bytes that are sent, so it differs per encoding.
func tag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:12]) + `"`
}
