package geo

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	gemarkungKeyPattern = regexp.MustCompile(`^(0[1-9]|1[0-6])\d{4}$`)
	flurPattern         = regexp.MustCompile(`^\d{1,3}$`)
	flurstueckPattern   = regexp.MustCompile(`^(\d{1,5})(?:/(\d{1,4}))?$`)
)

// ParcelKeyFromParts builds a key from columns as registers deliver them: Gemarkungsschlüssel "055122" (Land and
// Gemarkung), Flur "16" or "016" or "", Flurstück "345" or "345/6". It returns Invalid where one cannot be read.
func ParcelKeyFromParts(gemarkungKey, flur, flurstueck string) (ParcelKey, error) {
	gemarkungKey, flur = strings.TrimSpace(gemarkungKey), strings.TrimSpace(flur)
	if !gemarkungKeyPattern.MatchString(gemarkungKey) {
		return "", badParcelKey("gemarkung", "%s is not a Gemarkung key of six digits", quote(gemarkungKey))
	}
	p := ParcelParts{Land: gemarkungKey[:2], Gemarkung: gemarkungKey[2:]}
	if flur != "" && flur != "___" {
		if !flurPattern.MatchString(flur) || strings.Trim(flur, "0") == "" {
			return "", badParcelKey("flur", "%s is not a Flur", quote(flur))
		}
		p.Flur, _ = strconv.Atoi(flur)
	}
	var ok bool
	if p.Zaehler, p.Nenner, ok = parseFlurstueck(flurstueck); !ok {
		return "", badParcelKey("flurstueck", "%s is not a Flurstück like 345 or 345/6", quote(flurstueck))
	}
	return p.Key()
}

func parseFlurstueck(text string) (zaehler, nenner int, ok bool) {
	m := flurstueckPattern.FindStringSubmatch(strings.Join(strings.Fields(text), ""))
	if m == nil {
		return 0, 0, false
	}
	zaehler, _ = strconv.Atoi(m[1])
	nenner, _ = strconv.Atoi(m[2])
	return zaehler, nenner, zaehler > 0
}

// ParcelSearch is what somebody typed to find a parcel. Zero and "" mean not given.
type ParcelSearch struct {
	Gemarkung string // a name as typed, or a number of four or six digits
	Flur      int
	Zaehler   int
	Nenner    int
}

// labelWords stand between the parts of a written label and mean nothing in a search.
var labelWords = []string{"gemarkung", "gmkg", "flur", "fl", "flurstück", "flurstueck", "flst"}

func isLabelWord(word string) bool {
	return slices.Contains(labelWords, strings.ToLower(strings.TrimSuffix(word, ".")))
}

// ParseParcelSearch reads "Altstadt 4 273", "Altstadt 4 273/6" or a label like "Gemarkung Altstadt, Flur 4, Flurstück
// 273": a Gemarkung of any number of words, a Flur, a Flurstück. It reports false for any other text. Whole keys are
// ParseParcelKey's business.
func ParseParcelSearch(text string) (ParcelSearch, bool) {
	words := slices.DeleteFunc(strings.Fields(strings.ReplaceAll(text, ",", " ")), isLabelWord)
	last := len(words) - 1
	if last < 2 || !flurPattern.MatchString(words[last-1]) {
		return ParcelSearch{}, false
	}
	s := ParcelSearch{Gemarkung: strings.Join(words[:last-1], " ")}
	s.Flur, _ = strconv.Atoi(words[last-1])
	var ok bool
	s.Zaehler, s.Nenner, ok = parseFlurstueck(words[last])
	return s, ok && s.Flur > 0
}
