package backup

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sys/unix"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// ListName is the name of the list in a directory of data and in a backup.
const ListName = "erased.jsonl"

// List is the list of erasures outside the database: a file of JSON lines, the first of which says since when it is complete. Any
// number of processes may keep it.
type List struct {
	File string
	Kept time.Duration // how long a line is kept: as long as backups are
}

// Listed is what a list says.
type Listed struct {
	Since    time.Time // whatever was erased since then is in it
	Erasures []Erasure
}

type sinceLine struct {
	Since time.Time `json:"since"`
}

// Keep writes down what the database lists and the file does not have yet, and drops what is older than any backup. When it
// returns, the file is on the disk.
func (l List) Keep(ctx context.Context, db pg.Querier) error {
	const op = "backup.List.Keep"
	unlock, err := l.lock()
	if err != nil {
		return fault.Wrap(op, err)
	}
	defer unlock()
	known, err := ReadList(l.File)
	fresh := errors.Is(err, fs.ErrNotExist)
	if err != nil && !fresh {
		return err
	}
	found, now, err := readErasures(ctx, db)
	if err != nil {
		return pg.Fault(op, err)
	}
	if fresh {
		known.Since = now.Add(-l.Kept) // the database lists everything for as long
	}
	next := Merge(known, Listed{Since: known.Since, Erasures: found})
	if !fresh && slices.EqualFunc(next.Erasures, known.Erasures, alike) && !next.outlived(now.Add(-l.Kept)) {
		return nil
	}
	next.drop(now.Add(-l.Kept))
	return fault.Wrap(op, next.Write(l.File))
}

func alike(a, b Erasure) bool { return a.same() == b.same() && a.At.Equal(b.At) }

// Merge joins lists; it is complete since the earliest of them, each of which goes on to the end. What happened more than once
// counts from the last time.
func Merge(lists ...Listed) Listed {
	var out Listed
	seen := map[same]int{}
	for _, l := range lists {
		if out.Since.IsZero() || !l.Since.IsZero() && l.Since.Before(out.Since) {
			out.Since = l.Since
		}
		for _, e := range l.Erasures {
			if i, ok := seen[e.same()]; !ok {
				seen[e.same()] = len(out.Erasures)
				out.Erasures = append(out.Erasures, e)
			} else if out.Erasures[i].At.Before(e.At) {
				out.Erasures[i].At = e.At
			}
		}
	}
	slices.SortStableFunc(out.Erasures, func(a, b Erasure) int { return a.At.Compare(b.At) })
	return out
}

func (l *Listed) outlived(before time.Time) bool {
	return slices.ContainsFunc(l.Erasures, func(e Erasure) bool { return e.At.Before(before) })
}

func (l *Listed) drop(before time.Time) {
	if !l.outlived(before) {
		return
	}
	l.Erasures = slices.DeleteFunc(l.Erasures, func(e Erasure) bool { return e.At.Before(before) })
	l.Since = before
}

// ReadList reads a list. It returns an error that is fs.ErrNotExist if there is none, and Invalid for a file that is no list.
func ReadList(file string) (Listed, error) {
	const op = "backup.ReadList"
	f, err := os.Open(file)
	if err != nil {
		return Listed{}, fault.Wrap(op, err)
	}
	defer func() { _ = f.Close() }()
	var out Listed
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if n == 1 {
			var first sinceLine
			err = json.Unmarshal(lines.Bytes(), &first)
			out.Since = first.Since
		} else {
			var e Erasure
			err = json.Unmarshal(lines.Bytes(), &e)
			out.Erasures = append(out.Erasures, e)
		}
		if err != nil || out.Since.IsZero() {
			return Listed{}, fault.Newf(fault.Invalid, "erasure_list", "line %d of %s is none of a list of erasures", n, file).Because(err)
		}
	}
	if err := lines.Err(); err != nil {
		return Listed{}, fault.Wrap(op, err)
	}
	if out.Since.IsZero() {
		return Listed{}, fault.Newf(fault.Invalid, "erasure_list", "%s is empty", file)
	}
	return out, nil
}

// Write puts a list in the place of a file, whole or not at all.
func (l Listed) Write(file string) error {
	lines, err := json.Marshal(sinceLine{l.Since.UTC()})
	if err != nil {
		return err
	}
	lines = append(lines, '\n')
	for _, e := range l.Erasures {
		line, err := json.Marshal(e)
		if err != nil {
			return err
		}
		lines = append(append(lines, line...), '\n')
	}
	return writeAside(file, lines)
}

func (l List) lock() (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(l.File), 0o755); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(l.File+".lock", os.O_RDWR|os.O_CREATE|unix.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { _ = f.Close() }, nil
}
