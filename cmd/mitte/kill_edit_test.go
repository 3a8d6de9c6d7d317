package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"mitte/geo/people"
	"mitte/geo/pg/pgtest"
)

const (
	sqlKillTown = `
WITH s AS (INSERT INTO source (id, title, licence, attribution) VALUES ('demo', 's', 's', 's')),
     t AS (INSERT INTO town (name, municipality_key, geom, made_up)
           VALUES ('Erfunden', '05562012', ST_Multi(ST_MakeEnvelope(358000, 5724800, 359800, 5726200, 25832)), true))
INSERT INTO construction_project (public_ref, title_de, source) VALUES ('lippe', 'Lippestraße', 'demo') RETURNING id`

	// Everything that an edit touches.
	sqlKillState = `
SELECT string_agg(line, E'\n') FROM (
SELECT 'sections ' || coalesce(string_agg(to_jsonb(t)::text, ',' ORDER BY id), '') AS line FROM construction_section t
UNION ALL SELECT 'phases ' || coalesce(string_agg(to_jsonb(t)::text, ',' ORDER BY id), '') FROM construction_phase t
UNION ALL SELECT 'impacts ' || coalesce(string_agg(to_jsonb(t)::text, ',' ORDER BY id), '') FROM impact t
UNION ALL SELECT 'history ' || coalesce(string_agg(to_jsonb(t)::text, ',' ORDER BY table_name, id, version), '') FROM history t
UNION ALL SELECT 'changes ' || count(*) FROM change
UNION ALL SELECT 'audit ' || coalesce(string_agg(to_jsonb(t)::text, ',' ORDER BY seq), '') FROM audit_log t WHERE action LIKE 'section.%') AS lines`

	sqlKillAudit    = `SELECT count(*) FROM audit_log WHERE action LIKE 'section.%'`
	sqlKillSections = `SELECT count(*) FROM construction_section`
)

// killing is a member of staff at a server that is killed again and again, on a database that lives on.
type killing struct {
	*serving

	t       *testing.T
	db      *pgtest.Database
	tap     *wiretap
	data    string
	cookie  string
	csrf    string
	project int
	id      int64 // the section that is edited
}

type heard struct {
	status int
	tag    string
	body   []byte
}

func (k *killing) start() {
	k.t.Helper()
	k.serving = startServer(k.t, k.data, "--database-url", k.tap.url, "--second-factor", "optional", "--app-connections", "1", "--connections", "2")
}

// ask sends what a page of ours would. Of a server that dies meanwhile there is no answer.
func (k *killing) ask(method, path, body string, headers ...string) (heard, error) {
	r, err := http.NewRequest(method, k.address+path, strings.NewReader(body))
	if err != nil {
		return heard{}, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", k.address)
	r.Header.Set("Cookie", k.cookie)
	r.Header.Set("X-CSRF-Token", k.csrf)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}).Do(r)
	if err != nil {
		return heard{}, err
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if c := response.Header.Get("Set-Cookie"); c != "" {
		k.cookie, _, _ = strings.Cut(c, ";")
	}
	return heard{response.StatusCode, response.Header.Get("ETag"), text}, err
}

func (k *killing) must(status int, method, path, body string, headers ...string) heard {
	k.t.Helper()
	a, err := k.ask(method, path, body, headers...)
	if err != nil || a.status != status {
		k.t.Fatalf("%s %s: %d %v %s", method, path, a.status, err, a.body)
	}
	return a
}

func (k *killing) number(sql string) (n int) {
	k.t.Helper()
	if err := k.db.Superuser().QueryRow(k.t.Context(), sql).Scan(&n); err != nil {
		k.t.Fatal(err)
	}
	return n
}

// state waits until the database has noticed that the server is gone.
func (k *killing) state() (text string) {
	k.t.Helper()
	const busy = `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'mitte mitte\_app%'`
	for deadline := time.Now().Add(patience); k.number(busy) > 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			k.t.Fatal("connections of the killed server are still there")
		}
	}
	if err := k.db.Superuser().QueryRow(k.t.Context(), sqlKillState).Scan(&text); err != nil {
		k.t.Fatal(err)
	}
	return text
}

// attempt is an edit that may be sent twice, and what its second time is answered if the first has taken effect, or has not.
type attempt struct {
	method, path, body string
	headers            []string
	done, undone       int
}

// edits make an edit each time anew, so that one database does for all kills.
func (k *killing) edits() map[string]func(round int) attempt {
	at := func() string { return fmt.Sprintf("/api/v1/sections/%d", k.id) }
	tag := func() string {
		return k.must(200, http.MethodGet, strings.Replace(at(), "v1/", "v1/staff/", 1), "").tag
	}
	drawing := func(label string) string {
		text, _ := json.Marshal(map[string]any{
			"project_id": k.project, "label": label, "title_de": "Neu", "status": "planned", "planned_from": "2027-03-01", "planned_to": "2027-09-01",
			"geometry": json.RawMessage(`{"type":"Polygon","coordinates":[[[6.9581,51.6622],[6.9583,51.6622],[6.9583,51.6624],[6.9581,51.6624],[6.9581,51.6622]]]}`),
			"impact":   map[string]any{"noise_level": "major"},
			"phases":   []any{map[string]any{"kind": "demolition", "planned_from": "2027-03-01", "planned_to": "2027-04-01"}},
		})
		return string(text)
	}
	return map[string]func(round int) attempt{
		"create": func(round int) attempt {
			return attempt{http.MethodPost, "/api/v1/sections", drawing(fmt.Sprintf("N%d", round)), []string{"Idempotency-Key", fmt.Sprintf("key-%d", round)}, 201, 201}
		},
		"change": func(round int) attempt {
			body := fmt.Sprintf(`{"label": "C%d", "impact": {"noise_level": "minor"}, "phases": [{"kind": "surface", "planned_from": "2027-05-01", "planned_to": "2027-06-%02d"}]}`, round, round%28+1)
			return attempt{http.MethodPatch, at(), body, []string{"If-Match", tag()}, 412, 200}
		},
		"restore": func(round int) attempt {
			k.must(200, http.MethodPatch, at(), fmt.Sprintf(`{"label": "R%d", "impact": {"noise_level": "moderate"}, "phases": []}`, round), "If-Match", tag())
			return attempt{http.MethodPost, at() + "/restore", `{"version": 1}`, []string{"If-Match", tag()}, 412, 200}
		},
		"delete": func(round int) attempt {
			a := k.must(201, http.MethodPost, "/api/v1/sections", drawing(fmt.Sprintf("D%d", round)))
			var made struct{ ID int64 }
			if err := json.Unmarshal(a.body, &made); err != nil {
				k.t.Fatal(err)
			}
			return attempt{http.MethodDelete, fmt.Sprintf("/api/v1/sections/%d", made.ID), "", []string{"If-Match", a.tag}, 404, 204}
		},
	}
}

// F12: the server is killed between two statements of an edit, which is then there wholly, its line in the audit trail with it,
// or not at all; and who repeats the request is answered at once. MITTE_TEST_KILLS=all kills it
// before each of them.
// That every boundary holds is shown nearer to the statements as well, in geo/works.
func TestTheServerIsKilledBetweenTwoStatements(t *testing.T) {
	t.Parallel()
	k := newKilling(t)
	round := 0
	for _, name := range []string{"create", "change", "restore", "delete"} {
		edit := k.edits()[name]
		round++
		whole := k.statements(edit(round))
		for _, n := range points(whole) {
			round++
			k.killAt(name, n, edit(round))
		}
	}
}

func newKilling(t *testing.T) *killing {
	t.Helper()
	k := &killing{t: t, data: dataDir(t), db: pgtest.DB(t)}
	k.tap = tap(t, k.db.URL("mitte_superuser"))
	k.project = k.number(sqlKillTown)
	person := people.NewAccount{Email: "a@example.org", Name: "Erika Muster", Password: "kastanie fährt rad um sieben", Roles: []people.Role{people.Staff}}
	if _, err := people.ForOperator(people.New(k.db.App(), people.Config{})).Add(t.Context(), person); err != nil {
		t.Fatal(err)
	}
	k.start()
	a := k.must(200, http.MethodPost, "/api/v1/session", `{"email": "a@example.org", "password": "kastanie fährt rad um sieben"}`)
	var session struct{ CSRF string }
	if err := json.Unmarshal(a.body, &session); err != nil {
		t.Fatal(err)
	}
	k.csrf = session.CSRF
	first := k.edits()["create"](0)
	made := k.must(201, first.method, first.path, first.body)
	var section struct{ ID int64 }
	if err := json.Unmarshal(made.body, &section); err != nil {
		t.Fatal(err)
	}
	k.id = section.ID
	return k
}

// statements makes an edit and counts what it sends to the database.
func (k *killing) statements(a attempt) int {
	k.t.Helper()
	k.tap.arm(0)
	k.must(a.undone, a.method, a.path, a.body, a.headers...)
	whole := k.tap.disarm()
	if whole < 8 {
		k.t.Fatalf("%s %s sends %d statements; the wire is not tapped", a.method, a.path, whole)
	}
	return whole
}

// points are the statements before which the server dies: in the middle, before the COMMIT, and when that has come true. A server
// that has just started asks a little more or less than one that runs.
func points(whole int) []int {
	if os.Getenv("MITTE_TEST_KILLS") == "all" {
		all := []int{beforeCommit, atCommit}
		for n := 1; n < whole-2; n++ {
			all = append(all, n)
		}
		return all
	}
	return []int{whole / 2, whole * 3 / 4, beforeCommit, atCommit}
}

func (k *killing) killAt(name string, n int, a attempt) {
	k.t.Helper()
	before, lines, sections := k.snapshot(), k.number(sqlKillAudit), k.number(sqlKillSections)
	reached := k.tap.arm(n)
	answered := make(chan heard, 1)
	go func() {
		got, _ := k.ask(a.method, a.path, a.body, a.headers...)
		answered <- got
	}()
	select {
	case <-reached:
	case got := <-answered:
		k.t.Fatalf("%s was answered with %d before statement %d: %s", name, got.status, n, got.body)
	case <-time.After(patience):
		k.t.Fatalf("%s did not come to statement %d", name, n)
	}
	k.kill()
	k.tap.disarm()
	<-answered
	after := k.state()
	made := k.number(sqlKillAudit) - lines
	if (made == 1) == (after == before) || made > 1 || n == atCommit && made != 1 || n == beforeCommit && made != 0 {
		k.t.Errorf("%s, killed at statement %d: %d lines in the audit trail, and the edit:\n%s\nbefore:\n%s", name, n, made, after, before)
	}
	k.start()
	want := a.undone
	if made == 1 {
		want = a.done
	}
	again := k.must(want, a.method, a.path, a.body, a.headers...)
	if now := k.number(sqlKillAudit) - lines; now != 1 {
		k.t.Errorf("%s, killed at statement %d and repeated, took effect %d times", name, n, now)
	}
	if grown := k.number(sqlKillSections) - sections; name == "create" && (grown != 1 || !bytes.Contains(again.body, []byte(`"id"`))) {
		k.t.Errorf("repeated after a kill at statement %d there are %d sections more, and %s", n, grown, again.body)
	}
}

// snapshot is the state while a server runs.
func (k *killing) snapshot() (text string) {
	k.t.Helper()
	if err := k.db.Superuser().QueryRow(k.t.Context(), sqlKillState).Scan(&text); err != nil {
		k.t.Fatal(err)
	}
	return text
}
