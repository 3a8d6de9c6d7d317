package intake

import "strings"

// landUse is one kind of use of a parcel with its area, as land_use_detail keeps it.
type landUse struct {
	Kind string  `json:"kind"`
	M2   float64 `json:"m2"`
}

// parseUse reads "Platz / Parkplatz;1739|Wald / Laubholz;12". A part without an area is taken with none.
func parseUse(text string) ([]landUse, bool) {
	uses := []landUse{}
	for part := range strings.SplitSeq(text, "|") {
		kind, area, _ := strings.Cut(part, ";")
		if kind = tidy(kind); kind == "" {
			continue
		}
		use := landUse{Kind: kind}
		if area = tidy(area); area != "" {
			v, ok := parseDecimal(area)
			if !ok || v < 0 {
				return nil, false
			}
			use.M2 = v
		}
		uses = append(uses, use)
	}
	return uses, true
}

// useWords maps words of the German nomenclature of actual use to the coarse classes of the map. The first hit wins, so
// the special stands before the general.
var useWords = []struct{ word, class string }{
	{"platz", "square"},
	{"bahnverkehr", "railway"},
	{"straße", "street"},
	{"strasse", "street"},
	{"weg", "path"},
	{"gewässer", "water"},
	{"hafen", "water"},
	{"meer", "water"},
	{"wald", "green"},
	{"gehölz", "green"},
	{"landwirtschaft", "green"},
	{"heide", "green"},
	{"moor", "green"},
	{"sumpf", "green"},
	{"sport", "green"},
	{"freizeit", "green"},
	{"erholung", "green"},
	{"friedhof", "green"},
	{"grün", "green"},
	{"wohnbau", "building"},
	{"industrie", "building"},
	{"gewerbe", "building"},
	{"gemischte", "building"},
	{"prägung", "building"},
	{"bebau", "building"},
	{"gebäude", "building"},
}

// useClass is the class of the use with the largest area.
func useClass(uses []landUse) string {
	var largest landUse
	for i, u := range uses {
		if i == 0 || u.M2 > largest.M2 {
			largest = u
		}
	}
	// The group decides, not the detail: a Lagerplatz is no square.
	kind, _, _ := strings.Cut(strings.ToLower(largest.Kind), " / ")
	for _, w := range useWords {
		if strings.Contains(kind, w.word) {
			return w.class
		}
	}
	return "other"
}
