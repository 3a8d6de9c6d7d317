package gpkg

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"mitte/geo/fault"
)

// Table is what a file has in it.
type Table struct {
	Name        string    // of the table: a to z and _
	Kind        string    // of its geometries, as OGR calls it; "" is POINT
	Title       string    // for people
	Description string    // licence and whom to name
	Features    []byte    // a GeoJSON FeatureCollection in lon/lat
	Example     bool      // the features only say which columns there are; the table has none of them
	AsOf        time.Time // when it was so; the same table as of the same time is the same file
}

// Writer runs ogr2ogr, a few at a time: a conversion costs a process and its memory, and anybody may ask for one.
type Writer struct {
	program string
	free    chan struct{}
}

const (
	atOnce    = 2
	patience  = 15 * time.Second
	maxErrors = 4 << 10

	// Set by prlimit, so that no shell is needed: more is a fault.
	mostMemory = "--as=2147483648"
	mostCPU    = "--cpu=20"
	mostBytes  = "--fsize=134217728"
)

// Codes of files that are not made.
const (
	CodeAway = "ogr_away"
	CodeBusy = "ogr_busy"
)

// New returns a writer by a program; "" is ogr2ogr from PATH.
func New(program string) *Writer {
	if program == "" {
		program = "ogr2ogr"
	}
	return &Writer{program, make(chan struct{}, atOnce)}
}

// Write returns a file with tables. It returns Unavailable if ogr2ogr is not there, or others have been at it for as long as ctx allows.
func (w *Writer) Write(ctx context.Context, tables ...Table) ([]byte, error) {
	const op = "gpkg.Write"
	select {
	case w.free <- struct{}{}:
		defer func() { <-w.free }()
	case <-ctx.Done():
		return nil, fault.Wrap(op, fault.New(fault.Unavailable, CodeBusy, "others are writing files; come again in a moment"))
	}
	dir, err := os.MkdirTemp("", "mitte-gpkg-")
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "out.gpkg")
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for i := range tables {
		if err := w.convert(ctx, &tables[i], path, i > 0); err != nil {
			return nil, fault.Wrap(op, err)
		}
	}
	file, err := os.ReadFile(path)
	return file, fault.Wrap(op, err)
}

// convert writes a table into a new file, or into one that has tables already.
func (w *Writer) convert(ctx context.Context, t *Table, path string, more bool) error {
	args := []string{
		mostMemory, mostCPU, mostBytes, "--", w.program,
		"-f", "GPKG", path, "/vsistdin/", "-nln", t.Name, "-nlt", cmp.Or(t.Kind, "POINT"), "-s_srs", "EPSG:4326", "-t_srs", "EPSG:25832",
		"-lco", "IDENTIFIER=" + t.Title, "-lco", "DESCRIPTION=" + t.Description, "-lco", "SPATIAL_INDEX=YES", "-lco", "GEOMETRY_NAME=geom",
	}
	if more {
		args = append(args, "-update")
	}
	if t.Example {
		args = append(args, "-where", "1 = 0")
	}
	cmd := exec.CommandContext(ctx, "prlimit", args...)
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), //nolint:forbidigo // the program itself is found as mitte was told
		"LC_ALL=C.UTF-8", "GDAL_PAM_ENABLED=NO", "CPL_CURL_ENABLED=NO", "GDAL_DRIVER_PATH=disable", "OGR_SQLITE_LOAD_EXTENSIONS=",
		"OGR_CURRENT_DATE=" + t.AsOf.UTC().Format("2006-01-02T15:04:05.000Z"),
	}
	cmd.WaitDelay = time.Second
	cmd.Stdin = bytes.NewReader(t.Features)
	var said bytes.Buffer
	cmd.Stderr = &said
	err := cmd.Run()
	switch {
	case err == nil:
		return nil
	case errors.Is(err, exec.ErrNotFound) || strings.Contains(said.String(), "failed to execute"):
		return fault.New(fault.Unavailable, CodeAway, "ogr2ogr is not installed; the package is gdal-bin").Because(err)
	case ctx.Err() != nil:
		return fault.New(fault.Timeout, "timeout", "the file took too long").Because(err)
	}
	return fault.New(fault.Internal, "ogr_failed", "ogr2ogr could not write the file").Because(errors.New(clip(said.String())))
}

func clip(text string) string { return text[:min(len(text), maxErrors)] }
