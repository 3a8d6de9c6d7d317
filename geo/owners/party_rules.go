package owners

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mitte/geo"
	"mitte/geo/fault"
)

const (
	keptMonths   = 24 // that a party is kept at most, from today
	leastPurpose = 8  // characters of a purpose that says something
	leastName    = 2  // characters of a name that is searched
	shortText    = 200
	longText     = 1000
)

var firstDay = geo.NewDate(1900, 1, 1)

// Kinds are the values of kind.
func Kinds() []string { return []string{"owner", "tenant", "manager", "applicant", "donor"} }

// Roles are what a party may be of a place.
func Roles() []string { return []string{"owner", "manager", "tenant"} }

type wrongs []fault.Field

func (w *wrongs) when(so bool, path, code, msg string) {
	if so {
		*w = append(*w, fault.Field{Path: path, Code: code, Msg: msg})
	}
}

func (w *wrongs) text(path, v string, most int, needed bool) {
	w.when(needed && v == "", path, "required", "this is missing")
	odd := !utf8.ValidString(v) || strings.ContainsRune(v, 0) || utf8.RuneCountInString(v) > most
	w.when(odd, path, "text", "the text is too long or has characters that are not allowed")
}

func (w wrongs) refused() error {
	if len(w) == 0 {
		return nil
	}
	return fault.Refuse("bad_members", "at least one member is wrong", w...)
}

func (p *Party) tidy() {
	for _, text := range []*string{&p.Name, &p.Email, &p.Phone, &p.Address, &p.LegalBasis, &p.Source, &p.Purpose} {
		*text = strings.TrimSpace(*text)
	}
}

// wrong lists what is wrong with a party. Until is the day up to which it was kept before, zero for a new one.
func (p *Party) wrong(today, until geo.Date, reason string) wrongs {
	var w wrongs
	w.when(!slices.Contains(Kinds(), p.Kind), "/kind", "unknown_value", "known values are "+strings.Join(Kinds(), ", "))
	w.text("/name", p.Name, shortText, true)
	w.text("/email", p.Email, shortText, false)
	w.when(p.Email != "" && !strings.Contains(p.Email, "@"), "/email", "party.email", "this is no address of e-mail")
	w.text("/phone", p.Phone, shortText, false)
	w.text("/address", p.Address, longText, false)
	w.text("/legal_basis", p.LegalBasis, shortText, true)
	w.text("/source", p.Source, shortText, true)
	w.text("/purpose", p.Purpose, longText, true)
	w.when(p.CollectedAt.IsZero(), "/collected_at", "required", "the day is missing")
	w.when(!p.CollectedAt.IsZero() && (p.CollectedAt.Before(firstDay) || today.Before(p.CollectedAt)), "/collected_at", "out_of_range", "a day from 1900 to today is needed")
	w.when(p.DeleteAfter.IsZero(), "/delete_after", "required", "the day is missing")
	if !p.DeleteAfter.IsZero() {
		w.when(p.DeleteAfter.Before(today), "/delete_after", "party.over", "the last day lies ahead")
		w.when(today.AddMonths(keptMonths).Before(p.DeleteAfter), "/delete_after", "party.too_long", "nobody is kept for more than 24 months from today")
		longer := !until.IsZero() && until.Before(p.DeleteAfter)
		w.when(longer && utf8.RuneCountInString(strings.TrimSpace(reason)) < leastPurpose, "/reason", "party.needs_reason", "keeping it longer needs a reason")
	}
	return w
}

func (l *Link) wrong() wrongs {
	var w wrongs
	w.when(!slices.Contains(Roles(), l.Role), "/role", "unknown_value", "known values are "+strings.Join(Roles(), ", "))
	w.when((l.ParcelID == nil) == (l.UnitID == nil), "/unit_id", "party.one_place", "a unit or a parcel, and not both")
	w.when(!l.From.IsZero() && !l.To.IsZero() && !l.From.Before(l.To), "/to", "party.period", "it ends after it begins")
	return w
}

func (q *Query) wrong() wrongs {
	var w wrongs
	w.when(q.Unit == 0 && q.Parcel == 0 && utf8.RuneCountInString(q.Name) < leastName, "q", "party.needs_question", "a unit, a parcel or at least two letters of a name")
	w.text("q", q.Name, shortText, false)
	return w
}

// purposeful refuses a read that does not say what it is for.
func purposeful(purpose string) error {
	if utf8.RuneCountInString(strings.TrimSpace(purpose)) < leastPurpose || utf8.RuneCountInString(purpose) > longText || !utf8.ValidString(purpose) {
		return fault.Refuse("purpose", "who reads what is personal says what for",
			fault.Field{Path: "purpose", Code: "purpose", Msg: "say in a few words what for"})
	}
	return nil
}
