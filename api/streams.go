package api

import (
	"net/netip"
	"sync"

	"mitte/geo/fault"
)

// streams counts the event streams under way, for an open stream holds memory for as long as it lasts.
type streams struct {
	most, mostEach int

	mu    sync.Mutex
	total int
	each  map[netip.Prefix]int
}

func newStreams(most, mostEach int) *streams {
	return &streams{most: most, mostEach: mostEach, each: map[netip.Prefix]int{}}
}

// enter lets a client in, who calls leave once. It returns TooMany if the client's network has its share, and Unavailable
// if all places are taken. Clients on this machine have no share of their own unless they are limited too.
func (s *streams) enter(client netip.Addr, limitLoopback bool) (leave func(), err error) {
	who := network(client)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.total >= s.most {
		return nil, fault.New(fault.Unavailable, "streams.full", "too many event streams are open")
	}
	if s.each[who] >= s.mostEach && (limitLoopback || !client.IsLoopback()) {
		return nil, fault.New(fault.TooMany, "streams.too_many", "too many event streams of this network are open")
	}
	s.total++
	s.each[who]++
	return sync.OnceFunc(func() { s.release(who) }), nil
}

func (s *streams) release(who netip.Prefix) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.total--
	if s.each[who]--; s.each[who] == 0 {
		delete(s.each, who)
	}
}
