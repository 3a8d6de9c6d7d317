package pgtest

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"mitte/geo/pg/cluster"
)

// home is the directory of the shared cluster. Everything in it may be lost at any time.
//
//	users   held shared by every test program, exclusively by the keeper while it stops
//	spawn   held by the program that looks for a keeper or starts one
//	kept    touched when the database of a failed test should stay
//	pg      the cluster
func home() string { return filepath.Join(os.TempDir(), fmt.Sprintf("mitte-pgtest-%d", os.Getuid())) }

// privateURL finds the shared cluster or has it started. The cluster is there for as long as users is open; a file that
// nobody refers to is closed by the garbage collector, so the caller keeps it.
func privateURL() (url func(role, database string) string, users *os.File, err error) {
	if err := makeHome(); err != nil {
		return nil, nil, err
	}
	users, err = lock("users", syscall.LOCK_SH)
	if err != nil {
		return nil, nil, err
	}
	url, err = attachOrStart()
	return url, users, err
}

func attachOrStart() (func(role, database string) string, error) {
	spawn, err := lock("spawn", syscall.LOCK_EX)
	if err != nil {
		return nil, err
	}
	defer func() { _ = spawn.Close() }()
	// A busy cluster belongs to a keeper that was killed; the next one waits for what is left of it.
	if url, ok, err := cluster.Attach(cluster.Options{Dir: home()}); ok && err == nil {
		return url, nil
	}
	if err := startKeeper(); err != nil {
		return nil, err
	}
	url, ok, err := cluster.Attach(cluster.Options{Dir: home()})
	if err == nil && !ok {
		err = errors.New("the keeper's cluster is gone")
	}
	return url, err
}

func makeHome() error {
	err := os.Mkdir(home(), 0o755)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := os.Lstat(home())
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !info.IsDir() || ok && int(owner.Uid) != os.Getuid() {
		return fmt.Errorf("%s is not a directory of ours; remove it", home())
	}
	return os.Chmod(home(), 0o755) // PostgreSQL may run as another user and has to get through
}

// lock returns the file that holds the lock; closing it gives the lock back.
func lock(name string, how int) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(home(), name), os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, err
	}
	for {
		if err = syscall.Flock(int(f.Fd()), how); !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// startKeeper runs this very program once more, in a session of its own, and waits for its word.
func startKeeper() error {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer func() { _ = read.Close() }()
	cmd := exec.Command(program) //nolint:noctx // outlives us on purpose
	cmd.Env = append(os.Environ(), keeperVariable+"=1")
	cmd.Dir = home()
	cmd.ExtraFiles = []*os.File{write}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := errors.Join(cmd.Start(), write.Close()); err != nil {
		return err
	}
	word, err := bufio.NewReader(read).ReadString('\n')
	if word = strings.TrimSpace(word); word == ready {
		return cmd.Process.Release()
	}
	return errors.Join(fmt.Errorf("the test cluster did not start: %s", word), err)
}
