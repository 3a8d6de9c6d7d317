package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"mitte/geo/fault"
)

const benchSeed = 1

// benchMark stands beside the cluster and says that it may be measured and edited.
type benchMark struct {
	Seed   uint64 `json:"seed"`
	Scale  int    `json:"scale"`
	Loaded bool   `json:"loaded"`
}

func (f benchFlags) markFile() string { return filepath.Join(f.Data, "bench.json") }

// readMark refuses a directory that holds anything but a measurement's data of the same size.
func (f benchFlags) readMark(scale int) (benchMark, error) {
	want := benchMark{Seed: benchSeed, Scale: scale}
	text, err := os.ReadFile(f.markFile())
	if errors.Is(err, fs.ErrNotExist) {
		entries, err := os.ReadDir(f.Data)
		if len(entries) > 0 {
			return want, fault.Newf(fault.Conflict, "bench", "%s is no directory of a measurement; it would be edited", f.Data)
		}
		if errors.Is(err, fs.ErrNotExist) {
			err = os.MkdirAll(f.Data, 0o755)
		}
		return want, err
	}
	var mark benchMark
	if err == nil {
		err = json.Unmarshal(text, &mark)
	}
	if err == nil && (mark.Seed != want.Seed || mark.Scale != want.Scale || !mark.Loaded) {
		err = fault.Newf(fault.Conflict, "bench", "%s holds %d town(s), loaded: %v; take another directory or remove it", f.Data, mark.Scale, mark.Loaded)
	}
	return mark, err
}

func (f benchFlags) writeMark(mark benchMark) error {
	text, err := json.Marshal(mark)
	if err != nil {
		return err
	}
	return os.WriteFile(f.markFile(), text, 0o644)
}
