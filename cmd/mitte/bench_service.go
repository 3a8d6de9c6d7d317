package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"mitte/geo/fault"
)

// benchService is `mitte serve` in a process of its own, on the data of a measurement and with everything it has.
type benchService struct {
	address string
	cmd     *exec.Cmd
	ended   chan struct{}
}

// stand fills the database the first time and starts the service on it as people do; end leaves nothing running.
func (f *benchFlags) stand(ctx context.Context, scale int, c *console, step func(done, total int64, what string)) (data *benchData, service *benchService, end func(), err error) {
	remove, err := f.settle()
	if err != nil {
		return nil, nil, nil, err
	}
	if data, err = openBenchData(ctx, *f, scale, c.log, step); err == nil {
		data.close(ctx) // the service has the database to itself
		step(0, 0, "the service comes up")
		service, err = startBenchService(ctx, *f, c.err)
	}
	if err != nil {
		remove()
		return nil, nil, nil, err
	}
	return data, service, func() { service.stop(); remove() }, nil
}

func startBenchService(ctx context.Context, f benchFlags, errOut io.Writer) (*benchService, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, "serve", "--data", f.Data, "--run-user", f.RunUser, "--pg-bindir", f.PgBindir,
		"--listen", "127.0.0.1:0", "--admin-listen", "", "--second-factor", "optional", "--log-level", "warn")
	cmd.Args[0] = "mitte"
	cmd.Stderr = errOut
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = drainTime + childPatience
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &benchService{cmd: cmd, ended: make(chan struct{})}
	address := make(chan string, 1)
	go func() {
		defer close(s.ended)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if _, found, is := strings.Cut(lines.Text(), "listening on "); is {
				address <- found
			}
		}
		_ = cmd.Wait()
	}()
	select {
	case s.address = <-address:
		return s, nil
	case <-s.ended:
		return nil, fault.New(fault.Internal, "bench", "the measured service did not come up")
	}
}

// stop lets the service end, or ends it.
func (s *benchService) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	late := time.AfterFunc(drainTime+childPatience, func() { _ = s.cmd.Process.Kill() })
	defer late.Stop()
	<-s.ended
}
