package pg_test

import (
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/pg"
)

// guarded is every table with row security: who sees its rows, and a row. A new one without a line here fails the test.
var guarded = []struct{ table, role, sql string }{ //nolint:gochecknoglobals // a table of cases
	{"account", "door", `INSERT INTO account (email, name) VALUES ('canary@example.org', 'canary')`},
	{"role_grant", "door", `INSERT INTO role_grant (account_id, role) SELECT id, 'staff' FROM account`},
	{"credential", "door", `INSERT INTO credential (account_id, password_hash) SELECT id, 'canary' FROM account`},
	{"recovery_code", "door", `INSERT INTO recovery_code (account_id, hash) SELECT id, sha256('canary') FROM account`},
	{"session", "door", `INSERT INTO session (id_hash, account_id, expires_at) SELECT sha256('canary'), id, now() + interval '1 hour' FROM account`},
	{"api_token", "door", `INSERT INTO api_token (account_id, label, hash, scopes, expires_at)
		SELECT id, 'canary', sha256('canary'), '{read}', now() + interval '1 day' FROM account`},
	{"setup_link", "door", `INSERT INTO setup_link (hash, expires_at) VALUES (sha256('canary'), now() + interval '1 day')`},
	{"login_attempt", "door", `INSERT INTO login_attempt (what, attempts) VALUES ('canary', 1)`},
	{"idempotency_key", "door", `INSERT INTO idempotency_key (actor, key, request, claimed_by) VALUES ('canary', 'k', sha256('canary'), gen_random_uuid())`},
	{"outbox.recipient", "post", `INSERT INTO outbox.recipient (address) VALUES ('canary@example.org')`},
	{"outbox.token", "post", `INSERT INTO outbox.token (hash, recipient_id) SELECT sha256('canary'), id FROM outbox.recipient`},
	{"outbox.form_try", "post", `INSERT INTO outbox.form_try (client) VALUES ('canary')`},
	{"outbox.form_key", "post", `SELECT 1`}, // the migration makes its only row
	{"outbox.mail", "post", `INSERT INTO outbox.mail (kind, cause, lang, subject, body, message_id) VALUES ('letter', 'c', 'de', 's', 'canary', 'm')`},
	{"enquiry_content", "house", `WITH e AS (INSERT INTO enquiry (kind, desk) VALUES ('space', 'city') RETURNING id)
		INSERT INTO enquiry_content (enquiry_id, subject, body, name, phone, lang) SELECT id, 'canary', 'canary', 'canary', '', 'de' FROM e`},
	{"enquiry_message", "house", `INSERT INTO enquiry_message (enquiry_id, direction, body) SELECT id, 'in', 'canary' FROM enquiry`},
	{"saved_search", "house", `INSERT INTO saved_search (filter) VALUES ('q=canary')`},
	{"saved_search_unit", "house", `WITH s AS (INSERT INTO source (id, title, licence, attribution) VALUES ('a', 'a', 'a', 'a') RETURNING id),
		u AS (INSERT INTO unit (public_ref, geom, use_type, source)
			SELECT 'saved', ST_SetSRID(ST_MakePoint(358800, 5725400), 25832), 'retail', id FROM s RETURNING id)
		INSERT INTO saved_search_unit (search_id, unit_id) SELECT q.id, u.id FROM saved_search q, u`},
	{"space_request", "house", `INSERT INTO space_request (use_type, area_min_m2, area_max_m2) VALUES ('retail', 1, 2)`},
	{"space_request_contact", "house", `INSERT INTO space_request_contact (request_id, name, phone, lang) SELECT id, 'canary', '', 'de' FROM space_request`},
	{"planner_question", "house", `INSERT INTO planner_question (account_id, name, query) SELECT id, 'canary', 'street=canary' FROM account`},
	{"owner_data.consent", "register", `WITH s AS (INSERT INTO source (id, title, licence, attribution) VALUES ('r', 'r', 'r', 'r') RETURNING id),
		u AS (INSERT INTO unit (public_ref, geom, use_type, source)
			SELECT 'consent', ST_SetSRID(ST_MakePoint(358800, 5725400), 25832), 'retail', id FROM s RETURNING id)
		INSERT INTO owner_data.consent (unit_id, scope, given_at, evidence) SELECT id, 'publish_unit', '2026-01-01', 'canary' FROM u`},
	{"owner_data.party", "owners", `INSERT INTO owner_data.party (kind, name, legal_basis, source, purpose, collected_at, delete_after)
		VALUES ('owner', 'canary', 'canary', 'canary', 'canary', '2026-01-01', '2027-01-01')`},
	{"owner_data.party_link", "owners", `INSERT INTO owner_data.party_link (party_id, role, unit_id)
		SELECT p.id, 'owner', u.id FROM owner_data.party p, unit u WHERE u.public_ref = 'consent'`},
}

const (
	sqlGuarded     = `SELECT c.oid::regclass::text FROM pg_class c WHERE c.relrowsecurity ORDER BY 1`
	sqlPlainColumn = `
SELECT attname::text FROM pg_attribute
WHERE attrelid = $1::regclass AND attnum > 0 AND attidentity = '' AND attgenerated = '' ORDER BY attnum LIMIT 1`
	sqlWhoWas = `SELECT set_config('mitte.role', $1, false), set_config('mitte.user', $2, false)`
)

// strangers are settings under which nothing is seen: left out, empty, of others, and what an attacker might try.
var strangers = [][2]string{ //nolint:gochecknoglobals // a table of cases
	{"", ""},
	{"nobody", "account:1"},
	{"DOOR", ""},
	{"doors", ""},
	{" door", ""},
	{"{door}", ""},
	{"door;post", ""},
	{"*", ""},
	{"%", ""},
	{"door' OR true--", ""},
	{"board,partner", "account:1"},
	{"mitte_owner", "mitte_owner"},
	{",", ","},
	{"", "door"},
}

func TestRowsOfPeopleShowToNobodyWhoHasNotSaidForWhom(t *testing.T) {
	db := committing(t)
	var listed []string
	for _, g := range guarded {
		exec(t, db.Superuser(), g.sql)
		listed = append(listed, g.table)
	}
	slices.Sort(listed)
	if found := column[string](t, db.Superuser(), sqlGuarded); !slices.Equal(found, listed) {
		t.Fatalf("the tables with row security are %v, those with a row here %v", found, listed)
	}
	for _, g := range guarded {
		for _, who := range strangers {
			inRolledBack(t, db.App(), func(tx pgx.Tx) { refusesAll(t, tx, g.table, who) })
		}
		if n := one[int](t, db.App(), `SELECT count(*) FROM `+g.table); n != 0 {
			t.Errorf("%s shows %d rows where nothing was ever set", g.table, n)
		}
		as := pg.As(db.App(), pg.Who{Roles: []string{"partner", g.role}})
		if n := one[int](t, as, `SELECT count(*) FROM `+g.table); n != 1 {
			t.Errorf("%s shows %d rows to %s", g.table, n, g.role)
		}
		if n := one[int](t, db.Owner(), `SELECT count(*) FROM `+g.table); n != 0 {
			t.Errorf("%s shows its rows to its owner: row security is not forced", g.table)
		}
	}
}

// refusesAll lets a stranger read, write and remove, and expects nothing to come of it.
func refusesAll(t *testing.T, tx pgx.Tx, table string, who [2]string) {
	t.Helper()
	exec(t, tx, sqlWhoWas, who[0], who[1])
	if n := one[int](t, tx, `SELECT count(*) FROM `+table); n != 0 {
		t.Errorf("%s shows %d rows to %q", table, n, who)
	}
	column := pgx.Identifier{one[string](t, tx, sqlPlainColumn, table)}.Sanitize()
	for _, sql := range []string{`DELETE FROM ` + table, `UPDATE ` + table + ` SET ` + column + ` = ` + column} {
		if n, err := attempt(t, tx, sql); err == nil && n != 0 {
			t.Errorf("%q may: %s", who, sql)
		}
	}
	if _, err := attempt(t, tx, `INSERT INTO login_attempt (what, attempts) VALUES ('x', 1)`); err == nil {
		t.Errorf("%q put a row in", who)
	}
}

// attempt runs a statement in a savepoint and returns how many rows it touched.
func attempt(t *testing.T, tx pgx.Tx, sql string) (int64, error) {
	t.Helper()
	inner, err := tx.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = inner.Rollback(t.Context()) }()
	tag, err := inner.Exec(t.Context(), sql)
	return tag.RowsAffected(), err
}

func inRolledBack(t *testing.T, db pg.DB, fn func(tx pgx.Tx)) {
	t.Helper()
	tx, err := db.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	fn(tx)
}
