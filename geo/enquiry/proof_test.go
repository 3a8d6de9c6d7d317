package enquiry_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"

	"mitte/geo/enquiry"
	"mitte/geo/fault"
)

func fields(err error) []fault.Field {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Fields
	}
	return nil
}

// solve does the work as a browser does.
func solve(t testing.TB, c enquiry.Challenge) map[string]any {
	t.Helper()
	for n := range c.MaxNumber + 1 {
		sum := sha256.Sum256([]byte(c.Salt + strconv.FormatInt(n, 10)))
		if hex.EncodeToString(sum[:]) == c.Challenge {
			return map[string]any{"algorithm": c.Algorithm, "challenge": c.Challenge, "number": n, "salt": c.Salt, "signature": c.Signature}
		}
	}
	t.Fatal("no solution")
	return nil
}

func packed(t testing.TB, solution map[string]any) string {
	t.Helper()
	text, err := json.Marshal(solution)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(text)
}

func TestAProofIsGoodOnceAndForItsForm(t *testing.T) {
	t.Parallel()
	b := setup(t)
	fresh := func() map[string]any {
		t.Helper()
		c, err := b.desk.Challenge(t.Context(), "ask")
		if err != nil {
			t.Fatal(err)
		}
		return solve(t, c)
	}
	refused := func(name, proof, code string) {
		t.Helper()
		err := b.desk.SubmitProven(t.Context(), submission("a@example.org"), proof)
		if f := fields(err); len(f) != 1 || f[0].Code != code || f[0].Path != "proof" {
			t.Errorf("%s: %v", name, err)
		}
	}
	good := packed(t, fresh())
	if err := b.desk.SubmitProven(t.Context(), submission("a@example.org"), good); err != nil {
		t.Fatal(err)
	}
	refused("replayed", good, enquiry.CodeProofSpent)
	refused("none", "", enquiry.CodeProof)
	refused("nonsense", "bm9uc2Vuc2U=", enquiry.CodeProof)

	wrong := fresh()
	wrong["number"] = wrong["number"].(int64) + 1
	refused("another number", packed(t, wrong), enquiry.CodeProof)

	// Digits that move from the number into the salt: without the delimiter they would make a later expiry of it.
	spliced := fresh()
	digits := strconv.FormatInt(spliced["number"].(int64), 10)
	spliced["salt"] = strings.TrimSuffix(spliced["salt"].(string), "&") + digits[:1] + "&"
	refused("spliced", packed(t, spliced), enquiry.CodeProof)
	moved := fresh()
	digits = strconv.FormatInt(moved["number"].(int64), 10)
	moved["salt"] = moved["salt"].(string) + digits[:1]
	moved["number"], _ = strconv.ParseInt("0"+digits[1:], 10, 64)
	refused("moved", packed(t, moved), enquiry.CodeProof)

	// One's own challenge is right in itself, and not ours.
	own := map[string]any{"algorithm": "SHA-256", "number": 1, "salt": "aa?expires=9999999999&form=ask&", "signature": fresh()["signature"]}
	sum := sha256.Sum256([]byte("aa?expires=9999999999&form=ask&1"))
	own["challenge"] = hex.EncodeToString(sum[:])
	refused("foreign", packed(t, own), enquiry.CodeProof)
	other, err := b.box.Seal(t.Context(), "proof", "aa?expires=9999999999&form=other&"+own["challenge"].(string))
	if err != nil {
		t.Fatal(err)
	}
	own["signature"] = other
	refused("of another form", packed(t, own), enquiry.CodeProof)

	old := map[string]any{"algorithm": "SHA-256", "number": 1, "salt": "aa?expires=1000000000&form=ask&"}
	sum = sha256.Sum256([]byte("aa?expires=1000000000&form=ask&1"))
	old["challenge"] = hex.EncodeToString(sum[:])
	if old["signature"], err = b.box.Seal(t.Context(), "proof", old["salt"].(string)+old["challenge"].(string)); err != nil {
		t.Fatal(err)
	}
	refused("expired", packed(t, old), enquiry.CodeProofOld)

	if _, err := b.desk.Challenge(t.Context(), "nothing"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a challenge for no form: %v", err)
	}
	if n := one[int](b, `SELECT count(*) FROM enquiry`); n != 1 {
		t.Errorf("%d enquiries", n)
	}
}
