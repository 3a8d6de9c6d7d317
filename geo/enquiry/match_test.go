package enquiry_test

import (
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"mitte/geo"
	"mitte/geo/enquiry"
)

func weights() enquiry.Weights {
	return enquiry.Weights{
		"use": 20, "area": 25, "place": 15, "step_free": 10, "rent": 15, "frontage": 5, "location": 5, "date": 10, "term": 5,
	}
}

func squareAround(t interface{ Fatal(...any) }, lon, lat, half float64) geo.Geom {
	g, err := geo.FromOrb(orb.MultiPolygon{{{
		{lon - half, lat - half}, {lon + half, lat - half}, {lon + half, lat + half}, {lon - half, lat + half}, {lon - half, lat - half},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func pointAt(t interface{ Fatal(...any) }, lon, lat float64) geo.Geom {
	g, err := geo.FromOrb(orb.Point{lon, lat})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// sought draws what somebody may look for.
func sought(t *rapid.T) enquiry.Sought {
	r := enquiry.Sought{
		UseType:   rapid.SampledFrom([]string{"retail", "gastronomy", "service", "office", "culture", "storage"}).Draw(t, "use"),
		AreaMinM2: float64(rapid.IntRange(0, 200).Draw(t, "min")), StepFree: rapid.Bool().Draw(t, "step_free"),
	}
	r.AreaMaxM2 = r.AreaMinM2 + float64(rapid.IntRange(1, 300).Draw(t, "more"))
	r.RentMaxCents = maybe(t, "rent", rapid.Int64Range(0, 500_000))
	r.FrontageMinM = maybe(t, "front", rapid.Float64Range(0, 20))
	r.TermMonths = maybe(t, "term", rapid.IntRange(1, 120))
	if d := maybe(t, "from", rapid.IntRange(0, 700)); d != nil {
		r.WantedFrom = geo.NewDate(2026, 11, 23).AddDays(*d)
	}
	if rapid.Bool().Draw(t, "somewhere") {
		r.Geom = squareAround(t, 6.965, 51.66, rapid.Float64Range(0.0001, 0.01).Draw(t, "half"))
	}
	return r
}

// candidate draws a unit of which anything may be unknown.
func candidate(t *rapid.T) enquiry.Candidate {
	c := enquiry.Candidate{
		UseType:       rapid.SampledFrom([]string{"retail", "gastronomy", "service", "office", "culture", "storage"}).Draw(t, "is"),
		AreaM2:        maybe(t, "area", rapid.Float64Range(1, 600)),
		StepFree:      maybe(t, "steps", rapid.Bool()),
		FrontageM:     maybe(t, "frontage", rapid.Float64Range(0, 30)),
		LocationClass: rapid.SampledFrom([]string{"", "A", "B", "C"}).Draw(t, "class"),
		Offered:       rapid.Bool().Draw(t, "offered"),
		Geom:          pointAt(t, 6.965+rapid.Float64Range(-0.01, 0.01).Draw(t, "x"), 51.66+rapid.Float64Range(-0.01, 0.01).Draw(t, "y")),
	}
	c.DivisibleFromM2 = maybe(t, "divisible", rapid.Float64Range(1, 300))
	c.SuitableUses = rapid.SliceOfN(rapid.SampledFrom([]string{"retail", "gastronomy", "office"}), 0, 2).Draw(t, "suits")
	if c.Offered {
		c.NetColdRentCents = maybe(t, "costs", rapid.Int64Range(0, 600_000))
		c.MinTermMonths, c.MaxTermMonths = maybe(t, "least", rapid.IntRange(1, 60)), maybe(t, "most", rapid.IntRange(60, 120))
		if d := maybe(t, "free", rapid.IntRange(0, 700)); d != nil {
			c.AvailableFrom = geo.NewDate(2026, 11, 23).AddDays(*d)
		}
	}
	return c
}

func maybe[T any](t *rapid.T, name string, of *rapid.Generator[T]) *T {
	if !rapid.Bool().Draw(t, name+" known") {
		return nil
	}
	v := of.Draw(t, name)
	return &v
}

// A score can be recomputed from its criteria, and a match misses no hard one.
func TestAScoreIsWhatItsCriteriaSay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, c, w := sought(t), candidate(t), enquiry.Weights{}
		for key := range weights() {
			w[key] = rapid.IntRange(0, 100).Draw(t, key)
		}
		m, fits := enquiry.Judge(&r, &c, w)
		var sum, of float64
		missed := false
		for _, k := range m.Criteria {
			if k.Share < 0 || k.Share > 1 || k.Weight != w[k.Key] || k.Reason == "" || k.Met == nil && k.Share != 0.5 {
				t.Fatalf("%+v", k)
			}
			sum, of = sum+float64(k.Weight)*k.Share, of+float64(k.Weight)
			missed = missed || k.Hard && k.Met != nil && !*k.Met
		}
		if fits == missed {
			t.Fatalf("fits %v, but %+v", fits, m.Criteria)
		}
		if want := 100 * sum / max(of, 1e-9); of > 0 && (float64(m.Score) < want-0.5001 || float64(m.Score) > want+0.5001) {
			t.Fatalf("score %d, its criteria say %g", m.Score, want)
		}
		if m.Score < 0 || m.Score > 100 {
			t.Fatalf("score %d", m.Score)
		}
	})
}

// Whoever asks for less loses nothing: what fitted still fits, and of what he asked for in both cases none counts less.
func TestAskingForLessLosesNoMatch(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, c := sought(t), candidate(t)
		before, fitted := enquiry.Judge(&r, &c, weights())
		wider := r
		switch rapid.IntRange(0, 6).Draw(t, "less") {
		case 0:
			wider.AreaMinM2 = 0
			wider.AreaMaxM2 += 100
		case 1:
			wider.StepFree = false
		case 2:
			wider.Geom = geo.Geom{}
		case 3:
			if r.RentMaxCents != nil {
				more := *r.RentMaxCents + 10_000
				wider.RentMaxCents = &more
			}
		case 4:
			if r.FrontageMinM != nil {
				less := *r.FrontageMinM / 2
				wider.FrontageMinM = &less
			}
		case 5:
			if !r.WantedFrom.IsZero() {
				wider.WantedFrom = r.WantedFrom.AddDays(30)
			}
		case 6:
			if !r.Geom.IsZero() {
				wider.Geom = squareAround(t, 6.965, 51.66, 0.02)
			}
		}
		after, fits := enquiry.Judge(&wider, &c, weights())
		if fitted && !fits {
			t.Fatalf("lost: %+v then %+v", before.Criteria, after.Criteria)
		}
		share := map[string]float64{}
		for _, k := range before.Criteria {
			share[k.Key] = k.Share
		}
		for _, k := range after.Criteria {
			if was, asked := share[k.Key]; asked && k.Share < was-1e-9 {
				t.Fatalf("%s fell from %g to %g", k.Key, was, k.Share)
			}
		}
	})
}

// What is not known neither rules a unit out nor counts more than what is known to fit, nor less than what is known not to.
func TestWhatNobodyKnowsCountsHalf(t *testing.T) {
	t.Parallel()
	area, rent, front, months := 120.0, int64(100_000), 6.0, 24
	r := enquiry.Sought{
		UseType: "retail", AreaMinM2: 80, AreaMaxM2: 200, StepFree: true, RentMaxCents: &rent, FrontageMinM: &front, TermMonths: &months,
		WantedFrom: geo.NewDate(2027, 1, 1),
	}
	yes, no := true, false
	known := enquiry.Candidate{
		UseType: "retail", AreaM2: &area, StepFree: &yes, FrontageM: &front, LocationClass: "A", NetColdRentCents: &rent, Offered: true,
		MinTermMonths: &months, Geom: pointAt(t, 6.965, 51.66),
	}
	best, fits := enquiry.Judge(&r, &known, weights())
	if !fits || best.Score != 100 || len(best.Criteria) != 8 {
		t.Errorf("%v %+v", fits, best)
	}
	blank := enquiry.Candidate{UseType: "retail", Geom: known.Geom}
	half, fits := enquiry.Judge(&r, &blank, weights())
	if !fits || half.Score != 61 { // use is known: (20 + 75/2) of 95
		t.Errorf("%v %d %+v", fits, half.Score, half.Criteria)
	}
	for _, k := range half.Criteria {
		if (k.Met == nil) != (k.Key != "use") {
			t.Errorf("%+v", k)
		}
	}
	stepped := known
	stepped.StepFree = &no
	if _, fits := enquiry.Judge(&r, &stepped, weights()); fits {
		t.Error("steps, where none are wanted")
	}
}

func TestEachCriterionHasItsReason(t *testing.T) {
	t.Parallel()
	small, good, large, part := 20.0, 120.0, 400.0, 100.0
	rent, dear, dearer := int64(100_000), int64(110_000), int64(200_000)
	front, short := 8.0, 6.0
	term, least := 12, 24
	base := enquiry.Candidate{UseType: "retail", AreaM2: &good, Geom: pointAt(t, 6.965, 51.66), Offered: true}
	for name, c := range map[string]struct {
		ask    func(*enquiry.Sought)
		is     func(*enquiry.Candidate)
		key    string
		reason string
		share  float64
		fits   bool
	}{
		"another use":         {nil, func(c *enquiry.Candidate) { c.UseType = "office" }, "use", "use.other", 0, false},
		"a suitable use":      {nil, func(c *enquiry.Candidate) { c.UseType, c.SuitableUses = "office", []string{"retail"} }, "use", "use.suitable", 1, true},
		"not what is offered": {nil, func(c *enquiry.Candidate) { c.SuitableUses = []string{"office"} }, "use", "use.other", 0, false},
		"a related use": {
			func(r *enquiry.Sought) { r.UseType = "service" },
			func(c *enquiry.Candidate) { c.UseType = "office" }, "use", "use.related", 0.7, true,
		},
		"storage for something else": {
			func(r *enquiry.Sought) { r.UseType = "craft" },
			func(c *enquiry.Candidate) { c.UseType = "storage" }, "use", "use.other", 0, false,
		},
		"too small":     {nil, func(c *enquiry.Candidate) { c.AreaM2 = &small }, "area", "area.small", 0, false},
		"too large":     {nil, func(c *enquiry.Candidate) { c.AreaM2 = &large }, "area", "area.large", 0, false},
		"divisible":     {nil, func(c *enquiry.Candidate) { c.AreaM2, c.DivisibleFromM2 = &large, &part }, "area", "area.divisible", 0.7, true},
		"inside":        {func(r *enquiry.Sought) { r.Geom = squareAround(t, 6.965, 51.66, 0.001) }, nil, "place", "place.inside", 1, true},
		"on the edge":   {func(r *enquiry.Sought) { r.Geom = squareAround(t, 6.966, 51.66, 0.001) }, nil, "place", "place.inside", 1, true},
		"outside":       {func(r *enquiry.Sought) { r.Geom = squareAround(t, 6.97, 51.66, 0.001) }, nil, "place", "place.outside", 0, false},
		"a bit dear":    {func(r *enquiry.Sought) { r.RentMaxCents = &rent }, func(c *enquiry.Candidate) { c.NetColdRentCents = &dear }, "rent", "rent.above", 0.6, true},
		"much too":      {func(r *enquiry.Sought) { r.RentMaxCents = &rent }, func(c *enquiry.Candidate) { c.NetColdRentCents = &dearer }, "rent", "rent.above", 0, true},
		"a short one":   {func(r *enquiry.Sought) { r.FrontageMinM = &front }, func(c *enquiry.Candidate) { c.FrontageM = &short }, "frontage", "frontage.short", 0.5, true},
		"later":         {func(r *enquiry.Sought) { r.WantedFrom = geo.NewDate(2027, 1, 1) }, func(c *enquiry.Candidate) { c.AvailableFrom = geo.NewDate(2027, 4, 1) }, "date", "date.late", 0.5, true},
		"much later":    {func(r *enquiry.Sought) { r.WantedFrom = geo.NewDate(2027, 1, 1) }, func(c *enquiry.Candidate) { c.AvailableFrom = geo.NewDate(2028, 4, 1) }, "date", "date.late", 0, true},
		"for so long":   {func(r *enquiry.Sought) { r.TermMonths = &term }, func(c *enquiry.Candidate) { c.MinTermMonths = &least }, "term", "term.short", 0, true},
		"a side street": {nil, func(c *enquiry.Candidate) { c.LocationClass = "C" }, "location", "location.c", 0.4, true},
	} {
		r, u := enquiry.Sought{UseType: "retail", AreaMinM2: 80, AreaMaxM2: 200}, base
		if c.ask != nil {
			c.ask(&r)
		}
		if c.is != nil {
			c.is(&u)
		}
		m, fits := enquiry.Judge(&r, &u, weights())
		found := false
		for _, k := range m.Criteria {
			if k.Key == c.key {
				found = k.Reason == c.reason && k.Share > c.share-1e-9 && k.Share < c.share+1e-9
			}
		}
		if !found || fits != c.fits {
			t.Errorf("%s: fits %v, %+v", name, fits, m.Criteria)
		}
	}
}
