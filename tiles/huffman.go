package tiles

import "math/bits"

// code is a symbol's code, its first bit lowest; a length of 0 is none.
type code struct {
	value  uint16
	length uint8
}

func (c code) bits() (uint64, uint) { return uint64(c.value), uint(c.length) }

// codes are the Huffman codes of one alphabet.
type codes struct {
	counts [286]uint32
	codes  [286]code
	sorted [286]uint32 // count and symbol, ascending
	spare  [286]uint32
	tree   [286]uint32
}

const symbolBits = 9

// make finds codes of at most longest bits for the counted symbols among the first n, and returns how many symbols have
// to be told of.
func (c *codes) make(n, longest int) int {
	used, told := 0, 0
	for symbol, count := range c.counts[:n] {
		c.codes[symbol] = code{}
		if count > 0 {
			c.sorted[used] = count<<symbolBits | uint32(symbol)
			used++
			told = symbol + 1
		}
	}
	switch used {
	case 0:
	case 1:
		c.codes[c.sorted[0]&(1<<symbolBits-1)].length = 1
	default:
		c.sort(used)
		depths := c.depths(used)
		depths.limit(longest)
		c.assign(&depths, longest)
	}
	c.number(told)
	return told
}

// sort sorts by count and symbol: by radix, since comparing some two hundred costs more than all else here.
func (c *codes) sort(n int) {
	from, to := c.sorted[:n], c.spare[:n]
	most := uint32(0)
	for _, v := range from {
		most = max(most, v)
	}
	// Symbols ascend already, and sorting by a digit keeps them so.
	for shift := symbolBits; most>>shift > 0; shift += 8 {
		var ends [257]uint16
		for _, v := range from {
			ends[v>>shift&0xff+1]++
		}
		for i := range 256 {
			ends[i+1] += ends[i]
		}
		for _, v := range from {
			digit := v >> shift & 0xff
			to[ends[digit]] = v
			ends[digit]++
		}
		from, to = to, from
	}
	copy(c.sorted[:n], from)
}

// depthCounts counts symbols by the length of their code.
type depthCounts [40]uint16

// depths counts the leaves of the tree of least weight by their depth (Moffat and Katajainen, in place).
func (c *codes) depths(n int) (out depthCounts) {
	t := c.tree[:n]
	for i := range t {
		t[i] = c.sorted[i] >> symbolBits
	}
	root, leaf := 0, 0
	take := func(next int) uint32 {
		if leaf >= n || (root < next && t[root] < t[leaf]) {
			weight := t[root]
			t[root] = uint32(next)
			root++
			return weight
		}
		leaf++
		return t[leaf-1]
	}
	for next := range n - 1 {
		weight := take(next)
		t[next] = weight + take(next)
	}
	t[n-2] = 0
	for next := n - 3; next >= 0; next-- {
		t[next] = t[t[next]] + 1
	}
	open, inner := 1, n-2
	for depth := 0; open > 0; depth++ {
		nodes := 0
		for inner >= 0 && int(t[inner]) == depth {
			nodes++
			inner--
		}
		out[depth] = uint16(open - nodes)
		open = 2 * nodes
	}
	return out
}

// limit makes no code longer than longest, at the cost of others.
func (d *depthCounts) limit(longest int) {
	for depth := longest + 1; depth < len(d); depth++ {
		d[longest] += d[depth]
	}
	room := 0
	for depth := 1; depth <= longest; depth++ {
		room += int(d[depth]) << (longest - depth)
	}
	for ; room > 1<<longest; room-- {
		shorter := longest - 1
		for d[shorter] == 0 {
			shorter--
		}
		d[longest]--
		d[shorter]--
		d[shorter+1] += 2
	}
}

// assign gives the most frequent symbols the shortest codes.
func (c *codes) assign(d *depthCounts, longest int) {
	at := 0
	for length := longest; length > 0; length-- {
		for range d[length] {
			c.codes[c.sorted[at]&(1<<symbolBits-1)].length = uint8(length)
			at++
		}
	}
}

// number turns lengths into codes as every reader of DEFLATE does.
func (c *codes) number(n int) {
	var counts, next [worstBits + 2]uint16
	for _, k := range c.codes[:n] {
		counts[k.length]++
	}
	counts[0] = 0
	for length := 1; length <= worstBits; length++ {
		next[length+1] = (next[length] + counts[length]) << 1
	}
	for i := range c.codes[:n] {
		if k := &c.codes[i]; k.length > 0 {
			k.value = bits.Reverse16(next[k.length]) >> (16 - k.length)
			next[k.length]++
		}
	}
}
