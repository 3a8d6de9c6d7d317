package people

// Who is not signed in is the database login, as in history.
const sqlRecordAudit = `
SELECT record_audit(coalesce(nullif($1, ''), current_actor()), $2, $3, $4, $5::jsonb, $6::jsonb, $7)`
