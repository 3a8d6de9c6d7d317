package api_test

import (
	"fmt"
	"net/http"
	"testing"

	"mitte/geo/people"
)

func TestABulkEditIsSeenMadeAndUndone(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	body := text(doc{"units": []doc{{"id": 501}, {"id": 502, "version": 1}}, "set": doc{"condition": "new", "step_free": true}, "reason": "Begehung"})
	seen := d.ask(http.MethodPost, "/api/v1/bulk-edits/preview", body, http.StatusOK).json(t)["units"].([]any)
	want := `[{"changes":[{"after":"new","before":"good","member":"condition"}],"errors":[],"id":501,"public_ref":"LI-001","version":1},` +
		`{"changes":[{"after":"new","before":"refurbished","member":"condition"},{"after":true,"before":false,"member":"step_free"}],"errors":[],"id":502,"public_ref":"LI-003","version":1}]`
	if got := text(seen); got != want {
		t.Errorf("the preview says %s", got)
	}
	done := d.ask(http.MethodPost, "/api/v1/bulk-edits", body, http.StatusCreated, "Idempotency-Key", "bulk").json(t)
	again := d.ask(http.MethodPost, "/api/v1/bulk-edits", body, http.StatusCreated, "Idempotency-Key", "bulk").json(t)
	if done["units"] != 2.0 || fmt.Sprint(done) != fmt.Sprint(again) {
		t.Errorf("%v %v", done, again)
	}
	d.ask(http.MethodPost, "/api/v1/bulk-edits", body, http.StatusConflict)
	undo := fmt.Sprintf("/api/v1/bulk-edits/%v/undo", done["id"])
	d.ask(http.MethodPost, undo, `{}`, http.StatusCreated)
	d.ask(http.MethodPost, undo, `{}`, http.StatusConflict)
	if got := d.ask(http.MethodGet, "/api/v1/staff/units/502", "", http.StatusOK).properties(t)["condition"]; got != "refurbished" {
		t.Errorf("after the undo it is %v", got)
	}
	a := d.ask(http.MethodPost, "/api/v1/bulk-edits", `{"units":[],"set":{"street_name":"X","nonsense":1}}`, http.StatusUnprocessableEntity)
	if n := len(a.codes(t, "errors")); n != 3 {
		t.Errorf("%s", a.body)
	}
}
