package outbox

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// token is 256 random bits as they stand in a link.
type token string

func newToken() token {
	var bits [32]byte
	_, _ = rand.Read(bits[:]) // never fails
	return token(base64.RawURLEncoding.EncodeToString(bits[:]))
}

// hash is all that is kept of a token. A token has too many values to be guessed, so one round is enough.
func (t token) hash() []byte {
	sum := sha256.Sum256([]byte(t))
	return sum[:]
}
