package geo

import "time"

// Clock tells the time. Production uses SystemClock, tests a FixedClock, so that "today" can be any day.
type Clock interface {
	Now() time.Time
}

// SystemClock is the machine's clock.
type SystemClock struct{}

// Now returns the current instant in UTC.
func (SystemClock) Now() time.Time { return time.Now().UTC() } //nolint:forbidigo // the one place that asks the machine

// FixedClock stands still at its instant.
type FixedClock time.Time

// Now returns the instant at which the clock stands.
func (c FixedClock) Now() time.Time { return time.Time(c) }

// Today returns the civil day in Europe/Berlin.
func Today(c Clock) Date { return DateOf(c.Now()) }
