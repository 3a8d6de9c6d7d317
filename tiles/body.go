package tiles

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"sync"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"

	"mitte/geo/fault"
)

// worthPacking is the size in bytes below which compression does not pay.
const worthPacking = 300

// packer compresses one body at a time. The fastest levels: compressing costs more than encoding.
type packer struct {
	out  bytes.Buffer
	long []byte
	zstd *zstd.Encoder
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
	err := p.deflate(raw)
	return bytes.Clone(p.out.Bytes()), err
}

// deflate leaves one gzip member (RFC 1952) in p.out. The compressor is the one without a state: for one whole body it is
// faster than the fastest level with one, and packs a little better.
func (p *packer) deflate(raw []byte) error {
	p.out.Reset()
	p.out.WriteString(gzipHead)
	if err := flate.StatelessDeflate(&p.out, raw, true, nil); err != nil {
		return err
	}
	tail := binary.LittleEndian.AppendUint32(p.out.AvailableBuffer(), crc32.ChecksumIEEE(raw))
	p.out.Write(binary.LittleEndian.AppendUint32(tail, uint32(len(raw))))
	return nil
}

// gzipHead says: deflated, without name and time, fast, made on no system in particular.
const gzipHead = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\xff"

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
