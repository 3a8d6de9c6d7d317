package enquiry

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mitte/geo/fault"
)

// The longest texts, in characters.
const (
	LongestSubject = 200
	LongestMessage = 5000
	LongestName    = 200
	LongestPhone   = 50
	shortest       = 10 // a message that says something
)

// tidy returns the submission as it is kept, or Invalid with all that is wrong but the address, which outbox knows about.
func (s Submission) tidy() (Submission, []fault.Field) {
	var wrong []fault.Field
	refuse := func(path, code, msg string) { wrong = append(wrong, fault.Field{Path: path, Code: code, Msg: msg}) }
	s.Subject, s.Name, s.Phone = line(s.Subject), line(s.Name), line(s.Phone)
	s.Message = paragraphs(s.Message)
	if !slices.Contains(Kinds(), s.Kind) {
		refuse("kind", "unknown_value", "there is no such kind of enquiry")
	}
	if n := utf8.RuneCountInString(s.Message); n < shortest || n > LongestMessage {
		refuse("message", "enquiry.message", "a message has 10 to 5000 characters")
	}
	if utf8.RuneCountInString(s.Subject) > LongestSubject {
		refuse("subject", "enquiry.long", "this is too long")
	}
	checkSender(s.Name, s.Phone, s.Consent, refuse)
	if s.Lang != "en" {
		s.Lang = "de"
	}
	return s, wrong
}

// checkSender refuses what nobody may say of himself in a form; the address is outbox's to judge.
func checkSender(name, number string, consent bool, refuse func(path, code, msg string)) {
	if utf8.RuneCountInString(name) > LongestName {
		refuse("name", "enquiry.long", "this is too long")
	}
	if !phone(number) {
		refuse("phone", "enquiry.phone", "a telephone number has digits, blanks and + ( ) / - only")
	}
	if !consent {
		refuse("consent", "enquiry.consent", "we may answer only if you agree")
	}
}

// line makes one line of a text, without characters that nobody sees.
func line(text string) string { return strings.Join(strings.Fields(visible(text)), " ") }

// paragraphs keeps the lines of a text.
func paragraphs(text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	return strings.TrimSpace(visible(text))
}

// visible drops what a terminal or a mail could take for a command.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || unicode.IsPrint(r) {
			return r
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return -1
	}, strings.ToValidUTF8(text, ""))
}

func phone(text string) bool {
	return utf8.RuneCountInString(text) <= LongestPhone && strings.Trim(text, "0123456789 +()/-.") == ""
}

// hash is the same for the same form with the same words in it, nil for a submission without a form.
func (s Submission) hash() []byte {
	if s.Form == "" {
		return nil
	}
	sum := sha256.New()
	about := fmt.Sprint(s.UnitID, " ", s.SectionID) // two forms that were opened in the same second have one stamp
	for _, part := range []string{s.Form, string(s.Kind), s.Email, s.Subject, s.Message, about} {
		sum.Write([]byte(part))
		sum.Write([]byte{0})
	}
	return sum.Sum(nil)
}
