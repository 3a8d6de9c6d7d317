package main

import (
	"io"
	"net/http"
)

// askOther is ask for servers of others. It reads any answer that HTTP allows, at some more cost.
func (w *wire) askOther(request []byte) (reply, error) {
	if _, err := w.conn.Write(request); err != nil {
		return reply{}, err
	}
	answer, err := http.ReadResponse(w.in, nil)
	if err != nil {
		return reply{}, err
	}
	defer func() { _ = answer.Body.Close() }()
	n, err := io.Copy(io.Discard, answer.Body)
	return reply{status: answer.StatusCode, bytes: int(n)}, err
}
