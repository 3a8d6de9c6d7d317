package tiles

import (
	"encoding/binary"
	"math/bits"
)

// deflater writes tiles as DEFLATE (RFC 1951). It knows which bytes are geometry: coordinates repeat nowhere, so it looks
// for no copies there, and finds those of the rest faster than a compressor that knows nothing of what it packs. Its table
// stays in the processor's nearest cache, and nothing is cleared between bodies. The bytes depend on the body and its
// stretches alone.
type deflater struct {
	table [1 << hashBits]uint32 // by hash of leastMatch bytes, where they were last, counted from the first body on
	base  uint32                // where the body begins, so counted; older places are of other bodies
	runs  []copyRun
	bits  bitWriter
	plan  blockPlan
}

// stretch is a run of bytes, to excluded.
type stretch struct{ from, to int }

// copyRun is some bytes as they are and then a copy of what stood dist + 1 bytes before; a copy of no length ends a block.
type copyRun struct {
	literals     uint32
	length, dist uint16
}

const (
	hashBits   = 12
	leastMatch = 5 // shorter copies would save little and cost a wrong guess of the processor each
	mostMatch  = 258
	window     = 1 << 15
	blockRuns  = 1 << 12 // copies after which a block ends, for what follows may want other codes
	blockBytes = 1 << 18 // and bytes, so that counts stay small
)

// deflate appends the body's blocks to out. The stretches ascend and are geometry.
func (d *deflater) deflate(out, body []byte, stretches []stretch) []byte {
	if uint64(d.base)+uint64(len(body))+2*window > 1<<32-1 {
		clear(d.table[:])
		d.base = 0
	}
	d.base += window + 1 // so that no place of another body is near enough
	d.bits.begin(out, len(body))
	for at := 0; ; {
		end, rest := d.findRuns(body, at, stretches)
		d.plan.make(body[at:end], d.runs)
		d.bits.block(&d.plan, body[at:end], d.runs, end == len(body))
		if at, stretches = end, rest; at == len(body) {
			break
		}
	}
	d.base += uint32(len(body))
	return d.bits.end()
}

// findRuns fills d.runs with a block's worth from a place on. It returns where the block ends, and the stretches from there on.
func (d *deflater) findRuns(body []byte, from int, stretches []stretch) (end int, rest []stretch) {
	d.runs = d.runs[:0]
	start, at := from, from
	last := len(body) - 8 // where eight bytes can be read
	for at <= last && at-from < blockBytes {
		stop := last + 1
		if len(stretches) > 0 {
			stop = min(stop, stretches[0].from)
		}
		for at < stop {
			word := binary.LittleEndian.Uint64(body[at:])
			slot := &d.table[hashOf(word)]
			before := int(*slot) - int(d.base)
			*slot = d.base + uint32(at)
			if before < 0 || at-before > window || (binary.LittleEndian.Uint64(body[before:])^word)<<otherBytes != 0 {
				at++
				continue
			}
			n := leastMatch + commonLength(body[before+leastMatch:], body[at+leastMatch:min(at+mostMatch, len(body))])
			d.runs = append(d.runs, copyRun{uint32(at - start), uint16(n), uint16(at - before - 1)})
			at += n
			start = at
			if len(d.runs) == blockRuns {
				return at, stretches
			}
		}
		for len(stretches) > 0 && at >= stretches[0].from {
			at = max(at, stretches[0].to)
			stretches = stretches[1:]
		}
	}
	if at > last {
		at = len(body)
	}
	d.runs = append(d.runs, copyRun{literals: uint32(at - start)})
	return at, stretches
}

// otherBytes is how far the leastMatch bytes of a word have to be shifted to be alone.
const otherBytes = 64 - 8*leastMatch

func hashOf(word uint64) uint64 { return (word << otherBytes) * 0x9E3779B97F4A7C15 >> (64 - hashBits) }

// commonLength returns how many bytes at the beginning of b are those of a, which is at least as long.
func commonLength(a, b []byte) int {
	n := 0
	for len(b)-n >= 8 {
		if diff := binary.LittleEndian.Uint64(a[n:]) ^ binary.LittleEndian.Uint64(b[n:]); diff != 0 {
			return n + bits.TrailingZeros64(diff)>>3
		}
		n += 8
	}
	for n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
