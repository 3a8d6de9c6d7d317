package works

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"mitte/geo"
	"mitte/geo/fault"
)

const (
	longestNotice = 5000 // characters
	mostDoors     = 5000 // one statement, one afternoon of folding
)

// check returns Invalid with everything that is wrong with a wish.
func (n *NoticeWish) check() error {
	var wrong []fault.Field
	refuse := func(path, code, msg string) { wrong = append(wrong, fault.Field{Path: path, Code: code, Msg: msg}) }
	if !slices.Contains([]string{ByLetter, ByMail, ByPoster, OnTheWeb}, n.Channel) {
		refuse("/channel", "unknown_value", "known values are letter, mail, poster, web")
	}
	if !n.Period.From.IsZero() && !n.Period.To.IsZero() && !n.Period.From.Before(n.Period.To) {
		refuse("/to", "period.empty", "the end must come after the beginning")
	}
	if n.ReachM < 0 || n.ReachM > MaxReachM {
		refuse("/reach_m", "out_of_range", "metres from 0 to "+strconv.Itoa(MaxReachM)+" are needed")
	}
	if len(n.UnitIDs) > mostDoors {
		refuse("/unit_ids", "too_many_values", "these are too many doors at once")
	}
	wrong = append(wrong, noticeTexts(n.TextDe, n.TextEn)...)
	if len(wrong) > 0 {
		return fault.Refuse("notice", "the notice cannot be made like this", wrong...)
	}
	return nil
}

// noticeTexts refuses what cannot be printed. Lines are part of a letter, other control characters are not.
func noticeTexts(german, english string) (wrong []fault.Field) {
	for path, text := range map[string]string{"/text_de": german, "/text_en": english} {
		odd := strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' })
		if odd || !utf8.ValidString(text) || utf8.RuneCountInString(text) > longestNotice {
			wrong = append(wrong, fault.Field{Path: path, Code: "notice.text", Msg: "text of at most 5000 printable characters is needed"})
		}
	}
	slices.SortFunc(wrong, func(a, b fault.Field) int { return strings.Compare(a.Path, b.Path) })
	return wrong
}

// checkNewText refuses also an empty German text: that one is always read.
func checkNewText(german, english string) error {
	wrong := noticeTexts(german, english)
	if strings.TrimSpace(german) == "" {
		wrong = append(wrong, fault.Field{Path: "/text_de", Code: "required", Msg: "this is missing"})
	}
	if len(wrong) > 0 {
		return fault.Refuse("notice", "the notice cannot be changed like this", wrong...)
	}
	return nil
}

// tellBy is the last day on which telling is in time for a beginning.
func tellBy(start geo.Date) geo.Date {
	if start.IsZero() {
		return geo.Date{}
	}
	return start.AddDays(-noticeDays)
}

// late reports whether the last day in time is over and nobody had been told by then. told is the first time somebody was.
func late(start geo.Date, told *time.Time, today geo.Date) bool {
	by := tellBy(start)
	if by.IsZero() || !by.Before(today) {
		return false
	}
	return told == nil || by.Before(geo.DateOf(*told))
}

// chosen keeps the doors that were asked for. It returns Invalid naming units that are not affected.
func chosen(doors []affectedDoor, ids []int64) ([]affectedDoor, error) {
	if len(ids) == 0 {
		return doors, nil
	}
	var wrong []fault.Field
	for i, id := range ids {
		if !slices.ContainsFunc(doors, func(d affectedDoor) bool { return d.UnitID == id }) {
			wrong = append(wrong, fault.Field{
				Path: "/unit_ids/" + strconv.Itoa(i), Code: "notice.not_affected", Msg: "this unit is not affected in that period",
			})
		}
	}
	if len(wrong) > 0 {
		return nil, fault.Refuse("notice", "the notice cannot be made like this", wrong...)
	}
	return slices.DeleteFunc(doors, func(d affectedDoor) bool { return !slices.Contains(ids, d.UnitID) }), nil
}
