package main

import (
	"os"

	"mitte/geo/bureau"
	"mitte/geo/fault"
)

// office reads who runs this; without a file it is made up, and says so.
func (s *serveCommand) office() (bureau.Office, error) {
	if s.Office == "" {
		return bureau.MadeUp(), nil
	}
	file, err := os.Open(s.Office)
	if err != nil {
		return bureau.Office{}, fault.Newf(fault.Invalid, "office", "the office's file cannot be read: %v", err)
	}
	defer func() { _ = file.Close() }()
	return bureau.Read(file)
}
