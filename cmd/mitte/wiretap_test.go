package main

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// wiretap stands between a server and its database. It counts the statements of those who are signed in, and can hold one back,
// or the answer to a COMMIT, for as long as it takes to kill the server. So the server needs nothing for it.
type wiretap struct {
	t        *testing.T
	url      string // by which the server reaches the database
	upstream *pgconn.Config

	mu      sync.Mutex
	armed   bool
	seen    int
	holdAt  int           // the number of the statement that does not go out; 0 is none
	reached chan struct{} // closed when there is something to hold
	dead    chan struct{} // closed when the server is
}

// In place of a number: beforeCommit holds the COMMIT, atCommit lets it go out and holds its answer.
const (
	beforeCommit = -1
	atCommit     = -2
)

// tap listens beside the database behind address.
func tap(t *testing.T, address string) *wiretap {
	t.Helper()
	upstream, err := pgconn.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	dir := scriptRoot(t)
	listener, err := net.Listen("unix", filepath.Join(dir, ".s.PGSQL.5432"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.Host = ""
	u.RawQuery = url.Values{"host": {dir}, "sslmode": {"disable"}}.Encode()
	w := &wiretap{t: t, url: u.String(), upstream: upstream}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go w.carry(conn)
		}
	}()
	return w
}

// arm counts from now on, and holds the n-th statement; 0 holds none.
func (w *wiretap) arm(n int) (reached <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.armed, w.seen, w.holdAt = true, 0, n
	w.reached, w.dead = make(chan struct{}), make(chan struct{})
	return w.reached
}

// disarm says that the server is dead, and how many statements it sent.
func (w *wiretap) disarm() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.armed = false
	close(w.dead)
	return w.seen
}

// line is one connection of the server.
type line struct {
	door   bool // it has asked who somebody is, so it is one of the pool for those who are signed in
	holdIn bool // the next answer stays here
	mu     sync.Mutex
}

func (w *wiretap) carry(server net.Conn) {
	defer func() { _ = server.Close() }()
	network, address := pgconn.NetworkAddress(w.upstream.Host, w.upstream.Port)
	database, err := net.Dial(network, address)
	if err != nil {
		return
	}
	defer func() { _ = database.Close() }()
	l := &line{}
	go func() {
		defer func() { _ = server.Close() }()
		w.answers(l, database, server)
	}()
	if !pass(server, database, 0) { // what a connection begins with has no kind
		return
	}
	for {
		head := make([]byte, 5)
		if _, err := io.ReadFull(server, head); err != nil {
			return
		}
		body := make([]byte, binary.BigEndian.Uint32(head[1:])-4)
		if _, err := io.ReadFull(server, body); err != nil {
			return
		}
		if !w.mayGo(l, head[0], body) {
			return
		}
		if _, err := database.Write(append(head, body...)); err != nil {
			return
		}
	}
}

// pass hands one message on.
func pass(from io.Reader, to io.Writer, kind int) bool {
	head := make([]byte, kind+4)
	if _, err := io.ReadFull(from, head); err != nil {
		return false
	}
	if _, err := to.Write(head); err != nil {
		return false
	}
	_, err := io.CopyN(to, from, int64(binary.BigEndian.Uint32(head[kind:]))-4)
	return err == nil
}

// mayGo looks at what the server sends. It returns when that may go on, and false if the server is dead by then.
func (w *wiretap) mayGo(l *line, kind byte, body []byte) bool {
	if kind == 'B' && bytes.Contains(body, []byte("door")) {
		l.door = true
	}
	w.mu.Lock()
	if !w.armed || !l.door || kind != 'E' && kind != 'Q' {
		w.mu.Unlock()
		return true
	}
	w.seen++
	commit := kind == 'Q' && strings.EqualFold(strings.TrimRight(string(body), "\x00"), "commit")
	held := w.seen == w.holdAt || commit && w.holdAt == beforeCommit
	answer, dead := commit && w.holdAt == atCommit, w.dead
	if held {
		close(w.reached)
	}
	w.mu.Unlock()
	if answer {
		l.mu.Lock()
		l.holdIn = true
		l.mu.Unlock()
	}
	if held {
		<-dead
		return false
	}
	return true
}

// answers carries what the database says.
func (w *wiretap) answers(l *line, database io.Reader, server io.Writer) {
	buffer := make([]byte, 64<<10)
	for {
		n, err := database.Read(buffer)
		l.mu.Lock()
		hold := l.holdIn
		l.mu.Unlock()
		if hold && n > 0 {
			w.mu.Lock()
			reached, dead := w.reached, w.dead
			w.mu.Unlock()
			close(reached)
			<-dead
			return
		}
		if _, wrong := server.Write(buffer[:n]); err != nil || wrong != nil {
			return
		}
	}
}
