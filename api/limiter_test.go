package api

import (
	"net/netip"
	"testing"
	"time"
)

type movingClock struct{ now time.Time }

func (c *movingClock) Now() time.Time { return c.now }

func TestLimiterOpensAgain(t *testing.T) {
	t.Parallel()
	clock := &movingClock{time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}
	l := newLimiter(clock, 2)
	who := netip.MustParsePrefix("203.0.113.0/24")
	for i, want := range []bool{true, true, false} {
		if got := l.take(who) == 0; got != want {
			t.Errorf("request %d: %v", i, got)
		}
	}
	clock.now = clock.now.Add(59 * time.Second)
	if wait := l.take(who); wait != time.Second {
		t.Errorf("wait is %v", wait)
	}
	clock.now = clock.now.Add(time.Second)
	if l.take(who) != 0 {
		t.Error("the next minute is closed too")
	}
	clock.now = clock.now.Add(-time.Hour) // a clock that was set back must not close the service for an hour
	if l.take(who) != 0 {
		t.Error("closed after the clock was set back")
	}
}

func TestLimiterIsBounded(t *testing.T) {
	t.Parallel()
	l := newLimiter(&movingClock{time.Unix(1, 0)}, 1)
	for i := range 3 * mostClients / 2 {
		l.take(netip.PrefixFrom(netip.AddrFrom4([4]byte{byte(i >> 16), byte(i >> 8), byte(i), 0}), 24))
	}
	if len(l.seen) > mostClients+1 {
		t.Errorf("%d clients are remembered", len(l.seen))
	}
}
