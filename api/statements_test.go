package api_test

import (
	"context"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/api"
	"mitte/geo/people"
	"mitte/geo/pg/pgtest"
)

// book keeps the text of every statement that the service sends.
type book struct {
	mu    sync.Mutex
	texts map[string]int
	all   int
}

func (s *book) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	s.note(q.SQL)
	return ctx
}

func (*book) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

func (s *book) TraceBatchStart(ctx context.Context, _ *pgx.Conn, b pgx.TraceBatchStartData) context.Context {
	for _, q := range b.Batch.QueuedQueries {
		s.note(q.SQL)
	}
	return ctx
}

func (*book) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}
func (*book) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData)     {}

func (s *book) note(sql string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.texts[sql]++
	s.all++
}

func (s *book) sent() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all
}

// watched is a service whose statements are written down.
func watched(t *testing.T) (*bundle, *book) {
	t.Helper()
	db, seen := pgtest.DB(t), &book{texts: map[string]int{}}
	db.Watch(seen)
	settle(t, db)
	b := over(t, db, db.Public(), signedIn(t, db))
	return b, seen
}

// Each of these is something nobody else writes, so where it turns up in a statement it came through a parameter.
const mark, markNumber = "m4rk", "7654321987"

var smuggled = []string{ //nolint:gochecknoglobals // a table of cases
	mark + "'", mark + `"); DROP TABLE parcel; --`, "$$" + mark + "$$", mark + `\`, markNumber, "6.95,51.66,6.96," + mark, "vacant," + mark + "'",
}

// Whatever stands in a parameter that the API has, or has not, reaches the database as a value at most; the statements are those
// that are sent anyway, with other numbers of parameters perhaps.
func TestParametersNeverReachTheTextOfAStatement(t *testing.T) {
	t.Parallel()
	b, seen := watched(t)
	doc, who := b.document(), b.as(people.Roles()...)
	f := &fields{bundle: b, stranger: who, staff: who, notice: "1", blackout: "1"}
	asked := 0
	for _, r := range api.Matrix() {
		if r.Method != http.MethodGet || r.Pattern == "/api/v1/changes" {
			continue
		}
		path := strings.Replace(f.examples(r.Pattern)[0], "OWN", "1", 1)
		names := []string{mark}
		if template := templateOf(doc, path); template != "" {
			for _, p := range doc.Paths.Value(template).Get.Parameters {
				if p.Value.In == "query" {
					names = append(names, p.Value.Name)
				}
			}
		}
		at, _, _ := strings.Cut(path, "?")
		for _, name := range names {
			for _, value := range smuggled {
				a := who.do(http.MethodGet, at+"?"+name+"="+url.QueryEscape(value), "")
				if a.status >= http.StatusInternalServerError {
					t.Errorf("GET %s, %s=%s: %d %.200s", at, name, value, a.status, a.body)
				}
				asked++
			}
		}
		for _, value := range smuggled {
			at := placeholders.ReplaceAllLiteralString(r.Pattern, url.PathEscape(value))
			before := seen.sent()
			if a := b.get(at); a.status >= http.StatusInternalServerError {
				t.Errorf("GET %s: %d %.200s", at, a.status, a.body)
			}
			if numbered.MatchString(r.Pattern) && r.May == nil && value != markNumber && seen.sent() != before {
				t.Errorf("GET %s asks the database", at)
			}
			asked++
		}
	}
	for _, sql := range slices.Sorted(maps.Keys(seen.texts)) {
		if strings.Contains(strings.ToLower(sql), mark) || strings.Contains(sql, markNumber) {
			t.Errorf("a parameter became a statement: %s", sql)
		}
	}
	if asked < 1000 || len(seen.texts) < 30 {
		t.Errorf("only %d requests, %d statements", asked, len(seen.texts))
	}
}

// numbered are routes of an object by its number, or of a tile.
var numbered = regexp.MustCompile(`/:(id|z)\b`)
