package tiles

// endOfBlock is the symbol that ends a block.
const endOfBlock = 256

// blockPlan has the codes of a block.
type blockPlan struct {
	literal, dist, length codes
	told                  [2]int // how many codes of literals and of distances are told of
	lengths               []uint16
}

// make counts what a block says and finds its codes.
func (p *blockPlan) make(body []byte, runs []copyRun) {
	clear(p.literal.counts[:])
	clear(p.dist.counts[:])
	counts := (*[256]uint32)(p.literal.counts[:256])
	for i := range runs {
		r := &runs[i]
		for _, b := range body[:r.literals] {
			counts[b]++
		}
		if r.length == 0 {
			break
		}
		p.literal.counts[lengthSymbols[r.length].symbol]++
		symbol, _, _ := distance(r.dist)
		p.dist.counts[symbol]++
		body = body[r.literals+uint32(r.length):]
	}
	p.literal.counts[endOfBlock] = 1
	p.told = [2]int{p.literal.make(286, worstBits), max(1, p.dist.make(30, worstBits))}
	p.tell()
}

// The symbols by which lengths of codes are told: 0 to 15 are lengths.
const (
	again     = 16 // the one before, 3 to 6 times
	someZeros = 17 // 3 to 10
	manyZeros = 18 // 11 to 138
)

// tell finds the symbols that tell of the codes, each with what it is told besides, and codes for these symbols.
func (p *blockPlan) tell() {
	var all [286 + 30]uint8
	n := 0
	for i, c := range [2]*codes{&p.literal, &p.dist} {
		for _, k := range c.codes[:p.told[i]] {
			all[n] = k.length
			n++
		}
	}
	p.lengths = p.lengths[:0]
	clear(p.length.counts[:19])
	for at := 0; at < n; {
		times := 1
		for at+times < n && all[at+times] == all[at] {
			times++
		}
		at += p.repeat(all[at], times)
	}
	p.length.make(19, 7)
}

// repeat tells of a length that comes so many times, or of some of them, and returns of how many.
func (p *blockPlan) repeat(length uint8, times int) int {
	switch {
	case length == 0 && times >= 11:
		times = min(times, 138)
		p.say(manyZeros, times-11)
	case length == 0 && times >= 3:
		p.say(someZeros, times-3)
	case times >= 4:
		times = min(times, 7)
		p.say(uint16(length), 0)
		p.say(again, times-4)
	default:
		times = 1
		p.say(uint16(length), 0)
	}
	return times
}

func (p *blockPlan) say(symbol uint16, besides int) {
	p.length.counts[symbol]++
	p.lengths = append(p.lengths, symbol|uint16(besides)<<8)
}

// lengthOrder is the order in which the lengths of the codes of the codes' lengths come.
var lengthOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// besides is how many bits follow a symbol that repeats.
var besides = [19]uint8{again: 2, someZeros: 3, manyZeros: 7}

// head tells of the codes.
func (w *bitWriter) head(p *blockPlan, last bool) {
	const dynamic = 2
	kind := uint64(dynamic << 1)
	if last {
		kind |= 1
	}
	order := len(lengthOrder)
	for order > 4 && p.length.codes[lengthOrder[order-1]].length == 0 {
		order--
	}
	w.put(kind, 3)
	w.put(uint64(p.told[0]-257), 5)
	w.put(uint64(p.told[1]-1), 5)
	w.put(uint64(order-4), 4)
	w.flush()
	for _, symbol := range lengthOrder[:order] {
		w.put(uint64(p.length.codes[symbol].length), 3)
		w.flush()
	}
	for _, said := range p.lengths {
		symbol := said & 0xff
		w.put(p.length.codes[symbol].bits())
		w.put(uint64(said>>8), uint(besides[symbol]))
		w.flush()
	}
}
