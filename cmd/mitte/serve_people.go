package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"mitte/geo/people"
)

// openPeople gives those who sign in a pool of their own, so that what the public reads cannot keep them waiting.
func (s *server) openPeople(ctx context.Context) error {
	keys, err := people.LoadKeys(s.cfg.keysDir())
	if err != nil {
		return err
	}
	if s.app, err = s.db.pool(ctx, roleApp, s.cfg.AppConnections, appStatement); err != nil {
		return err
	}
	s.people = people.New(s.app, people.Config{SecondFactorOptional: s.cfg.SecondFactor == "optional", Keys: keys})
	return nil
}

// invite prints the one-time link for the first administrator for as long as there is no account.
func (s *server) invite(ctx context.Context, address string) {
	token, err := s.people.SetupToken(ctx)
	switch {
	case err != nil:
		s.log.Warn("no link for a first administrator", "cause", err.Error())
	case token != "":
		_, _ = fmt.Fprintf(s.console.out, "there is no account yet; the first administrator signs up within a day at\n  %s/#setup=%s\n", address, token)
	}
}

const tidyEvery = time.Hour

// tidyPeople removes what is over, of people and of what they asked, and notes outside the database how far the audit trail goes.
func (s *server) tidyPeople(ctx context.Context) {
	for {
		s.exportHead(ctx)
		if err := s.people.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("old sessions were not swept", "cause", err.Error())
		}
		if _, err := s.enquiry.Forget(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("enquiries that are over were not forgotten", "cause", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(tidyEvery):
		}
	}
}

// exportLastHead signs what was done since the last hour, before the database stops.
func (s *server) exportLastHead(ctx context.Context) {
	if !s.ready.schema.Load() {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	s.exportHead(ctx)
}

func (s *server) exportHead(ctx context.Context) {
	if err := s.people.ExportHead(ctx, s.cfg.headsFile()); err != nil && ctx.Err() == nil {
		s.log.Warn("the head of the audit trail was not signed", "cause", err.Error())
	}
}

// keysDir is where the secrets lie that no database may hold.
func (f databaseFlags) keysDir() string {
	if f.Keys != "" {
		return f.Keys
	}
	return filepath.Join(f.dataDir(), "keys")
}
