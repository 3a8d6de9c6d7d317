package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is for a noisy machine; no test asserts how fast something was.
const patience = 4 * time.Minute

// program is this very test binary under the name mitte, which TestMain makes run as the command.
func program(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "mitte")
	if err := os.Symlink(self, link); err != nil {
		t.Fatal(err)
	}
	return link
}

// dataDir is a directory that whoever PostgreSQL runs as can enter.
func dataDir(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a PostGIS")
	}
	return filepath.Join(scriptRoot(t), "data")
}

// serving is a running `mitte serve`.
type serving struct {
	t       *testing.T
	cmd     *exec.Cmd
	address string
	done    chan struct{}

	output sync.Mutex
	text   strings.Builder // of its standard output
}

func startServer(t *testing.T, data string, flags ...string) *serving {
	t.Helper()
	return startProgram(t, program(t), data, flags...)
}

func startProgram(t *testing.T, program, data string, flags ...string) *serving {
	t.Helper()
	args := append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0", "--admin-listen", ""}, flags...)
	cmd := exec.Command(program, args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = &testLog{t: t}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &serving{t: t, cmd: cmd, done: make(chan struct{})}
	lines := make(chan string, 1)
	go func() {
		scanner := bufio.NewScanner(out)
		for scanner.Scan() {
			s.hear(scanner.Bytes())
			if _, address, found := strings.Cut(scanner.Text(), "listening on "); found {
				lines <- address
			}
		}
		_ = cmd.Wait()
		close(s.done)
	}()
	t.Cleanup(s.kill)
	select {
	case s.address = <-lines:
	case <-s.done:
		t.Fatal("the server ended before it was ready")
	case <-time.After(patience):
		t.Fatal("the server did not become ready")
	}
	return s
}

// kill ends the server without asking.
func (s *serving) kill() {
	_ = s.cmd.Process.Kill()
	<-s.done
}

// stop asks the server to end and waits for it.
func (s *serving) stop() {
	s.t.Helper()
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.done:
	case <-time.After(patience):
		s.t.Fatal("the server did not stop")
	}
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		s.t.Fatalf("the server ended with %d", code)
	}
}

// tiles returns the tiles in the middle of the map, one of each zoom, by their path.
func (s *serving) tiles() map[string][]byte {
	s.t.Helper()
	_, body := s.get("/tiles/parcels,units.json")
	var about struct{ Center [3]float64 }
	if err := json.Unmarshal(body, &about); err != nil {
		s.t.Fatal(err)
	}
	out := map[string][]byte{}
	north := math.Asinh(math.Tan(about.Center[1] * math.Pi / 180))
	for z := 5; z <= 20; z++ {
		width := math.Exp2(float64(z))
		path := fmt.Sprintf("/tiles/parcels,buildings,segments,units,sections,grid/%d/%d/%d.mvt", z,
			int(width*(about.Center[0]+180)/360), int(width*(1-north/math.Pi)/2))
		status, tile := s.get(path)
		if status != http.StatusOK {
			s.t.Fatalf("%s: %d", path, status)
		}
		out[path] = tile
	}
	return out
}

func (s *serving) get(path string) (int, []byte) {
	s.t.Helper()
	response, err := http.Get(s.address + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return response.StatusCode, body
}

// count is how many features a collection has.
func (s *serving) count(collection string) int {
	s.t.Helper()
	status, body := s.get("/api/v1/" + collection + "?limit=10000")
	if status != http.StatusOK {
		s.t.Fatalf("%s: %d %s", collection, status, body)
	}
	var page struct{ Features []json.RawMessage }
	if err := json.Unmarshal(body, &page); err != nil {
		s.t.Fatal(err)
	}
	return len(page.Features)
}

// mitte runs a command to its end and returns what it printed.
func mitte(t *testing.T, args ...string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	out, err := exec.CommandContext(ctx, program(t), args...).CombinedOutput()
	return string(out), err
}

// testLog shows a child's log lines in the test's own.
type testLog struct{ t *testing.T }

func (l *testLog) Write(p []byte) (int, error) {
	if l.t.Context().Err() == nil {
		l.t.Log(strings.TrimSpace(string(p)))
	}
	return len(p), nil
}
