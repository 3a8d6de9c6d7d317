//go:build linux

package cluster_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sys/unix"

	"mitte/geo/pg/cluster"
)

// Nothing here asserts how long something takes; this only ends a test that hangs.
const generous = 90 * time.Second

// TestMain doubles as the program of a second mitte, which tests kill.
func TestMain(m *testing.M) {
	switch os.Getenv("CLUSTER_HELPER") {
	case "":
		code := m.Run()
		seedDone()
		os.Exit(code)
	case "serve":
		os.Exit(helperServe())
	case "serve without ptrace":
		os.Exit(helperDropPtrace())
	case "connect":
		os.Exit(helperConnect())
	}
}

func helperServe() int {
	syscall.Umask(0o077) // as careful administrators have it; the run user must get through all the same
	c, err := cluster.Start(context.Background(), cluster.Options{
		Dir: os.Getenv("CLUSTER_DIR"), RunUser: os.Getenv("CLUSTER_RUN_USER"),
		Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
	})
	if err != nil {
		fmt.Println("error:", err)
		return 1
	}
	fmt.Println("ready", c.URL(cluster.Superuser, cluster.Database))
	term := make(chan os.Signal, 1)
	signal.Notify(term, syscall.SIGTERM)
	<-term
	if err := c.Stop(context.Background()); err != nil {
		return 1
	}
	return 0
}

// helperDropPtrace becomes a server that is root as in a container: without the ptrace capability.
func helperDropPtrace() int {
	runtime.LockOSThread()
	if err := unix.Prctl(unix.PR_CAPBSET_DROP, unix.CAP_SYS_PTRACE, 0, 0, 0); err != nil {
		fmt.Println("error:", err)
		return 1
	}
	err := os.Setenv("CLUSTER_HELPER", "serve")
	if err == nil {
		err = syscall.Exec("/proc/self/exe", os.Args, os.Environ())
	}
	fmt.Println("error:", err)
	return 1
}

func helperConnect() int {
	conn, err := pgx.Connect(context.Background(), os.Getenv("CLUSTER_URL"))
	if err != nil {
		fmt.Println("error:", err)
		return 1
	}
	fmt.Println("ready")
	_ = conn.Close(context.Background())
	return 0
}

// helper is a process of this test binary.
type helper struct {
	cmd  *exec.Cmd
	line chan string   // its first line
	dead chan struct{} // closed when it is reaped
}

// startHelper runs this binary as user ("" means the present one) with env added.
func startHelper(t *testing.T, user *syscall.Credential, env ...string) *helper {
	t.Helper()
	h := &helper{cmd: exec.Command("/proc/self/exe"), line: make(chan string, 1), dead: make(chan struct{})}
	if user != nil {
		h.cmd.Path = copyOfBinary(t)
	}
	h.cmd.Dir = "/"
	h.cmd.Env = append(os.Environ(), env...)
	h.cmd.Stderr = os.Stderr
	if !testing.Verbose() {
		h.cmd.Stderr = nil
	}
	h.cmd.SysProcAttr = &syscall.SysProcAttr{Credential: user}
	stdout, err := h.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := h.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(h.dead)
		buf := make([]byte, 4096)
		n, _ := stdout.Read(buf)
		h.line <- strings.TrimSpace(string(buf[:n]))
		_ = h.cmd.Wait()
	}()
	t.Cleanup(h.kill)
	return h
}

func (h *helper) kill() {
	_ = h.cmd.Process.Kill()
	<-h.dead
}

func (h *helper) firstLine(t *testing.T) string {
	t.Helper()
	select {
	case line := <-h.line:
		return line
	case <-time.After(generous):
		t.Fatal("the second mitte says nothing")
		return ""
	}
}

// url waits until the helper serves and returns its address.
func (h *helper) url(t *testing.T) string {
	t.Helper()
	url, ok := strings.CutPrefix(h.firstLine(t), "ready ")
	if !ok {
		t.Fatalf("the second mitte did not start: %q", url)
	}
	return url
}

// copyOfBinary puts this test's program where every user may run it.
func copyOfBinary(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(publicDir(t), "helper")
	if err := os.WriteFile(path, text, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

// publicDir is a temporary directory that every user can enter, unlike t.TempDir. When it goes, no process may be left
// in it.
func publicDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "mitte-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		waitFor(t, "every process in "+dir+" to end", func() bool { return len(processesBelow(dir)) == 0 })
		_ = os.RemoveAll(dir)
	})
	return dir
}

var seed struct {
	once sync.Once
	dir  string
	err  error
}

// seeded is a directory with a cluster that was stopped cleanly: a copy, since initdb costs more than all the rest.
func seeded(t *testing.T) string {
	t.Helper()
	seed.once.Do(func() {
		if seed.dir, seed.err = os.MkdirTemp("/tmp", "mitte-seed-"); seed.err != nil {
			return
		}
		if seed.err = os.Chmod(seed.dir, 0o755); seed.err != nil {
			return
		}
		var c *cluster.Cluster
		if c, seed.err = cluster.Start(context.Background(), cluster.Options{Dir: seed.dir, Test: true}); seed.err == nil {
			seed.err = c.Stop(context.Background())
		}
	})
	if seed.err != nil {
		t.Fatal(seed.err)
	}
	dir := publicDir(t)
	if out, err := exec.Command("cp", "-a", filepath.Join(seed.dir, "pg"), dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return dir
}

func seedDone() {
	if seed.dir != "" {
		_ = os.RemoveAll(seed.dir)
	}
}

// start runs a cluster in dir until the test ends.
func start(t *testing.T, o cluster.Options) *cluster.Cluster {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), generous)
	defer cancel()
	c, err := cluster.Start(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return c
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// value reads the one text that sql returns.
func value(t *testing.T, conn *pgx.Conn, sql string, args ...any) string {
	t.Helper()
	var v string
	if err := conn.QueryRow(t.Context(), sql, args...).Scan(&v); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return v
}

func exec1(t *testing.T, conn *pgx.Conn, sql string) {
	t.Helper()
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func waitFor(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(generous); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// postmaster reads the pid that PostgreSQL wrote in dir, 0 where there is none.
func postmaster(dir string) int {
	text, err := os.ReadFile(filepath.Join(dir, "pg", "data", "postmaster.pid"))
	if err != nil {
		return 0
	}
	line, _, _ := strings.Cut(string(text), "\n")
	pid, _ := strconv.Atoi(line)
	return pid
}

// processesBelow lists the living processes that work somewhere below dir.
func processesBelow(dir string) []int {
	var pids []int
	links, _ := filepath.Glob("/proc/[0-9]*/cwd")
	for _, link := range links {
		at, err := os.Readlink(link)
		if err == nil && strings.HasPrefix(at, dir+"/") {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(link)))
			pids = append(pids, pid)
		}
	}
	return pids
}

func needRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can change to another user")
	}
}

func skipShort(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts PostgreSQL")
	}
}
