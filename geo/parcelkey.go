package geo

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"mitte/geo/fault"
)

// ParcelKey is a Flurstückskennzeichen: exactly 20 characters, Land 2, Gemarkung 4, Flur 3, Zähler 5, Nenner 4, Folge 2.
// Numbers have leading zeros; a missing Flur, Nenner or Folge is underscores. Make one with ParseParcelKey or
// ParcelParts.Key; the empty ParcelKey is none.
type ParcelKey string

var parcelKeyPattern = regexp.MustCompile(`^(0[1-9]|1[0-6])(\d{4})(\d{3}|_{3})(\d{5})(\d{4}|_{4})(\d{2}|_{2})$`)

// ParseParcelKey reads a key as registers write it: blanks are dropped, 14 or 18 characters are filled up, and a Nenner
// 0000 or Folge 00 becomes a missing one. Each of the last two is told in warnings. It returns Invalid for anything else
// that does not match the pattern, or whose Zähler is zero. Cadastre.Check asks what only an installation knows.
func ParseParcelKey(text string) (key ParcelKey, warnings []fault.Field, err error) {
	text = strings.Join(strings.Fields(text), "")
	switch len(text) {
	case 14:
		text += "______"
	case 18:
		text += "__"
	case 20:
	default:
		return "", nil, badParcelKey("length", "a key has 14, 18 or 20 characters, this one has %d", len(text))
	}
	if text[14:18] == "0000" {
		text = text[:14] + "____" + text[18:]
		warnings = append(warnings, parcelField("nenner_zero", "Nenner 0000 was read as no Nenner"))
	}
	if text[18:] == "00" {
		text = text[:18] + "__"
		warnings = append(warnings, parcelField("folge_zero", "Folge 00 was read as no Folge"))
	}
	if !parcelKeyPattern.MatchString(text) {
		return "", nil, badParcelPattern(text)
	}
	if text[9:14] == "00000" {
		return "", nil, badParcelKey("zaehler_zero", "the Zähler is zero")
	}
	return ParcelKey(text), warnings, nil
}

func badParcelPattern(text string) error {
	if land, err := strconv.Atoi(text[:2]); err == nil && (land < 1 || land > 16) {
		return badParcelKey("land", "there is no Land %s", text[:2])
	}
	return badParcelKey("pattern", "%s does not follow the pattern of a key", quote(text))
}

func badParcelKey(rule, format string, args ...any) error {
	field := parcelField(rule, fmt.Sprintf(format, args...))
	return fault.Refuse(field.Code, field.Msg, field)
}

func parcelField(rule, msg string) fault.Field {
	return fault.Field{Path: "flurstueckskennzeichen", Code: "parcel_key." + rule, Msg: msg}
}

// ParcelParts is a key taken apart. 0 means missing in Flur, Nenner and Folge.
type ParcelParts struct {
	Land      string // "05"
	Gemarkung string // "3110"
	Flur      int
	Zaehler   int
	Nenner    int
	Folge     int
}

// Parts takes k apart. The empty key has empty parts.
func (k ParcelKey) Parts() ParcelParts {
	if len(k) != 20 {
		return ParcelParts{}
	}
	return ParcelParts{
		Land: string(k[:2]), Gemarkung: string(k[2:6]),
		Flur: number(k[6:9]), Zaehler: number(k[9:14]), Nenner: number(k[14:18]), Folge: number(k[18:]),
	}
}

func number(part ParcelKey) int {
	n, _ := strconv.Atoi(string(part)) // underscores are 0
	return n
}

// Key returns the key of the parts. It returns Invalid where a part does not fit.
func (p ParcelParts) Key() (ParcelKey, error) {
	flur, nenner, folge := padded(p.Flur, 3), padded(p.Nenner, 4), padded(p.Folge, 2)
	text := p.Land + p.Gemarkung + flur + fmt.Sprintf("%05d", p.Zaehler) + nenner + folge
	if len(p.Land) != 2 || len(p.Gemarkung) != 4 || len(text) != 20 {
		return "", badParcelKey("length", "a part of the key has too many or too few digits")
	}
	key, _, err := ParseParcelKey(text)
	return key, err
}

func padded(n, width int) string {
	if n == 0 {
		return strings.Repeat("_", width)
	}
	return fmt.Sprintf("%0*d", width, n)
}

// GemarkungKey returns the Gemarkungsschlüssel of six digits, Land and Gemarkung: "055122".
func (k ParcelKey) GemarkungKey() string {
	if len(k) != 20 {
		return ""
	}
	return string(k[:6])
}

// Label returns the Flurstück as people write it: "273" or "273/6". A Folge is not part of it.
func (k ParcelKey) Label() string { return k.Parts().label() }

func (p ParcelParts) label() string {
	if p.Zaehler == 0 {
		return ""
	}
	if p.Nenner == 0 {
		return strconv.Itoa(p.Zaehler)
	}
	return strconv.Itoa(p.Zaehler) + "/" + strconv.Itoa(p.Nenner)
}

// Display returns "Gemarkung Altstadt, Flur 4, Flurstück 273/6", with the number of the Gemarkung if its name is "".
func (k ParcelKey) Display(gemarkung string) string {
	p := k.Parts()
	if gemarkung == "" {
		gemarkung = p.Gemarkung
	}
	text := "Gemarkung " + gemarkung
	if p.Flur > 0 {
		text += ", Flur " + strconv.Itoa(p.Flur)
	}
	text += ", Flurstück " + p.label()
	if p.Folge > 0 {
		text += ", Folge " + strconv.Itoa(p.Folge)
	}
	return text
}

// Compare orders keys by number: Land, Gemarkung, Flur, Zähler, Nenner, Folge, a missing part first.
func (k ParcelKey) Compare(o ParcelKey) int {
	a, b := k.Parts(), o.Parts()
	return cmp.Or(cmp.Compare(a.Land, b.Land), cmp.Compare(a.Gemarkung, b.Gemarkung), cmp.Compare(a.Flur, b.Flur),
		cmp.Compare(a.Zaehler, b.Zaehler), cmp.Compare(a.Nenner, b.Nenner), cmp.Compare(a.Folge, b.Folge))
}
