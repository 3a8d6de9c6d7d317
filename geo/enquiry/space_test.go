package enquiry_test

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo"
	"mitte/geo/enquiry"
	"mitte/geo/fault"
	"mitte/geo/people"
)

func spaceWish(email string) enquiry.SpaceSubmission {
	return enquiry.SpaceSubmission{
		Sought: enquiry.Sought{UseType: "retail", AreaMinM2: 80, AreaMaxM2: 200}, Name: "Erika Kanari", Email: email, Phone: "02362 123",
		Consent: true, AboutDe: "Gesuch: Einzelhandel, 80–200 m²", AboutEn: "Space request: Retail, 80–200 m²", Lang: "de",
	}
}

func (b *bundle) seek(s enquiry.SpaceSubmission) {
	b.t.Helper()
	if err := b.desk.SubmitSpace(b.t.Context(), s); err != nil {
		b.t.Fatal(err)
	}
}

// sought confirms a request and returns its secret link.
func (b *bundle) sought(s enquiry.SpaceSubmission) string {
	b.t.Helper()
	n := len(b.server.All())
	b.seek(s)
	_, token := linkIn(b.t, b.server.Wait(b.t, n+1)[n])
	b.confirm(token)
	_, secret := linkIn(b.t, b.server.Wait(b.t, n+2)[n+1])
	return secret
}

// shop puts a vacant unit of 120 m² in; basis is why the public sees it, NULL for not at all.
func (b *bundle) shop(ref, basis string) (id int64) {
	b.t.Helper()
	b.exec(`INSERT INTO source (id, title, licence, attribution) VALUES ('s', 's', 's', 's') ON CONFLICT DO NOTHING`)
	id = one[int64](b, `INSERT INTO unit (public_ref, geom, use_type, source, public_basis, sales_area_m2, step_free)
		VALUES ($1, ST_SetSRID(ST_MakePoint(359248, 5725240), 25832), 'retail', 's', nullif($2, ''), 120, true) RETURNING id`, ref, basis)
	b.exec(`INSERT INTO unit_status_event (unit_id, "from", "to", at, source, by) VALUES ($1, 'unknown', 'vacant', '2026-01-01', 'walk', 'x')`, id)
	return id
}

var (
	staff   = people.Actor{AccountID: 7, Roles: []people.Role{people.Staff}, Desk: "city"}
	planner = people.Actor{AccountID: 8, Roles: []people.Role{people.Planner}}
)

func TestASpaceRequestFromTheFormToItsEnd(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	b.shop("OPEN-1", "demo")
	b.shop("HIDDEN-1", "")
	b.seek(spaceWish("erika@example.org"))
	asked := b.server.Wait(t, 1)[0]
	path, token := linkIn(t, asked)
	if path != "subscriptions/confirm" || strings.Contains(asked.Body, "Kanari") || !strings.Contains(asked.Body, "80–200 m²") {
		t.Errorf("the confirmation: %s", asked.Body)
	}
	if list, _, err := b.desk.Spaces(t.Context(), staff, enquiry.WantedSpaces{Limit: 10}); err != nil || len(list) != 0 {
		t.Errorf("the office sees what nobody has confirmed: %v %v", list, err)
	}
	b.confirm(token)
	b.confirm(token)
	receipt := b.server.Wait(t, 2)[1]
	path, secret := linkIn(t, receipt)
	if path != "ask/space" || strings.Contains(receipt.Body, "Kanari") || !strings.Contains(receipt.Body, "22.05.2027") || receipt.Header.Get("List-Unsubscribe") != "" {
		t.Errorf("the receipt: %s", receipt.Body)
	}
	f, err := b.desk.FollowSpace(t.Context(), secret)
	if err != nil || f.Status != enquiry.SpaceActive || f.EndsOn != geo.NewDate(2027, 5, 23) {
		t.Fatalf("%v %+v", err, f)
	}
	if len(f.Matches) != 1 || f.Matches[0].UnitRef != "OPEN-1" || f.Matches[0].Score < 80 {
		t.Errorf("who asked sees %+v", f.Matches)
	}
	for _, step := range []struct {
		to   enquiry.SpaceStatus
		want enquiry.SpaceStatus
	}{{enquiry.SpacePaused, enquiry.SpacePaused}, {enquiry.SpacePaused, enquiry.SpacePaused}, {enquiry.SpaceActive, enquiry.SpaceActive}} {
		if err := b.desk.MoveSpace(t.Context(), secret, step.to, ""); err != nil {
			t.Fatal(err)
		}
		if f, err := b.desk.FollowSpace(t.Context(), secret); err != nil || f.Status != step.want {
			t.Errorf("%v %+v", err, f)
		}
	}
	if err := b.desk.MoveSpace(t.Context(), secret, enquiry.SpaceMatched, ""); fault.CodeOf(err) != enquiry.CodeSpaceStep {
		t.Errorf("who asked closed it for the office: %v", err)
	}
	b.exec(`UPDATE space_request SET ends_on = '2026-12-01'`)
	if err := b.desk.ProlongSpace(t.Context(), secret, ""); err != nil {
		t.Fatal(err)
	}
	if f, err := b.desk.FollowSpace(t.Context(), secret); err != nil || f.EndsOn != geo.NewDate(2027, 5, 23) {
		t.Errorf("%v %+v", err, f)
	}
	if err := b.desk.MoveSpace(t.Context(), secret, enquiry.SpaceWithdrawn, ""); err != nil {
		t.Fatal(err)
	}
	if err := b.desk.MoveSpace(t.Context(), secret, enquiry.SpaceActive, ""); fault.CodeOf(err) != enquiry.CodeSpaceStep {
		t.Errorf("a withdrawn request came back: %v", err)
	}
	if f, err := b.desk.FollowSpace(t.Context(), secret); err != nil || f.Status != enquiry.SpaceWithdrawn || f.Matches != nil {
		t.Errorf("%v %+v", err, f)
	}
	kept := one[string](b, `SELECT string_agg(x, ' ') FROM (SELECT l::text AS x FROM audit_log l UNION ALL SELECT j::text FROM outbox.river_job j) AS y`)
	if strings.Contains(kept, "Kanari") || strings.Contains(kept, "erika@") {
		t.Errorf("audit and jobs: %s", kept)
	}
}

func TestTheOfficeSeesMoreUnitsAndPlannersNoNames(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	b.shop("OPEN-1", "demo")
	hidden := b.shop("HIDDEN-1", "")
	secret := b.sought(spaceWish("erika@example.org"))
	list, more, err := b.desk.Spaces(t.Context(), staff, enquiry.WantedSpaces{Limit: 1})
	if err != nil || more || len(list) != 1 || list[0].Contact == nil || list[0].Contact.Name != "Erika Kanari" || list[0].Contact.Email != "erika@example.org" {
		t.Fatalf("%v %+v", err, list)
	}
	id := list[0].ID
	for _, who := range []people.Actor{planner, {AccountID: 9, Roles: []people.Role{people.Admin}}} {
		if it, err := b.desk.Space(t.Context(), who, id); err != nil || it.Contact != nil {
			t.Errorf("%v: %v %+v", who.Roles, err, it.Contact)
		}
	}
	if _, err := b.desk.Space(t.Context(), people.Actor{AccountID: 9, Roles: []people.Role{people.Board}}, id); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("the board: %v", err)
	}
	found, err := b.desk.SpaceMatches(t.Context(), planner, id)
	if err != nil || len(found) != 2 || found[0].Public == found[1].Public {
		t.Errorf("%v %+v", err, found)
	}
	for _, unit := range []int64{hidden} {
		if k, err := b.desk.SpacesFor(t.Context(), staff, unit); err != nil || len(k) != 1 || k[0].ID != id || k[0].Contact == nil {
			t.Errorf("%v %+v", err, k)
		}
	}
	if _, err := b.desk.SpacesFor(t.Context(), staff, 4711); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a unit that is none: %v", err)
	}
	by := enquiry.By{Actor: staff}
	if _, err := b.desk.AlterSpace(t.Context(), by, id, list[0].Version+1, enquiry.SpacePaused); fault.KindOf(err) != fault.Stale {
		t.Errorf("an older version: %v", err)
	}
	if _, err := b.desk.AlterSpace(t.Context(), enquiry.By{Actor: planner}, id, list[0].Version, enquiry.SpacePaused); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a planner: %v", err)
	}
	it, err := b.desk.AlterSpace(t.Context(), by, id, list[0].Version, enquiry.SpaceMatched)
	if err != nil || it.Status != enquiry.SpaceMatched || it.EndedAt == nil || it.Version == list[0].Version {
		t.Fatalf("%v %+v", err, it)
	}
	if told := b.server.Wait(t, 3)[2]; !strings.Contains(told.Body, "fündig") {
		t.Errorf("%s", told.Body)
	}
	if k, err := b.desk.SpacesFor(t.Context(), staff, hidden); err != nil || len(k) != 0 {
		t.Errorf("a request that has ended still counts: %v %+v", err, k)
	}
	if f, err := b.desk.FollowSpace(t.Context(), secret); err != nil || f.Status != enquiry.SpaceMatched {
		t.Errorf("%v %+v", err, f)
	}
}

func TestTheOfficeWeighsTheCriteria(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	b.shop("OPEN-1", "demo")
	rent := int64(100_000)
	wish := spaceWish("erika@example.org")
	wish.RentMaxCents = &rent
	secret := b.sought(wish)
	var scores []int
	for _, sql := range []string{`SELECT 1`, `UPDATE match_weight SET weight = CASE criterion WHEN 'rent' THEN 100 ELSE 0 END`} {
		b.exec(sql)
		f, err := b.desk.FollowSpace(t.Context(), secret)
		if err != nil || len(f.Matches) != 1 {
			t.Fatalf("%v %+v", err, f)
		}
		scores = append(scores, f.Matches[0].Score)
	}
	if scores[0] <= 50 || scores[1] != 50 {
		t.Errorf("%v", scores)
	}
}

func TestASpaceRequestEndsAndIsForgotten(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	secret := b.sought(spaceWish("erika@example.org"))
	stale := spaceWish("inge@example.org")
	b.seek(stale)
	b.server.Wait(t, 3)
	b.exec(`ALTER TABLE space_request DISABLE TRIGGER touch`)
	b.exec(`UPDATE space_request SET ends_on = '2026-12-07' WHERE status = 'active'`) // in 14 days
	for i, want := range []enquiry.Forgotten{{SpacesReminded: 1}, {}} {
		if f, err := b.desk.Forget(t.Context()); err != nil || f != want {
			t.Errorf("reminding, run %d: %v %+v", i, err, f)
		}
	}
	if m := b.server.Wait(t, 4)[3]; m.To != "erika@example.org" || !strings.Contains(m.Body, "06.12.2026") {
		t.Errorf("the reminder: %+v", m)
	}
	b.exec(`UPDATE space_request SET ends_on = '2026-11-23' WHERE status = 'active'`)
	b.exec(`UPDATE space_request SET created_at = created_at - interval '8 days' WHERE status = 'unconfirmed'`)
	for i, want := range []enquiry.Forgotten{{SpacesExpired: 1, SpacesUnconfirmed: 1}, {}} {
		if f, err := b.desk.Forget(t.Context()); err != nil || f != want {
			t.Errorf("ending, run %d: %v %+v", i, err, f)
		}
	}
	if m := b.server.Wait(t, 5)[4]; !strings.Contains(m.Body, "abgelaufen") {
		t.Errorf("the end: %+v", m)
	}
	if f, err := b.desk.FollowSpace(t.Context(), secret); err != nil || f.Status != enquiry.SpaceExpired {
		t.Errorf("%v %+v", err, f)
	}
	b.exec(`UPDATE space_request SET ended_at = now() - interval '30 days 1 minute'`)
	if f, err := b.desk.Forget(t.Context()); err != nil || f != (enquiry.Forgotten{SpacesDeleted: 1}) {
		t.Errorf("deleting: %v %+v", err, f)
	}
	left := one[string](b, `SELECT coalesce(string_agg(x, ' '), '') FROM (SELECT r::text AS x FROM space_request r UNION ALL SELECT c::text FROM space_request_contact c
		UNION ALL SELECT r::text FROM outbox.recipient r UNION ALL SELECT l::text FROM audit_log l) AS y`)
	for _, gone := range []string{"Kanari", "erika", "inge"} {
		if strings.Contains(left, gone) {
			t.Errorf("%s is still there: %s", gone, left)
		}
	}
	if _, err := b.desk.FollowSpace(t.Context(), secret); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the link still leads somewhere: %v", err)
	}
}

func TestAllThatIsWrongWithASpaceRequestIsNamedAtOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	front, term := -1.0, 0
	err := b.desk.SubmitSpace(t.Context(), enquiry.SpaceSubmission{
		Sought: enquiry.Sought{UseType: "casino", AreaMinM2: 200, AreaMaxM2: 100, FrontageMinM: &front, TermMonths: &term, WantedFrom: geo.NewDate(2020, 1, 1)},
		Email:  "nobody", Phone: "x",
	})
	var paths []string
	for _, f := range fields(err) {
		paths = append(paths, f.Path)
	}
	if got := strings.Join(paths, " "); got != "use_type area_max_m2 frontage_min_m term_months from phone consent email" {
		t.Errorf("%s (%v)", got, err)
	}
	wish := spaceWish("erika@example.org")
	wish.Form = "1780000000.abc"
	b.seek(wish)
	b.seek(wish)
	if n := one[int](b, `SELECT count(*) FROM space_request`); n != 1 {
		t.Errorf("%d requests of one form", n)
	}
}

// What somebody looks for is open to who says for whom he asks, and who he is to staff and himself only.
func TestRowsOfSpaceRequestsAreClosed(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.post()
	b.sought(spaceWish("erika@example.org"))
	b.seek(spaceWish("hans@example.org"))
	own := one[string](b, `SELECT id::text FROM space_request WHERE status = 'active'`)
	for _, c := range []struct {
		role, request         string
		requests, contacts    int
		changes, changesOther bool
	}{
		{"", "", 0, 0, false, false},
		{"form", own, 0, 0, false, false},
		{"board", own, 0, 0, false, false},
		{"planner", own, 1, 0, false, false},
		{"admin", "", 1, 0, false, false},
		{"staff", "", 1, 1, true, false},
		{"asker", "1", 0, 0, false, false},
		{"asker", own, 1, 1, true, false},
		{"house", "", 2, 2, true, true},
	} {
		tx, err := b.db.App().Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var requests, contacts int
		_, err = tx.Exec(t.Context(), `SELECT set_config('mitte.role', $1, true), set_config('mitte.request', $2, true)`, c.role, c.request)
		if err == nil {
			err = tx.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM space_request), (SELECT count(*) FROM space_request_contact)`).Scan(&requests, &contacts)
		}
		if err != nil || requests != c.requests || contacts != c.contacts {
			t.Errorf("%+v: %d requests, %d contacts, %v", c, requests, contacts, err)
		}
		if got := changesRow(t, tx, `UPDATE space_request SET place = 'x' WHERE status = 'active'`); got != c.changes {
			t.Errorf("%+v changes a confirmed one: %v", c, got)
		}
		if got := changesRow(t, tx, `UPDATE space_request SET place = 'x' WHERE status = 'unconfirmed'`); got != c.changesOther {
			t.Errorf("%+v changes another: %v", c, got)
		}
		_ = tx.Rollback(t.Context())
	}
}

func changesRow(t *testing.T, tx pgx.Tx, sql string) bool {
	t.Helper()
	inner, err := tx.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = inner.Rollback(t.Context()) }()
	done, err := inner.Exec(t.Context(), sql)
	return err == nil && done.RowsAffected() > 0
}
