package outbox_test

import (
	"errors"
	"io"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

// received is a mail as the server took it.
type received struct {
	to     string
	header mail.Header
	body   string
}

// mailServer is a real SMTP server on loopback that remembers what it took.
type mailServer struct {
	addr string

	mu     sync.Mutex
	mails  []received
	refuse func(to string) error
	busy   int // so many are told to come again
}

func serveMail(t testing.TB) *mailServer {
	t.Helper()
	s := &mailServer{}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{server: s}, nil }))
	server.ErrorLog = quiet{}
	server.Domain = "mail.test"
	l, err := net.Listen("tcp", "127.0.0.1:0")
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
	server *mailServer
	to     string
}

func (*session) Mail(string, *smtp.MailOptions) error { return nil }
func (*session) Reset()                               {}
func (*session) Logout() error                        { return nil }

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.server.refuse != nil {
		return s.server.refuse(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.server.busy > 0 {
		s.server.busy--
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
	s.server.mails = append(s.server.mails, received{s.to, m.Header, body})
	return nil
}

func (s *mailServer) all() []received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]received(nil), s.mails...)
}

func (s *mailServer) hostPort(t testing.TB) (string, int) {
	t.Helper()
	addr, err := net.ResolveTCPAddr("tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	return addr.IP.String(), addr.Port
}

// wait returns the mails as soon as there are n of them.
func (s *mailServer) wait(t testing.TB, n int) []received {
	t.Helper()
	var got []received
	until(t, func() bool { got = s.all(); return len(got) >= n })
	if len(got) > n {
		t.Fatalf("%d mails, want %d: %v", len(got), n, subjects(got))
	}
	return got
}

func subjects(mails []received) string {
	var all []string
	for _, m := range mails {
		all = append(all, m.to+": "+m.header.Get("Subject"))
	}
	return strings.Join(all, " | ")
}

// until waits for a condition as long as a loaded machine may need.
func until(t testing.TB, holds func() bool) {
	t.Helper()
	for range 6000 {
		if holds() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("waited a minute in vain")
}
