package geo_test

import (
	"testing"
	"time"

	"mitte/geo"
	"mitte/geo/fault"

	"pgregory.net/rapid"
)

var firstDay = geo.NewDate(2026, time.January, 1)

// drawPeriod draws a period within the 40 days from firstDay, open ends included.
func drawPeriod(t *rapid.T, label string) geo.Period {
	var from, to geo.Date
	start := rapid.IntRange(0, 38).Draw(t, label+" start")
	if !rapid.Bool().Draw(t, label+" has no beginning") {
		from = firstDay.AddDays(start)
	}
	if !rapid.Bool().Draw(t, label+" has no end") {
		to = firstDay.AddDays(rapid.IntRange(start+1, 39).Draw(t, label+" end"))
	}
	p, err := geo.NewPeriod(from, to)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// daysAround are all days of the window and one on either side, enough to see open ends.
func daysAround() []geo.Date {
	var days []geo.Date
	for i := -1; i <= 40; i++ {
		days = append(days, firstDay.AddDays(i))
	}
	return days
}

func TestOverlapsIsWhatCountingDaysSays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawPeriod(t, "a"), drawPeriod(t, "b")
		shared := false
		for _, day := range daysAround() {
			shared = shared || a.Contains(day) && b.Contains(day)
		}
		if a.Overlaps(b) != shared || b.Overlaps(a) != shared {
			t.Fatalf("%v and %v share a day: %v", a, b, shared)
		}
	})
}

func TestDaysAndLastDayAgreeWithContains(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawPeriod(t, "p")
		count := 0
		for _, day := range daysAround() {
			if p.Contains(day) {
				count++
			}
		}
		n, closed := p.Days()
		if closed != (!p.From.IsZero() && !p.To.IsZero()) || closed && n != count {
			t.Fatalf("%v: Days gives %d, %v; counted %d", p, n, closed, count)
		}
		if last := p.LastDay(); !last.IsZero() && (!p.Contains(last) || p.Contains(last.AddDays(1))) {
			t.Fatalf("%v: last day %v", p, last)
		}
	})
}

func TestNewPeriod(t *testing.T) {
	t.Parallel()
	day := firstDay
	for _, bad := range [][2]geo.Date{{day, day}, {day.AddDays(1), day}} {
		if _, err := geo.NewPeriod(bad[0], bad[1]); fault.CodeOf(err) != "period.empty" {
			t.Errorf("%v: got %v", bad, err)
		}
	}
	open, err := geo.NewPeriod(geo.Date{}, geo.Date{})
	if err != nil || !open.Contains(day) || !open.LastDay().IsZero() {
		t.Errorf("an open period: %v, %v", open, err)
	}
	one := geo.Period{From: day, To: day.AddDays(1)}
	if one.Overlaps(geo.Period{From: one.To}) {
		t.Error("touching periods overlap")
	}
}
