package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"mitte/geo/people"
)

// keysPlace is where serve will look for the keys.
func (r *restoring) keysPlace() string {
	if r.flags.Keys != "" {
		return r.flags.Keys
	}
	return filepath.Join(r.data, "keys")
}

// bringKeys copies the keys out of the old data directory, unless --keys says where they lie. Of the signed heads of the audit trail only
// those come along that the restored trail reaches; the others lie beside them, for they are true of what was lost.
func (r *restoring) bringKeys(ctx context.Context, db *database) error {
	if r.flags.Keys != "" || r.old == "" {
		r.keys = r.flags.Keys != ""
		return nil
	}
	from, to := filepath.Join(r.old, "keys"), filepath.Join(r.data, "keys")
	names, err := filepath.Glob(filepath.Join(from, "*.key"))
	if err != nil || len(names) == 0 {
		return err
	}
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	for _, name := range names {
		if err := copyKey(name, filepath.Join(to, filepath.Base(name))); err != nil {
			return err
		}
	}
	r.keys = true
	return r.splitHeads(ctx, db, filepath.Join(from, headsName), to)
}

func copyKey(from, to string) error {
	body, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) // no key is ever overwritten
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	return errors.Join(err, f.Sync(), f.Close())
}

func (r *restoring) splitHeads(ctx context.Context, db *database, file, to string) error {
	body, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	pool, err := db.pool(ctx, roleOwner, 1, 0)
	if err != nil {
		return err
	}
	defer pool.Close()
	trail, err := people.VerifyAudit(ctx, pool, nil)
	if err != nil {
		return err
	}
	var reached, lost []byte
	for line := range bytes.Lines(body) {
		var head struct{ Seq int64 }
		// The last row is the restore's own.
		if json.Unmarshal(line, &head) == nil && head.Seq < trail.Last.Seq {
			reached = append(reached, line...)
		} else {
			lost = append(lost, line...)
		}
	}
	err = os.WriteFile(filepath.Join(to, headsName), reached, 0o600)
	if err == nil && len(lost) > 0 {
		err = os.WriteFile(filepath.Join(to, "audit-heads-before-restore.jsonl"), lost, 0o600)
	}
	return err
}
