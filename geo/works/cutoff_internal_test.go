package works

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mitte/geo"
	"mitte/geo/people"
)

var cutter = By{Actor: people.Actor{AccountID: 1, Roles: []people.Role{people.Staff}}, IPPrefix: "192.0.2.0/24"}

// office is one that looks for ways, and a project of its own.
func (l *littleTown) office(t testing.TB) (o *Office, project int64) {
	t.Helper()
	project = l.id(t, `INSERT INTO construction_project (public_ref, title_de, source) VALUES ($1, 'x', $1) RETURNING id`, l.source(t))
	return NewOffice(l.tx, geo.FixedClock(testDay.Time()), nil, l.r), project
}

// closing is a section whose first phase narrows and whose second one closes the street.
func (l *littleTown) closing(t testing.TB, project int64) *SectionEdit {
	t.Helper()
	first, last := testDay.AddDays(20), testDay.AddDays(60)
	return &SectionEdit{
		ProjectID: Give(project), Label: Give("A"), Status: Give("planned"), Geometry: Give(l.lonLat(t, boxAt(35, -8, 55, 8))),
		PlannedFrom: Give(first), PlannedTo: Give(last), ContactRole: Give("Bauleitung"), Centreline: Give(l.lonLat(t, lineAt(36, 0, 54, 0))),
		Phases: Give([]PhaseEdit{
			{Kind: Give("utility"), PlannedFrom: Give(first), PlannedTo: Give(first.AddDays(5)), Status: Give("cancelled"), Impact: Give(&ImpactEdit{Pedestrian: Give("closed")})},
			{Kind: Give("demolition"), PlannedFrom: Give(first), PlannedTo: Give(first.AddDays(10)), Impact: Give(&ImpactEdit{Pedestrian: Give("narrowed"), MinWidthM: Give(new(1.5))})},
			{Kind: Give("surface"), PlannedFrom: Give(first.AddDays(10)), PlannedTo: Give(first.AddDays(12)), Impact: Give(&ImpactEdit{Pedestrian: Give("closed")})},
			{Kind: Give("furniture"), PlannedFrom: Give(first.AddDays(30)), PlannedTo: Give(first.AddDays(31)), Impact: Give(&ImpactEdit{Pedestrian: Give("closed")})},
		}),
	}
}

// cutOffs are the warnings of shops, in short words.
func cutOffsOf(found []Finding) []string {
	out := []string{}
	for i := range found {
		f := &found[i]
		if !strings.HasPrefix(f.Code, "section.cuts_off") && f.Code != "section.ways_unknown" {
			continue
		}
		text := f.Path + " " + f.Code + " " + f.Name
		for _, p := range f.Days {
			text += fmt.Sprintf(" %s–%s", p.From, p.To)
		}
		if f.Geometry.IsZero() && len(f.Days) > 0 {
			text += " nowhere"
		}
		out = append(out, text)
	}
	return out
}

// A shop that nobody would get into is told of before a section is saved, when it is saved, and when it comes back.
func TestAShopThatIsCutOffIsToldOf(t *testing.T) {
	t.Parallel()
	town := street(t)
	town.do(t, `DELETE FROM unit WHERE public_ref LIKE '%-s'`)
	o, project := town.office(t)
	edit := town.closing(t, project)
	want := []string{"/phases/2/impact/pedestrian section.cuts_off_closed " + town.source(t) + "-b 2026-12-23–2026-12-25 2027-01-12–2027-01-13"}
	check := func(what string, found []Finding, err error, want []string) {
		t.Helper()
		if diff := cmp.Diff(want, cutOffsOf(found)); diff != "" || err != nil {
			t.Errorf("%s: %v %s", what, err, diff)
		}
	}
	found, err := o.Check(t.Context(), cutter.Actor, 0, edit)
	check("check", found.Warnings, err, want)
	if len(found.Errors) > 0 {
		t.Errorf("%v", found.Errors)
	}
	made, err := o.Create(t.Context(), cutter, edit)
	check("create", made.Warnings, err, want)
	public, err := o.Change(t.Context(), cutter, made.ID, made.Match(), &SectionEdit{Status: Give("scheduled")})
	check("publish", public.Warnings, err, want)
	phases := []PhaseEdit{}
	for i, p := range public.Phases {
		phases = append(phases, PhaseEdit{ID: p.ID})
		if i > 1 {
			phases[i].Impact = Give(&ImpactEdit{Pedestrian: Give("open")})
		}
	}
	opened, err := o.Change(t.Context(), cutter, made.ID, public.Match(), &SectionEdit{Phases: Give(phases)})
	check("opened", opened.Warnings, err, []string{})
	back, err := o.Restore(t.Context(), cutter, made.ID, opened.Match(), public.Version)
	check("restore", back.Warnings, err, want)
	called, err := o.Change(t.Context(), cutter, made.ID, back.Match(), &SectionEdit{Status: Give("cancelled"), StatusReason: Give("kein Geld")})
	check("called off", called.Warnings, err, []string{})
}

// Why, where it is said, and what the shop is called.
func TestWhatIsSaidOfAShopThatIsCutOff(t *testing.T) {
	t.Parallel()
	town := street(t)
	o, project := town.office(t)
	ref := town.source(t)
	town.do(t, `WITH a AS (INSERT INTO address (street_name, house_number, geom) VALUES ('Markt', 3, $1) RETURNING id)
		UPDATE unit SET address_id = a.id FROM a WHERE public_ref = $2 || '-b'`, pointAt(45, 8), ref)
	edit := func(i *ImpactEdit) *SectionEdit {
		e := town.closing(t, project)
		e.Phases, e.Geometry, e.Impact = Given[[]PhaseEdit]{}, Give(town.lonLat(t, boxAt(35, 0, 55, 8))), Give(i)
		return e
	}
	year := func(e *SectionEdit, from, to geo.Date) *SectionEdit {
		e.PlannedFrom, e.PlannedTo = Give(from), Give(to)
		return e
	}
	shut := &ImpactEdit{Pedestrian: Give("closed")}
	huge := edit(shut)
	huge.Geometry = Give(town.lonLat(t, boxAt(-1000, -1000, 1000, 1000)))
	const days = " 2026-12-13–2027-01-22"
	for name, tc := range map[string]struct {
		edit *SectionEdit
		want []string
	}{
		"narrow": {
			edit(&ImpactEdit{Pedestrian: Give("narrowed"), MinWidthM: Give(new(1.0))}),
			[]string{"/impact/min_width_m section.cuts_off_narrow Markt 3 (" + ref + "-b)" + days},
		},
		"steps": {
			edit(&ImpactEdit{Pedestrian: Give("narrowed"), MinWidthM: Give(new(2.0)), StepFree: Give(false)}),
			[]string{"/impact/step_free section.cuts_off_steps Markt 3 (" + ref + "-b)" + days},
		},
		"half of it lies behind": {
			year(edit(shut), testDay.AddDays(-30), testDay.AddDays(2)),
			[]string{"/impact/pedestrian section.cuts_off_closed Markt 3 (" + ref + "-b) 2026-11-23–2026-11-25"},
		},
		"all of it lies behind": {year(edit(shut), testDay.AddDays(-30), testDay.AddDays(-2)), []string{}},
		"nobody knows when": {
			year(edit(shut), geo.Date{}, geo.Date{}),
			[]string{"/impact/pedestrian section.cuts_off_closed Markt 3 (" + ref + "-b) –"},
		},
		"too large to look": {huge, []string{"/geometry section.ways_unknown "}},
		"open":              {edit(&ImpactEdit{Pedestrian: Give("open")}), []string{}},
		"nothing stated":    {edit(nil), []string{}},
	} {
		found, err := o.Check(t.Context(), cutter.Actor, 0, tc.edit)
		if diff := cmp.Diff(tc.want, cutOffsOf(found.Warnings)); diff != "" || err != nil {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
}

// An outline that nothing can be built on is refused for that, and nobody looks for ways round it.
func TestNobodyWalksRoundWhatIsNoGround(t *testing.T) {
	t.Parallel()
	town := street(t)
	o, project := town.office(t)
	edit := town.closing(t, project)
	bow := town.lonLat(t, "SRID=25832;POLYGON(("+strings.Join([]string{xy(36, -3), xy(46, 7), xy(46, -3), xy(36, 7), xy(36, -3)}, ",")+"))")
	edit.Phases.Value[2].Geometry = Give(bow)
	found, err := o.Check(t.Context(), cutter.Actor, 0, edit)
	if err != nil || len(found.Errors) != 1 || found.Errors[0].Path != "/phases/2/geometry" || len(cutOffsOf(found.Warnings)) != 0 {
		t.Errorf("%v %+v", err, found)
	}
}

// What is drawn and what is stored are the same site to those who live there.
func TestOneWayToAWorksite(t *testing.T) {
	t.Parallel()
	town := street(t)
	o, project := town.office(t)
	edit := town.closing(t, project)
	edit.Phases.Value[1].Status, edit.Phases.Value[1].Impact.Value.DeliveryWindow = Give("active"), Give(DeliveryWindows{{"Mo-Fr", "06:00", "10:00"}})
	edit.Phases.Value[1].ActualStart = Give(geo.NewDate(2026, time.November, 1))
	made, err := o.Create(t.Context(), cutter, edit)
	if err != nil {
		t.Fatal(err)
	}
	stored, err := findWorksite(t.Context(), town.tx, made.ID, testDay)
	if err != nil {
		t.Fatal(err)
	}
	same := made.worksite(made.ID, testDay)
	for i := range stored.Phases {
		stored.Phases[i].Place = same.Phases[i].Place // the stored ones are counted without what was called off
	}
	opts := cmp.Options{cmp.AllowUnexported(geo.Date{}), cmp.Comparer(func(a, b geo.Geom) bool { return a.EqualWithin(b, 1e-9) })}
	if diff := cmp.Diff(stored, same, opts); diff != "" {
		t.Error(diff)
	}
	drawn := edit.Worksite(made.ID, testDay)
	if len(drawn.Phases) != 3 || drawn.Phases[0].Place != 1 || drawn.Period != stored.Period || drawn.Phases[0].Period != stored.Phases[0].Period {
		t.Errorf("%+v", drawn)
	}
}
