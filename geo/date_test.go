package geo_test

import (
	"encoding/json"
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/fault"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2026-11-23": "2026-11-23", "2024-02-29": "2024-02-29",
		"2025-02-29": "", "2026-13-01": "", "2026-1-1": "", "23.11.2026": "", "": "", "2026-11-23Z": "",
	} {
		got, err := geo.ParseDate(text)
		if got.String() != want || (err == nil) != (want != "") {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
		if err != nil && fault.KindOf(err) != fault.BadRequest {
			t.Errorf("%q: kind %v", text, fault.KindOf(err))
		}
	}
}

// TestDateOf asks at Berlin midnight and in the nights when the clock is put forward and back.
func TestDateOf(t *testing.T) {
	t.Parallel()
	for instant, want := range map[string]string{
		"2026-01-31T22:59:59Z":      "2026-01-31", // a second before midnight in winter
		"2026-01-31T23:00:00Z":      "2026-02-01",
		"2026-06-30T21:59:59Z":      "2026-06-30", // and in summer
		"2026-06-30T22:00:00Z":      "2026-07-01",
		"2026-03-29T00:59:59Z":      "2026-03-29", // 01:59:59; the next second is 03:00
		"2026-03-29T01:00:00Z":      "2026-03-29",
		"2026-03-29T21:59:59Z":      "2026-03-29", // a day of 23 hours
		"2026-03-29T22:00:00Z":      "2026-03-30",
		"2026-10-24T22:00:00Z":      "2026-10-25", // a day of 25 hours
		"2026-10-25T00:30:00Z":      "2026-10-25", // 02:30 for the first time
		"2026-10-25T01:30:00Z":      "2026-10-25", // and for the second
		"2026-10-25T22:59:59Z":      "2026-10-25",
		"2026-10-25T23:00:00Z":      "2026-10-26",
		"2026-11-23T23:30:00-08:00": "2026-11-24", // whatever zone the instant came in
	} {
		at, err := time.Parse(time.RFC3339, instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := geo.Today(geo.FixedClock(at)); got.String() != want {
			t.Errorf("%s: got %v, want %s", instant, got, want)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	t.Parallel()
	before, after := geo.NewDate(2026, time.March, 28), geo.NewDate(2026, time.March, 30)
	if n := before.DaysUntil(after); n != 2 {
		t.Errorf("two days across the change of the clock are %d", n)
	}
	if n := after.DaysUntil(before); n != -2 {
		t.Errorf("and back %d", n)
	}
	if got := before.AddDays(2); got != after {
		t.Errorf("got %v", got)
	}
	if got := geo.NewDate(2026, time.January, 31).AddMonths(1).String(); got != "2026-03-03" {
		t.Errorf("31 January and a month: %s", got)
	}
	if !before.Before(after) || after.Before(before) || before.Before(before) {
		t.Error("Before is no strict order")
	}
	if got := before.Time(); !got.Equal(time.Date(2026, 3, 28, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("got %v", got)
	}
}

func TestDateInJSON(t *testing.T) {
	t.Parallel()
	type row struct{ From, To geo.Date }
	in := row{From: geo.NewDate(2026, time.November, 23)}
	text, err := json.Marshal(in)
	if err != nil || string(text) != `{"From":"2026-11-23","To":""}` {
		t.Fatalf("%s, %v", text, err)
	}
	var out row
	if err := json.Unmarshal(text, &out); err != nil || out != in {
		t.Errorf("got %v, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"From":"tomorrow"}`), &out); fault.CodeOf(err) != "date" {
		t.Errorf("got %v", err)
	}
}

func TestSystemClockIsUTC(t *testing.T) {
	t.Parallel()
	if zone := (geo.SystemClock{}).Now().Location(); zone != time.UTC {
		t.Errorf("got %v", zone)
	}
}
