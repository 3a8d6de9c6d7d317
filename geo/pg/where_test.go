package pg_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

func TestWhere(t *testing.T) {
	t.Parallel()
	var w pg.Where
	if w.SQL() != "true" || len(w.Args()) != 0 {
		t.Errorf("the zero Where is %q %v", w.SQL(), w.Args())
	}
	w.Add("geom && ST_Transform(ST_MakeEnvelope(?, ?, ?, ?, 4326), 25832)", 1, 2, 3, 4)
	w.Add("detail ?? 'a' OR status = ANY (?)", []string{"x"})
	w.Add("listed")
	limit := w.Arg(10)
	want := "(geom && ST_Transform(ST_MakeEnvelope($1, $2, $3, $4, 4326), 25832)) AND (detail ? 'a' OR status = ANY ($5)) AND (listed)"
	if diff := cmp.Diff(want, w.SQL()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]any{1, 2, 3, 4, []string{"x"}, 10}, w.Args()); diff != "" || limit != "$6" {
		t.Error(limit, diff)
	}
}

func TestWhereMiscounted(t *testing.T) {
	t.Parallel()
	for _, args := range [][]any{nil, {1, 2, 3}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%d arguments for two places were taken", len(args))
				}
			}()
			var w pg.Where
			w.Add("a = ? AND b = ?", args...)
		}()
	}
}

func FuzzWhere(f *testing.F) {
	for _, s := range []string{"", "'", "' OR 1=1 --", "$$;DROP TABLE unit;$$", `\'; SELECT`, "?", "??", "$1", "/*", "ä€\U0001F600"} {
		f.Add(s, s)
	}
	shape := regexp.MustCompile(`^\(name = \$1\) AND \(lower\(name\) LIKE \$2\) AND \(\$3::text IS NOT NULL\)$`)
	f.Fuzz(func(t *testing.T, a, b string) {
		var w pg.Where
		w.Add("name = ?", a)
		w.Add("lower(name) LIKE ?", b)
		w.Add("?::text IS NOT NULL", a+b)
		if !shape.MatchString(w.SQL()) {
			t.Fatalf("the statement depends on what was typed: %s", w.SQL())
		}
		if len(w.Args()) != 3 || w.Args()[0] != a || w.Args()[1] != b {
			t.Fatalf("got %v", w.Args())
		}
	})
}

func TestTypedTextComesBackAsText(t *testing.T) {
	t.Parallel()
	tx := pgtest.Tx(t)
	for _, s := range []string{"'", "' OR true --", "$$", "\\", "?", "$1", "'; DROP TABLE unit; --"} {
		var w pg.Where
		w.Add("v = ?", s)
		got := column[string](t, tx, `SELECT v FROM (VALUES ('other'), (`+w.Arg(s)+`::text)) AS x(v) WHERE `+w.SQL(), w.Args()...)
		if strings.Join(got, "|") != s {
			t.Errorf("%q: got %q", s, got)
		}
	}
}
