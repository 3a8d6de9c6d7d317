package api_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"mitte/api"
	"mitte/geo/people"
	"mitte/geo/pg/pgtest"
)

// Whoever erases is answered when it stands outside the database too, and told where that failed.
func TestAnErasureIsListedBeforeItIsAnswered(t *testing.T) {
	t.Parallel()
	db := pgtest.DB(t)
	settle(t, db)
	var listed int
	var full error
	b := over(t, db, db.Public(), signedIn(t, db), func(d *api.Deps) {
		d.Erased = func(ctx context.Context) error {
			return errors.Join(full, db.App().QueryRow(ctx, `SELECT count(*) FROM erasure`).Scan(&listed))
		}
	})
	staff, admin := b.as(people.Staff).at("city"), b.as(people.Admin)
	ask := func(email string) {
		t.Helper()
		staff.do(http.MethodPost, "/api/v1/staff/enquiries",
			`{"received_via":"phone","kind":"space","name":"Hans","email":"`+email+`","message":"Sucht 80 m² im Zentrum."}`).want(t, http.StatusCreated)
	}
	ask("one@example.org")
	admin.do(http.MethodPost, "/api/v1/people/erase", `{"email":"nobody@example.org"}`).want(t, http.StatusNotFound)
	if listed != 0 {
		t.Errorf("%d are listed and nobody was erased", listed)
	}
	admin.do(http.MethodPost, "/api/v1/people/erase", `{"email":"one@example.org"}`).want(t, http.StatusOK)
	if listed < 2 { // the enquiry and the address
		t.Errorf("%d are listed when it is answered", listed)
	}
	ask("two@example.org")
	full = errors.New("no space left")
	told := admin.do(http.MethodPost, "/api/v1/people/erase", `{"email":"two@example.org"}`).want(t, http.StatusServiceUnavailable)
	if !strings.Contains(string(told.body), `"erased.unlisted"`) || strings.Contains(string(told.body), "no space") {
		t.Errorf("%s", told.body)
	}
}
