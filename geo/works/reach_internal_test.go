package works

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mitte/geo"
)

// section stores one that shuts its ground to people on foot.
func (l *littleTown) section(t testing.TB, label, status, ground string, p geo.Period, pedestrian string) int64 {
	t.Helper()
	l.do(t, `INSERT INTO construction_project (public_ref, title_de, source) VALUES ($1, 'x', $1) ON CONFLICT DO NOTHING`, l.source(t))
	id := l.id(t, `INSERT INTO construction_section (project_id, label, geom, status, planned, source)
		SELECT id, $2, ST_Multi($3::geometry), $4, $5, $1 FROM construction_project WHERE public_ref = $1 RETURNING id`,
		l.source(t), label, ground, status, p)
	l.do(t, `INSERT INTO impact (section_id, pedestrian) VALUES ($1, $2)`, id, pedestrian)
	return id
}

// cut asks what a site cuts off, in short words.
func (l *littleTown) cut(t testing.TB, s Worksite, asked geo.Period) []string {
	t.Helper()
	found, err := l.r.Unreachable(t.Context(), s, asked)
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, c := range found {
		out = append(out, strings.TrimPrefix(c.UnitRef, l.source(t)+"-")+" "+c.Why+" "+c.Period.From.String()+" "+c.Period.To.String())
		if c.Position.IsZero() {
			t.Errorf("%s has no place", c.UnitRef)
		}
	}
	return out
}

func narrowed(m float64) *Terms {
	return &Terms{Pedestrian: "narrowed", MinWidthM: &m, StepFree: true, Vehicle: "open", Noise: "minor"}
}

func closed() *Terms {
	return &Terms{Pedestrian: "closed", StepFree: true, Vehicle: "closed", Noise: "major"}
}

// street is the town with three shops to the north and one to the south.
func street(t *testing.T) *littleTown {
	t.Helper()
	town := newTown(t)
	town.shop(t, "a", 10, 20, 6)
	town.shop(t, "b", 40, 50, 6)
	town.shop(t, "c", 80, 90, 6)
	town.shop(t, "s", 40, 50, -6)
	return town
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	town := street(t)
	whole, north := town.lonLat(t, boxAt(35, -8, 55, 8)), town.lonLat(t, boxAt(35, 0, 55, 8))
	steps := &Terms{Pedestrian: "narrowed", MinWidthM: new(2.0), Vehicle: "open", Noise: "minor"}
	week := geo.Period{From: testDay, To: testDay.AddDays(7)}
	const of = " 2026-11-23 2026-11-30"
	for name, tc := range map[string]struct {
		site  Worksite
		asked geo.Period
		want  []string
	}{
		"nothing stated":           {Worksite{Ground: whole, Period: week}, week, nil},
		"open":                     {Worksite{Ground: whole, Period: week, Terms: narrowed(1.5)}, week, nil},
		"closed":                   {Worksite{Ground: whole, Period: week, Terms: closed()}, week, []string{"b closed" + of, "s closed" + of}},
		"closed on one side":       {Worksite{Ground: north, Period: week, Terms: closed()}, week, []string{"b closed" + of}},
		"too narrow":               {Worksite{Ground: north, Period: week, Terms: narrowed(1.0)}, week, []string{"b narrow" + of}},
		"steps":                    {Worksite{Ground: north, Period: week, Terms: steps}, week, []string{"b steps" + of}},
		"only the days asked":      {Worksite{Ground: north, Period: week, Terms: closed()}, geo.Period{From: testDay.AddDays(5)}, []string{"b closed 2026-11-28 2026-11-30"}},
		"no day asked":             {Worksite{Ground: north, Period: week, Terms: closed()}, geo.Period{From: testDay.AddDays(9)}, nil},
		"without dates":            {Worksite{Ground: north, Terms: closed()}, geo.Period{}, []string{"b closed  "}},
		"a phase wins":             {Worksite{Ground: north, Period: week, Terms: closed(), Phases: []WorksitePhase{{Period: week, Terms: narrowed(2)}}}, week, nil},
		"a phase without a word":   {Worksite{Ground: north, Period: week, Terms: closed(), Phases: []WorksitePhase{{Period: week}}}, week, []string{"b closed" + of}},
		"a phase closes for a day": {Worksite{Ground: whole, Period: week, Phases: []WorksitePhase{{Ground: north, Period: days(1), Terms: closed()}}}, week, []string{"b closed 2026-11-23 2026-11-24"}},
		"two phases one after the other": {Worksite{Ground: whole, Period: week, Phases: []WorksitePhase{
			{Ground: north, Period: days(3), Terms: closed()}, {Ground: north, Period: geo.Period{From: testDay.AddDays(3), To: week.To}, Terms: closed()},
		}}, week, []string{"b closed" + of}},
		"a way kept open by a phase": {Worksite{Ground: whole, Period: week, Terms: closed(), Phases: []WorksitePhase{
			{Ground: town.lonLat(t, boxAt(30, 2, 60, 8)), Period: week, Terms: narrowed(2.5)},
		}}, week, []string{"s closed" + of}},
	} {
		if tc.want == nil {
			tc.want = []string{}
		}
		if diff := cmp.Diff(tc.want, town.cut(t, tc.site, tc.asked)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestUnreachableTogether: two sites that are harmless alone lock up the shops between them, on the days they share.
func TestUnreachableTogether(t *testing.T) {
	t.Parallel()
	town := street(t)
	other := town.section(t, "A", "scheduled", boxAt(55, -8, 75, 8), geo.Period{From: testDay.AddDays(4), To: testDay.AddDays(40)}, "closed")
	town.section(t, "B", "idea", boxAt(55, -8, 75, 8), days(40), "closed")
	town.section(t, "C", "completed", boxAt(55, -8, 75, 8), days(40), "closed")
	site := Worksite{Ground: town.lonLat(t, boxAt(22, -8, 38, 8)), Period: days(10), Terms: closed()}
	want := []string{"b closed 2026-11-27 2026-12-03", "s closed 2026-11-27 2026-12-03"}
	if diff := cmp.Diff(want, town.cut(t, site, geo.Period{})); diff != "" {
		t.Error(diff)
	}
	site.SectionID = other
	if got := town.cut(t, site, geo.Period{}); len(got) != 0 {
		t.Errorf("the section itself counts twice: %v", got)
	}
	out, err := town.r.OfSection(t.Context(), other, SectionQuestion{})
	if err != nil || len(out.Unreachable) != 0 || *out.Days != 36 {
		t.Errorf("%+v, %v", out.Unreachable, err)
	}
}

// TestUnreachableSaysWhatItCannotKnow: a door in a yard is reached by no street, with or without works.
func TestUnreachableSaysWhatItCannotKnow(t *testing.T) {
	t.Parallel()
	town := street(t)
	yard := town.shop(t, "yard", 10, 20, 30)
	town.do(t, `UPDATE frontage SET geom = $1::geometry WHERE unit_id = $2`, lineAt(22, 30, 22, 6), yard)
	out := town.ask(t, Question{Site: Worksite{Ground: town.lonLat(t, boxAt(22, -8, 38, 8)), Period: days(10), Terms: closed()}})
	if len(out.Unjudged) != 1 || !strings.HasSuffix(out.Unjudged[0], "-yard") || len(out.Unreachable) != 0 {
		t.Errorf("unjudged %v, cut off %v", out.Unjudged, out.Unreachable)
	}
}

// TestUnreachableBySteps: where the only other way has steps, whoever needs none is cut off, and only at a door without one.
func TestUnreachableBySteps(t *testing.T) {
	t.Parallel()
	town := newTown(t)
	town.shop(t, "a", 40, 50, 6)
	town.do(t, `UPDATE street_segment SET kind = 'steps' WHERE street_name = 'East'`)
	site := Worksite{Ground: town.lonLat(t, boxAt(20, -8, 30, 8)), Period: days(7), Terms: closed()}
	if got := town.cut(t, site, geo.Period{}); len(got) != 1 || !strings.HasPrefix(got[0], "a steps") {
		t.Errorf("%v", got)
	}
	town.do(t, `UPDATE entrance SET step_free = false`)
	if got := town.cut(t, site, geo.Period{}); len(got) != 0 {
		t.Errorf("a door with a step: %v", got)
	}
}

func TestUnreachableOfAHugeSite(t *testing.T) {
	t.Parallel()
	town := street(t)
	out := town.ask(t, Question{Site: Worksite{Ground: town.lonLat(t, boxAt(-1000, -1000, 1000, 1000)), Period: days(7), Terms: closed()}})
	if !out.TooLarge || len(out.Units) != 4 {
		t.Errorf("too large is %v, %d units", out.TooLarge, len(out.Units))
	}
}
