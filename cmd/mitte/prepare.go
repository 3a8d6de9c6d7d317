package main

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"mitte/geo/backup"
	"mitte/geo/fault"
	"mitte/geo/pg"
)

// readiness is whether the schema is ours and current.
type readiness struct {
	schema atomic.Bool
}

func (r *readiness) check(context.Context) error {
	if !r.schema.Load() {
		return fault.New(fault.Unavailable, "starting", "the database is being prepared")
	}
	return nil
}

const retryEvery = time.Second

// prepare brings the database to where the service can use it, and the map into memory. While the database is away it
// waits and tries again; a schema that is newer than this program, or a login without rights, ends the service with a
// sentence.
func (s *server) prepare(ctx context.Context) error {
	for {
		err := s.prepareOnce(ctx)
		switch fault.KindOf(err) {
		case fault.Unavailable, fault.Timeout:
			s.log.Warn("the database is away", "cause", err.Error())
		default:
			if err != nil {
				return err
			}
			return s.engine.start(ctx, newProgress(s.console.err))
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(retryEvery):
		}
	}
}

func (s *server) prepareOnce(ctx context.Context) error {
	from, to, err := s.db.migrate(ctx)
	if err != nil {
		return err
	}
	if from != to {
		s.log.Info("schema migrated", "from", from, "to", to)
	}
	if err := s.sweepImports(ctx); err != nil {
		return err
	}
	if s.cfg.Demo {
		if err := s.loadDemoOnce(ctx); err != nil {
			return err
		}
	}
	// A connection made before PostGIS was there knows no geometry.
	s.public.Reset()
	s.app.Reset()
	s.ready.schema.Store(true)
	return pg.Fault("ping", s.public.Ping(ctx))
}

// loadDemoOnce leaves a database alone that holds anything.
func (s *server) loadDemoOnce(ctx context.Context) error {
	summary, err := loadDemo(ctx, s.db, s.pictures, 1, 1, func(int64, int64, string) {})
	if fault.KindOf(err) == fault.Conflict {
		return nil
	}
	if err == nil {
		s.log.Info("demo loaded", "what", describe(summary))
	}
	return err
}

const forgetEvery = time.Hour

// forgetChanges keeps the change table at a day's length, and the list of erasures at that of the backups, for as long as the service
// runs.
func (s *server) forgetChanges(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(forgetEvery):
		}
		app, err := s.db.pool(ctx, roleOwner, 1, importStatement)
		if err == nil {
			_, err = pg.ForgetChanges(ctx, app)
			err = errors.Join(err, backup.Forget(ctx, app, s.cfg.kept()))
			app.Close()
		}
		if err != nil {
			s.log.Warn("old changes were not swept", "cause", err.Error())
		}
	}
}
