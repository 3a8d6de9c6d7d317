package enquiry

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"mitte/geo/vacancy"
)

// What nobody knows counts half: it neither rules a unit out nor makes it as good as one that is known to fit.
const unknownShare = 0.5

// How far a soft criterion may be missed before nothing is left of it.
const (
	rentLeeway     = 0.25 // of the highest rent
	frontageLeeway = 0.5  // of the shortest front
	lateDays       = 180
	divisibleShare = 0.7 // a part of a larger unit fits less well than a whole one
	relatedShare   = 0.7 // so does a unit of a related use
)

// verdict is what one criterion says of a unit; known is false where nobody knows.
type verdict struct {
	reason     string
	met, known bool
	share      float64
}

func unknown(reason string) verdict { return verdict{reason, false, false, unknownShare} }
func fits(reason string) verdict    { return verdict{reason, true, true, 1} }
func fails(reason string, share float64) verdict {
	return verdict{reason, false, true, min(max(share, 0), 1)}
}

// Judge says how well a unit fits what somebody looks for, and false if it misses a hard criterion: use, area, place and step-free
// are hard, rent, frontage, location, date and term are not (domain.md 2.2). A criterion that was not asked for is left out. The score
// is the mean of the shares by weight, of 100; without any weight it is 100.
func Judge(r *Sought, c *Candidate, w Weights) (Match, bool) {
	m := Match{Candidate: *c, Score: 100}
	var sum, of float64
	ok := true
	add := func(key string, hard, asked bool, judge func(*Sought, *Candidate) verdict) {
		if !asked {
			return
		}
		v := judge(r, c)
		k := Criterion{Key: key, Hard: hard, Share: v.share, Weight: w[key], Reason: v.reason}
		if v.known {
			k.Met = &v.met
		}
		ok = ok && (!hard || v.met || !v.known)
		sum, of = sum+float64(k.Weight)*v.share, of+float64(k.Weight)
		m.Criteria = append(m.Criteria, k)
	}
	add("use", true, true, useFits)
	add("area", true, true, areaFits)
	add("place", true, !r.Geom.IsZero(), placeFits)
	add("step_free", true, r.StepFree, stepFreeFits)
	add("rent", false, r.RentMaxCents != nil, rentFits)
	add("frontage", false, r.FrontageMinM != nil, frontageFits)
	add("location", false, livesOffPassersBy(r.UseType), locationFits)
	add("date", false, !r.WantedFrom.IsZero(), dateFits)
	add("term", false, r.TermMonths != nil, termFits)
	if of > 0 {
		m.Score = int(math.Round(100 * sum / of))
	}
	return m, ok
}

func useFits(r *Sought, c *Candidate) verdict {
	switch {
	case slices.Contains(c.SuitableUses, r.UseType):
		return fits("use.suitable")
	case len(c.SuitableUses) > 0:
		return fails("use.other", 0)
	case c.UseType == r.UseType:
		return fits("use.same")
	case vacancy.GroupOf(c.UseType) == vacancy.GroupOf(r.UseType) && vacancy.GroupOf(r.UseType) != "other":
		return verdict{"use.related", true, true, relatedShare}
	default:
		return fails("use.other", 0)
	}
}

func areaFits(r *Sought, c *Candidate) verdict {
	switch {
	case c.AreaM2 == nil:
		return unknown("area.unknown")
	case *c.AreaM2 < r.AreaMinM2:
		return fails("area.small", 0)
	case *c.AreaM2 <= r.AreaMaxM2:
		return fits("area.fits")
	case c.DivisibleFromM2 != nil && *c.DivisibleFromM2 <= r.AreaMaxM2:
		return verdict{"area.divisible", true, true, divisibleShare}
	default:
		return fails("area.large", 0)
	}
}

// placeFits takes the border as inside.
func placeFits(r *Sought, c *Candidate) verdict {
	shape, err := r.Geom.Orb()
	if err != nil {
		return unknown("place.unknown")
	}
	at := c.Geom.Bound()
	if covers(shape, orb.Point{at.West, at.South}) {
		return fits("place.inside")
	}
	return fails("place.outside", 0)
}

func covers(shape orb.Geometry, p orb.Point) bool {
	switch g := shape.(type) {
	case orb.Polygon:
		return planar.PolygonContains(g, p)
	case orb.MultiPolygon:
		return planar.MultiPolygonContains(g, p)
	default:
		return false
	}
}

func stepFreeFits(_ *Sought, c *Candidate) verdict {
	switch {
	case c.StepFree == nil:
		return unknown("step_free.unknown")
	case *c.StepFree:
		return fits("step_free.yes")
	default:
		return fails("step_free.no", 0)
	}
}

func rentFits(r *Sought, c *Candidate) verdict {
	if c.NetColdRentCents == nil {
		return unknown("rent.unknown")
	}
	over := float64(*c.NetColdRentCents - *r.RentMaxCents)
	if over <= 0 {
		return fits("rent.within")
	}
	if *r.RentMaxCents == 0 {
		return fails("rent.above", 0)
	}
	return fails("rent.above", 1-over/(rentLeeway*float64(*r.RentMaxCents)))
}

func frontageFits(r *Sought, c *Candidate) verdict {
	if c.FrontageM == nil {
		return unknown("frontage.unknown")
	}
	missing := *r.FrontageMinM - *c.FrontageM
	if missing <= 0 {
		return fits("frontage.long")
	}
	return fails("frontage.short", 1-missing/(frontageLeeway**r.FrontageMinM))
}

// livesOffPassersBy reports whether it matters to a use how many people walk by.
func livesOffPassersBy(use string) bool {
	return use == "retail" || use == "gastronomy" || use == "service"
}

func locationFits(_ *Sought, c *Candidate) verdict {
	switch c.LocationClass {
	case "A":
		return fits("location.a")
	case "B":
		return verdict{"location.b", true, true, 0.7}
	case "C":
		return fails("location.c", 0.4)
	default:
		return unknown("location.unknown")
	}
}

func dateFits(r *Sought, c *Candidate) verdict {
	if !c.Offered {
		return unknown("date.unknown")
	}
	late := 0
	if !c.AvailableFrom.IsZero() {
		late = r.WantedFrom.DaysUntil(c.AvailableFrom)
	}
	if late <= 0 {
		return fits("date.free")
	}
	return fails("date.late", 1-float64(late)/lateDays)
}

func termFits(r *Sought, c *Candidate) verdict {
	switch {
	case c.MinTermMonths == nil && c.MaxTermMonths == nil:
		return unknown("term.unknown")
	case c.MinTermMonths != nil && *r.TermMonths < *c.MinTermMonths:
		return fails("term.short", 0)
	case c.MaxTermMonths != nil && *r.TermMonths > *c.MaxTermMonths:
		return fails("term.long", 0)
	default:
		return fits("term.fits")
	}
}
