package api_test

import (
	"fmt"
	"net/http"
	"net/netip"
	"strconv"
	"testing"

	"mitte/api"
)

// In app.Test the peer is 0.0.0.0, which stands for a proxy here.
func limited(t *testing.T, reads, tiles int, proxies ...string) *bundle {
	t.Helper()
	return offline(t, func(d *api.Deps) {
		d.Config.ReadsPerMinute, d.Config.TilesPerMinute, d.Config.ExportsPerMinute = reads, tiles, 0
		for _, p := range proxies {
			d.Config.TrustedProxies = append(d.Config.TrustedProxies, netip.MustParsePrefix(p))
		}
	})
}

const refused = "/api/v1/parcels?x=1" // answered without a database

func TestRateLimit(t *testing.T) {
	t.Parallel()
	b := limited(t, 3, 2)
	for range 3 {
		b.get(refused).want(t, http.StatusBadRequest)
	}
	a := b.get(refused).want(t, http.StatusTooManyRequests)
	if seconds, err := strconv.Atoi(a.header.Get("Retry-After")); err != nil || seconds < 1 || seconds > 60 {
		t.Errorf("Retry-After is %q", a.header.Get("Retry-After"))
	}
	for range 2 {
		b.get("/tiles/parcels/14/1/1.mvt").want(t, http.StatusNoContent)
	}
	b.get("/tiles/parcels/14/1/1.mvt").want(t, http.StatusTooManyRequests)
	for _, path := range []string{"/livez", "/", "/openapi.json"} {
		b.get(path).want(t, http.StatusOK)
	}
}

func TestRateLimitIsForEachNetwork(t *testing.T) {
	t.Parallel()
	b := limited(t, 1, 1, "0.0.0.0/32", "192.0.2.0/24")
	from := func(hops string, want int) {
		t.Helper()
		b.get(refused, "X-Forwarded-For", hops).want(t, want)
	}
	from("203.0.113.7", http.StatusBadRequest)
	from("203.0.113.200", http.StatusTooManyRequests) // the same /24
	from("203.0.114.7", http.StatusBadRequest)
	from("2001:db8:1:0100::1", http.StatusBadRequest)
	from("2001:db8:1:01ff::2", http.StatusTooManyRequests) // the same /56
	from("2001:db8:1:0200::1", http.StatusBadRequest)
	from("::ffff:203.0.114.9", http.StatusTooManyRequests)        // an IPv4 address in disguise
	from("198.51.100.1, 203.0.113.9", http.StatusTooManyRequests) // what stands left of a stranger is his own invention
	from("203.0.115.1, 192.0.2.4", http.StatusBadRequest)         // a second proxy of ours
	from("203.0.115.2", http.StatusTooManyRequests)
	for range 5 {
		from("127.0.0.1", http.StatusBadRequest) // this machine
	}
	from("nonsense", http.StatusBadRequest) // counts as the proxy itself
	from("more nonsense", http.StatusTooManyRequests)
}

func TestForwardedHeaderOfStrangersChangesNothing(t *testing.T) {
	t.Parallel()
	b := limited(t, 5, 5)
	for i := range 5 {
		b.get(refused, "X-Forwarded-For", fmt.Sprintf("203.0.%d.1", i)).want(t, http.StatusBadRequest)
	}
	b.get(refused, "X-Forwarded-For", "127.0.0.1").want(t, http.StatusTooManyRequests)
}

// Files of everything are dear, so there are few of them a minute, whatever else is read.
func TestFilesOfEverythingHaveALimitOfTheirOwn(t *testing.T) {
	t.Parallel()
	b := limited(t, 1, 1)
	files := []string{"/works.csv?x=1", "/works.geojson?x=1", "/works.wzdx.json?x=1", "/units.csv?x=1", "/units.geojson?x=1", "/units.openimmo.xml?x=1"}
	for i := range 10 {
		b.get(files[i%len(files)]).want(t, http.StatusBadRequest)
	}
	for _, path := range files {
		if a := b.get(path).want(t, http.StatusTooManyRequests); a.header.Get("Retry-After") == "" {
			t.Errorf("%s: %v", path, a.header)
		}
	}
	b.get(refused).want(t, http.StatusBadRequest)
}
