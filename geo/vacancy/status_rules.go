package vacancy

import (
	"slices"
	"strings"
	"unicode/utf8"

	"mitte/geo"
	"mitte/geo/fault"
)

// nextStatuses is where a unit goes from where it is, in the ordinary course (domain.md 2.2). Unknown, converted and removed
// may follow on anything, and anything follows on unknown.
var nextStatuses = map[string][]string{
	"occupied":      {"threatened", "vacant", "refurbishment"},
	"threatened":    {"occupied", "vacant", "refurbishment"},
	"vacant":        {"marketing", "reserved", "interim_use", "refurbishment", "occupied"},
	"marketing":     {"vacant", "reserved", "interim_use", "refurbishment", "occupied"},
	"reserved":      {"marketing", "vacant", "interim_use", "occupied"},
	"interim_use":   {"vacant", "marketing", "occupied", "refurbishment"},
	"refurbishment": {"vacant", "marketing", "occupied"},
	"unknown":       {"occupied", "threatened", "vacant", "marketing", "reserved", "interim_use", "refurbishment"},
}

// NextStatuses are where a unit goes from a status in the ordinary course.
func NextStatuses(from string) []string {
	if final(from) {
		return nil
	}
	out := slices.Clone(nextStatuses[from])
	for _, s := range []string{"converted", "removed", "unknown"} {
		if s != from {
			out = append(out, s)
		}
	}
	return out
}

// final statuses are left by a correction only.
func final(status string) bool { return status == "converted" || status == "removed" }

// tenancy is the kind of occupancy that a status goes with, "" for none.
func tenancy(status string) string {
	switch status {
	case "occupied", "threatened":
		return "regular"
	case "interim_use":
		return "interim"
	default:
		return ""
	}
}

// Needs are what a step from one status to another has to say: reason, expected_until, business_name, offer.
func Needs(from, to string) []string {
	out := []string{}
	switch to {
	case "unknown", "converted", "removed":
		out = append(out, "reason")
	case "threatened", "reserved":
		out = append(out, "expected_until")
	case "interim_use":
		out = append(out, "expected_until", "business_name")
	case "refurbishment":
		out = append(out, "reason", "expected_until")
	case "marketing":
		out = append(out, "offer")
	}
	if tenancy(to) == "regular" && tenancy(from) != "regular" {
		out = append(out, "business_name")
	}
	return out
}

// StatusStep is what a request says of a step in a unit's life, or of the correction of one.
type StatusStep struct {
	To            string
	At            geo.Date
	AtPrecision   string
	Source        string
	Reason, Note  string
	ExpectedUntil geo.Date
	SuccessorIDs  []int64
	Irregular     bool // who asks knows that the step is not in the table
	CorrectsID    int64
	Tenant        *Tenant
}

// Tenant is what a request says of who moves in. It is a business, never a private person.
type Tenant struct {
	BusinessName   string
	WzCode         string
	ChainShopCount *int
	LeaseEnd       geo.Date // personal
}

const (
	shortText = 200
	longText  = 5000
)

// firstDay is the first day that makes sense here.
var firstDay = geo.NewDate(1900, 1, 1)

// wrongs gathers what is wrong, so that one answer names everything.
type wrongs []fault.Field

func (w *wrongs) when(so bool, path, code, msg string) {
	if so {
		*w = append(*w, fault.Field{Path: path, Code: code, Msg: msg})
	}
}

func (w *wrongs) choice(path, v string, known ...string) {
	w.when(!slices.Contains(known, v), path, "unknown_value", "known values are "+strings.Join(known, ", "))
}

func (w *wrongs) text(path, v string, most int) {
	odd := !utf8.ValidString(v) || strings.ContainsRune(v, 0) || utf8.RuneCountInString(v) > most
	w.when(odd, path, "text", "the text is too long or has characters that are not allowed")
}

// wrong lists what is wrong with a step that leads away from a status, except for the order of days.
func (s *StatusStep) wrong(from string, today geo.Date, offerComplete bool) wrongs {
	var w wrongs
	w.choice("/to", s.To, Statuses()...)
	s.days(&w, today)
	w.choice("/at_precision", s.AtPrecision, "day", "month", "year", "at_latest")
	w.choice("/source", s.Source, "walk", "owner", "report")
	w.text("/reason", s.Reason, shortText)
	w.text("/note", s.Note, longText)
	w.when(len(s.SuccessorIDs) > 0 && s.To != "removed", "/successor_ids", "status.successors", "only a unit that is gone has successors")
	w.when(len(s.SuccessorIDs) > 50, "/successor_ids", "too_many_values", "too many successors")
	if s.Tenant != nil {
		s.Tenant.wrong(&w, "/occupancy")
		w.when(tenancy(s.To) == "", "/occupancy", "status.no_tenant", "nobody moves in with this step")
	}
	w = append(w, s.way(from)...)
	if s.CorrectsID != 0 && s.To == from {
		return w // it takes the step back
	}
	needs := Needs(from, s.To)
	w.when(slices.Contains(needs, "expected_until") && s.ExpectedUntil.IsZero(), "/expected_until", "required", "until when is missing")
	w.when(slices.Contains(needs, "offer") && !offerComplete, "/to", "status.needs_offer", "marketing begins with a complete offer")
	w.when((slices.Contains(needs, "reason") || s.Irregular) && s.CorrectsID == 0 && strings.TrimSpace(s.Reason) == "", "/reason", "required", "the reason is missing")
	return w
}

func (s *StatusStep) days(w *wrongs, today geo.Date) {
	w.when(s.At.IsZero(), "/at", "required", "the day is missing")
	w.when(!s.At.IsZero() && s.At.Before(firstDay), "/at", "out_of_range", "a day from 1900 is needed")
	w.when(today.Before(s.At), "/at", "status.future", "a step is entered once it has happened")
	w.when(!s.ExpectedUntil.IsZero() && !s.At.Before(s.ExpectedUntil), "/expected_until", "status.until_after", "it lasts beyond its first day")
	w.when(!s.ExpectedUntil.IsZero() && geo.NewDate(2199, 12, 31).Before(s.ExpectedUntil), "/expected_until", "out_of_range", "a day up to 2199 is needed")
}

// way checks the table of steps. A correction may go any way.
func (s *StatusStep) way(from string) wrongs {
	var w wrongs
	if s.CorrectsID != 0 {
		w.when(strings.TrimSpace(s.Reason) == "", "/reason", "required", "a correction has its reason")
		return w
	}
	w.when(s.To == from, "/to", "status.same", "the unit is that already")
	w.when(s.To != from && final(from), "/to", "status.final", "nothing follows on this but a correction")
	w.when(s.To != from && !final(from) && !regular(from, s.To) && !s.Irregular, "/to", "status.irregular",
		"this step is unusual; say that it is, and why")
	return w
}

// regular reports whether a step is in the table.
func regular(from, to string) bool { return slices.Contains(NextStatuses(from), to) }

func (t *Tenant) wrong(w *wrongs, path string) {
	w.when(strings.TrimSpace(t.BusinessName) == "", path+"/business_name", "required", "the business has a name")
	w.text(path+"/business_name", t.BusinessName, shortText)
	w.text(path+"/wz_code", t.WzCode, 10)
	w.when(t.ChainShopCount != nil && (*t.ChainShopCount < 1 || *t.ChainShopCount > 1_000_000), path+"/chain_shop_count", "out_of_range", "a number from 1 is needed")
	w.when(!t.LeaseEnd.IsZero() && (t.LeaseEnd.Before(firstDay) || geo.NewDate(2199, 12, 31).Before(t.LeaseEnd)), path+"/lease_end", "out_of_range", "a day from 1900 to 2199 is needed")
}
