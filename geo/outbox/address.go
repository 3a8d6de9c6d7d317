package outbox

import (
	"net/mail"
	"strings"
	"unicode/utf8"
)

const longestAddress = 254 // RFC 5321

// parseAddress returns the address in the form in which one person is known once, and false if it is none.
func parseAddress(text string) (string, bool) {
	text = strings.TrimSpace(text)
	if len(text) > longestAddress || strings.ContainsAny(text, "<>\"(),:;\\[]\r\n\t ") {
		return "", false
	}
	parsed, err := mail.ParseAddress(text)
	if err != nil || parsed.Address != text {
		return "", false
	}
	local, domain, _ := strings.Cut(text, "@")
	if len(local) > 64 || !strings.Contains(domain, ".") || strings.HasPrefix(domain, ".") || strings.HasSuffix(domain, ".") {
		return "", false
	}
	return strings.ToLower(text), true
}

// masked is what staff see of an address: enough to talk about it on the telephone.
func masked(address string) string {
	local, domain, found := strings.Cut(address, "@")
	if !found {
		return ""
	}
	_, first := utf8.DecodeRuneInString(local)
	return local[:first] + "…@" + domain
}
