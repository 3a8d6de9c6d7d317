package main

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"time"

	"mitte/geo/backup"

	"github.com/prometheus/client_golang/prometheus"
)

// backupRecord is the last backup that was whole when it was read back, wherever it stands.
type backupRecord struct {
	MadeAt time.Time `json:"made_at"`
}

func (f databaseFlags) backupFile() string { return filepath.Join(f.dataDir(), "backup.json") }

func (f databaseFlags) record(m backup.Manifest) error {
	text, err := json.Marshal(backupRecord{MadeAt: m.MadeAt})
	if err != nil {
		return err
	}
	draft := f.backupFile() + ".new"
	if err := os.WriteFile(draft, append(text, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(draft, f.backupFile())
}

// sinceBackup is infinite where none was made, so that one alarm catches both.
func (f databaseFlags) sinceBackup(now time.Time) float64 {
	var last backupRecord
	text, err := os.ReadFile(f.backupFile())
	if err != nil || json.Unmarshal(text, &last) != nil || last.MadeAt.IsZero() {
		return math.Inf(1)
	}
	return now.Sub(last.MadeAt).Seconds()
}

// watchBackups shows how old what can be brought back is.
func (m *metrics) watchBackups(f databaseFlags) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "mitte_backup_age_seconds", Help: "Time since the moment that the last whole backup shows; +Inf if none was made.",
	}, func() float64 { return f.sinceBackup(time.Now()) }))
}
