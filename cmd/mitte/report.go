package main

import (
	"os"
	"strings"

	"mitte/geo/fault"
	"mitte/geo/intake"
)

// reportFile is what --report names. It is opened before anything is imported, so that a place nobody can write to is
// known while nothing has happened yet. A nil reportFile writes nothing.
type reportFile struct {
	file *os.File
}

func (i *importFlags) openReport() (*reportFile, error) {
	if i.Report == "" {
		return nil, nil
	}
	if len(i.Files) > 1 {
		return nil, fault.New(fault.BadRequest, "report", "--report takes one file at a time")
	}
	file, err := os.Create(i.Report)
	if err != nil {
		return nil, err
	}
	return &reportFile{file}, nil
}

func (r *reportFile) write(report intake.Report) error {
	if r == nil {
		return nil
	}
	if strings.HasSuffix(r.file.Name(), ".csv") {
		return report.WriteCSV(r.file)
	}
	return report.WriteJSON(r.file)
}

func (r *reportFile) close() error {
	if r == nil {
		return nil
	}
	return r.file.Close()
}
