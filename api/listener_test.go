package api_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"testing"
	"time"

	"mitte/api"
)

// listen serves the bundle on a port of this machine until the test ends.
func (b *bundle) listen() string {
	b.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- b.app.Listener(l) }()
	b.t.Cleanup(func() {
		if err := api.Shutdown(b.app, 5*time.Second); err != nil {
			b.t.Error(err)
		}
		if err := <-done; err != nil {
			b.t.Error(err)
		}
	})
	return l.Addr().String()
}

func TestSlowClientsAreClosed(t *testing.T) {
	t.Parallel()
	address := offline(t, func(d *api.Deps) { d.Config.ReadTimeout = 500 * time.Millisecond }).listen()
	for name, head := range map[string]string{
		"header": "GET /livez HTTP/1.1\r\nHost: a\r\nX-Slow: ",
		"body":   "POST /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n",
	} {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(conn, head)
		stop := make(chan struct{})
		go func() {
			for {
				select {
				case <-stop:
					return
				case <-time.After(50 * time.Millisecond):
					_, _ = conn.Write([]byte("a"))
				}
			}
		}()
		_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
		if _, err := io.Copy(io.Discard, conn); err != nil {
			var late net.Error
			if errors.As(err, &late) && late.Timeout() {
				t.Errorf("%s: a dripping client is still connected", name)
			}
		}
		close(stop)
		_ = conn.Close()
	}
}

func TestBodiesAndHeadersHaveLimits(t *testing.T) {
	t.Parallel()
	address := offline(t).listen()
	if got := raw(t, address, "POST /api/v1/parcels HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n"+strings.Repeat("x", 2<<20)); got != 413 {
		t.Errorf("a huge body: %d", got)
	}
	if got := raw(t, address, "GET /livez HTTP/1.1\r\nHost: a\r\nX-Long: "+strings.Repeat("x", 12<<10)+"\r\n\r\n"); got != 200 {
		t.Errorf("a long header: %d", got)
	}
	if got := raw(t, address, "GET /livez HTTP/1.1\r\nHost: a\r\nX-Long: "+strings.Repeat("x", 64<<10)+"\r\n\r\n"); got != 431 {
		t.Errorf("a huge header: %d", got)
	}
}

// raw sends bytes and returns the status of the answer.
func raw(t *testing.T, address, request string) int {
	t.Helper()
	status, _ := rawAnswer(t, address, request)
	return status
}

// What is refused before it reaches a route is answered as guardedly as everything else.
func TestRefusalsBeforeAnyRouteAreGuarded(t *testing.T) {
	t.Parallel()
	address := offline(t).listen()
	for name, request := range map[string]string{
		"no HTTP":      "canary\r\n\r\n",
		"large header": "GET /ask/status/canary HTTP/1.1\r\nHost: a\r\nX: " + strings.Repeat("x", 20<<10) + "\r\n\r\n",
		"large body":   "POST /ask/status/1/reply HTTP/1.1\r\nHost: a\r\nX: canary\r\nContent-Length: 9000000\r\n\r\n",
		"two lengths":  "POST /canary HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
	} {
		status, h := rawAnswer(t, address, request)
		if status < 400 || status >= 500 || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-store" ||
			h.Get("Content-Security-Policy") == "" || len(h.Get("X-Request-Id")) != 18 {
			t.Errorf("%s: %d %v", name, status, h)
		}
	}
}

func rawAnswer(t *testing.T, address, request string) (int, http.Header) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	go func() { _, _ = io.WriteString(conn, request) }()
	_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Errorf("no answer: %v", err)
		return 0, nil
	}
	_ = res.Body.Close()
	return res.StatusCode, res.Header
}

func TestGDALReadsCollectionsAndTiles(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("needs PostGIS and GDAL")
	}
	b := setup(t)
	address := "http://" + b.listen()
	for _, c := range []struct{ source, layer, count, detail string }{
		{address + "/api/v1/parcels", "", "Feature Count: 10", "Geometry: Multi Polygon"},
		{address + "/api/v1/units", "", "Feature Count: 5", "vacancy_status: String"},
		{"MVT:" + address + tileOfTown("parcels", 15), "parcels", "Feature Count: 10", "land_use: String"},
		{"MVT:" + address + tileOfTown("segments", 15), "segments", "Feature Count: 4", "length_m: "},
	} {
		out := ogrinfo(t, c.source, c.layer)
		for _, want := range []string{c.count, c.detail} {
			if !strings.Contains(out, want) {
				t.Errorf("%s: ogrinfo does not say %q:\n%s", c.source, want, out)
			}
		}
	}
}

func ogrinfo(t *testing.T, source, layer string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	args := []string{"-ro", "-so", "-al", source}
	if layer != "" {
		args = append(args[:2], source, layer)
	}
	cmd := exec.CommandContext(ctx, "ogrinfo", args...)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("ogrinfo %s: %v\n%s%s", source, err, out, complaints.Bytes())
	}
	return string(out)
}
