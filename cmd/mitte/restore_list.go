package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"time"

	"mitte/geo/backup"
	"mitte/geo/fault"
)

// list joins what is known of erasures: the list that was kept until the end, which must reach back to the backup, and the copies in
// it and in newer backups beside it.
func (r *restoreCommand) list(back *restoring) (backup.Listed, error) {
	file := r.Erased
	if file == "" && back.old != "" {
		file = filepath.Join(back.old, backup.ListName)
	}
	copies, err := listsBeside(back.from)
	if err != nil {
		return backup.Listed{}, err
	}
	if file == "" {
		if !r.WithoutList {
			return backup.Listed{}, fault.Newf(fault.Conflict, "erasure_list_missing", "what was erased since the backup must not come back: "+
				"name the old data directory with --old or its %s with --erased, or accept that with --without-list", backup.ListName)
		}
		return r.sinceNow(backup.Merge(copies...)), nil
	}
	kept, err := backup.ReadList(file)
	if err != nil {
		return kept, err
	}
	if kept.Since.After(back.manifest.MadeAt) && !r.WithoutList {
		return kept, fault.Newf(fault.Conflict, "erasure_list_short", "the backup is of %s, and %s tells only what was erased since %s: "+
			"what was erased in between would come back; accept that with --without-list",
			back.manifest.MadeAt.Format(time.RFC3339), file, kept.Since.Format(time.RFC3339))
	}
	return r.sinceNow(backup.Merge(append(copies, kept)...)), nil
}

// sinceNow keeps a list with a hole in it from being taken for a whole one later.
func (r *restoreCommand) sinceNow(l backup.Listed) backup.Listed {
	if r.WithoutList {
		l.Since = time.Now().UTC()
	}
	return l
}

// listsBeside reads the lists in a backup and in those beside it.
func listsBeside(from string) ([]backup.Listed, error) {
	var lists []backup.Listed
	beside, err := backup.Backups(filepath.Dir(from))
	if err != nil {
		return nil, err
	}
	for _, dir := range append(beside, from) {
		l, err := backup.ReadList(filepath.Join(dir, backup.ListName))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		lists = append(lists, l)
	}
	return lists, nil
}
