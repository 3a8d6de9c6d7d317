package people

const (
	// Who was last seen more than a minute ago is noted as here; more often would write with every request.
	sqlSession = `
WITH seen AS (
    UPDATE session SET seen_at = now()
    WHERE id_hash = $1 AND expires_at > now() AND seen_at BETWEEN now() - interval '30 minutes' AND now() - interval '1 minute'
)
SELECT a.id AS account_id, a.email, a.name, a.desk, a.locale, c.totp_secret IS NOT NULL AS totp, s.expires_at,
       coalesce(s.second_factor_at > now() - interval '10 minutes', false) AS fresh,
       ARRAY(SELECT g.role FROM role_grant g WHERE g.account_id = a.id ORDER BY g.role) AS roles
FROM session s
JOIN account a ON a.id = s.account_id
JOIN credential c ON c.account_id = a.id
WHERE s.id_hash = $1 AND s.expires_at > now() AND s.seen_at > now() - interval '30 minutes' AND a.disabled_at IS NULL`

	sqlOpenSession = `
INSERT INTO session (id_hash, account_id, expires_at, second_factor_at)
VALUES ($1, $2, now() + $3 * interval '1 second', CASE WHEN $4::boolean THEN now() END)`

	sqlEndSession     = `DELETE FROM session WHERE id_hash = $1`
	sqlEndAllSessions = `DELETE FROM session WHERE account_id = $1`
)
