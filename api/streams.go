package api

import (
	"crypto/sha256"
	"net/netip"
	"slices"
	"sync"

	"mitte/geo/fault"
)

// mostOfSession is how many streams one session has at a time. One more ends the oldest, for who opens a page again and again
// has left streams behind that have not noticed yet; a window that loses its stream comes back for another.
const mostOfSession = 4

// streams counts the event streams under way, for an open stream holds memory for as long as it lasts.
type streams struct {
	most, mostEach int

	mu    sync.Mutex
	total int
	each  map[netip.Prefix]int
	own   map[session][]chan struct{} // closed to end a stream, the oldest first
}

// session is the hash of a session's secret, which nothing here needs to know.
type session [sha256.Size]byte

// berth is a place among the streams: who has it calls leave once, and ends when over is closed.
type berth struct {
	leave func()
	over  <-chan struct{}
}

func newStreams(most, mostEach int) *streams {
	return &streams{most: most, mostEach: mostEach, each: map[netip.Prefix]int{}, own: map[session][]chan struct{}{}}
}

// enter lets a client in. It returns TooMany if the client's network has its share, and Unavailable if all places are taken.
// Clients on this machine have no share of their own unless they are limited too. The secret is that of the session, "" for none.
func (s *streams) enter(client netip.Addr, secret string, limitLoopback bool) (berth, error) {
	who := network(client)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.total >= s.most {
		return berth{}, fault.New(fault.Unavailable, "streams.full", "too many event streams are open")
	}
	if s.each[who] >= s.mostEach && (limitLoopback || !client.IsLoopback()) {
		return berth{}, fault.New(fault.TooMany, "streams.too_many", "too many event streams of this network are open")
	}
	s.total++
	s.each[who]++
	if secret == "" {
		return berth{leave: sync.OnceFunc(func() { s.release(who, session{}, nil) })}, nil
	}
	of, over := session(sha256.Sum256([]byte(secret))), make(chan struct{})
	s.own[of] = append(s.own[of], over)
	if open := s.own[of]; len(open) > mostOfSession {
		close(open[0])
		s.own[of] = slices.Clone(open[1:])
	}
	return berth{sync.OnceFunc(func() { s.release(who, of, over) }), over}, nil
}

func (s *streams) release(who netip.Prefix, of session, over chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.total--
	if s.each[who]--; s.each[who] == 0 {
		delete(s.each, who)
	}
	if over == nil {
		return
	}
	if s.own[of] = slices.DeleteFunc(s.own[of], func(c chan struct{}) bool { return c == over }); len(s.own[of]) == 0 {
		delete(s.own, of)
	}
}
