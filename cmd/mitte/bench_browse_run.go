package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// benchSays is a line of test/browse.js: how many units there are, a press, that all is done, or what went wrong.
type benchSays struct {
	Units int      `json:"units"`
	Site  int      `json:"site"`
	Name  string   `json:"name"`
	Ready float64  `json:"ready"` // ms
	Seen  *float64 `json:"seen"`  // ms; nil if the browser did not say, as it does not below 16
	Done  bool     `json:"done"`
	Fault string   `json:"fault"`
}

// press has a browser, driven by test/browse.js of the map's sources, filter the map of the service.
func (b *benchBrowseCommand) press(ctx context.Context, address string, report *benchBrowseReport, step func(done, total int64, what string)) error {
	node, err := exec.LookPath("node")
	if err != nil {
		return errors.New("node is not installed")
	}
	for _, needed := range []string{"test/browse.js", "node_modules/playwright-core"} {
		if _, err := os.Stat(filepath.Join(b.Webmap, needed)); err != nil {
			return fmt.Errorf("%s is not in %s; see --webmap", needed, b.Webmap)
		}
	}
	words := []string{"test/browse.js", strconv.Itoa(b.Rounds), address}
	if b.Beside != "" {
		words = append(words, b.Beside)
	}
	cmd := exec.CommandContext(ctx, node, words...)
	cmd.Dir = b.Webmap
	cmd.WaitDelay = childPatience
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	heard := b.hear(out, report, step)
	return errors.Join(heard, cmd.Wait())
}

// hear reads what the browser says until it is done.
func (b *benchBrowseCommand) hear(out io.Reader, report *benchBrowseReport, step func(done, total int64, what string)) error {
	sites := int64(1)
	if b.Beside != "" {
		sites = 2
	}
	presses := int64(0)
	for lines := json.NewDecoder(out); ; {
		var said benchSays
		if err := lines.Decode(&said); err != nil {
			return fmt.Errorf("the browser ended too early: %w", err)
		}
		switch {
		case said.Fault != "":
			return fmt.Errorf("the browser: %s", said.Fault)
		case said.Done:
			return nil
		case said.Name == "":
			report.Setup.Units = said.Units
		default:
			presses++
			report.took(said)
			step(presses, int64(b.Rounds)*sites*pressesOfARound, "presses")
		}
	}
}

// pressesOfARound are those that test/browse.js counts.
const pressesOfARound = 17

func milliseconds(ms float64) time.Duration { return time.Duration(ms * float64(time.Millisecond)) }
