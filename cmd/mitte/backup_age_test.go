package main

import (
	"math"
	"testing"
	"time"

	"mitte/geo/backup"
)

// backupAge is what an alarm would read.
func backupAge(t *testing.T, m *metrics) float64 {
	t.Helper()
	families, err := m.registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		if family.GetName() == "mitte_backup_age_seconds" {
			return family.GetMetric()[0].GetGauge().GetValue()
		}
	}
	t.Fatal("there is no mitte_backup_age_seconds")
	return 0
}

func TestTheAgeOfTheBackupIsMeasured(t *testing.T) {
	t.Parallel()
	flags := databaseFlags{Data: t.TempDir()}
	m := newMetrics()
	m.watchBackups(flags)
	if age := backupAge(t, m); !math.IsInf(age, 1) {
		t.Errorf("without a backup its age is %v", age)
	}
	if err := flags.record(backup.Manifest{MadeAt: time.Now().Add(-50 * time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if hours := backupAge(t, m) / 3600; hours < 50 || hours > 51 {
		t.Errorf("after 50 hours it is %v", hours)
	}
}
