package main

import (
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// built is the binary as make builds it, without what tests add.
func built(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mitte")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return path
}

// TestTheBuiltBinaryLeavesNoDoorOpen: what helps its makers is not where the public comes in, and no account is there from
// the beginning, under whatever password people try first.
func TestTheBuiltBinaryLeavesNoDoorOpen(t *testing.T) {
	t.Parallel()
	data := dataDir(t)
	s := startProgram(t, built(t), data)
	for _, path := range []string{
		"/debug/pprof/", "/debug/pprof/heap", "/debug/vars", "/metrics", "/admin", "/test", "/.env", "/.git/config", "/api/v1/debug",
		"/swagger", "/graphql", "/server-status", "/actuator/env",
	} {
		if status, body := s.get(path); status != http.StatusNotFound {
			t.Errorf("%s: %d %.80s", path, status, body)
		}
	}
	for _, name := range []string{"admin", "admin@example.org", "mitte", "postgres", "root", "erika@example.org"} {
		for _, password := range []string{"admin", "mitte", "password", "passwort", "postgres", "", name} {
			if status := s.signIn(name, password); status < 400 || status >= 500 {
				t.Errorf("%s with %q: %d", name, password, status)
			}
		}
	}
}

func (s *serving) signIn(email, password string) int {
	s.t.Helper()
	r, err := http.NewRequest(http.MethodPost, s.address+"/api/v1/session", strings.NewReader(`{"email": "`+email+`", "password": "`+password+`"}`))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", s.address)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	_ = response.Body.Close()
	return response.StatusCode
}
