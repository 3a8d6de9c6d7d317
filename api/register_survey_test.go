package api_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mitte/geo/people"
)

func TestTapsOfAPhoneThatWasOffline(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	body := text(doc{"surveys": []doc{
		{"key": "a", "unit_id": 501, "result": "confirmed", "at": "2026-11-20"},
		{"key": "b", "unit_id": 4711, "result": "confirmed", "at": "2026-11-20"},
		{"key": "c", "unit_id": 502, "result": "not_accessible", "at": "2026-11-21"},
		{"key": "a", "unit_id": 501, "result": "confirmed", "at": "2026-11-20"},
	}})
	for _, want := range [][]string{{"a made", "b refused", "c made", "a known"}, {"a known", "b refused", "c known", "a known"}} {
		var got []string
		for _, s := range d.ask(http.MethodPost, "/api/v1/surveys", body, http.StatusOK).json(t)["surveys"].([]any) {
			got = append(got, fmt.Sprint(s.(doc)["key"], " ", s.(doc)["state"]))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	if n := b.numbers(`SELECT count(*) FROM survey WHERE key IS NOT NULL`)[0]; n != 2 {
		t.Errorf("%d surveys", n)
	}
	one := d.ask(http.MethodPost, "/api/v1/units/501/surveys", `{"result":"confirmed","at":"2026-11-22"}`, http.StatusCreated, "Idempotency-Key", "k")
	if one.properties(t)["last_surveyed_at"] != "2026-11-22" {
		t.Errorf("%s", one.body)
	}
	d.ask(http.MethodPost, "/api/v1/surveys", `{"surveys":[{"unit_id":501,"result":"confirmed","at":"2026-11-20"}]}`, http.StatusUnprocessableEntity)
	w := d.ask(http.MethodGet, "/api/v1/staff/early-warning", "", http.StatusOK).json(t)
	if w["count"] != 1.0 {
		t.Errorf("%v", w)
	}
	d.ask(http.MethodGet, "/api/v1/staff/early-warning?purpose=kurz", "", http.StatusUnprocessableEntity)
	d.ask(http.MethodGet, "/api/v1/staff/early-warning?purpose=Mieter+ansprechen", "", http.StatusOK)
}
