package main

import (
	"maps"
	"sync"
	"sync/atomic"
)

// known finds metrics by a key. Joining and hashing their labels for every request took longer than finding a tile. Keys
// are few, and none is forgotten.
type known[K comparable, M any] struct {
	find func(K) M

	finding sync.Mutex
	all     atomic.Pointer[map[K]M] // is replaced, never changed
}

func newKnown[K comparable, M any](find func(K) M) *known[K, M] {
	k := &known[K, M]{find: find}
	k.all.Store(&map[K]M{})
	return k
}

func (k *known[K, M]) of(key K) M {
	if m, ok := (*k.all.Load())[key]; ok {
		return m
	}
	k.finding.Lock()
	defer k.finding.Unlock()
	more := maps.Clone(*k.all.Load())
	more[key] = k.find(key)
	k.all.Store(&more)
	return more[key]
}
