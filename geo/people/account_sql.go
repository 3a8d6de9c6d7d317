package people

const (
	sqlAccounts = `
SELECT a.id, a.version, a.email, a.name, a.desk, a.locale, a.disabled_at, c.totp_secret IS NOT NULL AS totp,
       ARRAY(SELECT g.role FROM role_grant g WHERE g.account_id = a.id ORDER BY g.role) AS roles,
       (SELECT max(s.seen_at) FROM session s WHERE s.account_id = a.id) AS last_seen_at
FROM account a
JOIN credential c ON c.account_id = a.id`

	sqlInsertAccount = `
WITH made AS (INSERT INTO account (email, name, desk, locale) VALUES ($1, $2, $3, $4) RETURNING id),
     known AS (INSERT INTO credential (account_id, password_hash) SELECT id, $5 FROM made)
SELECT id FROM made`

	sqlSetRoles = `
WITH gone AS (DELETE FROM role_grant WHERE account_id = $1 AND role <> ALL ($2::text[]))
INSERT INTO role_grant (account_id, role) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`

	sqlLockAccount = `SELECT version FROM account WHERE id = $1 FOR UPDATE`

	// Every change raises the version, also one of roles alone.
	sqlUpdateAccount = `
UPDATE account
SET email = $2, name = $3, desk = $4, locale = $5,
    disabled_at = CASE WHEN $6::boolean THEN coalesce(disabled_at, now()) END
WHERE id = $1`

	sqlAccountByEmail = `SELECT id FROM account WHERE email = $1`

	sqlReplaceHash = `UPDATE credential SET password_hash = $2, password_set_at = now() WHERE account_id = $1`
	sqlRehash      = `UPDATE credential SET password_hash = $3 WHERE account_id = $1 AND password_hash = $2`
)
