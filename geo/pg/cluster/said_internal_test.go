//go:build linux

package cluster

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
)

// A command at a terminal, or in a timer that mails what is said, stops the cluster behind it: that is no warning.
func TestAnOrderedEndIsNoWarning(t *testing.T) {
	t.Parallel()
	for line, warns := range map[string]bool{
		"2026-11-24 00:20:26.966 UTC [12507] mitte_app@mitte FATAL:  terminating connection due to administrator command":                      false,
		"2026-11-24 00:20:26.966 UTC [12507] mitte_app@mitte FATAL:  could not open file \"base/5/1\": No space left on device":                true,
		"2026-11-24 00:20:26.966 UTC [12507] @ PANIC:  could not write to file \"pg_wal/xlogtemp.1\": No space left on device":                 true,
		"2026-11-24 00:20:26.966 UTC [12507] mitte_app@mitte ERROR:  FATAL:  terminating connection due to administrator command, said a view": true,
	} {
		var said bytes.Buffer
		l := &logs{log: slog.New(slog.NewTextHandler(&said, &slog.HandlerOptions{Level: slog.LevelWarn}))}
		l.note(line)
		if strings.Contains(said.String(), "level=") != warns {
			t.Errorf("%s: said %q", line, said.String())
		}
	}
}
