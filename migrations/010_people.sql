-- Why: whoever edits the map is somebody, and what he did can be proved later. Accounts and their roles stand apart from the
-- credentials, so that a login raises no version and nobody who lists accounts touches a secret. Of everything that opens a door
-- (session, API token, recovery code, first-admin link) only a hash is kept, so a stolen dump opens none. Time is the database's:
-- several servers agree on it, and none of them can be lied to by its own clock.
-- The audit trail is a chain: each row holds the hash of the one before. Nobody but its function writes it, and nobody at all
-- changes it; whoever does so as a superuser breaks the chain, and a signed head outside the database shows a tail cut off.

CREATE TABLE account (
    id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version     integer     NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    updated_by  text        NOT NULL DEFAULT current_actor(),
    email       text        NOT NULL CONSTRAINT account_email CHECK (email = lower(email) AND email LIKE '_%@_%' AND length(email) <= 254),
    name        text        NOT NULL CONSTRAINT account_name CHECK (length(name) BETWEEN 1 AND 200),
    desk        text        NOT NULL DEFAULT '' CONSTRAINT account_desk CHECK (length(desk) <= 100),
    locale      text        NOT NULL DEFAULT 'de' CONSTRAINT account_locale CHECK (locale IN ('de', 'en')),
    disabled_at timestamptz,
    CONSTRAINT account_email_once UNIQUE (email)
);
COMMENT ON TABLE account IS 'People who sign in; never deleted, because history and audit name them by number';
COMMENT ON COLUMN account.version IS 'internal';
COMMENT ON COLUMN account.created_at IS 'internal';
COMMENT ON COLUMN account.updated_at IS 'internal';
COMMENT ON COLUMN account.updated_by IS 'internal';
COMMENT ON COLUMN account.email IS 'personal';
COMMENT ON COLUMN account.name IS 'personal';
COMMENT ON COLUMN account.desk IS 'internal: the desk a member of staff works at';
COMMENT ON COLUMN account.locale IS 'internal';
COMMENT ON COLUMN account.disabled_at IS 'internal: since when the account opens no door';
CREATE TRIGGER touch BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION touch_row();

CREATE TABLE role_grant (
    account_id bigint      NOT NULL REFERENCES account,
    role       text        NOT NULL CONSTRAINT role_grant_role CHECK (role IN ('partner', 'planner', 'staff', 'board', 'admin')),
    granted_at timestamptz NOT NULL DEFAULT now(),
    granted_by text        NOT NULL DEFAULT current_actor(),
    PRIMARY KEY (account_id, role)
);
COMMENT ON COLUMN role_grant.role IS 'internal';
COMMENT ON COLUMN role_grant.granted_at IS 'internal';
COMMENT ON COLUMN role_grant.granted_by IS 'internal';

CREATE TABLE credential (
    account_id        bigint      PRIMARY KEY REFERENCES account,
    password_hash     text        NOT NULL,
    password_set_at   timestamptz NOT NULL DEFAULT now(),
    totp_secret       bytea,
    totp_confirmed_at timestamptz,
    totp_pending      bytea,
    totp_last_step    bigint      NOT NULL DEFAULT 0,
    CONSTRAINT credential_totp CHECK ((totp_secret IS NULL) = (totp_confirmed_at IS NULL))
);
COMMENT ON COLUMN credential.password_hash IS 'secret: argon2id in the PHC form';
COMMENT ON COLUMN credential.password_set_at IS 'internal';
COMMENT ON COLUMN credential.totp_secret IS 'secret: encrypted with a key that is kept outside the database';
COMMENT ON COLUMN credential.totp_confirmed_at IS 'internal: since when a second factor is needed to sign in';
COMMENT ON COLUMN credential.totp_pending IS 'secret: offered and not yet confirmed by a code; encrypted like totp_secret';
COMMENT ON COLUMN credential.totp_last_step IS 'secret: the step of the last code that was accepted; none of it or before is again';

CREATE TABLE recovery_code (
    account_id bigint NOT NULL REFERENCES account,
    hash       bytea  NOT NULL CONSTRAINT recovery_code_hash CHECK (octet_length(hash) = 32),
    PRIMARY KEY (account_id, hash)
);
COMMENT ON COLUMN recovery_code.hash IS 'secret: SHA-256 of a code; a used one is deleted';

CREATE TABLE session (
    id_hash          bytea       PRIMARY KEY CONSTRAINT session_id_hash CHECK (octet_length(id_hash) = 32),
    account_id       bigint      NOT NULL REFERENCES account,
    created_at       timestamptz NOT NULL DEFAULT now(),
    seen_at          timestamptz NOT NULL DEFAULT now(),
    expires_at       timestamptz NOT NULL,
    second_factor_at timestamptz,
    CONSTRAINT session_length CHECK (expires_at <= created_at + interval '12 hours')
);
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expires ON session (expires_at);
COMMENT ON COLUMN session.id_hash IS 'secret: SHA-256 of the 256 random bits in the cookie';
COMMENT ON COLUMN session.created_at IS 'internal';
COMMENT ON COLUMN session.seen_at IS 'internal: to the minute; half an hour without a request ends the session';
COMMENT ON COLUMN session.expires_at IS 'internal: ends it whatever happens';
COMMENT ON COLUMN session.second_factor_at IS 'internal: when a code was last given';

CREATE TABLE api_token (
    id           bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    account_id   bigint      NOT NULL REFERENCES account,
    label        text        NOT NULL CONSTRAINT api_token_label CHECK (length(label) BETWEEN 1 AND 100),
    hash         bytea       NOT NULL CONSTRAINT api_token_hash CHECK (octet_length(hash) = 32),
    scopes       text[]      NOT NULL CONSTRAINT api_token_scopes CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'write']),
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    CONSTRAINT api_token_hash_once UNIQUE (hash),
    CONSTRAINT api_token_year CHECK (expires_at <= created_at + interval '366 days')
);
CREATE INDEX api_token_account ON api_token (account_id);
COMMENT ON COLUMN api_token.label IS 'internal';
COMMENT ON COLUMN api_token.hash IS 'secret: SHA-256 of the token, which is shown once';
COMMENT ON COLUMN api_token.scopes IS 'internal';
COMMENT ON COLUMN api_token.created_at IS 'internal';
COMMENT ON COLUMN api_token.expires_at IS 'internal';
COMMENT ON COLUMN api_token.last_used_at IS 'internal: to the hour';

CREATE TABLE setup_link (
    hash       bytea       PRIMARY KEY CONSTRAINT setup_link_hash CHECK (octet_length(hash) = 32),
    expires_at timestamptz NOT NULL
);
COMMENT ON TABLE setup_link IS 'One-time links by which the first administrator makes an account; void as soon as there is one';
COMMENT ON COLUMN setup_link.hash IS 'secret';
COMMENT ON COLUMN setup_link.expires_at IS 'internal';

CREATE TABLE login_attempt (
    what     text        PRIMARY KEY,
    attempts integer     NOT NULL,
    since    timestamptz NOT NULL DEFAULT now(),
    retry_at timestamptz
);
COMMENT ON TABLE login_attempt IS 'Counts that slow guessing down, for an address as it was typed (whether or not it is known here), a network, and all';
COMMENT ON COLUMN login_attempt.what IS 'internal: SHA-256 of the address, or the network';
COMMENT ON COLUMN login_attempt.attempts IS 'internal';
COMMENT ON COLUMN login_attempt.since IS 'internal';
COMMENT ON COLUMN login_attempt.retry_at IS 'internal: before this nothing is tried';

CREATE TABLE idempotency_key (
    actor        text        NOT NULL,
    key          text        NOT NULL CONSTRAINT idempotency_key_key CHECK (length(key) BETWEEN 1 AND 200),
    request      bytea       NOT NULL CONSTRAINT idempotency_key_request CHECK (octet_length(request) = 32),
    claimed_at   timestamptz NOT NULL DEFAULT now(),
    claimed_by   uuid        NOT NULL,
    entity       text,
    entity_id    bigint,
    status       integer,
    headers      jsonb,
    body         bytea,
    PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_key_claimed_at ON idempotency_key (claimed_at);
COMMENT ON TABLE idempotency_key IS 'Requests that took effect under a key of the client''s, with their answers; kept 24 hours';
COMMENT ON COLUMN idempotency_key.actor IS 'internal';
COMMENT ON COLUMN idempotency_key.key IS 'internal';
COMMENT ON COLUMN idempotency_key.request IS 'internal: SHA-256 of method, address and body';
COMMENT ON COLUMN idempotency_key.claimed_at IS 'internal';
COMMENT ON COLUMN idempotency_key.claimed_by IS 'internal: the attempt that holds the key; another may take it over when the first is dead';
COMMENT ON COLUMN idempotency_key.entity IS 'internal: set in the transaction of the effect, so a crash after it cannot repeat it';
COMMENT ON COLUMN idempotency_key.entity_id IS 'internal';
COMMENT ON COLUMN idempotency_key.status IS 'internal';
COMMENT ON COLUMN idempotency_key.headers IS 'internal';
COMMENT ON COLUMN idempotency_key.body IS 'personal: the answer as it was given, whatever it held';

CREATE TABLE audit_log (
    seq       bigint      PRIMARY KEY,
    at        timestamptz NOT NULL,
    actor     text        NOT NULL,
    action    text        NOT NULL,
    entity    text        NOT NULL,
    entity_id bigint,
    before    jsonb,
    after     jsonb,
    ip_prefix text        NOT NULL,
    prev_hash bytea       NOT NULL,
    hash      bytea       NOT NULL CONSTRAINT audit_log_hash CHECK (octet_length(hash) = 32)
);
CREATE INDEX audit_log_entity ON audit_log (entity, entity_id);
CREATE INDEX audit_log_actor ON audit_log (actor, seq);
COMMENT ON TABLE audit_log IS 'Who did what and when; numbered without a gap, each row chained to the one before';
COMMENT ON COLUMN audit_log.at IS 'internal';
COMMENT ON COLUMN audit_log.actor IS 'internal: account:12, never a name';
COMMENT ON COLUMN audit_log.action IS 'internal';
COMMENT ON COLUMN audit_log.entity IS 'internal: mostly a table';
COMMENT ON COLUMN audit_log.entity_id IS 'internal';
COMMENT ON COLUMN audit_log.before IS 'internal';
COMMENT ON COLUMN audit_log.after IS 'internal';
COMMENT ON COLUMN audit_log.ip_prefix IS 'internal: the network it came from, /24 or /56';
COMMENT ON COLUMN audit_log.prev_hash IS 'internal: hash of the row before; of the first row 32 zero bytes';
COMMENT ON COLUMN audit_log.hash IS 'internal: SHA-256 of prev_hash and audit_payload';

-- What a row says, as the bytes that are hashed. jsonb prints the same value the same way, so a restored dump verifies too; the
-- moment is a number because the text of a timestamp depends on the session's zone.
CREATE FUNCTION audit_payload(r audit_log) RETURNS bytea
LANGUAGE sql IMMUTABLE
RETURN convert_to(jsonb_build_array(r.seq, (extract(epoch FROM r.at) * 1000000)::bigint, r.actor, r.action, r.entity, r.entity_id,
    r.before, r.after, r.ip_prefix)::text, 'UTF8');

-- Called last before COMMIT: until then every other writer waits for the lock. Each statement here sees what was committed before
-- it began, hence the row that the former holder of the lock left.
CREATE FUNCTION record_audit(actor text, action text, entity text, entity_id bigint, before jsonb, after jsonb, ip_prefix text)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    r audit_log;
BEGIN
    PERFORM pg_advisory_xact_lock(7000004);
    SELECT l.seq, l.hash INTO r.seq, r.prev_hash FROM audit_log l ORDER BY l.seq DESC LIMIT 1;
    r.seq := coalesce(r.seq, 0) + 1;
    r.prev_hash := coalesce(r.prev_hash, decode(repeat('00', 32), 'hex'));
    r.at := clock_timestamp();
    r.actor := actor;
    r.action := action;
    r.entity := entity;
    r.entity_id := entity_id;
    r.before := before;
    r.after := after;
    r.ip_prefix := ip_prefix;
    r.hash := sha256(r.prev_hash || audit_payload(r));
    INSERT INTO audit_log SELECT r.*;
    RETURN r.seq;
END $$;
REVOKE EXECUTE ON FUNCTION record_audit(text, text, text, bigint, jsonb, jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record_audit(text, text, text, bigint, jsonb, jsonb, text) TO mitte_app;

CREATE FUNCTION refuse_audit_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail only grows' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_log FROM mitte_app;
GRANT USAGE ON SCHEMA public TO mitte_auditor;
GRANT SELECT ON audit_log TO mitte_auditor;
REVOKE DELETE ON account FROM mitte_app;

---- create above / drop below ----

DROP FUNCTION record_audit(text, text, text, bigint, jsonb, jsonb, text);
DROP FUNCTION audit_payload(audit_log);
DROP TABLE audit_log;
DROP FUNCTION refuse_audit_change();
REVOKE USAGE ON SCHEMA public FROM mitte_auditor;
DROP TABLE idempotency_key, login_attempt, setup_link, api_token, session, recovery_code, credential, role_grant, account;
