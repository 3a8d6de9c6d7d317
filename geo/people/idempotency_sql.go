package people

const (
	// Whether the attempt that holds key k may still be at work.
	sqlAlive = `k.claimed_at > now() - interval '30 seconds' AND EXISTS (
    SELECT FROM pg_stat_activity a WHERE a.pid = k.claimed_over AND a.backend_start IS NOT DISTINCT FROM k.claimed_over_since)`

	// A key is free again after a day, or when its attempt must be dead: no request lasts half a minute, and none outlives the
	// connection that it claimed the key with. An effect on its way in still holds the row, and is waited for.
	sqlClaimKey = `
INSERT INTO idempotency_key AS k (actor, key, request, claimed_by, claimed_over, claimed_over_since)
SELECT $1, $2, $3, $4, a.pid, a.backend_start FROM pg_stat_activity a WHERE a.pid = pg_backend_pid()
ON CONFLICT (actor, key) DO UPDATE
SET request = excluded.request, claimed_by = excluded.claimed_by, claimed_at = now(),
    claimed_over = excluded.claimed_over, claimed_over_since = excluded.claimed_over_since,
    entity = NULL, entity_id = NULL, status = NULL, headers = NULL, body = NULL
WHERE k.claimed_at < now() - interval '24 hours'
   OR k.entity IS NULL AND k.status IS NULL AND NOT (` + sqlAlive + `)`

	sqlFindKey = `
SELECT claimed_by = $4 AS mine, request = $3 AS same, ` + sqlAlive + ` AS alive, entity, entity_id, status, convert_to(headers::text, 'UTF8') AS headers, body
FROM idempotency_key k
WHERE actor = $1 AND key = $2`

	// A function, because it runs in the transaction of another room, which may not touch the keys.
	sqlMarkEffect = `SELECT mark_effect($1, $2, $3, $4, $5)`

	sqlKeepAnswer = `
UPDATE idempotency_key SET status = $4, headers = $5::jsonb, body = $6
WHERE actor = $1 AND key = $2 AND claimed_by = $3`

	sqlGiveUpKey = `
DELETE FROM idempotency_key WHERE actor = $1 AND key = $2 AND claimed_by = $3 AND entity IS NULL`
)
