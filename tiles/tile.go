package tiles

// encoder makes the bytes of tiles, one after the other, and keeps its buffers. It is used by one goroutine at a time.
type encoder struct {
	shaper  shaper
	writer  layerWriter
	found   []uint32
	tile    []byte
	drawn   []stretch // of geometry in the tile
	squares []byte    // of the grid
	dropped int
	ranks   ranks
}

// picture says what a tile shows. The tables are read, so the caller keeps writers away.
type picture struct {
	tables  []*table // those to show, in canonical order
	address Address
	on      moment
	sieves  []sieve // by table, bound to it; nil keeps everything
	ceiling int     // bytes; 0 is none
	grid    *grid   // to show as well, or nil
}

func (p *picture) accepts(i int, values []byte) bool {
	return p.sieves == nil || p.sieves[i].accepts(p.tables[i], values)
}

// encode returns the tile, nil if it is empty, valid until the next call. It is a pure function of the tables' rows and
// the picture.
func (e *encoder) encode(p *picture) []byte {
	e.shaper.begin(p.address)
	e.dropped = 0
	e.tile, e.drawn = e.tile[:0], e.drawn[:0]
	for i := range p.tables {
		e.layer(p, i, nil)
	}
	e.squares = e.squares[:0]
	if p.grid != nil {
		e.squares = p.grid.appendTo(e.squares, p.address)
	}
	if p.ceiling > 0 && len(e.tile)+len(e.squares) > p.ceiling {
		e.reduce(p, p.ceiling-len(e.squares))
	}
	if e.tile = append(e.tile, e.squares...); len(e.tile) == 0 {
		return nil
	}
	return e.tile
}

// layer appends a layer; keep decides which features of it may stay, nil keeps all.
func (e *encoder) layer(p *picture, i int, keep *cutoff) {
	t := p.tables[i]
	e.found = t.search(e.found[:0], p.address, p.on)
	if len(e.found) == 0 {
		return
	}
	e.writer.begin(t)
	for _, at := range e.found {
		feature := t.feature(at)
		if keep != nil && !keep.keeps(&feature) {
			e.dropped++
			continue
		}
		if p.accepts(i, feature.values) && e.shaper.shape(&feature) {
			e.writer.add(&feature, &e.shaper.out)
		}
	}
	e.tile, e.drawn = e.writer.finish(e.tile, e.drawn)
}

// maxScratch is the size in bytes above which a buffer is not kept for the next tile.
const maxScratch = 4 << 20

// big reports whether the encoder has grown so much that it is better forgotten.
func (e *encoder) big() bool {
	return cap(e.tile)+16*cap(e.drawn)+cap(e.writer.features)+cap(e.writer.values)+8*(cap(e.shaper.out.points)+cap(e.shaper.part.points)) > 4*maxScratch
}
