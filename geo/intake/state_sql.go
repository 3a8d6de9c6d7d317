package intake

// What the file says of a unit's state meets the event in force. A state that somebody has set by hand stays; where the
// file only knows it less exactly (vacant for "in Vermarktung"), both agree.
const sqlJudgeStatus = `
UPDATE import_row r
SET target_id = u.id,
    outcome = CASE
        WHEN e.id IS NULL THEN 'insert'
        WHEN e."to" = r.fields ->> 'status' THEN 'same'
        WHEN e.source <> 'import' AND (
            r.fields ->> 'status' = 'vacant' AND e."to" IN ('marketing', 'reserved', 'refurbishment')
            OR r.fields ->> 'status' = 'occupied' AND e."to" IN ('threatened', 'interim_use')) THEN 'same'
        WHEN e.source <> 'import' OR e.at > @today THEN 'kept'
        ELSE 'update' END
FROM unit u
LEFT JOIN LATERAL (
    SELECT id, "to", at, source FROM unit_status_event
    WHERE unit_id = u.id AND superseded_at IS NULL
    ORDER BY at DESC LIMIT 1
) e ON true
WHERE r.job_id = @job AND r.layer = 'status' AND u.source = @source AND u.source_ref = r.ref`

// One event a day: a second state of the same day corrects the first.
const sqlSupersedeStatus = `
UPDATE unit_status_event e
SET superseded_at = now()
FROM import_row r
WHERE r.job_id = @job AND r.layer = 'status' AND r.outcome = 'update'
  AND e.unit_id = r.target_id AND e.at = @today AND e.superseded_at IS NULL`

const sqlInsertStatus = `
INSERT INTO unit_status_event (unit_id, "from", "to", at, at_precision, irregular, source, corrects_id)
SELECT r.target_id, coalesce(c."from", e."to", 'unknown'), r.fields ->> 'status',
       CASE r.outcome WHEN 'insert' THEN (r.fields ->> 'status_at')::date ELSE @today END,
       CASE r.outcome WHEN 'insert' THEN r.fields ->> 'status_precision' ELSE 'at_latest' END,
       coalesce(e."to" IN ('converted', 'removed'), false), 'import', c.id
FROM import_row r
LEFT JOIN LATERAL (
    SELECT "to" FROM unit_status_event
    WHERE unit_id = r.target_id AND superseded_at IS NULL
    ORDER BY at DESC LIMIT 1
) e ON true
LEFT JOIN LATERAL (
    SELECT id, "from" FROM unit_status_event
    WHERE unit_id = r.target_id AND at = @today AND superseded_at = now()
    ORDER BY id DESC LIMIT 1
) c ON r.outcome = 'update'
WHERE r.job_id = @job AND r.layer = 'status' AND r.outcome IN ('insert', 'update')
ORDER BY r.row_no`

// An occupant is only written where the state itself is the import's, and ended only if an import wrote it.
const sqlJudgeOccupancy = `
UPDATE import_row r
SET target_id = o.id,
    outcome = CASE
        WHEN s.outcome = 'kept' THEN 'same'
        WHEN o.id IS NULL AND nullif(r.fields ->> 'business_name', '') IS NULL THEN 'same'
        WHEN o.id IS NULL AND e.source = 'import' THEN 'insert'
        WHEN o.id IS NULL THEN 'same'
        WHEN o.business_name = r.fields ->> 'business_name' THEN 'same'
        WHEN o.updated_by LIKE 'import:%' AND e.source = 'import' THEN 'update'
        ELSE 'kept' END
FROM import_row s
JOIN LATERAL (
    SELECT source FROM unit_status_event
    WHERE unit_id = s.target_id AND superseded_at IS NULL
    ORDER BY at DESC LIMIT 1
) e ON true
LEFT JOIN LATERAL (
    SELECT id, business_name, updated_by FROM occupancy
    WHERE unit_id = s.target_id AND upper_inf(period)
    ORDER BY lower(period) DESC LIMIT 1
) o ON true
WHERE r.job_id = @job AND r.layer = 'occupancy' AND s.job_id = @job AND s.layer = 'status' AND s.row_no = r.row_no
  AND s.target_id IS NOT NULL`

// A tenant who came and went on one day was never there.
const sqlDropOccupancy = `
DELETE FROM occupancy o
USING import_row r
WHERE r.job_id = @job AND r.layer = 'occupancy' AND r.outcome = 'update' AND o.id = r.target_id AND lower(o.period) >= @today`

const sqlEndOccupancy = `
UPDATE occupancy o
SET period = daterange(lower(o.period), @today)
FROM import_row r
WHERE r.job_id = @job AND r.layer = 'occupancy' AND r.outcome = 'update' AND o.id = r.target_id`

const sqlInsertOccupancy = `
INSERT INTO occupancy (unit_id, business_name, period)
SELECT s.target_id, r.fields ->> 'business_name',
       daterange(greatest(CASE s.outcome WHEN 'insert' THEN (r.fields ->> 'status_at')::date ELSE @today END, b.until), NULL)
FROM import_row r
JOIN import_row s ON s.job_id = @job AND s.layer = 'status' AND s.row_no = r.row_no
LEFT JOIN LATERAL (
    SELECT max(upper(period)) AS until FROM occupancy WHERE unit_id = s.target_id
) b ON true
WHERE r.job_id = @job AND r.layer = 'occupancy' AND r.outcome IN ('insert', 'update')
  AND nullif(r.fields ->> 'business_name', '') IS NOT NULL
ORDER BY r.row_no`
