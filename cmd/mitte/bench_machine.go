package main

import (
	"os"
	"runtime"
	"strconv"
	"strings"
)

// benchMachine says what figures were measured on.
type benchMachine struct {
	Processor   string `json:"processor"`
	Processors  int    `json:"processors"`
	MemoryBytes int64  `json:"memory_bytes"`
	Mitte       string `json:"mitte"`
	Go          string `json:"go"`
	Postgres    string `json:"postgres"`
	PostGIS     string `json:"postgis"`
}

func thisMachine(d *benchData) benchMachine {
	kilobytes, _ := strconv.ParseInt(strings.TrimSuffix(procValue("/proc/meminfo", "MemTotal"), " kB"), 10, 64)
	return benchMachine{
		Processor: procValue("/proc/cpuinfo", "model name"), Processors: runtime.NumCPU(), MemoryBytes: kilobytes * 1024,
		Mitte: version + commit(), Go: runtime.Version(), Postgres: d.postgres, PostGIS: d.postgis,
	}
}

// procValue returns what follows the first such name in a file of names and values.
func procValue(file, name string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if key, value, found := strings.Cut(line, ":"); found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
