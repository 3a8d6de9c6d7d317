package works

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/fault"
)

var today = geo.NewDate(2026, time.November, 23)

func on(text string) geo.Date {
	d, err := geo.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// whole is an active section that nothing is wrong with: pipes done, paving under way, trees to come.
func whole() *Content {
	width := 1.8
	c := newContent()
	c.ProjectID, c.Label, c.Status, c.ContactRole = 1, "A", "active", "Bauleitung"
	c.PlannedFrom, c.PlannedTo, c.ActualStart = on("2026-03-02"), on("2027-04-01"), on("2026-03-09")
	c.Geom, c.GeomM, c.Centreline = box(358800, 5725400, 50), box(358800, 5725400, 50), box(358800, 5725400, 50)
	c.Impact = &ImpactContent{Pedestrian: "narrowed", MinWidthM: &width, Vehicle: "closed", NoiseLevel: "major"}
	c.Phases = []PhaseContent{
		{ID: 1, Kind: "utility", Strip: "full", Sequence: 1, Status: "done", PlannedFrom: on("2026-03-02"), PlannedTo: on("2026-07-01"), ActualStart: on("2026-03-09"), ActualEnd: on("2026-06-30")},
		{ID: 2, Kind: "surface", Strip: "full", Sequence: 2, Status: "active", PlannedFrom: on("2026-07-01"), PlannedTo: on("2027-01-01"), ActualStart: on("2026-07-01"), DependsOn: []int{0}},
		{ID: 3, Kind: "planting", Strip: "full", Sequence: 3, Status: "planned", PlannedFrom: on("2027-02-01"), PlannedTo: on("2027-03-01"), DependsOn: []int{1}},
	}
	c.Facilities = []FacilityContent{{ID: 1, Kind: "storage", Geom: c.Geom, GeomM: c.GeomM, From: on("2026-03-01"), To: on("2027-04-01")}}
	return &c
}

func codesOf(fields []fault.Field) []string {
	out := []string{}
	for _, f := range fields {
		out = append(out, f.Path+" "+f.Code)
	}
	slices.Sort(out)
	return out
}

func equal(t *testing.T, name string, want []string, got []fault.Field) {
	t.Helper()
	slices.Sort(want)
	if diff := cmp.Diff(want, codesOf(got), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// Each line breaks one thing of a section that is whole.
func TestWhatIsBroken(t *testing.T) {
	t.Parallel()
	equal(t, "nothing", nil, broken(whole(), today))
	width := -1.0
	long := strings.Repeat("ä", 201)
	for name, tc := range map[string]struct {
		edit func(c *Content)
		want []string
	}{
		"nothing at all": {func(c *Content) { *c = Content{} }, []string{
			"/label required", "/project_id required", "/geometry required", "/strip required", "/status required", "/sequence out_of_range",
		}},
		"texts":               {func(c *Content) { c.TitleDe, c.Contractor, c.NoteInternal = long, "a\nb", "a\x00b" }, []string{"/title_de text", "/contractor text", "/note_internal text"}},
		"lines may be broken": {func(c *Content) { c.DescriptionDe = "a\n\tb" }, nil},
		"longest title":       {func(c *Content) { c.TitleDe = long[:400] }, nil},
		"words":               {func(c *Content) { c.Status, c.Strip = "fertig", "left" }, []string{"/status unknown_value", "/strip unknown_value", "/actual_start section.not_begun"}},
		"end before start":    {func(c *Content) { c.PlannedTo = c.PlannedFrom; c.Phases = nil }, []string{"/planned_to date.end_before_start"}},
		"half a period":       {func(c *Content) { c.PlannedTo = geo.Date{} }, []string{"/planned_to required"}},
		"the other half":      {func(c *Content) { c.PlannedFrom = geo.Date{} }, []string{"/planned_from required"}},
		"far away": {func(c *Content) { c.PlannedTo, c.WarrantyUntil = on("2200-01-01"), on("1899-12-31") }, []string{
			"/planned_to out_of_range", "/warranty_until out_of_range", "/warranty_until section.warranty_before_end",
		}},
		"tomorrow":              {func(c *Content) { c.ActualStart, c.LastConfirmedAt = today.AddDays(1), today.AddDays(1) }, []string{"/actual_start date.future", "/last_confirmed_at date.future"}},
		"today":                 {func(c *Content) { c.ActualStart, c.LastConfirmedAt = today, today }, nil},
		"ended before it began": {func(c *Content) { c.Status, c.ActualEnd = "completed", on("2026-03-08") }, []string{"/actual_end date.end_before_start"}},
		"ended, still active":   {func(c *Content) { c.ActualEnd = on("2026-11-01") }, []string{"/actual_end section.not_ended"}},
		"begun, only planned":   {func(c *Content) { c.Status = "scheduled" }, []string{"/actual_start section.not_begun"}},
		"ended, never begun":    {func(c *Content) { c.Status, c.ActualStart, c.ActualEnd = "completed", geo.Date{}, on("2026-11-01") }, []string{"/actual_start required"}},
		"verified nothing": {func(c *Content) {
			c.PlannedFrom, c.PlannedTo, c.ActualStart, c.StartVerified, c.EndVerified = geo.Date{}, geo.Date{}, geo.Date{}, true, true
		}, []string{"/start_verified section.verified_nothing", "/end_verified section.verified_nothing"}},
		"exception without a reason": {func(c *Content) { c.BlackoutOk = true }, []string{"/blackout_reason section.blackout_reason"}},
		"impact": {func(c *Content) {
			c.Impact = &ImpactContent{Pedestrian: "narrowed", VehicleClearWidthM: &width, ParkingSpacesLost: -1, DeliveryWindow: []DeliveryWindow{{"Mon", "6:00", "05:00"}}}
		}, []string{
			"/impact/vehicle required", "/impact/noise_level required", "/impact/min_width_m impact.needs_width", "/impact/vehicle_clear_width_m out_of_range",
			"/impact/parking_spaces_lost out_of_range", "/impact/delivery_window/0/days impact.days", "/impact/delivery_window/0/from impact.clock",
			"/impact/delivery_window/0/to date.end_before_start",
		}},
		"phase before its section":  {func(c *Content) { c.Phases[0].PlannedFrom = on("2026-03-01") }, []string{"/phases/0/planned_from phase.before_section"}},
		"phase after its section":   {func(c *Content) { c.Phases[2].PlannedTo = on("2027-04-02") }, []string{"/phases/2/planned_to phase.after_section"}},
		"until its last day":        {func(c *Content) { c.Phases[2].PlannedTo = on("2027-04-01") }, nil},
		"defects later":             {func(c *Content) { c.Phases[2].Kind, c.Phases[2].PlannedTo = "defects", on("2028-04-01") }, nil},
		"cancelled later":           {func(c *Content) { c.Phases[2].Status, c.Phases[2].PlannedTo = "cancelled", on("2028-04-01") }, nil},
		"phase without days":        {func(c *Content) { c.Phases[2].PlannedFrom, c.Phases[2].PlannedTo = geo.Date{}, geo.Date{} }, []string{"/phases/2/planned_from required"}},
		"phase begun, only planned": {func(c *Content) { c.Phases[1].Status = "planned" }, []string{"/phases/1/actual_start phase.not_begun"}},
		"phase ended, still active": {func(c *Content) { c.Phases[1].ActualEnd = today }, []string{"/phases/1/actual_end phase.not_ended"}},
		"itself":                    {func(c *Content) { c.Phases[1].DependsOn = []int{1} }, []string{"/phases/1/depends_on phase.waits_for_itself"}},
		"ring":                      {func(c *Content) { c.Phases[0].DependsOn = []int{2} }, []string{"/phases/0/depends_on phase.cycle", "/phases/1/depends_on phase.cycle", "/phases/2/depends_on phase.cycle"}},
		"ring beside others":        {func(c *Content) { c.Phases[1].DependsOn, c.Phases[2].DependsOn = []int{0, 2}, []int{1} }, []string{"/phases/1/depends_on phase.cycle", "/phases/2/depends_on phase.cycle"}},
		"facility": {func(c *Content) { c.Facilities[0] = FacilityContent{Kind: "crane", From: on("2027-01-01")} }, []string{
			"/facilities/0/kind unknown_value", "/facilities/0/geometry required", "/facilities/0/to required", "/facilities/0/to required",
		}},
		"too many": {func(c *Content) { c.Facilities = slices.Repeat(c.Facilities, 201) }, []string{"/facilities too_many_values"}},
	} {
		c := whole()
		tc.edit(c)
		equal(t, name, tc.want, broken(c, today))
	}
}

// Every step from every status: the table of domain.md 2.3 and nothing else, each with its guards.
func TestSteps(t *testing.T) {
	t.Parallel()
	open := map[string]string{
		"idea": "planned cancelled", "planned": "scheduled cancelled", "scheduled": "active cancelled", "active": "suspended surface_open cancelled",
		"suspended": "active cancelled", "surface_open": "completed cancelled", "completed": "warranty", "warranty": "", "cancelled": "",
	}
	for _, from := range Statuses() {
		for _, to := range Statuses() {
			base, c := whole(), whole()
			base.Status, c.Status = from, to
			c.StatusReason, c.ExpectedResume, c.ActualEnd, c.WarrantyUntil = "weil", on("2027-01-01"), today, on("2030-01-01")
			for i := range c.Phases {
				c.Phases[i].Status = "done"
			}
			base.Phases = c.Phases
			allowed := from == to || slices.Contains(strings.Fields(open[from]), to)
			if refused := slices.Contains(codesOf(steps(base, c)), "/status section.status_step"); refused == allowed {
				t.Errorf("%s → %s: refused is %v", from, to, refused)
			}
		}
	}
}

func TestGuards(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		from, to string
		edit     func(c *Content)
		want     []string
	}{
		"scheduled without anything": {"planned", "scheduled", func(c *Content) {
			c.PlannedFrom, c.PlannedTo, c.Centreline, c.ContactRole, c.Impact = geo.Date{}, geo.Date{}, geo.Geom{}, "", nil
		}, []string{"/planned_from required", "/planned_to required", "/centreline section.needs_centreline", "/contact_role section.needs_contact", "/impact section.needs_impact"}},
		"scheduled":                {"planned", "scheduled", func(*Content) {}, nil},
		"scheduled, phases tell":   {"planned", "scheduled", func(c *Content) { all(c, func(p *PhaseContent) { p.Impact = c.Impact }); c.Impact = nil }, nil},
		"active without a day":     {"scheduled", "active", func(c *Content) { c.ActualStart = geo.Date{} }, []string{"/actual_start section.needs_start"}},
		"suspended without a word": {"active", "suspended", func(*Content) {}, []string{"/status_reason section.needs_reason", "/expected_resume section.needs_resume"}},
		"surface open too soon":    {"active", "surface_open", func(c *Content) { c.Impact.Pedestrian = "closed" }, []string{"/phases/1/status section.surface_unfinished", "/impact/pedestrian section.not_passable"}},
		"surface open, a trench closed": {"active", "surface_open", func(c *Content) {
			c.Phases[1].Kind, c.Phases[1].Impact = "utility", &ImpactContent{Pedestrian: "one_side"}
		}, []string{"/phases/1/impact/pedestrian section.not_passable"}},
		"surface open":             {"active", "surface_open", func(c *Content) { c.Phases[1].Status = "done" }, nil},
		"completed too soon":       {"surface_open", "completed", func(*Content) {}, []string{"/actual_end section.needs_end", "/phases/1/status section.phase_open", "/phases/2/status section.phase_open"}},
		"warranty without an end":  {"completed", "warranty", func(*Content) {}, []string{"/warranty_until section.needs_warranty"}},
		"cancelled without a word": {"active", "cancelled", func(*Content) {}, []string{"/status_reason section.needs_reason"}},
	} {
		base, c := whole(), whole()
		base.Status, c.Status = tc.from, tc.to
		tc.edit(c)
		base.Phases = c.Phases
		equal(t, name, tc.want, steps(base, c))
	}
	fresh := whole()
	fresh.Impact, fresh.ActualStart = nil, geo.Date{}
	equal(t, "a new one meets all guards on the way", []string{"/impact section.needs_impact", "/actual_start section.needs_start"}, steps(nil, fresh))
}

func all(c *Content, edit func(p *PhaseContent)) {
	for i := range c.Phases {
		edit(&c.Phases[i])
	}
}

// An edit is refused for what it breaks, not for what it finds broken.
func TestWhatWasBrokenStaysSaveable(t *testing.T) {
	t.Parallel()
	imported := whole()
	imported.Centreline, imported.ContactRole, imported.Impact, imported.PlannedTo, imported.Status = geo.Geom{}, "", nil, geo.Date{}, "scheduled"
	imported.ActualStart, imported.Phases = geo.Date{}, nil
	edited := *imported
	edited.TitleDe = "Neu"
	equal(t, "a title", nil, judge(imported, &edited, today))
	edited.Sequence = 0
	equal(t, "something new", []string{"/sequence out_of_range"}, judge(imported, &edited, today))
	taken := *whole()
	taken.Status, taken.ActualStart = "scheduled", geo.Date{}
	taken.Phases = nil
	less := taken
	less.Centreline = geo.Geom{}
	equal(t, "what the status demanded", []string{"/centreline section.needs_centreline"}, judge(&taken, &less, today))
}

func TestPhaseSteps(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		from, to string
		days     bool
		want     []string
	}{
		"begins":           {"planned", "active", false, nil},
		"ends":             {"active", "done", false, nil},
		"at once":          {"planned", "done", true, nil},
		"at once, unsaid":  {"planned", "done", false, []string{"/phases/2/actual_end phase.done_without_days"}},
		"given up":         {"active", "cancelled", false, nil},
		"back":             {"active", "planned", false, []string{"/phases/2/status phase.status_step"}},
		"out of the grave": {"cancelled", "planned", false, []string{"/phases/2/status phase.status_step"}},
		"done stays":       {"done", "active", false, []string{"/phases/2/status phase.status_step"}},
	} {
		base, c := whole(), whole()
		base.Phases[2].Status, c.Phases[2].Status = tc.from, tc.to
		if tc.days {
			c.Phases[2].ActualStart, c.Phases[2].ActualEnd = today, today
		}
		equal(t, name, tc.want, steps(base, c))
	}
}

func TestWarnings(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		edit func(c *Content)
		want []string
	}{
		"none":                   {func(*Content) {}, nil},
		"past its end":           {func(c *Content) { c.PlannedTo = today }, []string{"/planned_to section.doubtful"}},
		"ends today":             {func(c *Content) { c.PlannedTo = today.AddDays(1) }, nil},
		"should have begun":      {func(c *Content) { c.Status, c.PlannedFrom = "scheduled", today.AddDays(-1) }, []string{"/planned_from section.planned_past"}},
		"should go on":           {func(c *Content) { c.Status, c.ExpectedResume = "suspended", today.AddDays(-1) }, []string{"/expected_resume section.resume_past"}},
		"trees in summer":        {func(c *Content) { c.Phases[2].PlannedTo = on("2027-05-02") }, []string{"/phases/2/planned_from phase.planting_season"}},
		"trees until April":      {func(c *Content) { c.Phases[2].PlannedTo = on("2027-05-01") }, nil},
		"trees since October":    {func(c *Content) { c.Phases[2].PlannedFrom = on("2027-10-01"); c.Phases[2].PlannedTo = on("2028-05-01") }, nil},
		"trees all year":         {func(c *Content) { c.Phases[2].PlannedTo = on("2030-02-01") }, []string{"/phases/2/planned_from phase.planting_season"}},
		"before the pipes":       {func(c *Content) { c.Phases[1].ActualStart = on("2026-06-30") }, []string{"/phases/1/planned_from phase.before_dependency"}},
		"the day after":          {func(c *Content) { c.Phases[0].ActualEnd = on("2026-06-30") }, nil},
		"pipes late":             {func(c *Content) { c.Phases[0].ActualEnd = on("2026-07-01") }, []string{"/phases/1/planned_from phase.before_dependency"}},
		"begun anyway":           {func(c *Content) { c.Phases[0].Status, c.Phases[0].ActualEnd = "active", geo.Date{} }, []string{"/phases/1/planned_from phase.before_dependency"}},
		"waits for a dead one":   {func(c *Content) { c.Phases[0].Status, c.Phases[0].ActualEnd = "cancelled", today }, nil},
		"out of order":           {func(c *Content) { c.Phases[2].DependsOn, c.Phases[2].PlannedFrom = nil, on("2026-06-01") }, []string{"/phases/2/planned_from phase.planting_season", "/phases/2/sequence phase.out_of_order"}},
		"days that are not said": {func(c *Content) { c.Phases[0].ActualEnd, c.Phases[1].ActualStart = geo.Date{}, geo.Date{} }, []string{"/phases/0/actual_end phase.done_without_end", "/phases/1/actual_start phase.active_without_start"}},
		"cancelled":              {func(c *Content) { c.Status, c.PlannedTo = "cancelled", today }, nil},
	} {
		c := whole()
		tc.edit(c)
		var fields []fault.Field
		for _, f := range warnings(c, today) {
			fields = append(fields, f.Field)
		}
		equal(t, name, tc.want, fields)
	}
}

// Whatever the graph, a ring is found exactly if an order of the phases is impossible, and it is one.
func TestCycle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "phases")
		phases := make([]PhaseContent, n)
		for i := range phases {
			phases[i].DependsOn = rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 0, 3, rapid.ID[int]).Draw(t, "waits for")
		}
		ring := cycle(phases)
		if (ring == nil) != orderly(phases) {
			t.Fatalf("%v has ring %v", phases, ring)
		}
		for _, at := range ring {
			if !slices.ContainsFunc(phases[at].DependsOn, func(on int) bool { return on != at && slices.Contains(ring, on) }) {
				t.Fatalf("%d of ring %v leads out of it", at, ring)
			}
		}
	})
}

// orderly takes away what waits for nothing, again and again.
func orderly(phases []PhaseContent) bool {
	gone := map[int]bool{}
	for range phases {
		for i, p := range phases {
			if !slices.ContainsFunc(p.DependsOn, func(on int) bool { return on != i && !gone[on] }) {
				gone[i] = true
			}
		}
	}
	return len(gone) == len(phases)
}

// What an edit does not name stays, what it names counts, and parts keep their ids wherever they stand.
func TestApply(t *testing.T) {
	t.Parallel()
	base := whole()
	nothing, wrong := (&SectionEdit{}).apply(*base)
	if len(wrong) != 0 || !same(base, &nothing) || len(changes(base, &nothing)) != 0 {
		t.Errorf("an empty edit changes %v, %v", changes(base, &nothing), wrong)
	}
	c, wrong := (&SectionEdit{
		Label: Give("B"), PlannedTo: Give(on("2027-06-01")), Impact: Give[*ImpactEdit](nil),
		Phases: Give([]PhaseEdit{
			{Key: "neu", Kind: Give("furniture"), DependsOn: Give([]PhaseRef{{ID: 3}, {ID: 3}})},
			{ID: 3, Sequence: Give(9)},
			{ID: 2, DependsOn: Give([]PhaseRef{{Key: "neu"}})},
		}),
	}).apply(*base)
	if len(wrong) != 0 {
		t.Fatal(wrong)
	}
	if diff := cmp.Diff([]string{"label", "planned_to", "impact", "phases"}, changes(base, &c)); diff != "" {
		t.Error(diff)
	}
	got := [][]int{c.Phases[0].DependsOn, c.Phases[1].DependsOn, c.Phases[2].DependsOn}
	if diff := cmp.Diff([][]int{{1}, {2}, {0}}, got); diff != "" {
		t.Error(diff)
	}
	if p := c.Phases[1]; p.Kind != "planting" || p.Sequence != 9 || c.Impact != nil || c.Facilities[0].ID != 1 {
		t.Errorf("%+v", c)
	}
	_, wrong = (&SectionEdit{
		Phases:     Give([]PhaseEdit{{ID: 3}, {ID: 3}, {ID: 99}, {DependsOn: Give([]PhaseRef{{ID: 1}, {Key: "x"}})}}),
		Facilities: Give([]FacilityEdit{{ID: 7}}),
	}).apply(*base)
	equal(t, "parts of others", []string{
		"/phases/1/id section.foreign_part", "/phases/2/id section.foreign_part", "/phases/3/depends_on/0 phase.unknown_dependency",
		"/phases/3/depends_on/1 phase.unknown_dependency", "/facilities/0/id section.foreign_part",
	}, wrong)
}
