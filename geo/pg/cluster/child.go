//go:build linux

package cluster

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// limitThenExec bounds the address space without costing a process: exec keeps the pid and the signal at the parent's
// death. Go itself could not live under such a limit.
const limitThenExec = `ulimit -v "$1" 2>/dev/null; shift; exec "$@"`

// child is one run of PostgreSQL.
type child struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when the postmaster is dead and reaped
}

// postgres prepares the postmaster. SIGINT, its last signal, means a clean and fast shutdown.
func (c *Cluster) postgres(ctx context.Context) *exec.Cmd {
	data := c.home.data()
	args := []string{
		"-c", limitThenExec, "sh", strconv.Itoa(memoryLimit(ctx, c.programs, c.account, data)),
		c.programs.path("postgres"), "-D", data, "-c", "unix_socket_directories=" + quoteList(c.socket),
	}
	// The context must not kill a postmaster: how it ends is the supervisor's business.
	cmd := c.account.command(context.Background(), syscall.SIGINT, data, "/bin/sh", append(args, sharedMemory("/dev/shm")...)...)
	cmd.Env = append(cmd.Env, "PG_OOM_ADJUST_FILE=/proc/self/oom_score_adj", "PG_OOM_ADJUST_VALUE=500")
	cmd.Stderr = c.log.input
	cmd.Stdout = c.log.input
	return cmd
}

// spawn starts cmd on a thread that lives as long as the child: the kernel sends the parent-death signal when the
// thread ends that started it, not when the process does.
func spawn(cmd *exec.Cmd) (*child, error) {
	ch := &child{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer close(ch.done)
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait()
		}
	}()
	return ch, <-started
}

func (ch *child) pid() int { return ch.cmd.Process.Pid }

func (ch *child) signal(s os.Signal) { _ = ch.cmd.Process.Signal(s) }

// diesWithin waits for the end; a closed hurry shortens the wait.
func (ch *child) diesWithin(wait time.Duration, hurry <-chan struct{}) bool {
	select {
	case <-ch.done:
		return true
	case <-time.After(wait):
		return false
	case <-hurry:
	}
	select {
	case <-ch.done:
		return true
	case <-time.After(min(wait, haste)):
		return false
	}
}

// quoteList quotes one element for a setting that is a list.
func quoteList(element string) string {
	return `"` + strings.ReplaceAll(element, `"`, `""`) + `"`
}
