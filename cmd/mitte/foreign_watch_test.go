package main

import (
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb/encoding/mvt"
)

// node watches the tiles of one service for edits that must appear.
type node struct {
	t       *testing.T
	address string

	mu       sync.Mutex
	open     map[int64]expected // by building
	gone     bool               // the database is away
	back     time.Time          // since when it is not
	seen     int
	worst    time.Duration
	late     int // of those seen, after more than a second
	versions map[int64]int64
}

type expected struct {
	version   int64
	committed time.Time
}

func (n *node) expect(id, version int64, committed time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if known := n.open[id]; version > known.version && n.versions[id] < version {
		if known.version == 0 {
			known.committed = committed // the older of two counts
		}
		n.open[id] = expected{version, known.committed}
	}
}

func (n *node) away(gone bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.gone, n.back = gone, time.Now()
}

func (n *node) missing() map[int64]expected {
	n.mu.Lock()
	defer n.mu.Unlock()
	out := map[int64]expected{}
	for id, e := range n.open {
		out[id] = e
	}
	return out
}

func (n *node) report() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.t.Logf("%s: %d sightings, the last after %v at most, %d later than a second", n.address, n.seen, n.worst, n.late)
}

// watch asks for tiles until the test ends. No version may fall.
func (n *node) watch(paths []string, over <-chan struct{}) {
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	defer client.CloseIdleConnections()
	tags := map[string]string{}
	for {
		select {
		case <-over:
			return
		case <-time.After(5 * time.Millisecond):
		}
		for _, path := range paths {
			n.look(client, path, tags)
		}
	}
}

func (n *node) look(client *http.Client, path string, tags map[string]string) {
	request, err := http.NewRequestWithContext(n.t.Context(), http.MethodGet, n.address+path, nil)
	if err != nil {
		return
	}
	request.Header.Set("If-None-Match", tags[path])
	response, err := client.Do(request)
	if err != nil {
		return
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	switch {
	case err != nil || response.StatusCode == http.StatusNotModified || response.StatusCode == http.StatusNoContent:
		return
	case response.StatusCode != http.StatusOK:
		n.t.Errorf("%s: %d %.200s", path, response.StatusCode, body)
		return
	}
	tags[path] = response.Header.Get("ETag")
	layers, err := mvt.Unmarshal(body)
	if err != nil {
		n.t.Error(err)
		return
	}
	now := time.Now()
	for _, l := range layers {
		for _, f := range l.Features {
			if version, ok := f.Properties["version"].(float64); ok && l.Name == "buildings" {
				n.saw(path, int64(f.ID.(float64)), int64(version), now)
			}
		}
	}
}

func (n *node) saw(path string, id, version int64, now time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if version < n.versions[id] {
		n.t.Errorf("%s: building %d has version %d after %d", path, id, version, n.versions[id])
	}
	n.versions[id] = version
	e, waited := n.open[id]
	if !waited || version < e.version {
		return
	}
	delete(n.open, id)
	n.seen++
	if since := e.committed; !n.gone {
		if n.back.After(since) {
			since = n.back
		}
		late := now.Sub(since)
		n.worst = max(n.worst, late)
		if late > time.Second {
			n.late++
		}
	}
}

func (e expected) String() string {
	return fmt.Sprintf("version %d since %v", e.version, time.Since(e.committed))
}
