package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"mitte/geo/fault"
	"mitte/geo/pg/cluster"
)

const (
	keeperVariable = "MITTE_PGTEST_KEEPER"
	ready          = "ready"

	glance = 500 * time.Millisecond
	linger = 20 * time.Second
)

// A test program that was started to keep the cluster must not run tests, whoever wrote its TestMain.
func init() { //nolint:gochecknoinits // the only place that is reached before TestMain
	if os.Getenv(keeperVariable) != "" {
		os.Exit(keepCluster(os.NewFile(3, "word")))
	}
}

// keepCluster runs the cluster until nobody has used it for a while, then removes it.
func keepCluster(word *os.File) int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	c, err := freshCluster(ctx)
	if err != nil {
		_, _ = fmt.Fprintln(word, strings.ReplaceAll(err.Error(), "\n", " "))
		return 1
	}
	_, err = fmt.Fprintln(word, ready)
	if err = errors.Join(err, word.Close()); err != nil {
		return 1
	}
	last := waitUntilUnused(ctx)
	if err := errors.Join(c.Stop(context.Background()), clear(), last.Close()); err != nil {
		return 1
	}
	return 0
}

// freshCluster starts with nothing: a test cluster does not flush to disk, so what a killed keeper left is not trusted,
// whatever state it is in.
func freshCluster(ctx context.Context) (*cluster.Cluster, error) {
	options := cluster.Options{Dir: home(), Test: true}
	c, err := cluster.Start(ctx, options)
	switch {
	case err == nil && c.Fresh(), fault.CodeOf(err) == cluster.CodeLocked, fault.KindOf(err) == fault.Unavailable:
		return c, err
	case err == nil:
		err = c.Stop(ctx)
	default:
		err = nil
	}
	if err := errors.Join(err, clear()); err != nil {
		return nil, err
	}
	return cluster.Start(ctx, options)
}

// clear moves the cluster away first, so that a keeper killed in the middle leaves no half of one.
func clear() error {
	old := filepath.Join(home(), "old")
	pg := filepath.Join(home(), "pg")
	if err := os.RemoveAll(old); err != nil {
		return err
	}
	if err := os.Rename(pg, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return errors.Join(os.RemoveAll(old), os.RemoveAll(keptFile()))
}

// waitUntilUnused returns with the users' lock held, so that a newcomer waits until the cluster is down. The end of ctx
// only ends the patience: whoever tests goes on.
func waitUntilUnused(ctx context.Context) *os.File {
	unused := time.Duration(0)
	for {
		time.Sleep(glance)
		last, err := lock("users", syscall.LOCK_EX|syscall.LOCK_NB)
		if err != nil {
			unused = 0
			continue
		}
		if unused += glance; unused >= patience() || ctx.Err() != nil {
			return last
		}
		_ = last.Close()
	}
}

// patience is longer while somebody may want to look into the database of a failed test.
func patience() time.Duration {
	info, err := os.Stat(keptFile())
	if err == nil && time.Since(info.ModTime()) < keepFor {
		return keepFor
	}
	return linger
}

func keptFile() string { return filepath.Join(home(), "kept") }

func noteKept() error { return os.WriteFile(keptFile(), nil, 0o600) }
