package main

import (
	"bytes"
	"strings"
	"testing"
)

func TestHelpIsACommandToo(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"help"}, {"help", "backup", "verify"}} {
		var asked, flagged, errors bytes.Buffer
		code := run(args, &asked, &errors)
		run(append(args[1:], "--help"), &flagged, &errors)
		if code != 0 || asked.String() != flagged.String() || !strings.HasPrefix(asked.String(), "Usage: mitte") {
			t.Errorf("%v: %d, %q %q", args, code, asked.String(), errors.String())
		}
	}
}
