package people

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // RFC 6238 as every authenticator app has it; HMAC does not lean on what SHA-1 lost
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Codes from an authenticator app (RFC 6238): six digits, a new one every half minute.
const (
	totpStep   = 30 // seconds
	totpLeeway = 1  // steps that the app's clock may be off
	totpBytes  = 20
)

func newTOTPSecret() []byte {
	secret := make([]byte, totpBytes)
	_, _ = rand.Read(secret) // never fails
	return secret
}

// totpCode is the code of a step.
func totpCode(secret []byte, step int64) string {
	var counter [8]byte
	binary.BigEndian.PutUint64(counter[:], uint64(step))
	mac := hmac.New(sha1.New, secret)
	mac.Write(counter[:])
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0x0f
	number := binary.BigEndian.Uint32(sum[at:at+4]) & 0x7fffffff
	return fmt.Sprintf("%06d", number%1_000_000)
}

// totpMatch returns the step that a code belongs to, 0 if it is none of those about now. Now is the database's.
func totpMatch(secret []byte, code string, now time.Time) int64 {
	found := int64(0)
	at := now.Unix() / totpStep
	for step := at - totpLeeway; step <= at+totpLeeway; step++ {
		if same(totpCode(secret, step), code) {
			found = step
		}
	}
	return found
}

func totpText(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

// totpURI is what the app reads from the picture.
func totpURI(secret []byte, email string) string {
	const issuer = "mitte"
	q := url.Values{"secret": {totpText(secret)}, "issuer": {issuer}}
	return "otpauth://totp/" + url.PathEscape(issuer+":"+email) + "?" + q.Encode()
}

// tidyCode takes the blanks and dashes out that people type.
func tidyCode(code string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "").Replace(code))
}

const recoveryCodes = 10

// newRecoveryCodes returns codes of 80 bits in groups of four, and the hashes that are kept.
func newRecoveryCodes() (codes []string, hashes [][]byte) {
	for range recoveryCodes {
		var bits [10]byte
		_, _ = rand.Read(bits[:])
		text := base32.StdEncoding.EncodeToString(bits[:])
		codes = append(codes, text[:4]+"-"+text[4:8]+"-"+text[8:12]+"-"+text[12:])
		hashes = append(hashes, hashOf(text))
	}
	return codes, hashes
}
