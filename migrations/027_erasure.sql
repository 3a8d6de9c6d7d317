-- Why: whoever was erased must not come back with a backup that is older than that. What is done away with is therefore listed in the
-- transaction that does it, by its number and the moment it was made, so that a number which is given again means nobody else: nothing
-- in the list says who it was. geo/backup keeps the list outside the database too, and after a restore has all of it done again. Consents
-- and subscriptions that were taken back belong to it: a restore must not publish or write what somebody has forbidden since.

CREATE TABLE erasure (
    what text        NOT NULL,
    key  text        NOT NULL,
    made timestamptz,
    step text        NOT NULL CONSTRAINT erasure_step CHECK (step IN ('deleted', 'anonymised', 'revoked', 'ended')),
    at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT erasure_once UNIQUE NULLS NOT DISTINCT (what, key, made, step)
);
CREATE INDEX erasure_at_idx ON erasure (at);
COMMENT ON TABLE erasure IS 'What was done away with, for as long as backups live that still hold it';
COMMENT ON COLUMN erasure.what IS 'internal: the table';
COMMENT ON COLUMN erasure.key IS 'internal: the number or UUID that the row had';
COMMENT ON COLUMN erasure.made IS 'internal: when that row was made, which tells it from a later one with its number';
COMMENT ON COLUMN erasure.step IS 'internal';
COMMENT ON COLUMN erasure.at IS 'internal';

GRANT SELECT ON erasure TO mitte_app;

-- As the owner: whoever may erase may not unlist it.
CREATE FUNCTION list_erasure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone jsonb := to_jsonb(OLD);
BEGIN
    INSERT INTO erasure (what, key, made, step)
    VALUES (format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME), gone ->> 'id', (gone ->> 'created_at')::timestamptz, TG_ARGV[0])
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION list_erasure() FROM PUBLIC;

-- For tables with a column id. What goes by a foreign key along with a listed row need not be listed.
CREATE PROCEDURE list_erasures(tables regclass[])
LANGUAGE plpgsql AS $$
DECLARE
    t regclass;
BEGIN
    FOREACH t IN ARRAY tables LOOP
        EXECUTE format('CREATE TRIGGER list_deleted AFTER DELETE ON %s FOR EACH ROW EXECUTE FUNCTION list_erasure(''deleted'')', t);
    END LOOP;
END $$;

CALL list_erasures('{enquiry,planner_question,space_request,saved_search,media,owner_data.party,owner_data.party_link,outbox.recipient,outbox.subscription}');

CREATE TRIGGER list_anonymised AFTER UPDATE OF anonymised_at ON enquiry FOR EACH ROW
    WHEN (OLD.anonymised_at IS NULL AND NEW.anonymised_at IS NOT NULL) EXECUTE FUNCTION list_erasure('anonymised');
CREATE TRIGGER list_revoked AFTER UPDATE OF revoked_at ON owner_data.consent FOR EACH ROW
    WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION list_erasure('revoked');
CREATE TRIGGER list_ended AFTER UPDATE OF status ON outbox.subscription FOR EACH ROW
    WHEN (OLD.status <> 'ended' AND NEW.status = 'ended') EXECUTE FUNCTION list_erasure('ended');

-- For a restore only, whose transaction works with everything.
CREATE FUNCTION erase_again(what text, key text, made timestamptz, step text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    n    bigint;
    held record;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass(what) AND tgfoid = 'list_erasure'::regproc) THEN
        RAISE EXCEPTION 'nothing of % is ever erased', what USING ERRCODE = 'invalid_parameter_value';
    END IF;
    EXECUTE format('SELECT * FROM %s AS t WHERE id = %L', to_regclass(what), key)
        || CASE WHEN made IS NULL THEN '' ELSE format(' AND created_at = %L', made) END INTO held;
    GET DIAGNOSTICS n = ROW_COUNT;
    IF n = 0 THEN
        RETURN false;
    END IF;
    CASE step
    WHEN 'deleted' THEN
        IF what = 'outbox.recipient' THEN
            DELETE FROM outbox.mail WHERE recipient_id = held.id;
            DELETE FROM outbox.subscription WHERE recipient_id = held.id;
        END IF;
        EXECUTE format('DELETE FROM %s WHERE id = %L', to_regclass(what), key);
        RETURN true;
    WHEN 'anonymised' THEN
        DELETE FROM enquiry WHERE id = held.id AND status = 'unconfirmed';
        IF FOUND THEN
            RETURN true;
        END IF;
        DELETE FROM enquiry_message WHERE enquiry_id = held.id;
        UPDATE enquiry_content SET subject = '', body = '', name = '', phone = '', consent_at = NULL WHERE enquiry_id = held.id;
        UPDATE enquiry
        SET anonymised_at = now(), form_hash = NULL, ended_at = coalesce(ended_at, now()),
            status = CASE WHEN status IN ('new', 'assigned', 'in_progress', 'waiting_for_customer') THEN 'withdrawn' ELSE status END
        WHERE id = held.id AND anonymised_at IS NULL;
    WHEN 'revoked' THEN
        UPDATE owner_data.consent SET revoked_at = now(), revoked_by = current_actor() WHERE id = held.id AND revoked_at IS NULL;
        IF FOUND THEN
            UPDATE offer SET publication_status = 'withdrawn' WHERE unit_id = held.unit_id AND publication_status = 'published';
            UPDATE media SET access_level = 'internal', version = version + 1, updated_at = now(), updated_by = current_actor()
            WHERE unit_id = held.unit_id AND access_level = 'public' AND held.scope = 'publish_photo';
            RETURN true;
        END IF;
    WHEN 'ended' THEN
        UPDATE outbox.subscription SET status = 'ended', ended_at = now() WHERE id = held.id AND status <> 'ended';
    END CASE;
    RETURN FOUND;
END $$;
REVOKE EXECUTE ON FUNCTION erase_again(text, text, timestamptz, text) FROM PUBLIC;

---- create above / drop below ----

DROP FUNCTION erase_again(text, text, timestamptz, text);
DO $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT tgname, tgrelid::regclass AS at FROM pg_trigger WHERE tgfoid = 'list_erasure'::regproc LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', t.tgname, t.at);
    END LOOP;
END $$;
DROP PROCEDURE list_erasures(regclass[]);
DROP FUNCTION list_erasure();
DROP TABLE erasure;
