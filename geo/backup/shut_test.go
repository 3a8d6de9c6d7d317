package backup_test

import (
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"mitte/geo/backup"
)

// opened are doors that stand open, and words that wait, when the backup is made.
var opened = []string{ //nolint:gochecknoglobals // a table of cases
	`INSERT INTO account (email, name) SELECT n || '@example.org', n FROM unnest(ARRAY['gone', 'back', 'twice', 'less']) AS n`,
	`INSERT INTO role_grant (account_id, role) SELECT a.id, r FROM account a, unnest(ARRAY['staff', 'admin']) AS r`,
	`INSERT INTO api_token (account_id, label, hash, scopes, expires_at)
		SELECT id, name, sha256(name::bytea), '{read}', now() + interval '9 days' FROM account`,
	`UPDATE space_request SET status = 'active', confirmed_at = now(), ends_on = '2099-01-01'`,
	`INSERT INTO space_request (use_type, area_min_m2, area_max_m2, status, confirmed_at, ends_on, place)
		SELECT 'retail', 1, 2, 'active', now(), '2099-01-01', p FROM unnest(ARRAY['matched', 'expired', 'active']) AS p`,
	`INSERT INTO space_request (use_type, area_min_m2, area_max_m2, place) VALUES ('retail', 1, 2, 'withdrawn')`,
	`INSERT INTO outbox.mail (recipient_id, kind, cause, lang, subject, body, message_id)
		SELECT id, 'letter', c, 'de', 's', 'b', c FROM outbox.recipient, unnest(ARRAY['leaves', 'fails', 'waits']) AS c`,
	`UPDATE outbox.subscription SET told_at = now() - interval '9 days'`,
	`INSERT INTO saved_search_unit (search_id, unit_id) SELECT s.id, u.id FROM saved_search s, unit u`,
}

// shut is what happens after it.
var shut = []string{ //nolint:gochecknoglobals // a table of cases
	`UPDATE account SET disabled_at = now() WHERE name IN ('gone', 'back', 'twice')`,
	`DELETE FROM api_token WHERE label IN ('gone', 'back', 'twice')`,
	`UPDATE account SET disabled_at = NULL WHERE name IN ('back', 'twice')`,
	`UPDATE account SET disabled_at = now() WHERE name = 'twice'`,
	`DELETE FROM role_grant g USING account a WHERE a.id = g.account_id AND a.name = 'less' AND g.role = 'admin'`,
	`DELETE FROM api_token WHERE label = 'less'`,
	`UPDATE space_request SET status = 'withdrawn', ended_at = now() WHERE place = ''`,
	`UPDATE space_request SET status = place, ended_at = now(), confirmed_at = now(), ends_on = '2099-01-01' WHERE place NOT IN ('', 'active')`,
	`UPDATE outbox.mail SET state = 'sent', body = '', sent_at = now() WHERE cause IN ('c', 'leaves')`,
	`UPDATE outbox.mail SET state = 'failed', tried_at = now() WHERE cause = 'fails'`,
	`UPDATE outbox.subscription SET told_at = now() - interval '4 days'`,
	`UPDATE outbox.subscription SET told_at = now() - interval '2 days'`,
	`UPDATE saved_search SET told_at = now() - interval '2 days', batch = 1`,
	`UPDATE saved_search_unit SET batch = 1`,
}

// What was shut or told since the backup is so after a restore too, and nothing else is.
func TestARestoreOpensNothingAndTellsNothingTwice(t *testing.T) {
	tn := newTown(t)
	for _, sql := range opened {
		tn.exec(sql)
	}
	dir, m := tn.make()
	for _, sql := range shut {
		tn.exec(sql)
		if err := tn.source.List.Keep(t.Context(), tn.db.App()); err != nil { // as every minute
			t.Fatal(err)
		}
	}
	e := tn.elsewhere()
	if err := backup.Load(t.Context(), dir, m, e.to); err != nil {
		t.Fatal(err)
	}
	list := read(t, tn.source.List.File).Erasures
	none := func(pgx.Tx, backup.Again) error { return nil }
	done, err := backup.EraseAgain(t.Context(), e.pool("mitte_owner"), list, none)
	if want := (backup.Again{Erased: 4, Shut: 6, Told: 4, Waiting: 2}); err != nil || done != want {
		t.Errorf("%+v, %v, want %+v", done, err, want)
	}
	for what, sql := range map[string]string{
		"accounts that are open":    `SELECT name FROM account WHERE disabled_at IS NULL ORDER BY name`,
		"administrators":            `SELECT a.name FROM account a JOIN role_grant g ON g.account_id = a.id AND g.role = 'admin' ORDER BY a.name`,
		"tokens":                    `SELECT label FROM api_token ORDER BY label`,
		"requests":                  `SELECT place || ' ' || status FROM space_request ORDER BY place`,
		"mails that wait":           `SELECT cause FROM outbox.mail WHERE state = 'waiting' ORDER BY cause`,
		"bodies of those that do":   `SELECT body FROM outbox.mail WHERE state = 'sent' AND body <> ''`,
		"told less than 3 days ago": `SELECT (told_at > now() - interval '3 days')::text FROM outbox.subscription UNION ALL SELECT (told_at > now() - interval '3 days')::text FROM saved_search`,
		"units that wait":           `SELECT unit_id::text FROM saved_search_unit WHERE batch IS NULL`,
	} {
		want := map[string][]string{
			"accounts that are open":    {"Staff", "back", "less"},
			"administrators":            {"Staff", "back", "gone", "twice"},
			"tokens":                    {"Staff"},
			"requests":                  {" withdrawn", "active active", "expired expired", "matched matched", "withdrawn withdrawn"},
			"mails that wait":           {"fails", "waits"},
			"told less than 3 days ago": {"true", "true"},
		}[what]
		if got := column[string](t, e.super, sql); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	// A restore from this backup once more, with the list as it is now, finds the same.
	if err := tn.source.List.Keep(t.Context(), e.super); err != nil {
		t.Fatal(err)
	}
	again, err := backup.EraseAgain(t.Context(), e.pool("mitte_owner"), read(t, tn.source.List.File).Erasures, none)
	if want := (backup.Again{Waiting: 2}); err != nil || again != want {
		t.Errorf("a second time %+v, %v", again, err)
	}
	if value[bool](t, e.super, `SELECT told_at > now() - interval '1 day' FROM outbox.subscription`) {
		t.Error("what happened since the last digest is taken for told")
	}
}
