package api_test

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"mitte/api"
	"mitte/geo/enquiry"
	"mitte/geo/kpi"
	"mitte/geo/outbox"
	"mitte/geo/owners"
	"mitte/geo/people"
	"mitte/geo/pg/pgtest"
	"mitte/geo/place"
	"mitte/geo/vacancy"
	"mitte/geo/works"
)

const home = "https://karte.example.org" // the public URL of over

// withPeople lets people sign in; the second factor is not asked for unless change says so.
func withPeople(t testing.TB, change ...func(*people.Config)) *bundle {
	t.Helper()
	db := pgtest.DB(t)
	settle(t, db)
	return over(t, db, db.Public(), signedIn(t, db, change...))
}

// signedIn is what those who sign in need.
func signedIn(t testing.TB, db *pgtest.Database, change ...func(*people.Config)) func(*api.Deps) {
	t.Helper()
	return func(d *api.Deps) {
		keys, err := people.LoadKeys(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		config := people.Config{SecondFactorOptional: true, Keys: keys}
		for _, f := range change {
			f(&config)
		}
		d.People = people.New(db.App(), config)
		if d.Outbox, err = outbox.New(db.App(), outbox.Config{PublicURL: home}); err != nil {
			t.Fatal(err)
		}
		d.Enquiry = enquiry.New(db.App(), today, d.Outbox)
		d.Reckoner = works.NewReckoner(db.App(), today)
		d.Planner, d.Notebook = place.NewPlanner(db.App(), today), place.NewNotebook(db.App())
		d.KPI = kpi.New(db.App(), d.Planner, d.Reckoner, today)
		d.Board = works.NewBoard(db.App(), today, d.Reckoner, d.Outbox)
		d.Office = works.NewOffice(db.App(), today, works.NewTeller(d.Outbox), d.Reckoner)
		d.Register = vacancy.NewOffice(db.App(), today).With(d.Pictures)
		d.Owners = owners.New(db.App(), today, d.Register)
	}
}

// person is somebody who is signed in; his requests are as a page of ours makes them.
type person struct {
	b            *bundle
	id           int64
	secret, csrf string
}

const sqlPerson = `
WITH a AS (INSERT INTO account (email, name) VALUES (gen_random_uuid() || '@example.org', 'Erika Muster') RETURNING id),
     c AS (INSERT INTO credential (account_id, password_hash) SELECT id, '$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' FROM a),
     g AS (INSERT INTO role_grant (account_id, role) SELECT id, unnest($1::text[]) FROM a)
SELECT id FROM a`

const sqlSignedIn = `INSERT INTO session (id_hash, account_id, expires_at) VALUES ($1, $2, now() + interval '8 hours')`

// as makes an account with these roles and signs it in, without the cost of a password.
func (b *bundle) as(roles ...people.Role) *person {
	b.t.Helper()
	p := &person{b: b}
	if err := b.db.Superuser().QueryRow(b.t.Context(), sqlPerson, roles).Scan(&p.id); err != nil {
		b.t.Fatal(err)
	}
	return p.again()
}

// again opens another session of the same person.
func (p *person) again() *person {
	p.b.t.Helper()
	var bits [32]byte
	_, _ = rand.Read(bits[:])
	other := &person{b: p.b, id: p.id, secret: base64.RawURLEncoding.EncodeToString(bits[:])}
	hash := sha256.Sum256([]byte(other.secret))
	if _, err := p.b.db.Superuser().Exec(p.b.t.Context(), sqlSignedIn, hash[:], p.id); err != nil {
		p.b.t.Fatal(err)
	}
	other.csrf, _ = other.do(http.MethodGet, "/api/v1/session", "").want(p.b.t, http.StatusOK).json(p.b.t)["csrf"].(string)
	return other
}

// do sends a request as a page of ours would; headers, as name, value, name, value, come last and may take others' place.
func (p *person) do(method, path, body string, headers ...string) answer {
	p.b.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Cookie", "__Host-sid="+p.secret)
	if method != http.MethodGet {
		r.Header.Set("Origin", home)
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("X-CSRF-Token", p.csrf)
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Del(headers[i])
		if headers[i+1] != "" {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	return p.b.send(r)
}
