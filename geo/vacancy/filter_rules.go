package vacancy

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Keeps reports whether a unit is one of those looked for.
func (f *Filter) Keeps(u *Unit) bool {
	return f.keepsKind(u) && f.keepsFigures(u) && f.keepsOffer(&u.Offer, u.UseType) && f.keepsPlace(u) && f.keepsText(u)
}

func (f *Filter) keepsKind(u *Unit) bool {
	return (f.Statuses == nil || slices.Contains(f.Statuses, u.VacancyStatus)) &&
		(f.Groups == nil || slices.Contains(f.Groups, GroupOf(u.UseType)))
}

func (f *Filter) keepsFigures(u *Unit) bool {
	var rent *float64
	if u.RentCentsM2Month != nil {
		cents := float64(*u.RentCentsM2Month)
		rent = &cents
	}
	return f.Area.holds(u.LeadingAreaM2()) && f.Rent.holds(rent) && f.Front.holds(u.FrontageM) &&
		(!f.Ground || u.Floor == 0) && (!f.StepFree || u.StepFree != nil && *u.StepFree)
}

func (r Range) holds(v *float64) bool {
	if r.Min == nil && r.Max == nil {
		return true
	}
	return v != nil && (r.Min == nil || *v >= *r.Min) && (r.Max == nil || *v <= *r.Max)
}

func (f *Filter) keepsOffer(o *Offer, use string) bool {
	switch {
	case f.Interim && (o.InterimUsePossible == nil || !*o.InterimUsePossible):
		return false
	case !f.FreeBy.IsZero() && (!o.Offered || f.FreeBy.Before(o.AvailableFrom)):
		return false
	}
	return f.Fits == nil || o.Offered && f.fits(o.SuitableUses, use)
}

// fits takes the unit's own use where the offer names none.
func (f *Filter) fits(uses []string, own string) bool {
	if len(uses) == 0 {
		uses = []string{own}
	}
	return slices.ContainsFunc(uses, func(use string) bool { return slices.Contains(f.Fits, GroupOf(use)) })
}

func (f *Filter) keepsPlace(u *Unit) bool {
	switch f.Fund {
	case "":
	case AnyFund:
		if len(u.FundAreas) == 0 {
			return false
		}
	default:
		if !slices.Contains(u.FundAreas, f.Fund) {
			return false
		}
	}
	if f.Near == nil && f.BBox == nil {
		return true
	}
	at := u.Geom.Bound()
	return (f.Near == nil || f.Near.distanceM(at.South, at.West) <= f.Near.Metres) && (f.BBox == nil || f.BBox.Contains(at.West, at.South))
}

// earthM is the mean radius of the earth in metres. Inside a town a sphere is right to a few centimetres.
const earthM = 6_371_008.8

func (n *Near) distanceM(lat, lon float64) float64 {
	const rad = math.Pi / 180
	dLat, dLon := math.Sin((lat-n.Lat)*rad/2), math.Sin((lon-n.Lon)*rad/2)
	h := dLat*dLat + math.Cos(lat*rad)*math.Cos(n.Lat*rad)*dLon*dLon
	return 2 * earthM * math.Asin(math.Sqrt(h))
}

func (f *Filter) keepsText(u *Unit) bool {
	if f.Text == "" {
		return true
	}
	var said []string
	for _, part := range []*string{u.BusinessName, u.OfferTitleDe, u.OfferTitleEn, u.StreetName} {
		if part != nil && *part != "" {
			said = append(said, *part)
		}
	}
	if number := u.HouseNumberText(); number != "" {
		said = append(said, number)
	}
	haystack := fold(strings.Join(append(said, u.PublicRef), " "))
	for _, word := range strings.Fields(fold(f.Text)) {
		if !strings.Contains(haystack, word) {
			return false
		}
	}
	return true
}

// fold makes texts equal that people take for equal: without case and accents, ß as ss, and one short form of "Straße".
func fold(text string) string {
	text = strings.ReplaceAll(strings.ToLower(text), "ß", "ss")
	words := strings.FieldsFunc(text, unicode.IsSpace)
	for i, word := range words {
		if head, found := strings.CutSuffix(word, "strasse"); found {
			words[i] = head + "str"
		} else if head, found := strings.CutSuffix(word, "str."); found {
			words[i] = head + "str"
		}
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.M, r) {
			return -1
		}
		return r
	}, norm.NFD.String(strings.Join(words, " ")))
}
