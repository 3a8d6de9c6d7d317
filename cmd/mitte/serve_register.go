package main

import (
	"context"
	"time"

	"mitte/geo"
	"mitte/geo/vacancy"
)

// tidyRegister withdraws offers that nobody confirmed in time, at the start and every hour.
func (s *server) tidyRegister(ctx context.Context) {
	register := vacancy.NewOffice(s.app, geo.SystemClock{})
	for {
		switch n, err := register.Expire(ctx); {
		case err != nil && ctx.Err() == nil:
			s.log.Warn("offers that nobody confirmed were not withdrawn", "cause", err.Error())
		case n > 0:
			s.log.Info("withdrew offers that nobody confirmed in time", "offers", n)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(tidyEvery):
		}
	}
}
