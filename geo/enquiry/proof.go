package enquiry

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"math/bits"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"mitte/geo/fault"
	"mitte/geo/pg"
)

// Challenge is a proof of work to be done, in the words of ALTCHA: find the number up to MaxNumber that gives
// SHA-256(salt + number) = challenge.
type Challenge struct {
	Algorithm string
	Challenge string
	Salt      string
	Signature string
	MaxNumber int64
}

const (
	algorithm   = "SHA-256"
	proofLife   = 600 // seconds
	easiest     = 300_000
	busyFrom    = 20 // proofs in ten minutes; each doubling of them doubles the work
	hardest     = 4  // at most so often
	longestSolo = 2000
)

// Codes of proofs that are not accepted.
const (
	CodeProof      = "proof.wrong"
	CodeProofOld   = "proof.old"
	CodeProofSpent = "proof.spent"
)

const (
	// Time is the database's, so that several servers agree on it.
	sqlProofNow = `
SELECT extract(epoch FROM now())::bigint AS now, (SELECT count(*) FROM proof_spent WHERE until > now()) AS spent`

	sqlSpendProof = `
INSERT INTO proof_spent (challenge, until) VALUES ($1, to_timestamp($2)) ON CONFLICT DO NOTHING`
)

// Forms are what a proof can be for; one for another form is none.
func Forms() []string { return []string{"ask", "space", "alert", "subscribe"} }

// Challenge makes a challenge for a form. It returns NotFound for a form that is none.
func (s *Service) Challenge(ctx context.Context, form string) (Challenge, error) {
	const op = "enquiry.Challenge"
	if !slices.Contains(Forms(), form) {
		return Challenge{}, fault.New(fault.NotFound, "not_found", "there is no such form")
	}
	var now, spent int64
	if err := s.db.QueryRow(ctx, sqlProofNow).Scan(&now, &spent); err != nil {
		return Challenge{}, pg.Fault(op, err)
	}
	var random [16]byte
	_, _ = rand.Read(random[:])
	c := Challenge{Algorithm: algorithm, MaxNumber: difficulty(spent)}
	// The ampersand ends the salt: without it digits could move from the number into the expiry (CVE-2025-68113).
	c.Salt = hex.EncodeToString(random[:]) + "?expires=" + strconv.FormatInt(now+proofLife, 10) + "&form=" + form + "&"
	number, err := rand.Int(rand.Reader, big.NewInt(c.MaxNumber+1))
	if err != nil {
		return Challenge{}, fault.Wrap(op, err)
	}
	sum := work(c.Salt, number.Int64())
	c.Challenge = hex.EncodeToString(sum[:])
	c.Signature, err = s.box.Seal(ctx, "proof", c.Salt+c.Challenge)
	return c, fault.Wrap(op, err)
}

// difficulty is the largest number to be tried.
func difficulty(spent int64) int64 {
	doublings := min(bits.Len64(uint64(max(spent, 0)/busyFrom)), hardest)
	return easiest << doublings
}

func work(salt string, number int64) [32]byte {
	return sha256.Sum256([]byte(salt + strconv.FormatInt(number, 10)))
}

// solution is what a browser sends back, base64 of JSON.
type solution struct {
	Algorithm string `json:"algorithm"`
	Challenge string `json:"challenge"`
	Number    int64  `json:"number"`
	Salt      string `json:"salt"`
	Signature string `json:"signature"`
}

// readSolution returns a solution that fits its challenge, or false.
func readSolution(text string) (solution, bool) {
	var s solution
	plain, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(text) > longestSolo || json.Unmarshal(plain, &s) != nil || s.Number < 0 || s.Algorithm != algorithm {
		return s, false
	}
	sum := work(s.Salt, s.Number)
	return s, strings.HasSuffix(s.Salt, "&") && s.Challenge == hex.EncodeToString(sum[:])
}

// terms are when a salt is over and what form it is for.
func (s solution) terms() (expires int64, form string) {
	_, text, _ := strings.Cut(strings.TrimSuffix(s.Salt, "&"), "?")
	values, err := url.ParseQuery(text)
	if err != nil {
		return 0, ""
	}
	expires, _ = strconv.ParseInt(values.Get("expires"), 10, 64)
	return expires, values.Get("form")
}

func refuseProof(code, msg string) error {
	return fault.Refuse("enquiry", "the form is not complete", fault.Field{Path: "proof", Code: code, Msg: msg})
}

// proven returns a solution of a challenge of ours for a form. It returns Invalid for any other.
func (s *Service) proven(ctx context.Context, form, text string) (solution, error) {
	found, fits := readSolution(text)
	if !fits {
		return found, refuseProof(CodeProof, "this proof of work is not right")
	}
	signature, err := s.box.Seal(ctx, "proof", found.Salt+found.Challenge)
	if err != nil {
		return found, err
	}
	if _, of := found.terms(); subtle.ConstantTimeCompare([]byte(signature), []byte(found.Signature)) != 1 || of != form {
		return found, refuseProof(CodeProof, "this proof of work is not right")
	}
	return found, nil
}

// spend accepts a solution once. It returns Invalid for one that is too old or used already.
func (s solution) spend(ctx context.Context, tx pgx.Tx) error {
	expires, _ := s.terms()
	var now, spent int64
	if err := tx.QueryRow(ctx, sqlProofNow).Scan(&now, &spent); err != nil {
		return err
	}
	if now > expires {
		return refuseProof(CodeProofOld, "this proof of work is too old")
	}
	sum := work(s.Salt, s.Number)
	done, err := tx.Exec(ctx, sqlSpendProof, sum[:], expires)
	if err == nil && done.RowsAffected() == 0 {
		return refuseProof(CodeProofSpent, "this proof of work was used already")
	}
	return err
}
