// Package mailtest is a real SMTP server on loopback that remembers what it took, for tests of every room that writes mails.
package mailtest

import (
	"errors"
	"io"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// Received is a mail as the server took it.
type Received struct {
	To     string
	Header mail.Header
	Body   string
}

// Server is a real SMTP server on loopback that remembers what it took.
type Server struct {
	addr string

	Refuse func(to string) error // set before the first mail
	Busy   int                   // so many are told to come again

	mu    sync.Mutex
	mails []Received
}

// Serve starts a server that ends with the test.
func Serve(t testing.TB) *Server {
	t.Helper()
	s := &Server{}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{server: s}, nil }))
	server.ErrorLog = quiet{}
	server.Domain = "mail.test"
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = l.Addr().String()
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(l) }()
	t.Cleanup(func() {
		_ = server.Close()
		_ = l.Close() // a server that was closed before it began to serve does not know its listener yet
		<-done
	})
	return s
}

// quiet says nothing of connections that end.
type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

type session struct {
	server *Server
	to     string
}

func (*session) Mail(string, *smtp.MailOptions) error { return nil }
func (*session) Reset()                               {}
func (*session) Logout() error                        { return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.server.Refuse != nil {
		return s.server.Refuse(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.server.Busy > 0 {
		s.server.Busy--
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "busy, " + s.to}
	}
	m, err := mail.ReadMessage(r)
	if err != nil {
		return errors.New("no mail")
	}
	body, err := decodedBody(m)
	if err != nil {
		return errors.New("no body")
	}
	s.server.mails = append(s.server.mails, Received{s.to, m.Header, body})
	return nil
}

// All are the mails so far.
func (s *Server) All() []Received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Received(nil), s.mails...)
}

// HostPort is where it listens.
func (s *Server) HostPort(t testing.TB) (string, int) {
	t.Helper()
	addr, err := net.ResolveTCPAddr("tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	return addr.IP.String(), addr.Port
}

// Wait returns the mails as soon as there are n of them.
func (s *Server) Wait(t testing.TB, n int) []Received {
	t.Helper()
	var got []Received
	Until(t, func() bool { got = s.All(); return len(got) >= n })
	if len(got) > n {
		t.Fatalf("%d mails, want %d: %v", len(got), n, Subjects(got))
	}
	return got
}

// Subjects names mails in one line.
func Subjects(mails []Received) string {
	var all []string
	for _, m := range mails {
		all = append(all, m.To+": "+m.Header.Get("Subject"))
	}
	return strings.Join(all, " | ")
}

// Until waits for a condition as long as a loaded machine may need.
func Until(t testing.TB, holds func() bool) {
	t.Helper()
	for range 6000 {
		if holds() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("waited a minute in vain")
}

func decodedBody(m *mail.Message) (string, error) {
	body := m.Body
	if strings.EqualFold(m.Header.Get("Content-Transfer-Encoding"), "quoted-printable") {
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	return strings.ReplaceAll(string(text), "\r\n", "\n"), err
}
