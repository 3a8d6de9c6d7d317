package api

import (
	"strconv"

	"mitte/geo"
)

// timeline is the schedule as bars. Places along it are in percent of its width, so that the picture stretches and its
// letters do not; places down it are in pixels.
type timeline struct {
	Height                 int
	Title                  string
	Months                 []tick
	Bars                   []bar
	Today                  string // "" if today lies outside
	TodayName, TodayAnchor string
}

type tick struct {
	X, Text string
	Wide    bool // shown only where there is room
}

type bar struct {
	Y, BarY, TextY int
	X, W           string
	State, Text    string
	TextX, Anchor  string
}

const (
	timelineTop = 46
	timelineRow = 42
)

// drawTimeline returns nil where there are no two days to draw between.
func (w words) drawTimeline(s geo.Period, phases []phaseView, today geo.Date) *timeline {
	for _, p := range phases {
		if !p.Period.From.IsZero() && (s.From.IsZero() || p.Period.From.Before(s.From)) {
			s.From = p.Period.From
		}
		if !p.Period.To.IsZero() && s.To.Before(p.Period.To) {
			s.To = p.Period.To
		}
	}
	days, closed := s.Days()
	if !closed || days < 2 || len(phases) == 0 {
		return nil
	}
	at := func(d geo.Date) float64 { return 100 * float64(s.From.DaysUntil(d)) / float64(days) }
	t := &timeline{
		Height: timelineTop + timelineRow*len(phases) + 6, Title: w.T("plan_picture", w.day(s.From), w.day(s.LastDay())),
		Months: w.ticks(s, days, at),
	}
	for i, p := range phases {
		if p.Period.From.IsZero() || p.Period.To.IsZero() {
			continue
		}
		t.Bars = append(t.Bars, oneBar(i, p, at(p.Period.From), at(p.Period.To)))
	}
	if x := at(today); x >= 0 && x <= 100 {
		t.Today, t.TodayName, t.TodayAnchor = percent(x), w.T("today"), anchor(x)
	}
	return t
}

func oneBar(i int, p phaseView, from, to float64) bar {
	y := timelineTop + i*timelineRow
	b := bar{
		Y: y, TextY: y + 13, BarY: y + 19, X: percent(from), W: percent(max(to-from, 0.8)), State: p.State,
		Text: p.Mark + "  " + p.Name, TextX: percent(from), Anchor: "start",
	}
	if from > 55 {
		b.TextX, b.Anchor = percent(to), "end"
	}
	return b
}

// ticks marks the beginnings of months, as many as have room for their names.
func (w words) ticks(s geo.Period, days int, at func(geo.Date) float64) []tick {
	step := 1
	for _, n := range []int{2, 3, 6, 12, 24, 60} {
		if days/(30*step) > 8 {
			step = n
		}
	}
	first := s.From.Time()
	d := geo.NewDate(first.Year(), first.Month(), 1)
	var out []tick
	for n := 0; d.Before(s.To); d, n = d.AddMonths(1), n+1 {
		if d.Before(s.From) || (int(d.Time().Month())-1+12*d.Time().Year())%step != 0 {
			continue
		}
		if x := at(d); x < 90 {
			out = append(out, tick{X: percent(x), Text: w.monthYear(d), Wide: len(out)%2 == 1})
		}
	}
	return out
}

func anchor(x float64) string {
	switch {
	case x > 92:
		return "end"
	case x < 8:
		return "start"
	default:
		return "middle"
	}
}

func percent(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) + "%" }
