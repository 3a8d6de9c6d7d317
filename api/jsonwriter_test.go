package api

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"mitte/geo"
)

func TestWriterWritesJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.String().Draw(rt, "text")
		number := rapid.Float64Range(-1e12, 1e12).Draw(rt, "number")
		list := rapid.SliceOf(rapid.String()).Draw(rt, "list")
		w := &jsonWriter{}
		w.open()
		w.str("text", text)
		w.float("number", number)
		w.list("list", list)
		w.array("objects")
		for range list {
			w.open()
			w.yes("yes", true)
			w.close('}')
		}
		w.close(']')
		w.numOr("none", nil)
		w.close('}')
		var got struct {
			Text    string
			Number  float64
			List    []string
			Objects []struct{ Yes bool }
			None    *int
		}
		if err := json.Unmarshal(w.b, &got); err != nil {
			rt.Fatalf("%v: %s", err, w.b)
		}
		if got.Text != text || got.Number != number || len(got.Objects) != len(list) || got.None != nil {
			rt.Fatalf("%+v from %s", got, w.b)
		}
		for i := range list {
			if got.List[i] != list[i] {
				rt.Fatalf("%q became %q", list[i], got.List[i])
			}
		}
	})
}

func TestWriterValues(t *testing.T) {
	t.Parallel()
	w := &jsonWriter{}
	w.open()
	w.day("day", geo.NewDate(2026, 3, 2))
	w.day("no_day", geo.Date{})
	w.time("time", time.Date(2026, 3, 2, 1, 0, 0, 0, geo.Berlin))
	w.list("no_list", nil)
	w.list("empty", []string{})
	w.raw("raw", json.RawMessage(`[1]`))
	w.raw("no_raw", nil)
	w.geom("no_geom", geo.Geom{})
	w.floats("floats", 1, 0.5, -1e-7, 1e21)
	w.close('}')
	want := `{"day":"2026-03-02","no_day":null,"time":"2026-03-02T00:00:00Z","no_list":null,"empty":[],"raw":[1],"no_raw":null,` +
		`"no_geom":null,"floats":[1,0.5,-0.0000001,1000000000000000000000]}`
	if diff := cmp.Diff(want, string(w.b)); diff != "" {
		t.Error(diff)
	}
}
