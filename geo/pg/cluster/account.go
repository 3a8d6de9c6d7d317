//go:build linux

package cluster

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"

	"mitte/geo/fault"
)

// account is the operating-system user that PostgreSQL runs as.
type account struct {
	uid, gid uint32
	name     string
	drop     bool // mitte is root and has to change to this user
}

// chooseAccount picks the user for the cluster whose data directory is data: mitte's own, or for root the owner of an
// existing data directory, else runUser, else postgres, else nobody.
func chooseAccount(data, runUser string) (account, error) {
	uid := strconv.Itoa(os.Geteuid())
	owner, exists, err := ownerOf(data)
	switch {
	case err != nil:
		return account{}, err
	case uid != "0" && exists && owner != uid:
		return account{}, fault.Newf(fault.Forbidden, "cluster.other_user",
			"%s belongs to %s; run mitte as that user or as root", data, userName(owner))
	case uid != "0":
		return accountOf(user.LookupId(uid))
	case exists && owner == "0":
		return account{}, fault.Newf(fault.Forbidden, "cluster.root_data",
			"%s belongs to root, and PostgreSQL refuses to run as root; give it to another user with chown -R", data)
	case exists:
		return dropping(accountOf(user.LookupId(owner)))
	case runUser != "":
		return dropping(accountOf(user.Lookup(runUser)))
	}
	if a, err := dropping(accountOf(user.Lookup("postgres"))); err == nil {
		return a, nil
	}
	return dropping(accountOf(user.Lookup("nobody")))
}

func accountOf(u *user.User, err error) (account, error) {
	if err != nil {
		return account{}, fault.New(fault.Invalid, "cluster.unknown_user",
			"PostgreSQL has no user to run as; add an account with useradd, or name an existing one with --run-user").Because(err)
	}
	uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
	gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
	return account{uid: uint32(uid), gid: uint32(gid), name: u.Username}, errors.Join(errUID, errGID)
}

func dropping(a account, err error) (account, error) {
	if err == nil && a.uid == 0 {
		err = fault.New(fault.Invalid, "cluster.root_user",
			"PostgreSQL refuses to run as root; name another user with --run-user")
	}
	a.drop = true
	return a, err
}

func ownerOf(path string) (uid string, exists bool, err error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", false, nil
	}
	if err != nil {
		return "", false, err
	}
	return strconv.FormatUint(uint64(info.Sys().(*syscall.Stat_t).Uid), 10), true, nil
}

func userName(uid string) string {
	if u, err := user.LookupId(uid); err == nil {
		return u.Username
	}
	return "user " + uid
}

// command prepares a program that runs as a in dir, in a process group of its own so that Ctrl-C reaches mitte first,
// and with nothing of mitte's environment, where PGDATA and the like would change its meaning. It gets the signal last
// when the thread that starts it ends.
func (a account) command(ctx context.Context, last syscall.Signal, dir, program string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: last}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	if a.drop {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: a.uid, Gid: a.gid}
	}
	return cmd
}

// give makes path the account's own.
func (a account) give(path string) error {
	if !a.drop {
		return nil
	}
	return os.Lchown(path, int(a.uid), int(a.gid))
}

// ancestors lists path and its parents, the root first.
func ancestors(path string) []string {
	if path == "/" {
		return []string{path}
	}
	return append(ancestors(filepath.Dir(path)), path)
}
