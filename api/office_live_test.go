package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"

	"mitte/geo/people"
	"mitte/geo/pg/pgtest"
)

// office is a service at work: it keeps the town in memory, and people sign in.
func office(t testing.TB) *bundle {
	t.Helper()
	db := pgtest.DB(t)
	settle(t, db)
	return over(t, db, db.Public(), fromMemory(t, db), signedIn(t, db))
}

// labels are the sections that the tile shows in which sketches lie.
func (b *bundle) labels() string {
	b.t.Helper()
	tile := maptile.At(orb.Point(here(66, 36)), 16)
	a := b.get(fmt.Sprintf("/tiles/sections/16/%d/%d.mvt", tile.X, tile.Y))
	if a.status == http.StatusNoContent {
		return ""
	}
	layers, err := mvt.Unmarshal(a.want(b.t, http.StatusOK).body)
	if err != nil {
		b.t.Fatal(err)
	}
	var out []string
	for _, f := range layers[0].Features {
		out = append(out, f.Properties.MustString("label", "?")+":"+f.Properties.MustString("status", "?"))
	}
	return strings.Join(out, " ")
}

// Whoever saved something sees it in the next tile and list, and the public exactly what is public.
func TestTheNextTileHasTheChange(t *testing.T) {
	t.Parallel()
	b := office(t)
	d := b.desk(people.Staff)
	draft := sketch("NEU")
	draft["planned_from"], draft["planned_to"] = "2026-11-01", "2027-09-01"
	made := d.ask(http.MethodPost, "/api/v1/sections", text(draft), http.StatusCreated)
	if shown := b.labels(); strings.Contains(shown, "NEU") || made.properties(t)["public"] != false {
		t.Fatalf("a planned section is public: %s", shown)
	}
	path := strings.Replace(made.header.Get("Location"), "/staff", "", 1)
	b.get(path).want(t, http.StatusNotFound)
	refused := d.ask(http.MethodPatch, path, `{"status":"scheduled"}`, http.StatusUnprocessableEntity, "If-Match", made.tag())
	if got := strings.Join(refused.codes(t, "errors"), ", "); got != "/centreline section.needs_centreline, /contact_role section.needs_contact, /impact section.needs_impact" {
		t.Error(got)
	}
	ready := doc{
		"status": "scheduled", "contact_role": "Bauleitung", "impact": doc{"pedestrian": "narrowed", "min_width_m": 1.6},
		"centreline": doc{"type": "LineString", "coordinates": [][2]float64{here(62, 36), here(70, 36)}},
	}
	published := d.ask(http.MethodPatch, path, text(ready), http.StatusOK, "If-Match", made.tag())
	if shown := b.labels(); !strings.Contains(shown, "NEU:scheduled") || published.properties(t)["public"] != true {
		t.Errorf("the tile shows %q", shown)
	}
	if body := string(b.get("/api/v1/sections").want(t, http.StatusOK).body); !strings.Contains(body, `"label":"NEU"`) {
		t.Error("the list does not have it")
	}
	d.ask(http.MethodDelete, path, "", http.StatusConflict, "If-Match", published.tag())
	begun := d.ask(http.MethodPatch, path, `{"status":"active","actual_start":"2026-11-20"}`, http.StatusOK, "If-Match", published.tag())
	if diff := begun.codes(t, "warnings"); len(diff) != 0 {
		t.Error(diff) // warnings stand in the properties
	}
	if w := begun.properties(t)["warnings"].([]any); len(w) != 1 || w[0].(doc)["code"] != "section.no_notice" {
		t.Errorf("nobody was told, and yet %v", w)
	}
	if got := b.words(`SELECT after ->> 'warnings' FROM audit_log WHERE entity_id = $1 ORDER BY seq DESC LIMIT 1`, made.json(t)["id"]); len(got) != 1 || !strings.Contains(got[0], "section.no_notice") {
		t.Errorf("the audit trail has %v", got)
	}
	d.ask(http.MethodPatch, path, `{"status":"cancelled","status_reason":"Kein Geld"}`, http.StatusOK, "If-Match", begun.tag())
	if shown := b.labels(); strings.Contains(shown, "NEU") {
		t.Errorf("a cancelled section is in the tile: %s", shown)
	}
	back := d.ask(http.MethodPost, path+"/restore", `{"version":2}`, http.StatusOK, "If-Match", `"4"`)
	if shown := b.labels(); !strings.Contains(shown, "NEU:scheduled") || back.properties(t)["version"] != 5.0 {
		t.Errorf("restored, and the tile shows %q", shown)
	}
}
