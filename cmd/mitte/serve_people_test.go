package main

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// setupToken waits for the link that serve prints.
func (s *serving) setupToken() string {
	s.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if _, rest, found := strings.Cut(s.said(), "/#setup="); found {
			if token, _, whole := strings.Cut(rest, "\n"); whole {
				return token
			}
		}
	}
	s.t.Fatalf("no link in %q", s.said())
	return ""
}

func (s *serving) setUp(token string) (int, string) {
	s.t.Helper()
	body := `{"token": "` + token + `", "email": "a@example.org", "name": "Erika Muster", "password": "kastanie fährt rad um sieben"}`
	r, err := http.NewRequest(http.MethodPost, s.address+"/api/v1/setup", strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Origin", s.address)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

// The first administrator is made by a link that outlives a restart, once; then serve prints none any more.
func TestTheFirstAdministratorComesByALink(t *testing.T) {
	t.Parallel()
	data := dataDir(t)
	first := startServer(t, data)
	early := first.setupToken()
	first.stop()
	second := startServer(t, data)
	late := second.setupToken()
	if late == early {
		t.Error("the link is the same after a restart, so it is kept somewhere in the clear")
	}
	if status, body := second.setUp("nonsense"); status != http.StatusForbidden || !strings.Contains(body, `"setup_link"`) {
		t.Errorf("an invented link: %d %s", status, body)
	}
	if status, body := second.setUp(early); status != http.StatusCreated || !strings.Contains(body, `"email":"a@example.org"`) {
		t.Errorf("the link from before the restart: %d %s", status, body)
	}
	for _, token := range []string{early, late} {
		if status, _ := second.setUp(token); status != http.StatusForbidden {
			t.Errorf("a link after the first administrator: %d", status)
		}
	}
	second.stop()
	third := startServer(t, data)
	third.stop()
	if strings.Contains(third.said(), "setup=") {
		t.Errorf("there is an administrator, and serve says %q", third.said())
	}
}

// said is what the server wrote to its standard output.
func (s *serving) said() string {
	s.output.Lock()
	defer s.output.Unlock()
	return s.text.String()
}

func (s *serving) hear(line []byte) {
	s.output.Lock()
	defer s.output.Unlock()
	s.text.Write(bytes.TrimRight(line, "\n"))
	s.text.WriteByte('\n')
}
