//go:build linux

package cluster

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// settings is the whole postgresql.conf. Errors go to the log without the rows they quote, because rows hold personal
// data.
const settings = `# Written by mitte at every start; use ALTER SYSTEM for settings of your own.
cluster_name = 'mitte'
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = 128MB
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = 512MB
random_page_cost = 1.1
huge_pages = off
jit = off
fsync = on
synchronous_commit = on
full_page_writes = on
wal_compression = on
min_wal_size = 80MB
# Below the free space at which mitte stops writing, so that the change log never meets a full disk.
max_wal_size = 256MB
client_connection_check_interval = 10s
log_destination = 'stderr'
logging_collector = off
log_checkpoints = off
log_line_prefix = '%m [%p] %q%u@%d '
log_error_verbosity = terse
log_min_error_statement = fatal
log_timezone = 'UTC'
timezone = 'UTC'
datestyle = 'iso, ymd'
lc_messages = 'C'
lc_monetary = 'C'
lc_numeric = 'C'
lc_time = 'C'
default_text_search_config = 'pg_catalog.german'
`

const testSettings = `
# A cluster for tests: nothing survives a crash.
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
wal_level = minimal
max_wal_senders = 0
`

const access = `# Written by mitte at every start: the socket is the only way in, and only for mitte's own user.
local all all peer map=mitte
local replication all peer map=mitte
`

// identMap lets each of the operating-system users be any role. Before version 16 a map has no word for "any role", so
// there a new role has to join the list.
func identMap(major string, users ...string) string {
	as := []string{Superuser, "mitte_owner", "mitte_app", "mitte_public", "mitte_auditor", "mitte_backup"}
	if n, err := strconv.Atoi(major); err == nil && n >= 16 {
		as = []string{"all"}
	}
	var b strings.Builder
	b.WriteString("# Written by mitte at every start.\n")
	slices.Sort(users)
	for _, user := range slices.Compact(users) {
		for _, role := range as {
			fmt.Fprintf(&b, "mitte %q %s\n", user, role)
		}
	}
	return b.String()
}

// configure writes the configuration into a data directory. It runs at every start: a newer mitte may have other
// settings, and mitte may run as another user than last time.
func configure(data, major string, a account, test bool) error {
	self, err := accountOf(user.LookupId(strconv.Itoa(os.Geteuid())))
	if err != nil {
		return err
	}
	conf := settings
	if test {
		conf += testSettings
	}
	for name, text := range map[string]string{
		"postgresql.conf": conf,
		"pg_hba.conf":     access,
		"pg_ident.conf":   identMap(major, self.name, a.name),
	} {
		if err := replaceFile(filepath.Join(data, name), text, a); err != nil {
			return unusable(filepath.Join(data, name), err)
		}
	}
	return nil
}

// replaceFile writes a file whole or not at all. The directory belongs to a less trusted user than mitte may be, so no
// link of his is followed.
func replaceFile(path, text string, a account) error {
	if old, err := os.ReadFile(path); err == nil && string(old) == text {
		return nil
	}
	draft := path + ".mitte"
	_ = os.Remove(draft)
	f, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Sync(), f.Close(), a.give(draft)); err != nil {
		return err
	}
	return errors.Join(os.Rename(draft, path), syncDir(filepath.Dir(path)))
}

// syncDir makes the names in dir durable.
func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
