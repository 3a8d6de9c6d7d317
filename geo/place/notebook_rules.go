package place

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"mitte/geo/fault"
)

const (
	longestQuestionName  = 100  // characters
	longestQuestionQuery = 8000 // characters: a line of 200 corners has room
)

// judgeQuestion says all that is wrong with a question to be kept.
func judgeQuestion(q *KeptQuestion) error {
	q.Name = strings.TrimSpace(q.Name)
	var wrong []fault.Field
	refuse := func(path, code, msg string) { wrong = append(wrong, fault.Field{Path: path, Code: code, Msg: msg}) }
	switch {
	case q.Name == "":
		refuse("/name", "required", "a question has a name")
	case !printable(q.Name) || utf8.RuneCountInString(q.Name) > longestQuestionName:
		refuse("/name", "text", "a name is printable text of at most 100 characters")
	}
	words, err := url.ParseQuery(q.Query)
	switch {
	case utf8.RuneCountInString(q.Query) > longestQuestionQuery:
		refuse("/query", "text", "a question has at most 8000 characters")
	case err != nil || len(words) == 0 || !printable(q.Query):
		refuse("/query", "question.words", "a question is kept as the words of an address")
	}
	if len(wrong) > 0 {
		return fault.Refuse("question.rules", "this question cannot be kept", wrong...)
	}
	return nil
}

// printable leaves out what PostgreSQL cannot hold.
func printable(text string) bool {
	return utf8.ValidString(text) && !strings.ContainsFunc(text, unicode.IsControl)
}
