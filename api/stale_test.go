package api_test

import (
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/klauspost/compress/zstd"
	"github.com/paulmach/orb/encoding/mvt"

	"mitte/geo/feed"
	"mitte/geo/pg"
)

// long is how long a test goes on that finds more the longer it runs: MITTE_LONG seconds, a few without it.
func long(t testing.TB) time.Duration {
	t.Helper()
	seconds, err := strconv.Atoi(os.Getenv("MITTE_LONG"))
	if err != nil {
		seconds = 3
	}
	return time.Duration(seconds) * time.Second
}

// The features that writers edit; the last ones are edited by other hands, without an answer of this service.
var edited = [...]struct { //nolint:gochecknoglobals // a table of cases
	layer, sql string
	id         int64
}{
	{"parcels", sqlEditParcel, 101},
	{"parcels", sqlEditParcel, 103},
	{"parcels", sqlEditParcel, 106},
	{"buildings", sqlEditBuilding, 201},
	{"buildings", sqlEditBuilding, 202},
	{"buildings", sqlEditBuilding, 203},
	{"segments", sqlEditSegment, 401},
	{"units", sqlEditUnit, 501},
	{"sections", sqlEditSection, 1001},
	{"parcels", sqlEditParcel, 102},
	{"buildings", sqlEditBuilding, 204},
	{"units", sqlEditUnit, 503},
}

const (
	ownEdits = len(edited) - 3

	// $2 moves a feature by a little, so that its tiles change too.
	sqlEditParcel   = `UPDATE parcel SET geom = ST_Translate(geom, $2::float8, 0) WHERE id = $1 RETURNING version`
	sqlEditBuilding = `UPDATE building SET geom = ST_Translate(geom, $2::float8, 0) WHERE id = $1 RETURNING version`
	sqlEditSegment  = `UPDATE street_segment SET pedestrian_zone = $2::float8 > 0 WHERE id = $1 RETURNING version`
	sqlEditUnit     = `UPDATE unit SET step_free = $2::float8 > 0 WHERE id = $1 RETURNING version`
	sqlEditSection  = `UPDATE construction_section SET geom = ST_Translate(geom, $2::float8, 0) WHERE id = $1 RETURNING version`
)

// stale is what T7 counts.
type stale struct {
	t                 *testing.T
	b                 *bundle
	address           string
	until             time.Time
	answered          [len(edited)]atomic.Int64
	reads, same, done atomic.Int64
}

// T7: eight readers and two writers, and a third who is another program. A tile never has an older version of a feature
// than the last one whose edit was answered before the tile was asked for, and no reader sees a version fall.
func TestT7NoReaderGetsAnOldTile(t *testing.T) {
	t.Parallel()
	b := setup(t)
	s := &stale{t: t, b: b, address: "http://" + b.listen(), until: time.Now().Add(long(t))}
	go b.deps.Changes.Run(t.Context(), feed.Listen(t.Context(), b.db.URL("mitte_app"), slog.New(slog.DiscardHandler)).Hints())
	var wait sync.WaitGroup
	for i := range 2 {
		wait.Go(func() { s.write(rand.New(rand.NewPCG(7, uint64(i))), i, 2, ownEdits, true) })
	}
	wait.Go(func() { s.write(rand.New(rand.NewPCG(8, 8)), ownEdits, 1, len(edited), false) })
	for i := range 8 {
		wait.Go(func() { s.read(rand.New(rand.NewPCG(9, uint64(i)))) })
	}
	wait.Wait()
	s.settle()
	t.Logf("%d reads (%d of them 304), %d writes", s.reads.Load(), s.same.Load(), s.done.Load())
	if s.reads.Load() == 0 || s.same.Load() == 0 || s.done.Load() == 0 {
		t.Error("the test tells nothing")
	}
}

// settle reads a tile that nobody edits any more until it is the one that was there: a slow machine may not have asked twice
// between two edits.
func (s *stale) settle() {
	tiles := map[string]kept{}
	for end := time.Now().Add(time.Minute); s.same.Load() == 0 && !s.t.Failed() && time.Now().Before(end); {
		if _, err := s.fetch(http.DefaultClient, tileOfTown("parcels", 16), "gzip", tiles); err != nil {
			s.t.Error(err)
		}
	}
}

// write edits some of the features. An edit is answered after the service has caught up with it.
func (s *stale) write(r *rand.Rand, first, step, end int, answered bool) {
	for time.Now().Before(s.until) && !s.t.Failed() {
		i := first + r.IntN((end-first+step-1)/step)*step
		var version int64
		err := pg.InTx(s.t.Context(), s.b.db.App(), "t7", func(tx pgx.Tx) error {
			return tx.QueryRow(s.t.Context(), edited[i].sql, edited[i].id, float64(r.IntN(5)-2)/4).Scan(&version)
		})
		if err == nil && answered {
			err = s.b.deps.Changes.CatchUp(s.t.Context())
		}
		if err != nil {
			s.t.Error(err)
			return
		}
		if answered {
			s.answered[i].Store(version)
		}
		s.done.Add(1)
	}
}

// kept is a tile as a browser keeps it.
type kept struct {
	tag      string
	versions map[string]int64
}

func (s *stale) read(r *rand.Rand) {
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	defer client.CloseIdleConnections()
	tiles, seen := map[string]kept{}, [len(edited)]int64{}
	sets := []string{"parcels", "buildings", "parcels,buildings,segments,units,sections,grid", "segments,units", "units,sections"}
	queries := []string{"", "", "?at=2026-11-23", "?at=2026-11-20", "?step_free=true"}
	for time.Now().Before(s.until) && !s.t.Failed() {
		set, z, query := r.IntN(len(sets)), 14+r.IntN(5), r.IntN(len(queries))
		if queries[query] == "?step_free=true" && set < 2 {
			continue // of layers that it does not name
		}
		path := tileOfTown(sets[set], z) + queries[query]
		least := seen
		for i := range least {
			least[i] = max(least[i], s.answered[i].Load())
		}
		tile, err := s.fetch(client, path, []string{"gzip", "zstd", "identity"}[r.IntN(3)], tiles)
		if err != nil {
			s.t.Errorf("%s: %v", path, err)
			return
		}
		for i, e := range edited {
			version, there := tile.versions[fmt.Sprint(e.layer, e.id)]
			if there && version < least[i] {
				s.t.Errorf("%s: %s %d has version %d after %d", path, e.layer, e.id, version, least[i])
			}
			seen[i] = max(seen[i], version)
		}
		s.reads.Add(1)
	}
}

// fetch asks for a tile as a browser does that keeps the last one.
func (s *stale) fetch(client *http.Client, path, coding string, tiles map[string]kept) (kept, error) {
	request, err := http.NewRequestWithContext(s.t.Context(), http.MethodGet, s.address+path, nil)
	if err != nil {
		return kept{}, err
	}
	request.Header.Set("Accept-Encoding", coding)
	known := tiles[path+coding]
	if known.tag != "" {
		request.Header.Set("If-None-Match", known.tag)
	}
	response, err := client.Do(request)
	if err != nil {
		return kept{}, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	switch {
	case err != nil:
		return kept{}, err
	case response.StatusCode == http.StatusNotModified:
		s.same.Add(1)
		return known, nil
	case response.StatusCode == http.StatusNoContent:
		return kept{}, nil
	case response.StatusCode != http.StatusOK:
		return kept{}, fmt.Errorf("%d %.200s", response.StatusCode, body)
	}
	tile := kept{tag: response.Header.Get("ETag")}
	tile.versions, err = versionsIn(s.t, body, response.Header.Get("Content-Encoding"))
	tiles[path+coding] = tile
	return tile, err
}

// versionsIn are those of a tile's features, by layer and id.
func versionsIn(t testing.TB, body []byte, coding string) (map[string]int64, error) {
	t.Helper()
	switch coding {
	case "gzip":
		body = gunzip(t, body)
	case "zstd":
		reader, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, err
		}
		defer reader.Close()
		if body, err = reader.DecodeAll(body, nil); err != nil {
			return nil, err
		}
	}
	layers, err := mvt.Unmarshal(body)
	if err != nil {
		return nil, err
	}
	out := map[string]int64{}
	for _, l := range layers {
		for _, f := range l.Features {
			if version, ok := f.Properties["version"].(float64); ok {
				out[fmt.Sprint(l.Name, int64(f.ID.(float64)))] = int64(version)
			}
		}
	}
	return out, nil
}
