package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"mitte/geo/people"
)

const noticesOf = "/api/v1/sections/1001/notices"

// What the map's editor does: make a letter, change its text, note who was told.
func TestStaffTellTheNeighbours(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	who, doc := b.as(people.Staff), b.document()
	made := who.do(http.MethodPost, noticesOf, `{"channel":"letter","reach_m":60}`, "Idempotency-Key", "k1").want(t, http.StatusCreated)
	again := who.do(http.MethodPost, noticesOf, `{"channel":"letter","reach_m":60}`, "Idempotency-Key", "k1").want(t, http.StatusCreated)
	if string(made.body) != string(again.body) {
		t.Errorf("a repetition made another: %s", again.body)
	}
	place, tag := made.header.Get("Location"), made.header.Get("ETag")
	var n struct {
		Recipients []struct {
			UnitID int64 `json:"unit_id"`
		} `json:"recipients"`
		TextDe string `json:"text_de"`
	}
	if err := json.Unmarshal(made.body, &n); err != nil || len(n.Recipients) == 0 || !strings.Contains(n.TextDe, "vor Ihrer Tür") {
		t.Fatalf("%v: %s", err, made.body)
	}
	who.do(http.MethodPatch, place, `{"text_de":"Hallo"}`).want(t, http.StatusPreconditionRequired)
	who.do(http.MethodPatch, place, `{"text_de":""}`, "If-Match", tag).want(t, http.StatusUnprocessableEntity)
	who.do(http.MethodPatch, place, `{"text_de":"Hallo"}`, "If-Match", tag).want(t, http.StatusOK)
	who.do(http.MethodPatch, place, `{"text_de":"Hallo"}`, "If-Match", tag).want(t, http.StatusPreconditionFailed)
	who.do(http.MethodPost, place+"/sent", "").want(t, http.StatusOK)
	told := who.do(http.MethodGet, place, "").want(t, http.StatusOK)
	b.conforms(doc, "/api/v1/notices/{id}", told)
	if told.json(t)["sent_at"] == nil || told.json(t)["text_de"] != "Hallo" {
		t.Errorf("%s", told.body)
	}
	list := who.do(http.MethodGet, noticesOf, "").want(t, http.StatusOK)
	b.conforms(doc, "/api/v1/sections/{id}/notices", list)
	if all, _ := list.json(t)["notices"].([]any); len(all) != 1 {
		t.Errorf("%s", list.body)
	}
	wrong := who.do(http.MethodPost, noticesOf, `{"channel":"pigeon","reach_m":1000}`).want(t, http.StatusUnprocessableEntity)
	if fields, _ := wrong.json(t)["errors"].([]any); len(fields) != 2 {
		t.Errorf("%s", wrong.body)
	}
	who.do(http.MethodPost, noticesOf, `{"chanel":"letter"}`).want(t, http.StatusBadRequest)
	who.do(http.MethodGet, "/api/v1/sections/987/notices", "").want(t, http.StatusNotFound)
}

func TestStaffSeeTheOutbox(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	_, err := b.db.Superuser().Exec(t.Context(), `WITH r AS (INSERT INTO outbox.recipient (address) VALUES ('canary@example.org') RETURNING id)
		INSERT INTO outbox.mail (recipient_id, kind, cause, lang, subject, body, message_id) SELECT id, 'news', 'a', 'de', 'Neues', 'x', 'm' FROM r`)
	if err != nil {
		t.Fatal(err)
	}
	who := b.as(people.Planner)
	seen := who.do(http.MethodGet, "/api/v1/outbox", "").want(t, http.StatusOK)
	b.conforms(b.document(), "/api/v1/outbox", seen)
	if !strings.Contains(string(seen.body), `"to":"c…@example.org"`) || strings.Contains(string(seen.body), "canary") || seen.json(t)["smtp"] != false {
		t.Errorf("%s", seen.body)
	}
	sent := who.do(http.MethodGet, "/api/v1/outbox?state=sent", "").want(t, http.StatusOK)
	if mails, _ := sent.json(t)["mails"].([]any); len(mails) != 0 || sent.json(t)["waiting"] != 1.0 {
		t.Errorf("%s", sent.body)
	}
	who.do(http.MethodGet, "/api/v1/outbox?state=lost", "").want(t, http.StatusBadRequest)
}
