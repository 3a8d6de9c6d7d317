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
	"path/filepath"
	"time"
)

// benchBrowser is a real browser with the map open, driven by test/redraw.js of the map's sources. It is told what to look
// at, a line each, and says when that is there and whenever it looks otherwise. A nil browser may be closed.
type benchBrowser struct {
	cmd    *exec.Cmd
	orders io.WriteCloser
	says   chan benchSaid
}

// benchSaid is a line of the browser and when it came.
type benchSaid struct {
	at   time.Time
	what string
}

const browserPatience = time.Minute

var errBlind = errors.New("the browser showed nothing")

// openBrowser fails where the map's tools or a browser are missing, which is no reason not to measure the rest.
func (r *benchEditRun) openBrowser(ctx context.Context) (*benchBrowser, error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, errors.New("node is not installed")
	}
	for _, needed := range []string{"test/redraw.js", "node_modules/playwright-core"} {
		if _, err := os.Stat(filepath.Join(r.Webmap, needed)); err != nil {
			return nil, fmt.Errorf("%s is not in %s; see --webmap", needed, r.Webmap)
		}
	}
	cmd := exec.CommandContext(ctx, node, "test/redraw.js", r.service.address)
	cmd.Dir = r.Webmap
	b := &benchBrowser{cmd: cmd, says: make(chan benchSaid, 16)}
	if b.orders, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(b.says)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			b.says <- benchSaid{time.Now(), lines.Text()}
		}
	}()
	if said, err := b.hear(); err != nil || said.what != "open" {
		b.close()
		return nil, fmt.Errorf("no browser: %s", said.what)
	}
	return b, nil
}

// absence is why the browser is missing.
func absence(err error) map[string]string {
	if err == nil {
		return nil
	}
	return map[string]string{lineRedraw: err.Error()}
}

func (b *benchBrowser) hear() (benchSaid, error) {
	late := time.NewTimer(browserPatience)
	defer late.Stop()
	select {
	case said, open := <-b.says:
		if !open {
			return said, errBlind
		}
		return said, nil
	case <-late.C:
		return benchSaid{}, errBlind
	}
}

// order tells the browser something and waits until it says that it is done.
func (b *benchBrowser) order(order any, done string) error {
	if err := json.NewEncoder(b.orders).Encode(order); err != nil {
		return err
	}
	said, err := b.hear()
	if err == nil && said.what != done {
		err = fmt.Errorf("the browser: %s", said.what)
	}
	return err
}

// look opens the map at a section and watches its spot.
func (b *benchBrowser) look(s *benchSite) error {
	return b.order(map[string]float64{"lon": s.lon, "lat": s.lat}, "looking")
}

// lookAway closes the map, which would follow the next edits as well.
func (b *benchBrowser) lookAway() error { return b.order(nil, "closed") }

// painted returns when the spot was painted anew.
func (b *benchBrowser) painted() (time.Time, error) {
	said, err := b.hear()
	if err == nil && said.what != "painted" {
		err = fmt.Errorf("the browser: %s", said.what)
	}
	return said.at, err
}

func (b *benchBrowser) close() {
	if b == nil {
		return
	}
	_ = b.orders.Close() // it ends with its orders
	late := time.AfterFunc(childPatience, func() { _ = b.cmd.Process.Kill() })
	defer late.Stop()
	_ = b.cmd.Wait()
}
