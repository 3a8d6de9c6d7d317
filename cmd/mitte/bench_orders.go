package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
)

// benchDone answers an order.
type benchDone struct {
	Committed int64  `json:"committed"` // unix nanoseconds
	Failed    string `json:"failed,omitempty"`
}

// pollable makes reading wait in the poller. A read that blocks in the kernel may leave nobody to look at the network for
// ten milliseconds, which would be measured.
func pollable(file *os.File) (*os.File, error) {
	fd := file.Fd()
	if err := syscall.SetNonblock(int(fd), true); err != nil {
		return nil, err
	}
	return os.NewFile(fd, file.Name()), nil
}

// obey does what the lines say: "fixed <bytes>" sets the fixed body, "edit <parcel>" edits, commits and catches up as a
// service does before it answers, and "flush <parcel>" drops all tiles besides.
func (c *benchChild) obey(ctx context.Context, orders io.Reader, answers *json.Encoder) error {
	lines := bufio.NewScanner(orders)
	for lines.Scan() {
		var word string
		var n int64
		var done benchDone
		_, err := fmt.Fscan(strings.NewReader(lines.Text()), &word, &n)
		switch {
		case err != nil:
		case word == "fixed":
			body := make([]byte, n)
			_, _ = rand.Read(body) // memory nobody has written to is one page of zeros, and sending that is cheaper
			c.fixed.Store(&body)
		case word == "edit", word == "flush":
			done.Committed, err = c.edit(ctx, n, word == "flush")
		default:
			err = fmt.Errorf("no such order: %s", word)
		}
		if err != nil {
			done.Failed = err.Error()
		}
		if err := answers.Encode(done); err != nil {
			return err
		}
	}
	return lines.Err()
}

func (c *benchChild) edit(ctx context.Context, parcel int64, flush bool) (committed int64, err error) {
	at, err := benchEdit(ctx, c.app, parcel)
	if err == nil {
		err = c.engine.follower.CatchUp(ctx)
	}
	if err == nil && flush {
		c.engine.tiles.Flush()
	}
	return at.UnixNano(), err
}
