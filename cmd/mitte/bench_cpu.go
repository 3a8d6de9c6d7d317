package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// usage is processor time spent up to a moment.
type usage struct {
	at                          time.Time
	own, server, postgres, busy time.Duration // busy is the whole machine
}

// meter reads the processor time of this process, the server, and PostgreSQL with all its processes.
type meter struct{ server, postmaster int }

// tick is the unit of /proc, 1/100 s for every program.
const tick = 10 * time.Millisecond

var errProc = errors.New("/proc is not as expected")

func (m meter) read() (usage, error) {
	u := usage{at: time.Now()}
	files, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return u, err
	}
	for _, file := range files {
		p, err := readProcess(file)
		if err != nil {
			continue // it ended meanwhile
		}
		switch {
		case p.pid == os.Getpid():
			u.own += p.spent
		case p.pid == m.server:
			u.server += p.spent
		case p.pid == m.postmaster:
			u.postgres += p.spent + p.children
		case p.parent == m.postmaster:
			u.postgres += p.spent
		}
	}
	u.busy, err = machineBusy()
	return u, err
}

func procFile(pid int) string { return "/proc/" + strconv.Itoa(pid) + "/stat" }

// process is a line of /proc/<pid>/stat.
type process struct {
	pid, parent     int
	spent, children time.Duration
}

func readProcess(file string) (process, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return process{}, err
	}
	// The name, in brackets, may hold anything.
	at := bytes.LastIndexByte(text, ')')
	if at < 0 {
		return process{}, errProc
	}
	pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file)))
	if err != nil {
		return process{}, err
	}
	fields := bytes.Fields(text[at+1:])
	if len(fields) < 15 {
		return process{}, errProc
	}
	n := func(i int) time.Duration {
		v, _ := strconv.ParseInt(string(fields[i]), 10, 64)
		return time.Duration(v)
	}
	return process{pid: pid, parent: int(n(1)), spent: (n(11) + n(12)) * tick, children: (n(13) + n(14)) * tick}, nil
}

// machineBusy is the time that all processors together did not idle.
func machineBusy() (time.Duration, error) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, err
	}
	line, _, _ := bytes.Cut(text, []byte("\n"))
	fields := bytes.Fields(line)
	if len(fields) < 9 {
		return 0, errProc
	}
	var busy time.Duration
	for _, i := range []int{1, 2, 3, 6, 7} { // user, nice, system, irq, softirq
		v, err := strconv.ParseInt(string(fields[i]), 10, 64)
		if err != nil {
			return 0, err
		}
		busy += time.Duration(v) * tick
	}
	return busy, nil
}

// foreignCores returns how many cores others kept busy between two readings.
func foreignCores(from, to usage) float64 {
	ours := to.own - from.own + to.server - from.server + to.postgres - from.postgres
	return max(0, float64(to.busy-from.busy-ours)/float64(to.at.Sub(from.at)))
}
