package backup

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Names in a backup.
const (
	dumpName     = "database.dump"
	mediaName    = "media"
	manifestName = "manifest.json"
	sumName      = "manifest.sha256"
)

// Codes of the errors that callers tell apart.
const (
	CodeBroken  = "backup_broken"  // not as it was written
	CodeForeign = "backup_foreign" // no directory of ours
)

// layout is the version of all this.
const layout = 1

// Manifest says what a backup holds.
type Manifest struct {
	Layout     int       `json:"layout"`
	Mitte      string    `json:"mitte"`
	MadeAt     time.Time `json:"made_at"` // the moment that all of it shows, by the clock of the database
	Schema     int       `json:"schema"`
	PostgreSQL int       `json:"postgresql"` // the major version
	PostGIS    string    `json:"postgis"`
	System     string    `json:"system"` // the cluster's system identifier
	Tables     []Table   `json:"tables"`
	Files      []File    `json:"files"`
	Missing    []string  `json:"missing,omitempty"` // pictures whose files were not there or not what they were
}

// Table is what a table held: how many rows, and a sum over all of them with their geometries as EWKB.
type Table struct {
	Name string `json:"name"`
	Rows int64  `json:"rows"`
	Sum  string `json:"sum"`
}

// Rows are those of all tables.
func (m Manifest) Rows() (rows int64) {
	for _, t := range m.Tables {
		rows += t.Rows
	}
	return rows
}

// Bytes are those of all files.
func (m Manifest) Bytes() (n int64) {
	for _, f := range m.Files {
		n += f.Bytes
	}
	return n
}

// Pictures counts the files of pictures.
func (m Manifest) Pictures() (n int) {
	for _, f := range m.Files {
		if isPicture(f.Path) {
			n++
		}
	}
	return n
}

func isPicture(path string) bool { return filepath.Dir(filepath.Dir(path)) == mediaName }

func tablesOf(contents []pg.Contents) []Table {
	out := make([]Table, len(contents))
	for i, c := range contents {
		out[i] = Table{c.Table, c.Rows, c.Sum}
	}
	return out
}

// write puts the manifest beside the files that it names, and its own sum beside it.
func (m Manifest) write(dir string) error {
	body, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	body = append(body, '\n')
	if err := writeAside(filepath.Join(dir, manifestName), body); err != nil {
		return err
	}
	return writeAside(filepath.Join(dir, sumName), sumLine(body))
}

// sumLine is what sha256sum --check reads.
func sumLine(body []byte) []byte {
	sum := sha256.Sum256(body)
	return append([]byte(hex.EncodeToString(sum[:])), "  "+manifestName+"\n"...)
}

// ReadManifest reads what a backup says of itself. It returns NotFound where there is none and Invalid with CodeBroken if it is not
// as it was written.
func ReadManifest(dir string) (Manifest, error) {
	var m Manifest
	body, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return m, fault.Newf(fault.NotFound, "backup_none", "%s is no backup: it has no %s", dir, manifestName)
	}
	if err != nil {
		return m, fault.Wrap("backup.ReadManifest", err)
	}
	sum, err := os.ReadFile(filepath.Join(dir, sumName))
	if err != nil || !bytes.Equal(sum, sumLine(body)) {
		return m, broken(dir, manifestName, "is not as it was written").Because(err)
	}
	if err := json.Unmarshal(body, &m); err != nil || m.Layout != layout {
		return m, broken(dir, manifestName, "cannot be read by this version of mitte").Because(err)
	}
	return m, nil
}

func broken(dir, path, why string) *fault.Error {
	return fault.Newf(fault.Invalid, CodeBroken, "%s %s; this backup is not used", filepath.Join(dir, path), why)
}

// Verify reads every byte of a backup. It returns what ReadManifest does, Invalid with CodeBroken if a file is not as it was
// written, is missing or was added.
func Verify(dir string) (Manifest, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return m, err
	}
	named := map[string]bool{manifestName: true, sumName: true}
	for _, f := range m.Files {
		named[f.Path] = true
		found, err := sumFile(dir, f.Path)
		if errors.Is(err, fs.ErrNotExist) {
			return m, broken(dir, f.Path, "is missing")
		}
		if err != nil {
			return m, fault.Wrap("backup.Verify", err)
		}
		if found != f {
			return m, broken(dir, f.Path, "is not as it was written")
		}
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err == nil && !named[filepath.ToSlash(rel)] {
			err = broken(dir, rel, "is not of this backup")
		}
		return err
	})
	return m, fault.Wrap("backup.Verify", err)
}
