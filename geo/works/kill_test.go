package works_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"mitte/geo"
	"mitte/geo/pg"
	"mitte/geo/works"
)

// These in the environment turn the test program into one that edits a section and is killed before its n-th statement.
const (
	editorURL    = "MITTE_TEST_EDITOR_URL"
	editorEdit   = "MITTE_TEST_EDITOR_EDIT"
	editorDiesAt = "MITTE_TEST_EDITOR_DIES_AT"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(editorURL); url != "" {
		n, err := strconv.Atoi(os.Getenv(editorDiesAt))
		if err == nil {
			err = editAndDie(url, os.Getenv(editorEdit), n)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// afterCommit in place of a number means that the process dies when its COMMIT has come back.
const afterCommit = -1

// reaper kills this very process before its n-th statement goes out, BEGIN and COMMIT counted, or after its COMMIT.
type reaper struct {
	before    int
	sent      int
	committed bool
}

func (r *reaper) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	r.committed = strings.EqualFold(q.SQL, "commit")
	if r.sent++; r.sent == r.before {
		die()
	}
	return ctx
}

func (r *reaper) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {
	if r.committed && r.before == afterCommit {
		die()
	}
}

func die() {
	_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	select {} // the signal is on its way
}

// editAndDie makes one edit with one connection. It tells how many statements it took if it lives.
func editAndDie(url, edit string, n int) error {
	ctx := context.Background()
	pool, err := pg.Open(ctx, pg.Config{URL: url, MaxConns: 1, AcquireLimit: time.Minute})
	if err != nil {
		return err
	}
	config := pool.Config()
	pool.Close()
	r := &reaper{}
	config.ConnConfig.Tracer = r
	if pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return err
	}
	defer pool.Close()
	if err := pool.Ping(ctx); err != nil {
		return err
	}
	r.sent, r.before = 0, n
	office := works.NewOffice(pool, clock, nil, works.NewReckoner(pool, clock))
	if err := edits[edit](ctx, office); err != nil {
		return err
	}
	fmt.Println("statements", r.sent)
	return nil
}

// edits are what is done to the section that is there, which has two versions.
var edits = map[string]func(ctx context.Context, o *works.Office) error{
	"create": func(ctx context.Context, o *works.Office) error {
		_, err := o.Create(ctx, staff, drawing("NEW"))
		return err
	},
	"change": func(ctx context.Context, o *works.Office) error {
		s, err := theSite(ctx, o)
		if err != nil {
			return err
		}
		_, err = o.Change(ctx, staff, s.ID, s.Match(), rebuilding(&s))
		return err
	},
	"restore": func(ctx context.Context, o *works.Office) error {
		s, err := theSite(ctx, o)
		if err != nil {
			return err
		}
		_, err = o.Restore(ctx, staff, s.ID, s.Match(), 1)
		return err
	},
	"delete": func(ctx context.Context, o *works.Office) error {
		s, err := theSite(ctx, o)
		if err != nil {
			return err
		}
		_, err = o.Delete(ctx, staff, s.ID, s.Match(), "")
		return err
	},
}

func theSite(ctx context.Context, o *works.Office) (works.Site, error) {
	found, err := o.Sites(ctx, staff.Actor, works.SiteQuery{})
	if err != nil {
		return works.Site{}, err
	}
	for _, s := range found.Rows {
		if strings.HasPrefix(s.Label, "OLD") {
			return s, nil
		}
	}
	return works.Site{}, errors.New("the section is gone")
}

// rebuilding touches every table: a phase goes, one changes, one comes, with impacts, a dependency and a facility.
func rebuilding(s *works.Site) *works.SectionEdit {
	day := geo.NewDate(2027, time.June, 1)
	return &works.SectionEdit{
		Label: works.Give("OLD2"), Impact: works.Give(&works.ImpactEdit{NoiseLevel: works.Give("major")}),
		Phases: works.Give([]works.PhaseEdit{
			{ID: s.Phases[1].ID, Sequence: works.Give(5), DependsOn: works.Give([]works.PhaseRef{{Key: "n"}})},
			{
				Key: "n", Kind: works.Give("demolition"), PlannedFrom: works.Give(day), PlannedTo: works.Give(day.AddDays(7)),
				Impact: works.Give(&works.ImpactEdit{Pedestrian: works.Give("closed")}),
			},
		}),
		Facilities: works.Give([]works.FacilityEdit{}),
	}
}

// A process that is killed between any two statements of an edit has made all of it or nothing: sections, parts, history, the
// changes that the map follows, and the line in the audit trail go together.
func TestKilledBetweenAnyTwoStatements(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	t.Parallel()
	for name := range edits {
		t.Run(name, func(t *testing.T) {
			b := setup(t)
			site := b.create(drawing("OLD"))
			site = b.change(&site, &works.SectionEdit{Label: works.Give("OLD1")})
			before := b.everything()
			for n := 1; ; n++ {
				out, killed := b.run(name, n)
				now := b.everything()
				if killed {
					if now != before {
						t.Fatalf("killed before statement %d, it left a part of the edit:\n%s\nof\n%s", n, now, before)
					}
					continue
				}
				if now == before {
					t.Fatal("nothing was edited")
				}
				if want := fmt.Sprintf("statements %d", n-1); !strings.Contains(out, want) || n < 8 {
					t.Fatalf("it lived through %d kills: %s", n-1, out)
				}
				b.wholeEdit(before)
				return
			}
		})
	}
}

// A kill after the COMMIT and before the answer leaves the whole edit.
func TestKilledBeforeTheAnswer(t *testing.T) {
	if testing.Short() {
		t.Skip("kills processes")
	}
	t.Parallel()
	b := setup(t)
	before := b.everything()
	out, killed := b.run("create", afterCommit)
	if !killed || b.everything() == before {
		t.Fatalf("killed is %v, and nothing was made: %s", killed, out)
	}
	b.wholeEdit(before)
}

// run edits in a process of its own, which dies before statement n.
func (b *bundle) run(edit string, n int) (out string, killed bool) {
	b.t.Helper()
	self, err := os.Executable()
	if err != nil {
		b.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(b.t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), editorURL+"="+b.db.URL("mitte_app"), editorEdit+"="+edit, editorDiesAt+"="+strconv.Itoa(n))
	text, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() && status.Signal() == syscall.SIGKILL {
			b.quiet()
			return string(text), true
		}
	}
	if err != nil {
		b.t.Fatalf("%v: %s", err, text)
	}
	return string(text), false
}

// quiet waits until the server has noticed that the process is gone, and undone what it did.
func (b *bundle) quiet() {
	b.t.Helper()
	const busy = `SELECT count(*)::integer FROM pg_stat_activity
		WHERE datname = current_database() AND usename = 'mitte_app' AND state LIKE 'idle in transaction%'`
	for deadline := time.Now().Add(2 * time.Minute); b.number(busy) > 0; {
		if time.Now().After(deadline) {
			b.t.Fatal("the killed transaction is still there")
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// sqlEverything is each table that an edit touches, with the number of its rows and what stands in them.
const sqlEverything = `
SELECT 'sections ' || count(*) || ' ' || coalesce(md5(string_agg(to_jsonb(t)::text, ',' ORDER BY id)), '') FROM construction_section t
UNION ALL SELECT 'phases ' || count(*) || ' ' || coalesce(md5(string_agg(to_jsonb(t)::text, ',' ORDER BY id)), '') FROM construction_phase t
UNION ALL SELECT 'dependencies ' || count(*) || ' ' || coalesce(md5(string_agg(to_jsonb(t)::text, ',' ORDER BY id)), '') FROM phase_dependency t
UNION ALL SELECT 'impacts ' || count(*) || ' ' || coalesce(md5(string_agg(to_jsonb(t)::text, ',' ORDER BY id)), '') FROM impact t
UNION ALL SELECT 'facilities ' || count(*) || ' ' || coalesce(md5(string_agg(to_jsonb(t)::text, ',' ORDER BY id)), '') FROM site_facility t
UNION ALL SELECT 'history ' || count(*) || ' ' || coalesce(md5(string_agg(to_jsonb(t)::text, ',' ORDER BY table_name, id, version)), '') FROM history t
UNION ALL SELECT 'changes ' || count(*) FROM change t
UNION ALL SELECT 'audit ' || count(*) || ' ' || coalesce(md5(string_agg(to_jsonb(t)::text, ',' ORDER BY seq)), '') FROM audit_log t`

func (b *bundle) everything() string {
	b.t.Helper()
	return strings.Join(b.rows(sqlEverything), "\n")
}

// wholeEdit checks what one edit leaves beside itself: one line in the audit trail, and changes for the map.
func (b *bundle) wholeEdit(before string) {
	b.t.Helper()
	was, now := counts(before), counts(b.everything())
	if now["audit"] != was["audit"]+1 || now["changes"] <= was["changes"] {
		b.t.Errorf("the audit trail went from %d to %d lines, the changes from %d to %d", was["audit"], now["audit"], was["changes"], now["changes"])
	}
}

func counts(everything string) map[string]int {
	out := map[string]int{}
	for _, line := range strings.Split(everything, "\n") {
		words := strings.Fields(line)
		out[words[0]], _ = strconv.Atoi(words[1])
	}
	return out
}
