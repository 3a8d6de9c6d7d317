package main

import (
	"context"
	"time"
)

// listEvery is how late the list may be for what nobody waits for, such as what the jobs do away with.
const listEvery = time.Minute

// keepErasures writes down outside the database what was erased in it.
func (s *server) keepErasures(ctx context.Context) error {
	return s.cfg.erasedList(s.cfg.kept()).Keep(ctx, s.app)
}

func (s *server) listErasures(ctx context.Context) {
	for {
		if err := s.keepErasures(ctx); err != nil && ctx.Err() == nil {
			s.log.Error("what was erased is not listed outside the database, so a backup would bring it back", "cause", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(listEvery):
		}
	}
}

// listLastErasures is for what was done since the last minute, before the database stops.
func (s *server) listLastErasures(ctx context.Context) {
	if !s.ready.schema.Load() {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := s.keepErasures(ctx); err != nil {
		s.log.Error("what was erased is not listed outside the database, so a backup would bring it back", "cause", err.Error())
	}
}
