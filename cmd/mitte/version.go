package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is the release; builds between releases say so and name their commit where the toolchain stamped it.
const version = "0.1.0-dev"

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(c *console) error {
	_, err := fmt.Fprintf(c.out, "mitte %s%s, %s\n", version, commit(), runtime.Version())
	return err
}

func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return " (" + s.Value[:12] + ")"
		}
	}
	return ""
}
