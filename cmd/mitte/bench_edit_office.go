package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/jackc/pgx/v5/pgxpool"

	"mitte/geo/fault"
	"mitte/geo/people"
)

const (
	benchEditor = "bench@example.org"
	csrfHeader  = "X-CSRF-Token"
)

// benchOffice is a member of staff who is signed in, and asks as a page of the service does.
type benchOffice struct {
	client        *http.Client
	address       string
	session, csrf string
}

// signInBench makes the account, or gives it another password, and signs it in.
func signInBench(ctx context.Context, app *pgxpool.Pool, client *http.Client, address string) (office benchOffice, err error) {
	password := rand.Text()
	operator := people.ForOperator(people.New(app, people.Config{}))
	_, err = operator.Add(ctx, people.NewAccount{Email: benchEditor, Name: "Bench", Password: password, Roles: []people.Role{people.Staff}})
	if fault.KindOf(err) == fault.Conflict {
		_, err = operator.Change(ctx, benchEditor, people.AccountChange{Password: &password})
	}
	if err != nil {
		return office, err
	}
	office = benchOffice{client: client, address: address}
	var signed struct {
		CSRF string `json:"csrf"`
	}
	head, err := office.ask(ctx, http.MethodPost, "/api/v1/session", map[string]string{"email": benchEditor, "password": password}, "", &signed)
	if err != nil {
		return office, err
	}
	for _, cookie := range (&http.Response{Header: head}).Cookies() {
		office.session = cookie.Name + "=" + cookie.Value
	}
	office.csrf = signed.CSRF
	return office, nil
}

// ask sends a document, unless it is nil, with the tag of the version it is made on, unless that is empty, and reads the
// answer into out.
func (o *benchOffice) ask(ctx context.Context, method, path string, document any, tag string, out any) (http.Header, error) {
	var body io.Reader = http.NoBody
	if document != nil {
		text, err := json.Marshal(document)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(ctx, method, o.address+path, body)
	if err != nil {
		return nil, err
	}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "Origin": o.address, "Cookie": o.session, csrfHeader: o.csrf, "If-Match": tag,
	} {
		if value != "" {
			request.Header.Set(name, value)
		}
	}
	answer, err := o.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode >= http.StatusMultipleChoices {
		err = fmt.Errorf("%s %s: %s: %.500s", method, path, answer.Status, text)
	}
	if err == nil && out != nil {
		err = json.Unmarshal(text, out)
	}
	return answer.Header, err
}
