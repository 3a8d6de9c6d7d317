package people

const (
	// A key is free again after a day, or when its attempt must be dead: no request lasts half a minute.
	sqlClaimKey = `
INSERT INTO idempotency_key AS k (actor, key, request, claimed_by) VALUES ($1, $2, $3, $4)
ON CONFLICT (actor, key) DO UPDATE
SET request = excluded.request, claimed_by = excluded.claimed_by, claimed_at = now(),
    entity = NULL, entity_id = NULL, status = NULL, headers = NULL, body = NULL
WHERE k.claimed_at < now() - interval '24 hours'
   OR k.entity IS NULL AND k.status IS NULL AND k.claimed_at < now() - interval '30 seconds'`

	sqlFindKey = `
SELECT claimed_by = $4 AS mine, request = $3 AS same, claimed_at > now() - interval '30 seconds' AS alive, entity, entity_id, status, convert_to(headers::text, 'UTF8') AS headers, body
FROM idempotency_key
WHERE actor = $1 AND key = $2`

	sqlMarkEffect = `
UPDATE idempotency_key SET entity = coalesce(entity, $4), entity_id = coalesce(entity_id, $5)
WHERE actor = $1 AND key = $2 AND claimed_by = $3`

	sqlKeepAnswer = `
UPDATE idempotency_key SET status = $4, headers = $5::jsonb, body = $6
WHERE actor = $1 AND key = $2 AND claimed_by = $3`

	sqlGiveUpKey = `
DELETE FROM idempotency_key WHERE actor = $1 AND key = $2 AND claimed_by = $3 AND entity IS NULL`
)
