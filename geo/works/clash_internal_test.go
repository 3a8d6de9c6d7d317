package works

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mitte/geo"
)

// Two sections clash where they are on the same ground on the same days: phase by phase, where phases have ground and days.
func TestAClashIsRealInSpaceAndTime(t *testing.T) {
	t.Parallel()
	town := newTown(t)
	o, project := town.office(t)
	day := testDay.AddDays
	phase := func(ground string, from, to int) PhaseEdit {
		p := PhaseEdit{Kind: Give("utility"), PlannedFrom: Give(day(from)), PlannedTo: Give(day(to))}
		if ground != "" {
			p.Geometry = Give(town.lonLat(t, ground))
		}
		return p
	}
	section := func(label, ground string, from, to int, phases ...PhaseEdit) *SectionEdit {
		return &SectionEdit{
			ProjectID: Give(project), Label: Give(label), Status: Give("planned"), Geometry: Give(town.lonLat(t, ground)),
			PlannedFrom: Give(day(from)), PlannedTo: Give(day(to)), Phases: Give(phases),
		}
	}
	const (
		north, south, whole = 2.0, -6.0, -6.0
	)
	// The north side first, then the south, then three days on which only the fence stands.
	there, err := o.Create(t.Context(), cutter, section("B", boxAt(0, whole, 40, 6), 10, 33,
		phase(boxAt(0, north, 40, 6), 10, 20), phase(boxAt(0, south, 40, -2), 20, 30)))
	if err != nil {
		t.Fatal(err)
	}
	const strip = 4.0 // metres of the north side that the other one takes
	for name, tc := range map[string]struct {
		edit *SectionEdit
		want string // the days
		m2   float64
	}{
		"while the north is dug up":    {section("A", boxAt(30, 2, 50, 6), 12, 15), "12–15", 10 * strip},
		"while the south is dug up":    {section("A", boxAt(30, 2, 50, 6), 21, 29), "", 0},
		"while the fence stands":       {section("A", boxAt(30, 2, 50, 6), 25, 40), "30–33", 10 * strip},
		"before and after":             {section("A", boxAt(30, 2, 50, 6), 5, 40), "10–20 30–33", 10 * strip},
		"over before it begins":        {section("A", boxAt(30, 2, 50, 6), 1, 10), "", 0},
		"its phases keep out":          {section("A", boxAt(30, -6, 50, 6), 10, 30, phase(boxAt(30, -6, 50, -2), 10, 20), phase(boxAt(30, 2, 50, 6), 20, 30)), "", 0},
		"its phases meet":              {section("A", boxAt(30, -6, 50, 6), 10, 30, phase(boxAt(30, -6, 50, -2), 10, 22), phase(boxAt(30, 2, 50, 6), 22, 30)), "20–22", 10 * strip},
		"a phase on the whole of it":   {section("A", boxAt(30, -6, 50, 6), 10, 30, phase("", 10, 30)), "10–30", 2 * 10 * strip},
		"less than a square metre":     {section("A", boxAt(39.9, 2, 50, 6), 12, 15), "", 0},
		"without days there is no day": {section("A", boxAt(30, 2, 50, 6), 12, 15), "", 0},
	} {
		if name == "without days there is no day" {
			tc.edit.PlannedFrom, tc.edit.PlannedTo, tc.edit.Status = Given[geo.Date]{}, Given[geo.Date]{}, Give("idea")
		}
		found, err := o.Check(t.Context(), cutter.Actor, 0, tc.edit)
		if err != nil || len(found.Errors) > 0 {
			t.Fatalf("%s: %v %v", name, err, found.Errors)
		}
		got, m2 := "", 0.0
		for _, w := range found.Warnings {
			if w.Code != "section.overlap" {
				continue
			}
			for i, p := range w.Days {
				if i > 0 {
					got += " "
				}
				got += fmt.Sprintf("%d–%d", testDay.DaysUntil(p.From), testDay.DaysUntil(p.To))
			}
			if w.SectionID != there.ID || w.Name != "x – B" {
				t.Errorf("%s: %+v", name, w)
			}
			if err := town.tx.QueryRow(t.Context(), `SELECT ST_Area(ST_Transform($1::geometry, 25832))`, w.Geometry).Scan(&m2); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(tc.want, got); diff != "" || !near(m2, tc.m2, 0.1) {
			t.Errorf("%s: %v m² instead of %v, %s", name, m2, tc.m2, diff)
		}
	}
	called := PhaseEdit{ID: there.Phases[0].ID, Status: Give("cancelled")}
	if _, err := o.Change(t.Context(), cutter, there.ID, there.Match(), &SectionEdit{Phases: Give([]PhaseEdit{called, {ID: there.Phases[1].ID}})}); err != nil {
		t.Fatal(err)
	}
	found, err := o.Check(t.Context(), cutter.Actor, 0, section("A", boxAt(30, 2, 50, 6), 12, 15))
	if err != nil || len(found.Warnings) != 1 || found.Warnings[0].Code != "section.overlap" {
		t.Errorf("a phase that is called off leaves the fence: %v %+v", err, found.Warnings)
	}
}
