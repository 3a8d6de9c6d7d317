package people

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
)

// newSecret returns 256 random bits as text for a cookie, a header or a link, and the hash that is kept.
func newSecret() (text string, hash []byte) {
	var bits [32]byte
	_, _ = rand.Read(bits[:]) // never fails
	text = base64.RawURLEncoding.EncodeToString(bits[:])
	return text, hashOf(text)
}

// hashOf returns what is kept of a secret that is random itself; a password needs more.
func hashOf(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// csrfToken is bound to the session and lasts as long; who reads it learns nothing about the cookie.
func csrfToken(session string) string {
	mac := hmac.New(sha256.New, []byte(session))
	mac.Write([]byte("csrf"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
