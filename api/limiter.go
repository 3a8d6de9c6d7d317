package api

import (
	"net/netip"
	"sync"
	"time"

	"mitte/geo"
)

// mostClients bounds the memory of a limiter. Who comes when it is full shares one place with all others who do.
const mostClients = 65_536

// limiter counts requests of each client prefix in windows of a minute.
type limiter struct {
	clock geo.Clock
	most  int

	mu    sync.Mutex
	until time.Time
	seen  map[netip.Prefix]int
}

func newLimiter(clock geo.Clock, perMinute int) *limiter {
	return &limiter{clock: clock, most: perMinute, seen: map[netip.Prefix]int{}}
}

// take counts a request. It returns 0, or the time until the next window if the prefix has had its share.
func (l *limiter) take(who netip.Prefix) time.Duration {
	if l.most < 0 {
		return 0
	}
	now := l.clock.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if !now.Before(l.until) || l.until.Sub(now) > time.Minute {
		clear(l.seen)
		l.until = now.Add(time.Minute)
	}
	if _, known := l.seen[who]; !known && len(l.seen) >= mostClients {
		who = netip.Prefix{}
	}
	l.seen[who]++
	if l.seen[who] <= l.most {
		return 0
	}
	return l.until.Sub(now)
}
