package main

import (
	"context"
	"fmt"
	"time"
)

// measured adds a sample of a load to its line, the calmer of two if others were busy.
func (r *benchRun) measured(ctx context.Context, name string, zoom int, l *load) error {
	if _, err := l.run(ctx, r.each()/warmShare); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	s, err := r.sample(ctx, l)
	if err == nil && s.ForeignCores > quiet {
		var again benchSample
		if again, err = r.sample(ctx, l); again.ForeignCores < s.ForeignCores {
			s, again = again, s
		}
		s.Stale += again.Stale
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	line := r.report.line(name, zoom, l.connections)
	line.Samples = append(line.Samples, s)
	return nil
}

func (r *benchRun) sample(ctx context.Context, l *load) (benchSample, error) {
	before, err := r.meter.read()
	if err != nil {
		return benchSample{}, err
	}
	t, err := l.run(ctx, r.each())
	if err != nil {
		return benchSample{}, err
	}
	after, err := r.meter.read()
	if err != nil {
		return benchSample{}, err
	}
	s := sampleOf(t.times)
	per := func(spent time.Duration) float64 { return float64(spent.Microseconds()) / float64(t.requests) }
	s.PerSecond = float64(t.requests) / t.took.Seconds()
	s.Bytes = float64(t.bytes) / float64(t.requests)
	s.Stale = t.stale
	s.ServerMicros, s.PostgresMicros = per(after.server-before.server), per(after.postgres-before.postgres)
	s.LoaderMicros = per(after.own - before.own)
	s.ForeignCores = foreignCores(before, after)
	return s, nil
}

func sampleOf(ascending []time.Duration) benchSample {
	return benchSample{
		Requests: len(ascending), P50Ms: quantile(ascending, 0.5), P99Ms: quantile(ascending, 0.99), WorstMs: quantile(ascending, 1),
	}
}
