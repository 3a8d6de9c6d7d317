package people_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/people"
	"mitte/geo/pg"
	"mitte/geo/pg/pgtest"
)

func (o office) record(n int) {
	o.t.Helper()
	for range n {
		err := pg.InTx(o.t.Context(), o.db.App(), "account:1", func(tx pgx.Tx) error {
			return people.Record(o.t.Context(), tx, people.Entry{
				Actor: people.Actor{AccountID: 1}, Action: "section.update", Entity: "construction_section", EntityID: 7,
				Before: []byte(`{"b": 1, "a": [1.50, "ä\n"]}`), After: []byte(`null`), IPPrefix: "192.0.2.0/24",
			})
		})
		if err != nil {
			o.t.Fatal(err)
		}
	}
}

func (o office) findings(heads ...people.Head) []string {
	o.t.Helper()
	r, err := people.VerifyAudit(o.t.Context(), o.db.App(), heads)
	if err != nil {
		o.t.Fatal(err)
	}
	return r.Findings
}

// Whoever tampers is a superuser without triggers here; the chain must tell all the same.
func TestTheChainNamesWhatWasDoneToIt(t *testing.T) {
	const unhindered = `ALTER TABLE audit_log DISABLE TRIGGER USER; `
	for name, c := range map[string]struct {
		sql  string
		want []string
	}{
		"nothing":          {"", nil},
		"an altered row":   {`UPDATE audit_log SET action = 'section.look' WHERE seq = 3`, []string{"row 3 was altered"}},
		"an altered value": {`UPDATE audit_log SET before = '{"b": 1, "a": [1.5, "ä\n"]}' WHERE seq = 4`, []string{"row 4 was altered"}},
		"a later moment":   {`UPDATE audit_log SET at = at + interval '1 microsecond' WHERE seq = 1`, []string{"row 1 was altered"}},
		"altered and hashed anew": {
			`UPDATE audit_log l SET actor = 'account:2' WHERE seq = 3;
			 UPDATE audit_log l SET hash = sha256(prev_hash || audit_payload(l)) WHERE seq = 3`,
			[]string{"row 3 was altered: row 4 knows it otherwise"},
		},
		"a removed row":   {`DELETE FROM audit_log WHERE seq = 5`, []string{"row 5 is missing"}},
		"removed rows":    {`DELETE FROM audit_log WHERE seq IN (1, 2)`, []string{"rows 1 to 2 are missing"}},
		"exchanged rows":  {`UPDATE audit_log SET seq = CASE seq WHEN 2 THEN 102 WHEN 6 THEN 2 END WHERE seq IN (2, 6); UPDATE audit_log SET seq = 6 WHERE seq = 102`, []string{"rows 2 and 6 were exchanged"}},
		"the end cut off": {`DELETE FROM audit_log WHERE seq > 6`, nil}, // only a signed head tells
	} {
		t.Run(name, func(t *testing.T) {
			o := setup(t)
			o.record(8)
			if c.sql != "" {
				o.exec(unhindered)
				for _, sql := range strings.Split(c.sql, ";") {
					o.exec(sql)
				}
			}
			if diff := cmp.Diff(c.want, o.findings()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestASignedHeadShowsWhatTheChainAloneCannot(t *testing.T) {
	o := setup(t)
	keysDir := t.TempDir()
	keys, err := people.LoadKeys(keysDir)
	if err != nil {
		t.Fatal(err)
	}
	s := people.New(o.db.App(), people.Config{Keys: keys})
	file := filepath.Join(t.TempDir(), "heads")
	if err := s.ExportHead(t.Context(), file); err != nil { // of an empty trail there is none
		t.Fatal(err)
	}
	o.record(8)
	for range 2 {
		if err := s.ExportHead(t.Context(), file); err != nil {
			t.Fatal(err)
		}
	}
	o.record(1)
	again, err := people.LoadKeys(keysDir)
	if err != nil {
		t.Fatal(err)
	}
	heads, err := again.ReadHeads(file)
	if err != nil || len(heads) != 1 || heads[0].Seq != 8 {
		t.Fatalf("got %v, %v", heads, err)
	}
	if found := o.findings(heads...); found != nil {
		t.Errorf("a whole trail: %q", found)
	}
	o.exec(`ALTER TABLE audit_log DISABLE TRIGGER USER`)
	o.exec(`DELETE FROM audit_log WHERE seq > 6`)
	if found := o.findings(heads...); len(found) != 1 || !strings.HasPrefix(found[0], "the end is cut off: row 8 was signed on") {
		t.Errorf("a cut end: %q", found)
	}
	o.record(4) // and written anew
	if found := o.findings(heads...); len(found) != 1 || !strings.HasPrefix(found[0], "row 8 is not the one that was signed on") {
		t.Errorf("a rewritten end: %q", found)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	forged := strings.Replace(string(text), `"seq":8`, `"seq":7`, 1)
	if err := os.WriteFile(file, []byte(forged), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := again.ReadHeads(file); fault.CodeOf(err) != "audit_head" {
		t.Errorf("a forged head: %v", err)
	}
}

func TestManyWritersMakeOneChain(t *testing.T) {
	o := setup(t)
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() { o.record(10) })
	}
	wg.Wait()
	r, err := people.VerifyAudit(t.Context(), o.db.App(), nil)
	if err != nil || !r.Whole() || r.Rows != 60 || r.Last.Seq != 60 {
		t.Errorf("got %+v, %v", r, err)
	}
}

// F12: what is rolled back leaves neither a row nor a gap.
func TestARolledBackEditLeavesNoTrace(t *testing.T) {
	o := setup(t)
	o.record(1)
	tx, err := o.db.App().Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := people.Record(t.Context(), tx, people.Entry{Action: "x", Entity: "y"}); err != nil {
		t.Fatal(err)
	}
	if err := tx.Rollback(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	o.record(1)
	if found := o.findings(); found != nil {
		t.Errorf("%q", found)
	}
	if n := one[int](t, o.db.App(), `SELECT count(*) FROM audit_log`); n != 2 {
		t.Errorf("%d rows", n)
	}
}

func TestTheTrailOnlyGrows(t *testing.T) {
	o := setup(t)
	o.record(1)
	for _, sql := range []string{
		`UPDATE audit_log SET actor = 'x'`, `DELETE FROM audit_log`, `TRUNCATE audit_log`,
		`INSERT INTO audit_log SELECT (audit_log).* FROM audit_log`,
	} {
		if _, err := o.db.App().Exec(t.Context(), sql); err == nil {
			t.Errorf("the serving role may: %s", sql)
		}
	}
	for _, sql := range []string{`UPDATE audit_log SET actor = 'x'`, `DELETE FROM audit_log`, `TRUNCATE audit_log`} {
		if _, err := o.db.Owner().Exec(t.Context(), sql); err == nil {
			t.Errorf("the owner may: %s", sql)
		}
	}
	if _, err := o.db.Public().Exec(t.Context(), `SELECT record_audit('a', 'b', 'c', 1, NULL, NULL, '')`); err == nil {
		t.Error("the public role may write the trail")
	}
}

func TestAnEntryHoldsJSON(t *testing.T) {
	t.Parallel()
	err := people.Record(t.Context(), pgtest.Tx(t), people.Entry{Action: "x", Entity: "y", After: []byte("{")})
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("got %v", err)
	}
}
