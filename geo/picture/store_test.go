package picture

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"mitte/geo/fault"
)

func store(t *testing.T) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "media"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *Store) count(t *testing.T) (n int) {
	t.Helper()
	err := filepath.WalkDir(s.dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestFilesComeBeforeTheirRowAndGoAfterIt(t *testing.T) {
	t.Parallel()
	s := store(t)
	p, err := s.Read(t.Context(), asJPEG(t, corners(400, 240)))
	if err != nil {
		t.Fatal(err)
	}
	err = s.Keep(p, func() error {
		if s.count(t) != 3 {
			t.Error("the row was written before its files")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range Widths() {
		if body, err := s.File(p.Content, w); err != nil || len(body) == 0 {
			t.Errorf("%d: %v", w, err)
		}
	}
	if err := s.Drop(p.Content, func() (bool, error) { return true, nil }); err != nil || s.count(t) != 3 {
		t.Errorf("the files of another row's picture are gone: %v", err)
	}
	if err := s.Drop(p.Content, func() (bool, error) { return false, nil }); err != nil || s.count(t) != 0 {
		t.Errorf("%d files stayed: %v", s.count(t), err)
	}
	for _, content := range []string{p.Content, "../../../etc/passwd", ""} {
		if _, err := s.File(content, 320); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%q: %v", content, err)
		}
	}
}

func TestOrphansAreSweptAndNothingElse(t *testing.T) {
	t.Parallel()
	s := store(t)
	var kept [2]*Picture
	for i := range kept {
		p, err := s.Read(t.Context(), asPNG(t, corners(400+i, 240)))
		if err != nil {
			t.Fatal(err)
		}
		kept[i] = p
		lost := errors.New("the connection is gone")
		if err := s.Keep(p, func() error { return lost }); !errors.Is(err, lost) {
			t.Fatal(err)
		}
	}
	torn := filepath.Join(s.dir, kept[0].Content[:2], "new-1234")
	if err := os.WriteFile(torn, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	named := func() (map[string]bool, error) { return map[string]bool{kept[0].Content: true}, nil }
	if n, err := s.Sweep(time.Now().Add(-time.Hour), named); n != 0 || err != nil {
		t.Errorf("%d files of uploads under way were removed: %v", n, err)
	}
	if n, err := s.Sweep(time.Now().Add(time.Hour), named); n != 4 || err != nil || s.count(t) != 3 {
		t.Errorf("%d files were removed, %d stayed: %v", n, s.count(t), err)
	}
	away := errors.New("the database is away")
	if n, err := s.Sweep(time.Now().Add(time.Hour), func() (map[string]bool, error) { return nil, away }); n != 0 || !errors.Is(err, away) {
		t.Errorf("%d, %v", n, err)
	}
}

// The same picture is sent and taken away by many at once; whoever kept his row has his files.
func TestManyKeepAndDropTheSamePicture(t *testing.T) {
	t.Parallel()
	s := store(t)
	sent := asPNG(t, corners(330, 200))
	var rows sync.Map
	var all sync.WaitGroup
	var content string
	if p, err := s.Read(t.Context(), sent); err == nil {
		content = p.Content
	}
	for i := range 12 {
		all.Go(func() {
			p, err := s.Read(t.Context(), sent)
			if err == nil {
				err = s.Keep(p, func() error { rows.Store(i, true); return nil })
			}
			if err == nil && i%2 == 0 {
				rows.Delete(i)
				err = s.Drop(p.Content, func() (bool, error) {
					some := false
					rows.Range(func(any, any) bool { some = true; return false })
					return some, nil
				})
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if _, err := s.File(content, 1920); err != nil {
		t.Error(err)
	}
}

func TestWhoWaitsTooLongIsTold(t *testing.T) {
	t.Parallel()
	s := store(t)
	s.reading <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Read(ctx, asPNG(t, corners(330, 200))); fault.KindOf(err) != fault.Unavailable {
		t.Error(err)
	}
}
