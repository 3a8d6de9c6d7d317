package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net"
	"strconv"
	"time"
)

// wire is one kept-alive connection that asks and reads as cheaply as it can, because the load shares its processors with
// what it measures. It understands the answers of our own server and no others.
type wire struct {
	conn net.Conn
	in   *bufio.Reader
	stop func() bool
}

type reply struct {
	status, bytes int
	tag           string
}

const (
	wireBuffer  = 64 << 10
	wirePatient = 30 * time.Second // for the last answers of a load
)

var (
	endOfHead  = []byte("\r\n\r\n")
	lengthName = []byte("\r\nContent-Length: ")
	tagName    = []byte("\r\nEtag: ")
)

func dialWire(ctx context.Context, address string) (*wire, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	w := &wire{conn: conn, in: bufio.NewReaderSize(conn, wireBuffer)}
	w.stop = context.AfterFunc(ctx, func() { _ = conn.Close() })
	return w, nil
}

func (w *wire) close() {
	w.stop()
	_ = w.conn.Close()
}

// request writes the bytes of a request once, for many uses.
func request(path string, headers ...string) []byte {
	var b bytes.Buffer
	_, _ = fmt.Fprintf(&b, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n", path)
	for _, h := range headers {
		b.WriteString(h + "\r\n")
	}
	b.WriteString("\r\n")
	return b.Bytes()
}

const takesGzip = "Accept-Encoding: gzip"

// ask sends a request and reads over its answer. The tag is read only if it is wanted.
func (w *wire) ask(request []byte, wantTag bool) (reply, error) {
	r, err := w.head(request, wantTag)
	if err == nil && r.bytes > 0 {
		_, err = w.in.Discard(r.bytes)
	}
	return r, err
}

func (w *wire) head(request []byte, wantTag bool) (reply, error) {
	if _, err := w.conn.Write(request); err != nil {
		return reply{}, err
	}
	for {
		seen, err := w.in.Peek(max(1, w.in.Buffered()))
		if err != nil {
			return reply{}, err
		}
		end := bytes.Index(seen, endOfHead)
		if end >= 0 {
			r, err := readHead(seen[:end+2], wantTag)
			if err == nil {
				_, err = w.in.Discard(end + len(endOfHead))
			}
			return r, err
		}
		if _, err := w.in.Peek(len(seen) + 1); err != nil {
			return reply{}, err
		}
	}
}

func readHead(head []byte, wantTag bool) (r reply, err error) {
	const statusAt = len("HTTP/1.1 ")
	if len(head) < statusAt+3 {
		return r, fmt.Errorf("an answer begins with %q", head)
	}
	if r.status, err = strconv.Atoi(string(head[statusAt : statusAt+3])); err != nil {
		return r, err
	}
	if length := headerValue(head, lengthName); length != nil {
		r.bytes, err = strconv.Atoi(string(length))
	}
	if wantTag {
		r.tag = string(headerValue(head, tagName))
	}
	return r, err
}

func headerValue(head, name []byte) []byte {
	_, rest, found := bytes.Cut(head, name)
	if !found {
		return nil
	}
	value, _, _ := bytes.Cut(rest, endOfHead[:2])
	return value
}
