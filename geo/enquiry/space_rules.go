package enquiry

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"unicode/utf8"

	"mitte/geo"
	"mitte/geo/fault"
	"mitte/geo/vacancy"
)

// How long a space request counts, and when its end is announced.
const (
	SpaceMonths    = 6
	SpaceNoticeDay = 14 // days before the end
	SpaceKeptDays  = 30 // days after the end
)

// CodeSpaceStep is that of a step a space request cannot make.
const CodeSpaceStep = "space.step"

var spaceSteps = map[SpaceStatus][]SpaceStatus{ //nolint:gochecknoglobals // a constant
	SpaceUnconfirmed: {SpaceActive},
	SpaceActive:      {SpacePaused, SpaceMatched, SpaceExpired, SpaceWithdrawn},
	SpacePaused:      {SpaceActive, SpaceMatched, SpaceExpired, SpaceWithdrawn},
}

// SpaceStatuses are all of them.
func SpaceStatuses() []SpaceStatus {
	return []SpaceStatus{SpaceUnconfirmed, SpaceActive, SpacePaused, SpaceMatched, SpaceExpired, SpaceWithdrawn}
}

// Goes reports whether a step leads from s to another status.
func (s SpaceStatus) Goes(to SpaceStatus) bool { return slices.Contains(spaceSteps[s], to) }

// Lives reports whether a request may still lead to something.
func (s SpaceStatus) Lives() bool { return s == SpaceActive || s == SpacePaused }

const (
	largestAreaM2  = 100_000
	mostRentCents  = 100_000_000
	longestFrontM  = 1000
	longestTerm    = 600
	longestPlaceIn = 200
)

// tidy returns the submission as it is kept, and all that is wrong but the address, which outbox knows about.
func (s SpaceSubmission) tidy(today geo.Date) (SpaceSubmission, []fault.Field) {
	var wrong []fault.Field
	refuse := func(path, code, msg string) { wrong = append(wrong, fault.Field{Path: path, Code: code, Msg: msg}) }
	s.Name, s.Phone, s.Place = line(s.Name), line(s.Phone), line(s.Place)
	if !slices.Contains(vacancy.UseTypes(), s.UseType) {
		refuse("use_type", "unknown_value", "there is no such use")
	}
	s.figures(refuse)
	if !s.WantedFrom.IsZero() && (s.WantedFrom.Before(today) || today.AddMonths(120).Before(s.WantedFrom)) {
		refuse("from", "space.from", "a day from today on, within ten years, is needed")
	}
	if utf8.RuneCountInString(s.Place) > longestPlaceIn {
		refuse("place", "enquiry.long", "this is too long")
	}
	checkSender(s.Name, s.Phone, s.Consent, refuse)
	if s.Lang != "en" {
		s.Lang = "de"
	}
	return s, wrong
}

func (s *SpaceSubmission) figures(refuse func(path, code, msg string)) {
	if !(s.AreaMinM2 >= 0 && s.AreaMinM2 <= largestAreaM2) {
		refuse("area_min_m2", "out_of_range", "the value is out of range")
	}
	if !(s.AreaMaxM2 >= 1 && s.AreaMaxM2 <= largestAreaM2) {
		refuse("area_max_m2", "out_of_range", "the value is out of range")
	}
	if s.AreaMinM2 > s.AreaMaxM2 {
		refuse("area_max_m2", "space.range", "the largest area is no smaller than the smallest")
	}
	if s.RentMaxCents != nil && (*s.RentMaxCents < 0 || *s.RentMaxCents > mostRentCents) {
		refuse("rent_max_cents", "out_of_range", "the value is out of range")
	}
	if s.FrontageMinM != nil && !(*s.FrontageMinM >= 0 && *s.FrontageMinM <= longestFrontM) {
		refuse("frontage_min_m", "out_of_range", "the value is out of range")
	}
	if s.TermMonths != nil && (*s.TermMonths < 1 || *s.TermMonths > longestTerm) {
		refuse("term_months", "out_of_range", "the value is out of range")
	}
}

// hash is the same for the same form with the same words in it, nil for a submission without a form.
func (s *SpaceSubmission) hash() []byte {
	if s.Form == "" {
		return nil
	}
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "space\x00%s\x00%s\x00%s\x00%g\x00%g\x00%s", s.Form, s.Email, s.UseType, s.AreaMinM2, s.AreaMaxM2, s.Place)
	return sum.Sum(nil)
}
