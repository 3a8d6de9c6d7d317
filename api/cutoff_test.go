package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"mitte/geo/people"
)

// Before a section is published staff are told, in words and with the place, which shops nobody would get into.
func TestStaffAreToldOfShopsThatASectionCutsOff(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	stored := d.ask(http.MethodGet, "/api/v1/staff/sections/1001", "", http.StatusOK)
	closed := sketch("X")
	closed["geometry"] = stored.json(t)["geometry"]
	closed["impact"] = doc{"pedestrian": "closed"}
	check := d.ask(http.MethodPost, "/api/v1/sections/check", text(closed), http.StatusOK)
	german := cutOffs(t, check)
	if len(german) == 0 {
		t.Fatalf("%s", check.body)
	}
	for _, w := range german {
		name, message := w["name"].(string), w["message"].(string)
		days, _ := json.Marshal(w["days"])
		if w["path"] != "/impact/pedestrian" || w["code"] != "section.cuts_off_closed" || w["unit_ref"] == "" || string(days) != `[{"from":"2027-03-01","to":"2027-09-01"}]` {
			t.Errorf("%v", w)
		}
		if !strings.Contains(message, name) || !strings.Contains(message, "01.03.2027–31.08.2027") || !strings.Contains(message, "nicht zu erreichen") {
			t.Errorf("%s: %q", name, message)
		}
		if place, _ := w["geometry"].(doc); place["type"] != "Point" {
			t.Errorf("%s is at %v", name, w["geometry"])
		}
	}
	english := cutOffs(t, d.ask(http.MethodPost, "/api/v1/sections/check", text(closed), http.StatusOK, "Accept-Language", "en"))
	if len(english) != len(german) || !strings.Contains(english[0]["message"].(string), "cannot be reached") {
		t.Errorf("%v", english)
	}
	made := d.ask(http.MethodPost, "/api/v1/sections", text(closed), http.StatusCreated)
	if told := made.properties(t)["warnings"].([]any); len(told) < len(german) {
		t.Errorf("the answer to the write says less: %v", told)
	}
	closed["impact"] = doc{"pedestrian": "open"}
	closed["label"] = "Y"
	if got := cutOffs(t, d.ask(http.MethodPost, "/api/v1/sections/check", text(closed), http.StatusOK)); len(got) != 0 {
		t.Errorf("with the way open: %v", got)
	}
}

func cutOffs(t *testing.T, a answer) (out []doc) {
	t.Helper()
	for _, w := range a.json(t)["warnings"].([]any) {
		if code, _ := w.(doc)["code"].(string); strings.HasPrefix(code, "section.cuts_off") {
			out = append(out, w.(doc))
		}
	}
	return out
}

// A town that was filled by an older version keeps times for deliveries in other forms, in its rows and in its history.
func TestOldFormsOfDeliveryTimesAreRead(t *testing.T) {
	t.Parallel()
	b := withPeople(t)
	d := b.desk(people.Staff)
	const want = `[{"days":"Mo-Fr","from":"06:00","to":"10:00"}]`
	told := func(path, member string) string {
		t.Helper()
		p := d.ask(http.MethodGet, path, "", http.StatusOK).properties(t)
		if impact, ok := p["impact"].(doc); ok {
			p = impact
		}
		v := struct {
			Days any `json:"days"`
			From any `json:"from"`
			To   any `json:"to"`
		}{}
		list, _ := p[member].([]any)
		if len(list) != 1 {
			return text(p[member])
		}
		w := list[0].(doc)
		v.Days, v.From, v.To = w["days"], w["from"], w["to"]
		return text([]any{v})
	}
	for _, form := range []string{
		`[{"days":["mon","tue","wed","thu","fri"],"from":"06:00","to":"10:00"}]`, `{"days":["Mo","Di","Mi","Do","Fr"],"from":"06:00","to":"10:00"}`,
		`{"days":"Mo-Fr","from":"06:00","to":"10:00"}`, want,
	} {
		b.numbers(`WITH i AS (UPDATE impact SET delivery_window = $1::jsonb WHERE section_id = 1001 RETURNING 1) SELECT count(*) FROM i`, form)
		d.ask(http.MethodGet, "/api/v1/staff/sections", "", http.StatusOK)
		for _, path := range []string{"/api/v1/staff/sections/1001", "/api/v1/staff/sections/1001?version=1"} {
			if got := told(path, "delivery_window"); got != want {
				t.Errorf("%s of %s: %s", path, form, got)
			}
		}
		public := d.do(http.MethodGet, "/api/v1/sections/1001", "").want(t, http.StatusOK)
		if !strings.Contains(string(public.body), `"days":"Mo-Fr"`) {
			t.Errorf("the public is told of %s: %s", form, public.body)
		}
		for path, words := range map[string]string{"/works/lippe/A": "Mo–Fr 06:00–10:00", "/works/lippe/A?lang=en": "Mon–Fri 06:00–10:00", "/works.wzdx.json": `"days":"Mo-Fr"`} {
			if page := d.do(http.MethodGet, path, "").want(t, http.StatusOK); !strings.Contains(string(page.body), words) {
				t.Errorf("%s of %s does not say %q", path, form, words)
			}
		}
		impact := d.do(http.MethodGet, "/api/v1/sections/1001/impact?reach_m=60", "").want(t, http.StatusOK)
		if !strings.Contains(string(impact.body), `"delivery_window":[{"days":"Mo-Fr"`) {
			t.Errorf("impact of %s: %.300s", form, impact.body)
		}
	}
	odd := d.ask(http.MethodGet, "/api/v1/staff/sections/1001", "", http.StatusOK)
	d.ask(http.MethodPatch, "/api/v1/sections/1001", `{"impact":{"delivery_window":["nie"]}}`, http.StatusUnprocessableEntity, "If-Match", odd.tag())
}
