//go:build linux

package cluster

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// pidFile is what a postmaster writes about itself into postmaster.pid.
type pidFile struct {
	pid    int
	socket string // directory of its Unix socket
	ready  bool
}

// readPidFile errs when there is no file; a file that makes no sense gives pid 0.
func readPidFile(data string) (pidFile, error) {
	text, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return pidFile{}, err
	}
	lines := strings.Split(string(text), "\n")
	for len(lines) < 8 {
		lines = append(lines, "")
	}
	pid, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil || pid < 1 {
		pid = 0
	}
	return pidFile{pid: pid, socket: lines[4], ready: strings.TrimSpace(lines[7]) == "ready"}, nil
}
