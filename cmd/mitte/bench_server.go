package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"time"

	"mitte/geo/fault"
)

// benchServer is the child as its parent holds it.
type benchServer struct {
	benchBorn
	pid int

	mu     sync.Mutex // one order at a time
	cmd    *exec.Cmd
	orders io.WriteCloser
	lines  *bufio.Reader
}

// childPatience is how long the child may take to end by itself.
const childPatience = 10 * time.Second

// startBenchServer starts this very program once more and waits until it has loaded the map.
func startBenchServer(ctx context.Context, b *benchTilesCommand, probe benchPlace, errOut io.Writer) (*benchServer, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, "bench", "child", "--data", b.Data, "--run-user", b.RunUser, "--pg-bindir", b.PgBindir,
		"--connections", strconv.Itoa(b.Connections), "--probe", fmt.Sprintf("%d,%d,%d", probe.at.Z, probe.at.X, probe.at.Y))
	cmd.Args[0] = "mitte"
	cmd.Stderr = errOut
	s := &benchServer{cmd: cmd}
	if s.orders, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.lines = bufio.NewReader(out)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s.pid = cmd.Process.Pid
	if err := s.hear(&s.benchBorn); err != nil {
		s.stop()
		return nil, fault.New(fault.Internal, "bench", "the measured server did not come up").Because(err)
	}
	return s, nil
}

func (s *benchServer) hear(answer any) error {
	line, err := s.lines.ReadBytes('\n')
	if err != nil {
		return err
	}
	return json.Unmarshal(line, answer)
}

// order gives an order and waits until it is done.
func (s *benchServer) order(word string, n int64) (benchDone, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var done benchDone
	if _, err := fmt.Fprintln(s.orders, word, n); err != nil {
		return done, err
	}
	err := s.hear(&done)
	if err == nil && done.Failed != "" {
		err = errors.New(done.Failed)
	}
	return done, err
}

// edit raises the version of a parcel through the service and returns when it was committed; the answer came later.
func (s *benchServer) edit(_ context.Context, id int64) (time.Time, error) {
	done, err := s.order("edit", id)
	return time.Unix(0, done.Committed), err
}

// flush edits a parcel and drops all tiles.
func (s *benchServer) flush(id int64) error {
	_, err := s.order("flush", id)
	return err
}

// stop lets the child end, or ends it.
func (s *benchServer) stop() {
	_ = s.orders.Close()
	late := time.AfterFunc(childPatience, func() { _ = s.cmd.Process.Kill() })
	defer late.Stop()
	_ = s.cmd.Wait()
}
