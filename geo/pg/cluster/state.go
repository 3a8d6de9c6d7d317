//go:build linux

package cluster

import (
	"sync"
	"time"
)

const (
	manyDeaths  = 5
	deathWindow = time.Minute
)

// state is what Status reports of the supervisor's work.
type state struct {
	mu     sync.Mutex
	up     bool
	since  time.Time
	starts int
	deaths []time.Time // the latest manyDeaths
}

func (s *state) rose() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.up, s.since = true, now()
	s.starts++
}

// fell records that PostgreSQL is down, by its own death or because it is being stopped.
func (s *state) fell(died bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := now()
	if s.up {
		s.up, s.since = false, at
	}
	if died {
		s.deaths = append(s.deaths, at)
		s.deaths = s.deaths[max(0, len(s.deaths)-manyDeaths):]
	}
}

func (s *state) status() Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Status{
		Up:       s.up,
		Since:    s.since,
		Restarts: max(0, s.starts-1),
		Troubled: len(s.deaths) == manyDeaths && now().Sub(s.deaths[0]) < deathWindow,
	}
}

// now is process time for supervision; no rule of the office depends on it.
func now() time.Time {
	return time.Now() //nolint:forbidigo // see above
}
