package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"

	"mitte/geo/fault"
	"mitte/geo/pg/cluster"
)

// underWay marks a directory as one that a restore has not finished; it is locked as long as the restore runs.
const underWay = "restoring"

// intoNewDir restores into a directory beside dir, which gets that name when all is there.
func (r *restoring) intoNewDir(ctx context.Context, dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if there, err := os.ReadDir(dir); err == nil && len(there) > 0 {
		return fault.Newf(fault.Conflict, "restore_not_new", "%s is not empty; name a new directory with --data: what is in use stays as it is", dir)
	}
	draft := dir + ".restoring"
	mark, err := beginDraft(draft)
	if err != nil {
		return err
	}
	defer func() { _ = mark.Close() }()
	r.data = draft
	if err := r.inCluster(ctx, draft); err != nil {
		return errors.Join(err, os.RemoveAll(draft))
	}
	if err := os.Remove(mark.Name()); err != nil {
		return err
	}
	r.data = dir
	if err := os.Rename(draft, dir); err != nil {
		return err
	}
	return syncParent(dir)
}

// inCluster starts a cluster in dir, restores into it and stops it.
func (r *restoring) inCluster(ctx context.Context, dir string) error {
	options := r.flags.clusterOptions(r.console.log)
	options.Dir = dir
	c, err := cluster.Start(ctx, options)
	if err != nil {
		return err
	}
	err = r.into(ctx, &database{urls: func(role string) string { return c.URL(role, cluster.Database) }})
	return errors.Join(err, c.Stop(context.WithoutCancel(ctx)))
}

// beginDraft makes the directory anew; what a killed restore left there goes, and nothing else.
func beginDraft(draft string) (*os.File, error) {
	name := filepath.Join(draft, underWay)
	there, err := os.ReadDir(draft)
	if err == nil && len(there) > 0 {
		if _, err := os.Lstat(name); err != nil {
			return nil, fault.Newf(fault.Conflict, "restore_in_the_way", "%s is in the way; move it elsewhere", draft)
		}
	}
	if err := os.MkdirAll(draft, 0o755); err != nil {
		return nil, err
	}
	mark, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|unix.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(mark.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return nil, errors.Join(fault.Newf(fault.Conflict, "restore_busy", "another restore fills %s", draft).Because(err), mark.Close())
	}
	waitForPostmaster(filepath.Join(draft, "pg", "data", "postmaster.pid"))
	for _, left := range there {
		if left.Name() == underWay {
			continue
		}
		if err := os.RemoveAll(filepath.Join(draft, left.Name())); err != nil {
			return nil, errors.Join(err, mark.Close())
		}
	}
	return mark, nil
}

// waitForPostmaster gives the PostgreSQL of a restore that was killed the time to stop by itself, before its files go.
func waitForPostmaster(pidFile string) {
	for range 100 {
		if _, err := os.Lstat(pidFile); err != nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}

func syncParent(path string) error {
	d, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
