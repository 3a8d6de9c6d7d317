package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"mitte/geo/people"
)

type keptQuestion struct {
	ID          int64
	Version     int
	Name, Query string
}

func (p *person) kept(t *testing.T) []keptQuestion {
	t.Helper()
	var list struct{ Questions []keptQuestion }
	if err := json.Unmarshal(p.do(http.MethodGet, "/api/v1/questions", "").want(t, http.StatusOK).body, &list); err != nil {
		t.Fatal(err)
	}
	return list.Questions
}

// TestAQuestionIsKept from its first name to its end, and nobody else ever sees it, whatever his role.
func TestAQuestionIsKept(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	doc := b.document()
	pia, otto := b.as(people.Planner), b.as(people.Planner, people.Staff, people.Admin)
	const asked = `{"name":"Vor der Ratssitzung","query":"way=line&line=6.9655,51.6605%3B6.9665,51.6609&at=2026-11-01&compare=2025-11-01"}`
	first := pia.do(http.MethodPost, "/api/v1/questions", asked, "Idempotency-Key", "one").want(t, http.StatusCreated)
	b.conformsTo(doc, http.MethodPost, "/api/v1/questions", first)
	again := pia.do(http.MethodPost, "/api/v1/questions", asked, "Idempotency-Key", "one").want(t, http.StatusCreated)
	if string(first.body) != string(again.body) {
		t.Errorf("%s and %s", first.body, again.body)
	}
	list := pia.kept(t)
	if len(list) != 1 || list[0].Name != "Vor der Ratssitzung" || !strings.Contains(list[0].Query, "compare=2025") {
		t.Fatalf("%+v", list)
	}
	b.conformsTo(doc, http.MethodGet, "/api/v1/questions", pia.do(http.MethodGet, "/api/v1/questions", ""))
	path, tag := first.header.Get("Location"), first.header.Get("ETag")
	if others := otto.kept(t); len(others) != 0 {
		t.Errorf("others see %+v", others)
	}
	otto.do(http.MethodPatch, path, `{"name":"Meins"}`, "If-Match", tag).want(t, http.StatusNotFound)
	otto.do(http.MethodDelete, path, "", "If-Match", tag).want(t, http.StatusNotFound)
	otto.do(http.MethodPost, "/api/v1/questions", asked).want(t, http.StatusCreated) // the name is taken for its owner only
	pia.do(http.MethodPost, "/api/v1/questions", `{"name":"vor der ratssitzung","query":"street=Markt"}`).want(t, http.StatusConflict)
	pia.do(http.MethodPatch, path, `{"name":"Rat"}`).want(t, http.StatusPreconditionRequired)
	renamed := pia.do(http.MethodPatch, path, `{"name":" Rat im November "}`, "If-Match", tag).want(t, http.StatusOK)
	b.conformsTo(doc, http.MethodPatch, "/api/v1/questions/{id}", renamed)
	stale := pia.do(http.MethodPatch, path, `{"query":"street=Markt"}`, "If-Match", tag).want(t, http.StatusPreconditionFailed)
	if !strings.Contains(string(stale.body), `"Rat im November"`) {
		t.Errorf("what is there now is not said: %s", stale.body)
	}
	pia.do(http.MethodDelete, path, "", "If-Match", tag).want(t, http.StatusPreconditionFailed)
	pia.do(http.MethodDelete, path, "", "If-Match", renamed.header.Get("ETag")).want(t, http.StatusNoContent)
	pia.do(http.MethodDelete, path, "", "If-Match", renamed.header.Get("ETag")).want(t, http.StatusNotFound)
	if left := pia.kept(t); len(left) != 0 {
		t.Errorf("%+v is left", left)
	}
}

func TestAQuestionThatCannotBeKept(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	pia := b.as(people.Planner)
	for body, want := range map[string]string{
		`{"name":"","query":"street=Markt"}`:                                         "/name required",
		`{"name":"` + strings.Repeat("ä", 101) + `","query":"street=Markt"}`:         "/name text",
		`{"name":"a\u0000b","query":"street=Markt"}`:                                 "/name text",
		`{"name":"x","query":""}`:                                                    "/query question.words",
		`{"name":"x","query":"street=%zz"}`:                                          "/query question.words",
		`{"name":"x","query":"line=` + strings.Repeat("6.9655,51.6605;", 600) + `"}`: "/query text",
	} {
		var refused struct {
			Errors []struct{ Path, Code string }
		}
		a := pia.do(http.MethodPost, "/api/v1/questions", body).want(t, http.StatusUnprocessableEntity)
		if err := json.Unmarshal(a.body, &refused); err != nil {
			t.Fatal(err)
		}
		if len(refused.Errors) != 1 || refused.Errors[0].Path+" "+refused.Errors[0].Code != want {
			t.Errorf("%.60s: %+v, want %s", body, refused, want)
		}
	}
}

// TestANotebookIsFull: 200 questions and no more.
func TestANotebookIsFull(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	pia := b.as(people.Planner)
	if _, err := b.db.Superuser().Exec(t.Context(), `INSERT INTO planner_question (account_id, name, query)
		SELECT $1, 'q' || n, 'street=Markt' FROM generate_series(1, 200) n`, pia.id); err != nil {
		t.Fatal(err)
	}
	full := pia.do(http.MethodPost, "/api/v1/questions", `{"name":"one more","query":"street=Markt"}`).want(t, http.StatusConflict)
	if !strings.Contains(string(full.body), "question.full") {
		t.Errorf("%s", full.body)
	}
}
