//go:build linux

package cluster

import (
	"bufio"
	"bytes"
	"errors"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"
)

// asTold is what PostgreSQL says of a connection that it ends because it was told to.
const asTold = " FATAL:  terminating connection due to administrator command"

// landmark is a line that PostgreSQL never writes.
const landmark = "\x00\n"

// logs reads what PostgreSQL says on stderr. One pipe serves all its runs; mitte keeps the writing end open.
type logs struct {
	input  *os.File // PostgreSQL's end
	output *os.File
	files  *rotating
	log    *slog.Logger
	done   chan struct{}

	reached chan struct{} // the landmark has been read

	mu         sync.Mutex
	last, dire string // the last line, and the last FATAL or PANIC, of the present run
}

func openLogs(files *rotating, log *slog.Logger) (*logs, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	l := &logs{input: w, output: r, files: files, log: log, done: make(chan struct{}), reached: make(chan struct{})}
	go l.read()
	return l, nil
}

// read empties the pipe whatever happens to the files: a full pipe would stop PostgreSQL.
func (l *logs) read() {
	defer close(l.done)
	defer l.files.close()
	in := bufio.NewReaderSize(l.output, 64<<10)
	broken := false
	for {
		line, err := in.ReadSlice('\n')
		if string(line) == landmark {
			l.reached <- struct{}{}
		} else if text := bytes.TrimSpace(line); len(text) > 0 {
			_, errWrite := l.files.Write(line)
			if errWrite != nil && !broken {
				l.log.Error("postgresql's log cannot be written", "error", errWrite)
			}
			broken = errWrite != nil
			l.note(string(text))
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
	}
}

func (l *logs) note(line string) {
	fatal, panics := strings.Contains(line, " FATAL:  "), strings.Contains(line, " PANIC:  ")
	l.mu.Lock()
	l.last = line
	if fatal || panics {
		l.dire = line
	}
	l.mu.Unlock()
	switch {
	case panics:
		l.log.Error("postgresql panicked", "line", line)
	case fatal && strings.HasSuffix(line, asTold): // at each stop, by each connection
		l.log.Debug("postgresql ended a connection", "line", line)
	case fatal:
		l.log.Warn("postgresql said fatal", "line", line)
	}
}

// catchUp returns when everything that was written before has been read, so that cause knows of it.
func (l *logs) catchUp() {
	if _, err := l.input.WriteString("\n" + landmark); err == nil {
		<-l.reached
	}
}

// cause returns the line that best explains the present state.
func (l *logs) cause() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.dire != "":
		return l.dire
	case l.last != "":
		return l.last
	}
	return "it wrote nothing to its log"
}

// forget begins a new run.
func (l *logs) forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last, l.dire = "", ""
}

// close waits for the last lines; a process that got away with the pipe must not hold up the end.
func (l *logs) close() {
	_ = l.input.Close()
	select {
	case <-l.done:
	case <-time.After(haste):
	}
	_ = l.output.Close()
	<-l.done
}
