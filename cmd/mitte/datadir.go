package main

import (
	"os"
	"path/filepath"
)

// Where data lie by default: beside the program's caller, or, for root in a directory that nobody else can enter (such as
// /root on a fresh machine), where system services keep theirs, because PostgreSQL never runs as root.
const (
	localData  = "./var"
	systemData = "/var/lib/mitte"
)

// dataDir is what --data says, or else the default for this user in this directory.
func (f databaseFlags) dataDir() string {
	if f.Data != "" {
		return f.Data
	}
	here, err := filepath.Abs(localData)
	if os.Geteuid() == 0 && err == nil && !othersMayEnter(filepath.Dir(here)) {
		return systemData
	}
	return localData
}

// othersMayEnter reports whether dir and every directory above it can be entered by everybody.
func othersMayEnter(dir string) bool {
	for {
		info, err := os.Stat(dir)
		if err != nil || info.Mode().Perm()&0o001 == 0 {
			return false
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return true
		}
		dir = parent
	}
}
