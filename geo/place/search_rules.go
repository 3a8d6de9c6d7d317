package place

import (
	"regexp"
	"strconv"
	"strings"
)

// asked is what a person may have meant. A part is empty if the text cannot be read that way.
type asked struct {
	name           string // a street, a business, a title
	street, number string // "Lippestraße", "12a"
	key            string // the beginning of a Flurstückskennzeichen
	gemarkung      string
	flur           int
	label          string // "273/1"
}

var (
	houseNumber = regexp.MustCompile(`^(.*\pL.*?)[\s.]+(\d{1,4})\s*(\pL?)$`)
	parcelKey   = regexp.MustCompile(`^\d{6}[\d_]{0,14}$`)
	parcelWords = regexp.MustCompile(`(?i)\b(gemarkung|flurstück|flurstueck|flst|flur)\b[.:]?|,`)
	parcelLabel = regexp.MustCompile(`^(\D*?)\s*(?:\b(\d{1,3})[\s-]+)?(\d{1,5}(?:/\d{1,4})?)$`)
)

// parseSearch reads a text in every way that makes sense.
func parseSearch(text string) asked {
	text = strings.Join(strings.Fields(text), " ")
	a := asked{name: text}
	if m := houseNumber.FindStringSubmatch(text); m != nil {
		a.street, a.number = strings.TrimSpace(m[1]), m[2]+strings.ToLower(m[3])
	}
	if joined := strings.ReplaceAll(text, " ", ""); parcelKey.MatchString(joined) {
		a.key = joined
	}
	words := strings.Join(strings.Fields(parcelWords.ReplaceAllString(text, " ")), " ")
	if m := parcelLabel.FindStringSubmatch(words); m != nil {
		a.gemarkung, a.label = strings.TrimSpace(m[1]), m[3]
		a.flur, _ = strconv.Atoi(m[2])
	}
	return a
}
