package api_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"mitte/geo/geotest"
)

// schemaFiles finds the schemas of the Work Zone Data Exchange, and of GeoJSON that they refer to, in the test data.
type schemaFiles struct{ folder string }

func (f schemaFiles) Load(url string) (any, error) {
	path := strings.NewReplacer(
		"https://raw.githubusercontent.com/usdot-jpo-ode/wzdx/main/schemas", filepath.Join(f.folder, "wzdx", "schemas"),
		"https://geojson.org/schema", filepath.Join(f.folder, "geojson"),
	).Replace(url)
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	return jsonschema.UnmarshalJSON(file)
}

func TestWorkZoneFeedFitsItsSchema(t *testing.T) {
	t.Parallel()
	compiler := jsonschema.NewCompiler()
	compiler.UseLoader(schemaFiles{geotest.Path(t, "ogc")})
	compiler.AssertFormat()
	schema, err := compiler.Compile("https://raw.githubusercontent.com/usdot-jpo-ode/wzdx/main/schemas/4.2/WorkZoneFeed.json")
	if err != nil {
		t.Fatal(err)
	}
	b := setup(t)
	for _, path := range []string{"/works.wzdx.json", "/works.wzdx.json?lang=en"} {
		a := b.get(path).want(t, http.StatusOK)
		feed, err := jsonschema.UnmarshalJSON(strings.NewReader(string(a.body)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(feed); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	var broken map[string]any
	if err := json.Unmarshal(b.get("/works.wzdx.json").body, &broken); err != nil {
		t.Fatal(err)
	}
	first := broken["features"].([]any)[0].(map[string]any)["properties"].(map[string]any)
	first["vehicle_impact"] = "a-bit"
	if schema.Validate(broken) == nil {
		t.Error("the schema lets anything pass")
	}
}

// What of ours goes where (domain.md 7.1), beyond what a schema can say.
func TestWorkZoneFeedSaysWhatTheTableSays(t *testing.T) {
	t.Parallel()
	b := setup(t)
	feed := b.get("/works.wzdx.json").want(t, http.StatusOK).json(t)
	info := feed["feed_info"].(map[string]any)
	if _, licensed := info["license"]; licensed || info["version"] != "4.2" {
		t.Errorf("feed_info: %v", info)
	}
	source := info["data_sources"].([]any)[0].(map[string]any)["data_source_id"]
	features := feed["features"].([]any)
	if len(features) != 3 {
		t.Fatalf("%d events, want two phases and a section", len(features))
	}
	ids := map[string]bool{}
	for _, f := range features {
		event := f.(map[string]any)
		ids[event["id"].(string)] = true
		if core := event["properties"].(map[string]any)["core_details"].(map[string]any); core["data_source_id"] != source {
			t.Errorf("%v names a source that the feed does not", event["id"])
		}
		if _, old := event["properties"].(map[string]any)["event_status"]; old {
			t.Error("event_status is deprecated")
		}
	}
	for _, f := range features {
		core := f.(map[string]any)["properties"].(map[string]any)["core_details"].(map[string]any)
		for _, r := range core["related_road_events"].([]any) {
			if id := r.(map[string]any)["id"].(string); !ids[id] {
				t.Errorf("%s is related to and not there", id)
			}
		}
	}
	again := b.get("/works.wzdx.json", "If-None-Match", b.get("/works.wzdx.json").header.Get("ETag"))
	again.want(t, http.StatusNotModified)
}
