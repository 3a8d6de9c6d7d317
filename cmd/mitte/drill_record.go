package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"mitte/api"
)

// drillRecord is the last drill that passed.
type drillRecord struct {
	At     time.Time `json:"at"`
	Backup time.Time `json:"backup"` // the moment that the backup shows
}

func (f databaseFlags) drillFile() string { return filepath.Join(f.dataDir(), "drill.json") }

func (d *drill) record() error {
	text, err := json.Marshal(drillRecord{At: time.Now().UTC(), Backup: d.back.manifest.MadeAt})
	if err != nil {
		return err
	}
	return os.WriteFile(d.flags.drillFile(), append(text, '\n'), 0o600)
}

// drillAge is how old a drill may be before its backups count as none.
const drillAge = 35 * 24 * time.Hour

// drillCheck keeps nobody out: it says in /readyz whether what is kept was ever brought back.
func (s *server) drillCheck() api.Check {
	return api.Check{
		Name: "backup", Run: func(context.Context) error { return nil },
		Detail: func() string { return s.cfg.sinceDrill(time.Now()) },
	}
}

func (f databaseFlags) sinceDrill(now time.Time) string {
	var last drillRecord
	text, err := os.ReadFile(f.drillFile())
	if err != nil || json.Unmarshal(text, &last) != nil {
		return "warning: no backup was ever brought back; run mitte backup and mitte drill"
	}
	if now.Sub(last.At) > drillAge || last.At.Sub(last.Backup) > drillAge {
		return "warning: the last backup that was brought back is of " + last.Backup.Format(time.DateOnly) + ", the drill of " + last.At.Format(time.DateOnly)
	}
	return "ok; a backup of " + last.Backup.Format(time.DateOnly) + " was brought back on " + last.At.Format(time.DateOnly)
}
