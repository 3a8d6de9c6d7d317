-- Why: a statement that somebody smuggles into a reading route runs with all the rights of the serving role. Tables that hold
-- what is personal, or what opens a door, therefore show nothing and take nothing in unless the transaction says for whom it
-- runs (settings mitte.role and mitte.user, which geo/pg sets); forgotten, empty or unknown settings are no rows. Force binds
-- the owner too. Two rooms have a part of their own here: door signs people in before anybody is known, and post writes to
-- addresses for nobody in particular.
-- A key for repeated requests now knows the connection it was claimed over: whoever repeats a request to a server that was
-- killed need not wait until no request could still be under way.

CREATE FUNCTION acts_as(VARIADIC roles text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(string_to_array(current_setting('mitte.role', true), ',') && roles, false);

CREATE PROCEDURE guard_rows(tables regclass[], roles text[])
LANGUAGE plpgsql AS $$
DECLARE
    t regclass;
BEGIN
    FOREACH t IN ARRAY tables LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY row_security ON %s TO mitte_app, mitte_owner USING (acts_as(VARIADIC %L::text[]))',
            t, roles);
    END LOOP;
END $$;

CALL guard_rows('{account,role_grant,credential,recovery_code,session,api_token,setup_link,login_attempt,idempotency_key}', '{door}');
CALL guard_rows('{outbox.recipient,outbox.token,outbox.form_try,outbox.form_key}', '{post}');
CALL guard_rows('{space_request}', '{staff,planner,admin}');

ALTER TABLE idempotency_key ADD COLUMN claimed_over integer, ADD COLUMN claimed_over_since timestamptz;
COMMENT ON COLUMN idempotency_key.claimed_over IS 'internal: process id of the connection that the key was claimed with';
COMMENT ON COLUMN idempotency_key.claimed_over_since IS 'internal: since when that connection was there; null where the login may not see it';

-- The last but one statement of any room's transaction binds what it did to the key, without letting the room at the keys.
CREATE FUNCTION mark_effect(who text, which text, attempt uuid, made text, made_id bigint) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    was text := coalesce(current_setting('mitte.role', true), '');
    mine boolean;
BEGIN
    PERFORM set_config('mitte.role', 'door', true);
    UPDATE idempotency_key SET entity = coalesce(entity, made), entity_id = coalesce(entity_id, made_id)
    WHERE actor = who AND key = which AND claimed_by = attempt;
    mine := FOUND;
    PERFORM set_config('mitte.role', was, true);
    RETURN mine;
END $$;
REVOKE EXECUTE ON FUNCTION mark_effect(text, text, uuid, text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION mark_effect(text, text, uuid, text, bigint) TO mitte_app;

---- create above / drop below ----

DROP FUNCTION mark_effect(text, text, uuid, text, bigint);
ALTER TABLE idempotency_key DROP COLUMN claimed_over, DROP COLUMN claimed_over_since;

DO $$
DECLARE
    p record;
BEGIN
    FOR p IN SELECT polrelid::regclass AS t FROM pg_policy WHERE polname = 'row_security' LOOP
        EXECUTE format('DROP POLICY row_security ON %s', p.t);
        EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', p.t);
        EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', p.t);
    END LOOP;
END $$;
DROP PROCEDURE guard_rows(regclass[], text[]);
DROP FUNCTION acts_as(text[]);
