package tiles

import "unsafe"

// chunkBits makes chunks of 1 Mi entries; an offset is the chunk's number and the place in it.
const (
	chunkBits  = 20
	firstChunk = 1 << 10
)

// arena keeps entries without pointers in chunks. Growing copies nothing, and the collector has nothing to look at. The
// first chunks are small, so that a small town stays small.
type arena[T any] struct {
	chunks [][]T
	used   int // entries that were added
	dead   int // entries that nobody refers to any more
}

// add copies entries into one chunk and returns their offset. More than a chunk's worth get a chunk of their own.
func (a *arena[T]) add(entries []T) uint32 { return a.add2(entries, nil) }

// add2 copies two runs of entries, one after the other.
func (a *arena[T]) add2(head, tail []T) uint32 {
	n := len(head) + len(tail)
	last := len(a.chunks) - 1
	if last < 0 || cap(a.chunks[last])-len(a.chunks[last]) < n {
		a.chunks = append(a.chunks, make([]T, 0, max(n, min(max(a.used, firstChunk), 1<<chunkBits))))
		last++
	}
	at := len(a.chunks[last])
	a.chunks[last] = append(append(a.chunks[last], head...), tail...)
	a.used += n
	return uint32(last<<chunkBits | at)
}

// clear forgets all entries and keeps the last chunk for the next ones, unless it is large.
func (a *arena[T]) clear() {
	var one T
	last := len(a.chunks) - 1
	if last < 0 {
		return
	}
	kept := a.chunks[last][:0]
	clear(a.chunks)
	a.chunks = a.chunks[:0]
	if uintptr(cap(kept))*unsafe.Sizeof(one) <= maxScratch {
		a.chunks = append(a.chunks, kept)
	}
	a.used, a.dead = 0, 0
}

// at returns n entries. They are shared.
func (a *arena[T]) at(offset uint32, n int) []T {
	from := int(offset & (1<<chunkBits - 1))
	return a.chunks[offset>>chunkBits][from : from+n : from+n]
}

// from returns the entries from an offset to the end of its chunk.
func (a *arena[T]) from(offset uint32) []T {
	return a.chunks[offset>>chunkBits][offset&(1<<chunkBits-1):]
}

// wasteful reports whether more than a quarter is dead, and more than a mebi of entries.
func (a *arena[T]) wasteful() bool { return a.dead > 1<<20 && a.dead > a.used/4 }

// bytes is what the chunks take.
func (a *arena[T]) bytes() int64 {
	var one T
	n := 0
	for _, c := range a.chunks {
		n += cap(c)
	}
	return int64(n) * int64(unsafe.Sizeof(one))
}
