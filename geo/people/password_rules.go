package people

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"mitte/geo/fault"
)

// The length of a password in characters. There is no rule about what kinds of characters it has: length is what counts.
const (
	shortestPassword = 12
	longestPassword  = 256
)

// commonWords are what passwords are made of that are tried first, in lower case.
//
//go:embed common.txt
var commonWords string

// checkPassword refuses what is short, or what is tried first: a common word or the person's own name with some digits round
// it, a row of keys, one thing over and over.
func checkPassword(path, password, email, name string) []fault.Field {
	field := func(code, msg string) []fault.Field { return []fault.Field{{Path: path, Code: code, Msg: msg}} }
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password) || n > longestPassword:
		return field("password.long", "a password has at most 256 characters")
	case n < shortestPassword:
		return field("password.short", "a password has at least 12 characters")
	case isCommon(password, email, name):
		return field("password.common", "this password is easily guessed")
	}
	return nil
}

func isCommon(password, email, name string) bool {
	if isRow(password) {
		return true
	}
	core := coreOf(password)
	if len(core) < 4 { // nearly all of it is digits and marks
		return distinct(password) < 8
	}
	local, _, _ := strings.Cut(email, "@")
	own := append(strings.Fields(strings.ToLower(name)), coreOf(local))
	known := strings.Fields(commonWords)
	rest := core
	for rest != "" {
		word := longestPrefix(rest, known, own)
		if word == "" {
			return distinct(password) < 5
		}
		rest = rest[len(word):]
	}
	return true
}

// isRow reports whether most characters follow from the one before: 123456, abcdef, zzzzzz.
func isRow(password string) bool {
	follow, before := 0, rune(-9)
	for _, r := range password {
		if d := r - before; d >= -1 && d <= 1 {
			follow++
		}
		before = r
	}
	return follow*5 > utf8.RuneCountInString(password)*3
}

// longestPrefix returns the longest word that text begins with, "" for none.
func longestPrefix(text string, lists ...[]string) string {
	best := ""
	for _, list := range lists {
		for _, word := range list {
			if len(word) > max(2, len(best)) && strings.HasPrefix(text, word) {
				best = word
			}
		}
	}
	return best
}

// coreOf is what is left of a password without capitals, the usual disguises of letters, and everything else.
func coreOf(password string) string {
	trimmed := strings.TrimFunc(strings.ToLower(password), func(r rune) bool { return !unicode.IsLetter(r) && !strings.ContainsRune("@$", r) })
	plain := strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i").Replace(trimmed)
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, plain)
}

func distinct(text string) int {
	seen := map[rune]bool{}
	for _, r := range text {
		seen[r] = true
	}
	return len(seen)
}
