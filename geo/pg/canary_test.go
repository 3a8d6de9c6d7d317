package pg_test

import (
	"regexp"
	"testing"

	"github.com/jackc/pgx/v5"
)

const (
	sqlViews = `SELECT viewname::text FROM pg_views WHERE schemaname = 'pub' ORDER BY 1`

	// Every column whose comment says that it is not for the public, with its type.
	sqlClassified = `
SELECT c.relname || ' ' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
  AND col_description(c.oid, a.attnum) ~ '^(internal|personal|secret)' ORDER BY 1`
)

var (
	canary  = regexp.MustCompile(`canary|2099-09-09|987654321`) //nolint:gochecknoglobals // a constant
	listing = regexp.MustCompile(`^(\S+) (\S+)$`)               //nolint:gochecknoglobals // a constant

	// A closed list of words has no room for a canary; the privilege test looks after these.
	wordless = map[string]bool{"unit public_basis": true, "unit not_marketable_reason": true} //nolint:gochecknoglobals // a table of cases

	// Tables that plants leaves out: filled by triggers and the runner, an import's, or about people and
	// their doors, on which no view has any right.
	elsewhere = map[string]bool{ //nolint:gochecknoglobals // a table of cases
		"history": true, "change": true, "schema_version": true, "import_job": true, "import_row": true,
		"account": true, "role_grant": true, "credential": true, "recovery_code": true, "session": true, "api_token": true,
		"setup_link": true, "login_attempt": true, "idempotency_key": true, "audit_log": true,
		"enquiry": true, "enquiry_content": true, "enquiry_message": true, "enquiry_route": true, "enquiry_year": true, "proof_spent": true,
		"space_request": true, "space_request_contact": true, "match_weight": true, "saved_search": true, "saved_search_unit": true,
		"planner_question": true,
		"erasure":          true,
	}
)

func TestNoCanarySingsInPublic(t *testing.T) {
	db := committing(t)
	plantAll(t, db.App(), nil)
	exec(t, db.App(), `UPDATE building SET name = 'renamed'`) // history holds something too
	// A site that was announced and called off has a view of its own, in which nothing counts that was said since.
	exec(t, db.App(), `INSERT INTO construction_section (project_id, label, geom, status, status_reason, planned, contractor, note_internal, source)
		SELECT project_id, 'B', geom, status, status_reason, planned, contractor, note_internal, source FROM construction_section`)
	exec(t, db.App(), `UPDATE construction_section SET status = 'cancelled', label = 'canary', title_de = 'canary', title_en = 'canary',
		description_public_de = 'canary', description_public_en = 'canary', planned = '[2099-09-09,2099-09-10)' WHERE label = 'B'`)
	views := column[string](t, db.Public(), sqlViews)
	if len(views) < 12 {
		t.Fatalf("only %v", views)
	}
	for _, view := range views {
		rows := column[string](t, db.Public(), `SELECT v::text FROM pub.`+pgx.Identifier{view}.Sanitize()+` v`)
		if len(rows) == 0 {
			t.Errorf("pub.%s shows nothing, so nothing is proven", view)
		}
		for _, row := range rows {
			if found := canary.FindString(row); found != "" {
				t.Errorf("pub.%s shows %q in %s", view, found, row)
			}
		}
	}
}

// The net above is only as good as its bait: each column that is not public must hold a canary.
func TestEveryClassifiedColumnHoldsACanary(t *testing.T) {
	tx := inTx(t)
	plantAll(t, tx, nil)
	for _, line := range column[string](t, tx, sqlClassified) {
		name := listing.FindStringSubmatch(line)
		if elsewhere[name[1]] {
			continue
		}
		table, col := pgx.Identifier{name[1]}.Sanitize(), pgx.Identifier{name[2]}.Sanitize()
		values := column[*string](t, tx, `SELECT `+col+`::text FROM `+table)
		if len(values) == 0 || values[0] == nil {
			t.Errorf("%s is not planted", line)
			continue
		}
		if !wordless[line] && !canary.MatchString(*values[0]) {
			t.Errorf("%s holds %q", line, *values[0])
		}
	}
}

func TestNoViewReadsWhatIsNotPlanted(t *testing.T) {
	tx := inTx(t)
	for table := range elsewhere {
		if one[bool](t, tx, `SELECT has_any_column_privilege('mitte_view', $1, 'SELECT')`, table) {
			t.Errorf("%s is read by views and holds no canary", table)
		}
	}
}

func TestEveryTableIsPlanted(t *testing.T) {
	tx := inTx(t)
	plantAll(t, tx, nil)
	const sqlTables = `SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
		AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_class.oid AND d.deptype = 'e') ORDER BY 1`
	for _, table := range column[string](t, tx, sqlTables) {
		if n := one[int](t, tx, `SELECT count(*) FROM `+pgx.Identifier{table}.Sanitize()); n == 0 && !elsewhere[table] {
			t.Errorf("no row in %s: the catalogue tests are blind there", table)
		}
	}
}
