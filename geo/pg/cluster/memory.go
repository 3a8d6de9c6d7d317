//go:build linux

package cluster

import (
	"context"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

const (
	usualBuffersKiB = 128 << 10
	usualLimitKiB   = 800_000
	headroomKiB     = 640 << 10
	smallShm        = 64 << 20
)

// memoryLimit returns the address space of each process of PostgreSQL in KiB. Some geometry functions can neither be
// cancelled nor bounded, and without a limit one of them takes the whole machine. An administrator may have raised
// shared_buffers, which count, so PostgreSQL itself is asked for them.
func memoryLimit(ctx context.Context, p programs, a account, data string) int {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	out, err := a.command(ctx, syscall.SIGKILL, data, p.path("postgres"), "-C", "shared_buffers", "-D", data).Output()
	pages, errPages := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil || errPages != nil || pages*8 == usualBuffersKiB {
		return usualLimitKiB
	}
	return pages*8 + headroomKiB
}

// sharedMemory returns the settings for parallel queries where shm, that is /dev/shm, is as small as containers like to
// have it.
func sharedMemory(shm string) []string {
	var fs unix.Statfs_t
	if err := unix.Statfs(shm, &fs); err == nil && int64(fs.Blocks)*fs.Bsize > smallShm {
		return nil
	}
	return []string{"-c", "dynamic_shared_memory_type=mmap"}
}
