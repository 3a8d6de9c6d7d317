package intake

// Inserted and locked in one statement: no other process ever sees the job without its lock while we live.
const sqlStartJob = `
WITH started AS (
    INSERT INTO import_job (kind, file_name, sha256, options, started_by)
    VALUES ($1, $2, $3, $4, $5)
    RETURNING id
)
SELECT id FROM started, pg_advisory_lock(7001, (id % 2147483647)::integer)`

const sqlEndJob = `
UPDATE import_job j
SET status = $2, ended_at = now(), rows_read = $3, refused = $4, detail = $5,
    inserted = coalesce(n.inserted, 0), updated = coalesce(n.updated, 0), unchanged = coalesce(n.unchanged, 0)
FROM (
    SELECT sum((c ->> 'inserted')::integer) AS inserted, sum((c ->> 'updated')::integer) AS updated,
           sum((c ->> 'unchanged')::integer) AS unchanged
    FROM jsonb_array_elements(coalesce(nullif($5::jsonb -> 'counts', 'null'), '[]')) AS c
) n
WHERE j.id = $1 AND j.status = 'running'`

const sqlClearJob = `DELETE FROM import_row WHERE job_id = $1`

const sqlUnlockJob = `SELECT pg_advisory_unlock(7001, ($1::bigint % 2147483647)::integer)`

// The locks are of the transaction, so that a second process that sweeps at the same time skips these jobs.
const sqlSweepJobs = `
WITH running AS MATERIALIZED (
    SELECT id FROM import_job WHERE status = 'running'
), dead AS MATERIALIZED (
    SELECT id FROM running WHERE pg_try_advisory_xact_lock(7001, (id % 2147483647)::integer)
), cleared AS (
    DELETE FROM import_row r USING import_job j
    WHERE j.id = r.job_id AND (j.status <> 'running' OR j.id IN (SELECT id FROM dead))
)
UPDATE import_job j
SET status = 'failed', ended_at = now(), detail = jsonb_build_object('error', 'the process ended during the import, nothing was applied')
FROM dead WHERE dead.id = j.id`
