package tiles

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"slices"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// worthPacking is the size in bytes below which compression does not pay.
const worthPacking = 300

// packer compresses one body at a time. The fastest levels: compressing costs more than encoding.
type packer struct {
	out     []byte
	deflate deflater
	zstd    *zstd.Encoder
}

var packers = sync.Pool{New: func() any {
	z, _ := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false))
	return &packer{zstd: z}
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

// encode chooses the coding and names the bytes; drawn says where the geometry is, if that is known. A coded body is the
// caller's; a plain one is raw itself.
func encode(raw []byte, drawn []stretch, r Request) Tile {
	t := Tile{Body: raw, Result: "build"}
	if (r.Gzip || r.Zstd) && (len(raw) >= worthPacking || !r.Plain) {
		t.Body, t.Coding = pack(raw, drawn, r.Zstd), "gzip"
		if r.Zstd {
			t.Coding = "zstd"
		}
	}
	t.ETag = tag(t.Body)
	return t
}

func pack(raw []byte, drawn []stretch, useZstd bool) []byte {
	p, _ := packers.Get().(*packer)
	defer p.back()
	if useZstd {
		p.out = p.zstd.EncodeAll(raw, p.out[:0])
	} else {
		p.gzip(raw, drawn)
	}
	return slices.Clone(p.out)
}

// gzip leaves one member (RFC 1952) in p.out.
func (p *packer) gzip(raw []byte, drawn []stretch) {
	p.out = p.deflate.deflate(append(p.out[:0], gzipHead...), raw, drawn)
	p.out = binary.LittleEndian.AppendUint32(p.out, crc32.ChecksumIEEE(raw))
	p.out = binary.LittleEndian.AppendUint32(p.out, uint32(len(raw)))
}

// gzipHead says: deflated, without name and time, fast, made on no system in particular.
const gzipHead = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\xff"

// back keeps the packer for the next body unless it has grown too much.
func (p *packer) back() {
	if cap(p.out) <= maxScratch {
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
