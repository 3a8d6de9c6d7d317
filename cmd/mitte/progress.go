package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows long work: a bar on a terminal; elsewhere a plain line every few seconds, so short work says nothing.
type progress struct {
	out  io.Writer
	tty  bool
	mu   sync.Mutex
	bar  *progressbar.ProgressBar
	what string
	last time.Time
}

const plainLineEvery = 5 * time.Second

func newProgress(out io.Writer) *progress {
	file, ok := out.(*os.File)
	return &progress{out: out, tty: ok && term.IsTerminal(int(file.Fd()))}
}

// step is the callback that the rooms call.
func (p *progress) step(done, total int64, what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.tty {
		p.draw(done, total, what)
		return
	}
	now := time.Now()
	if p.last.IsZero() {
		p.last = now
	}
	if now.Sub(p.last) < plainLineEvery {
		return
	}
	p.last = now
	if total <= 0 {
		_, _ = fmt.Fprintln(p.out, what)
		return
	}
	_, _ = fmt.Fprintf(p.out, "%s: %d of %d\n", what, done, total)
}

func (p *progress) draw(done, total int64, what string) {
	if p.bar == nil || what != p.what {
		p.finish()
		p.what = what
		p.bar = progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(p.out), progressbar.OptionSetDescription(what),
			progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish())
	}
	_ = p.bar.Set64(done)
}

func (p *progress) finish() {
	if p.bar != nil {
		_ = p.bar.Finish()
		p.bar = nil
	}
}
