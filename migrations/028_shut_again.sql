-- Why: a restore opened again what had been shut since the backup, and told people what they had been told. So the list of what was done
-- away with (027) knows more: mails that left, digests and saved searches that were told, space requests that came to their end, accounts
-- that were disabled, roles and tokens that were taken away. Still it says by numbers what, never who. What can go to and fro has its last
-- moment in the list, and its opposite: an account that was let in again is not shut by a restore.

ALTER TABLE erasure DROP CONSTRAINT erasure_step;
ALTER TABLE erasure ADD CONSTRAINT erasure_step CHECK (step IN (
    'deleted', 'anonymised', 'revoked', 'ended', 'withdrawn', 'matched', 'expired', 'sent', 'told', 'disabled', 'enabled'));
COMMENT ON TABLE erasure IS 'What was done away with, shut or sent, for as long as backups live that still hold it';

CREATE OR REPLACE FUNCTION list_erasure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone jsonb := to_jsonb(OLD);
BEGIN
    INSERT INTO erasure (what, key, made, step, at)
    VALUES (format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME),
            coalesce(gone ->> 'id', concat_ws(' ', gone ->> 'account_id', gone ->> 'role')),
            coalesce(gone ->> 'created_at', gone ->> 'granted_at')::timestamptz,
            TG_ARGV[0],
            CASE TG_ARGV[0] WHEN 'told' THEN (to_jsonb(NEW) ->> 'told_at')::timestamptz ELSE now() END)
    ON CONFLICT ON CONSTRAINT erasure_once DO UPDATE SET at = excluded.at
    WHERE erasure.step IN ('told', 'disabled', 'enabled') AND erasure.at < excluded.at;
    RETURN NULL;
END $$;

CREATE TRIGGER list_sent AFTER UPDATE OF state ON outbox.mail FOR EACH ROW
    WHEN (OLD.state = 'waiting' AND NEW.state = 'sent') EXECUTE FUNCTION list_erasure('sent');
CREATE TRIGGER list_told AFTER UPDATE OF told_at ON outbox.subscription FOR EACH ROW
    WHEN (OLD.told_at < NEW.told_at) EXECUTE FUNCTION list_erasure('told');
CREATE TRIGGER list_told AFTER UPDATE OF told_at ON saved_search FOR EACH ROW
    WHEN (NEW.told_at IS NOT NULL AND OLD.told_at IS DISTINCT FROM NEW.told_at) EXECUTE FUNCTION list_erasure('told');
CREATE TRIGGER list_withdrawn AFTER UPDATE OF status ON space_request FOR EACH ROW
    WHEN (OLD.status <> 'withdrawn' AND NEW.status = 'withdrawn') EXECUTE FUNCTION list_erasure('withdrawn');
CREATE TRIGGER list_matched AFTER UPDATE OF status ON space_request FOR EACH ROW
    WHEN (OLD.status <> 'matched' AND NEW.status = 'matched') EXECUTE FUNCTION list_erasure('matched');
CREATE TRIGGER list_expired AFTER UPDATE OF status ON space_request FOR EACH ROW
    WHEN (OLD.status <> 'expired' AND NEW.status = 'expired') EXECUTE FUNCTION list_erasure('expired');
CREATE TRIGGER list_disabled AFTER UPDATE OF disabled_at ON account FOR EACH ROW
    WHEN (OLD.disabled_at IS NULL AND NEW.disabled_at IS NOT NULL) EXECUTE FUNCTION list_erasure('disabled');
CREATE TRIGGER list_enabled AFTER UPDATE OF disabled_at ON account FOR EACH ROW
    WHEN (OLD.disabled_at IS NOT NULL AND NEW.disabled_at IS NULL) EXECUTE FUNCTION list_erasure('enabled');
CALL list_erasures('{api_token,role_grant}');

-- A backup of the day before this step must not open anything either.
SELECT set_config('mitte.role', 'house,post,door,staff', true);
INSERT INTO erasure (what, key, made, step, at)
SELECT 'outbox.mail', id::text, NULL::timestamptz, 'sent', sent_at FROM outbox.mail WHERE state = 'sent'
UNION ALL SELECT 'outbox.subscription', id::text, created_at, 'told', told_at FROM outbox.subscription WHERE status = 'confirmed'
UNION ALL SELECT 'public.saved_search', id::text, created_at, 'told', told_at FROM saved_search WHERE told_at IS NOT NULL
UNION ALL SELECT 'public.space_request', id::text, created_at, status, ended_at FROM space_request WHERE ended_at IS NOT NULL
UNION ALL SELECT 'public.account', id::text, created_at, 'disabled', disabled_at FROM account WHERE disabled_at IS NOT NULL
ON CONFLICT DO NOTHING;
SELECT set_config('mitte.role', '', true);

DROP FUNCTION erase_again(text, text, timestamptz, text);

-- For a restore only, whose transaction works with everything. It does what a trigger lists, and nothing else.
CREATE FUNCTION erase_again(what text, key text, made timestamptz, step text, at timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
    n    bigint;
    held record;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = to_regclass(what) AND t.tgfoid = 'list_erasure'::regproc
                   AND t.tgargs = convert_to(step, 'UTF8') || '\x00'::bytea) THEN
        RAISE EXCEPTION 'nothing of % is ever %', what, step USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF to_regclass(what) = 'role_grant'::regclass THEN
        DELETE FROM role_grant g WHERE g.account_id::text = split_part(key, ' ', 1) AND g.role = split_part(key, ' ', 2) AND g.granted_at = made;
        RETURN FOUND;
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
    WHEN 'sent' THEN
        UPDATE outbox.mail SET state = 'sent', body = '', problem = NULL, tried_at = erase_again.at, sent_at = erase_again.at
        WHERE id = held.id AND state = 'waiting';
    WHEN 'told' THEN
        IF to_regclass(what) = 'saved_search'::regclass THEN
            UPDATE saved_search s SET told_at = erase_again.at, batch = s.batch + 1
            WHERE s.id = held.id AND coalesce(s.told_at < erase_again.at, true);
            IF FOUND THEN
                UPDATE saved_search_unit SET batch = held.batch + 1 WHERE search_id = held.id AND batch IS NULL;
                RETURN true;
            END IF;
        ELSE
            UPDATE outbox.subscription s SET told_at = erase_again.at WHERE s.id = held.id AND s.told_at < erase_again.at;
        END IF;
    WHEN 'withdrawn', 'matched', 'expired' THEN
        -- One that was not confirmed when the backup was made has been confirmed since.
        UPDATE space_request s
        SET status = step, ended_at = now(), confirmed_at = coalesce(s.confirmed_at, s.created_at), ends_on = coalesce(s.ends_on, current_date)
        WHERE s.id = held.id AND s.ended_at IS NULL;
    WHEN 'disabled' THEN
        DELETE FROM api_token WHERE account_id = held.id;
        UPDATE account SET disabled_at = erase_again.at WHERE id = held.id AND disabled_at IS NULL;
    WHEN 'enabled' THEN
        RETURN false; -- it opens no door, but takes back what was listed before it
    END CASE;
    RETURN FOUND;
END $$;
REVOKE EXECUTE ON FUNCTION erase_again(text, text, timestamptz, text, timestamptz) FROM PUBLIC;

---- create above / drop below ----

DROP FUNCTION erase_again(text, text, timestamptz, text, timestamptz);
DROP TRIGGER list_sent ON outbox.mail;
DROP TRIGGER list_told ON outbox.subscription;
DROP TRIGGER list_told ON saved_search;
DROP TRIGGER list_withdrawn ON space_request;
DROP TRIGGER list_matched ON space_request;
DROP TRIGGER list_expired ON space_request;
DROP TRIGGER list_disabled ON account;
DROP TRIGGER list_enabled ON account;
DROP TRIGGER list_deleted ON api_token;
DROP TRIGGER list_deleted ON role_grant;
DELETE FROM erasure WHERE step NOT IN ('deleted', 'anonymised', 'revoked', 'ended') OR what IN ('public.api_token', 'public.role_grant');
ALTER TABLE erasure DROP CONSTRAINT erasure_step;
ALTER TABLE erasure ADD CONSTRAINT erasure_step CHECK (step IN ('deleted', 'anonymised', 'revoked', 'ended'));
COMMENT ON TABLE erasure IS 'What was done away with, for as long as backups live that still hold it';

CREATE OR REPLACE FUNCTION list_erasure() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    gone jsonb := to_jsonb(OLD);
BEGIN
    INSERT INTO erasure (what, key, made, step)
    VALUES (format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME), gone ->> 'id', (gone ->> 'created_at')::timestamptz, TG_ARGV[0])
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;

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
