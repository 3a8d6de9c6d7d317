package people

import (
	"testing"
	"time"
)

func TestPasswords(t *testing.T) {
	t.Parallel()
	for password, want := range map[string]string{
		"kurz":                           "password.short",
		"elf zeichen":                    "password.short",
		"kastanie fährt rad um sieben":   "",
		"Fahrrad-Kastanie-7-Mond":        "",
		"tür öffnet":                     "password.short", // characters count, not bytes
		"Passwort2026!":                  "password.common",
		"P@ssw0rt!!2026":                 "password.common",
		"passwordpassword":               "password.common",
		"qwertzuiop123":                  "password.common",
		"123456789012":                   "password.common",
		"aaaaaaaaaaaaaa":                 "password.common",
		"abcdefghijklmnop":               "password.common",
		"Sommer2026!!!":                  "password.common",
		"correct horse battery staple":   "password.common",
		"erika.muster1975":               "password.common", // own name
		"Citymanagement!":                "password.common",
		"x9#Lq2vT!mZ8":                   "",
		"\xff\xfe kein gültiges Unicode": "password.long",
	} {
		got := ""
		if wrong := checkPassword("/password", password, "erika.muster@example.org", "Erika Muster"); wrong != nil {
			got = wrong[0].Code
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", password, got, want)
		}
	}
}

// The values of RFC 6238, appendix B, cut to six digits.
func TestCodesAreThoseOfTheStandard(t *testing.T) {
	t.Parallel()
	secret := []byte("12345678901234567890")
	for seconds, want := range map[int64]string{59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"} {
		if got := totpCode(secret, seconds/totpStep); got != want {
			t.Errorf("at %d: got %s, want %s", seconds, got, want)
		}
		now := time.Unix(seconds, 0)
		for off, fits := range map[time.Duration]bool{0: true, 30 * time.Second: true, -30 * time.Second: true, 91 * time.Second: false, -91 * time.Second: false} {
			if step := totpMatch(secret, want, now.Add(off)); (step == seconds/totpStep) != fits {
				t.Errorf("at %d, %v off: step %d", seconds, off, step)
			}
		}
	}
}

func TestOldHashesAreKnownAndNoted(t *testing.T) {
	t.Parallel()
	h := newHasher(2)
	weak := parameters{19 << 10, 2, 1}
	salt := []byte("0123456789abcdef")
	stored := phc(weak, salt, weak.key("kastanie", salt, hashLength))
	if ok, old, err := h.matches(t.Context(), stored, "kastanie"); !ok || !old || err != nil {
		t.Errorf("an old hash: %v %v %v", ok, old, err)
	}
	fresh, err := h.hash(t.Context(), "kastanie")
	if err != nil {
		t.Fatal(err)
	}
	if ok, old, err := h.matches(t.Context(), fresh, "kastanie"); !ok || old || err != nil {
		t.Errorf("a new hash: %v %v %v", ok, old, err)
	}
	if ok, _, err := h.matches(t.Context(), h.dummy, "kastanie"); ok || err != nil {
		t.Errorf("the dummy: %v %v", ok, err)
	}
	if _, _, err := h.matches(t.Context(), "$2y$nonsense", "x"); err == nil {
		t.Error("an unreadable hash is no error")
	}
}

func TestSealedSecretsBelongToOneAccount(t *testing.T) {
	t.Parallel()
	keys, err := LoadKeys(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	sealed := keys.encrypt(1, []byte("geheim"))
	if plain, err := keys.decrypt(1, sealed); err != nil || string(plain) != "geheim" {
		t.Errorf("%q %v", plain, err)
	}
	if _, err := keys.decrypt(2, sealed); err == nil {
		t.Error("another account opens it")
	}
	if _, err := keys.decrypt(1, sealed[:5]); err == nil {
		t.Error("half of it opens")
	}
}
