package tiles

import (
	"encoding/binary"
	"math/bits"
)

// bitWriter puts codes together, the first bit lowest. There is always room for what comes: a body gets it at once.
type bitWriter struct {
	out  []byte // to its capacity
	at   int
	acc  uint64
	held uint // bits in acc
}

// worstBits is the length of the longest code, with which even a body of nothing but rare bytes fits.
const worstBits = 15

// headRoom is more bytes than a block's codes and its last bits take.
const headRoom = 512

func (w *bitWriter) begin(out []byte, body int) {
	w.at = len(out)
	need := len(out) + body*worstBits/8 + (body/blockRuns+2)*headRoom
	if need > cap(out) {
		grown := make([]byte, need)
		copy(grown, out)
		out = grown
	}
	w.out, w.acc, w.held = out[:cap(out)], 0, 0
}

func (w *bitWriter) end() []byte {
	w.flush()
	if w.held > 0 {
		w.at++
	}
	return w.out[:w.at]
}

// put adds some bits; there may be 56 between two flushes.
func (w *bitWriter) put(v uint64, n uint) {
	w.acc |= v << (w.held & 63)
	w.held += n
}

// flush writes the whole bytes. It writes eight always and counts those that are full.
func (w *bitWriter) flush() {
	binary.LittleEndian.PutUint64(w.out[w.at:], w.acc)
	w.at += int(w.held >> 3)
	w.acc >>= w.held & 56
	w.held &= 7
}

// block writes a block by its plan.
func (w *bitWriter) block(p *blockPlan, body []byte, runs []copyRun, last bool) {
	w.head(p, last)
	for i := range runs {
		r := &runs[i]
		w.literals(&p.literal, body[:r.literals])
		if r.length == 0 {
			break
		}
		length := &lengthSymbols[r.length]
		w.put(p.literal.codes[length.symbol].bits())
		w.put(uint64(r.length-length.least), uint(length.extra))
		symbol, extra, value := distance(r.dist)
		w.put(p.dist.codes[symbol].bits())
		w.put(value, extra)
		w.flush()
		body = body[r.literals+uint32(r.length):]
	}
	w.put(p.literal.codes[endOfBlock].bits())
	w.flush()
}

// literals writes bytes as they are, three at a time.
func (w *bitWriter) literals(c *codes, body []byte) {
	codes := (*[256]code)(c.codes[:256])
	out, at, acc, held := w.out, w.at, w.acc, w.held
	for len(body) >= 3 {
		a, b, c := codes[body[0]], codes[body[1]], codes[body[2]]
		acc |= uint64(a.value) << (held & 63)
		held += uint(a.length)
		acc |= uint64(b.value) << (held & 63)
		held += uint(b.length)
		acc |= uint64(c.value) << (held & 63)
		held += uint(c.length)
		binary.LittleEndian.PutUint64(out[at:], acc)
		at += int(held >> 3)
		acc >>= held & 56
		held &= 7
		body = body[3:]
	}
	w.at, w.acc, w.held = at, acc, held
	for _, b := range body {
		w.put(codes[b].bits())
	}
	w.flush()
}

// lengthSymbol is how a length of a copy is written: a symbol, and how far it is above the least of that symbol.
type lengthSymbol struct {
	symbol, least uint16
	extra         uint8
}

var lengthSymbols = func() (all [mostMatch + 1]lengthSymbol) {
	least := uint16(3)
	for symbol := uint16(257); symbol < 285; symbol++ {
		extra := uint8(0)
		if symbol >= 265 {
			extra = uint8(symbol-261) / 4
		}
		for n := range uint16(1) << extra {
			all[least+n] = lengthSymbol{symbol, least, extra}
		}
		least += 1 << extra
	}
	all[mostMatch] = lengthSymbol{285, mostMatch, 0}
	return all
}()

// distance returns the symbol of a distance less one, and the bits that follow it.
func distance(d uint16) (symbol int, extra uint, value uint64) {
	if d < 4 {
		return int(d), 0, 0
	}
	extra = uint(bits.Len16(d)) - 2
	return int(2*extra) + int(d>>extra), extra, uint64(d) & (1<<extra - 1)
}
