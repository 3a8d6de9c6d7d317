package main

import (
	"context"
	"path/filepath"
	"time"

	"mitte/geo"
	"mitte/geo/owners"
	"mitte/geo/vacancy"
)

// picturesDir is where the files of pictures lie, beside the database that names them: whoever copies one copies both.
func (f databaseFlags) picturesDir() string { return filepath.Join(f.dataDir(), "media") }

// tidyRegister withdraws offers that nobody confirmed in time removes files of pictures that were never
// finished and deletes owners whose last day is over, at the start
// and every hour.
func (s *server) tidyRegister(ctx context.Context) {
	register := vacancy.NewOffice(s.app, geo.SystemClock{})
	parties := owners.New(s.app, geo.SystemClock{}, register)
	for {
		switch n, err := register.Expire(ctx); {
		case err != nil && ctx.Err() == nil:
			s.log.Warn("offers that nobody confirmed were not withdrawn", "cause", err.Error())
		case n > 0:
			s.log.Info("withdrew offers that nobody confirmed in time", "offers", n)
		}
		switch n, err := register.SweepPictures(ctx, s.pictures); {
		case err != nil && ctx.Err() == nil:
			s.log.Warn("files without a picture were not swept", "cause", err.Error())
		case n > 0:
			s.log.Info("swept files without a picture", "files", n)
		}
		switch n, err := parties.Forget(ctx); {
		case err != nil && ctx.Err() == nil:
			s.log.Warn("owners whose last day is over were not deleted", "cause", err.Error())
		case n > 0:
			s.log.Info("deleted owners whose last day is over", "parties", n)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(tidyEvery):
		}
	}
}
