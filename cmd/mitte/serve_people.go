package main

import (
	"context"
	"path/filepath"

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

// keysDir is where the secrets lie that no database may hold.
func (f databaseFlags) keysDir() string {
	if f.Keys != "" {
		return f.Keys
	}
	return filepath.Join(f.dataDir(), "keys")
}
