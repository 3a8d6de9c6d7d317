package api

import (
	"encoding/base64"
	"strings"
)

// A cursor says after which id a list goes on. It is opaque so that it may say more one day; the prefix is its version.
const cursorVersion = "1:"

func writeCursor(after int64) string {
	return base64.RawURLEncoding.EncodeToString(append([]byte(cursorVersion), decimal(after)...))
}

func (q *query) cursor(name string) int64 {
	text, given := q.values[name]
	if !given {
		return 0
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	number, ours := strings.CutPrefix(string(raw), cursorVersion)
	if err != nil || !ours {
		q.refuse(name, "cursor", "this cursor is not one of ours")
		return 0
	}
	after, err := parseID(number)
	if err != nil {
		q.refuse(name, "cursor", "this cursor is not one of ours")
	}
	return after
}
