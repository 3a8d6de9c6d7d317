package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/paulmach/orb/encoding/mvt"
)

// tileShows asks for the tile of a section, returns when its bytes were here, and whether they hold the section's version.
func (r *benchEditRun) tileShows(ctx context.Context, s *benchSite) (time.Time, bool, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, r.service.address+s.tile(), http.NoBody)
	if err != nil {
		return time.Time{}, false, err
	}
	answer, err := r.client.Do(request)
	if err != nil {
		return time.Time{}, false, err
	}
	defer func() { _ = answer.Body.Close() }()
	bytes, err := io.ReadAll(answer.Body)
	here := time.Now()
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", s.tile(), answer.Status)
	}
	if err != nil {
		return here, false, err
	}
	layers, err := mvt.Unmarshal(bytes)
	if err != nil {
		return here, false, err
	}
	for _, f := range layers.ToFeatureCollections()["sections"].Features {
		if id, _ := f.ID.(float64); int64(id) == s.id {
			version, _ := f.Properties["version"].(float64)
			return here, int(version) == s.version, nil
		}
	}
	return here, false, nil
}

// newTile asks until the tile shows the section's version. Already the first answer has to.
func (r *benchEditRun) newTile(ctx context.Context, s *benchSite) (here time.Time, stale int, err error) {
	for begun := time.Now(); time.Since(begun) < lostAfter; stale++ {
		here, shows, err := r.tileShows(ctx, s)
		if shows || err != nil {
			return here, stale, err
		}
	}
	return here, stale, fmt.Errorf("version %d of section %d is not in %s", s.version, s.id, s.tile())
}
