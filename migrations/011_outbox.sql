-- Why: neighbours of a building site are told by letter, by poster and by mail, and whoever asks is told of changes. A mail must
-- be written in the edit's own transaction, or an edit that fails has told already what never came true; so mails are jobs in this
-- database, worked by the library River. Its tables are brought in here as its own steps 1 to 8 leave them, in a schema of their
-- own with everything that knows an address: no view reads there and no other role enters.
-- Room outbox owns all of the schema.

CREATE SCHEMA outbox;
GRANT USAGE ON SCHEMA outbox TO mitte_app;

CREATE TABLE outbox.river_migration (
    line       text        NOT NULL,
    version    bigint      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT line_length CHECK (char_length(line) > 0 AND char_length(line) < 128),
    CONSTRAINT version_gte_1 CHECK (version >= 1),
    CONSTRAINT river_migration_pkey1 PRIMARY KEY (line, version)
);
INSERT INTO outbox.river_migration (line, version) SELECT 'main', generate_series(1, 8);

CREATE TYPE outbox.river_job_state AS ENUM ('available', 'cancelled', 'completed', 'discarded', 'pending', 'retryable', 'running',
    'scheduled');

CREATE TABLE outbox.river_job (
    id            bigserial              PRIMARY KEY,
    state         outbox.river_job_state NOT NULL DEFAULT 'available',
    attempt       smallint               NOT NULL DEFAULT 0,
    max_attempts  smallint               NOT NULL DEFAULT 25,
    attempted_at  timestamptz,
    created_at    timestamptz            NOT NULL DEFAULT now(),
    finalized_at  timestamptz,
    scheduled_at  timestamptz            NOT NULL DEFAULT now(),
    priority      smallint               NOT NULL DEFAULT 1,
    args          jsonb                  NOT NULL,
    attempted_by  text[],
    errors        jsonb[],
    kind          text                   NOT NULL,
    metadata      jsonb                  NOT NULL DEFAULT '{}',
    queue         text                   NOT NULL DEFAULT 'default',
    tags          varchar(255)[]         NOT NULL DEFAULT '{}',
    unique_key    bytea,
    unique_states bit(8),
    CONSTRAINT finalized_or_finalized_at_null CHECK (
        (finalized_at IS NULL AND state NOT IN ('cancelled', 'completed', 'discarded')) OR
        (finalized_at IS NOT NULL AND state IN ('cancelled', 'completed', 'discarded'))),
    CONSTRAINT max_attempts_is_positive CHECK (max_attempts > 0),
    CONSTRAINT priority_in_range CHECK (priority >= 1 AND priority <= 4),
    CONSTRAINT queue_length CHECK (char_length(queue) > 0 AND char_length(queue) < 128),
    CONSTRAINT kind_length CHECK (char_length(kind) > 0 AND char_length(kind) < 128)
);
CREATE INDEX river_job_kind ON outbox.river_job (kind);
CREATE INDEX river_job_state_and_finalized_at_index ON outbox.river_job (state, finalized_at) WHERE finalized_at IS NOT NULL;
CREATE INDEX river_job_prioritized_fetching_index ON outbox.river_job (state, queue, priority, scheduled_at, id);
CREATE INDEX river_job_args_index ON outbox.river_job USING gin (args);
CREATE INDEX river_job_metadata_index ON outbox.river_job USING gin (metadata);
COMMENT ON COLUMN outbox.river_job.args IS 'internal: numbers of rows, never an address';
COMMENT ON COLUMN outbox.river_job.errors IS 'internal: codes, never what a mail server said';

CREATE FUNCTION outbox.river_job_state_in_bitmask(bitmask bit(8), state outbox.river_job_state) RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $$
    SELECT CASE state
        WHEN 'available' THEN get_bit(bitmask, 7)
        WHEN 'cancelled' THEN get_bit(bitmask, 6)
        WHEN 'completed' THEN get_bit(bitmask, 5)
        WHEN 'discarded' THEN get_bit(bitmask, 4)
        WHEN 'pending'   THEN get_bit(bitmask, 3)
        WHEN 'retryable' THEN get_bit(bitmask, 2)
        WHEN 'running'   THEN get_bit(bitmask, 1)
        WHEN 'scheduled' THEN get_bit(bitmask, 0)
        ELSE 0
    END = 1;
$$;
CREATE UNIQUE INDEX river_job_unique_idx ON outbox.river_job (unique_key)
    WHERE unique_key IS NOT NULL AND unique_states IS NOT NULL AND outbox.river_job_state_in_bitmask(unique_states, state);

CREATE UNLOGGED TABLE outbox.river_leader (
    elected_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    leader_id  text        NOT NULL,
    name       text        PRIMARY KEY DEFAULT 'default',
    CONSTRAINT name_length CHECK (name = 'default'),
    CONSTRAINT leader_id_length CHECK (char_length(leader_id) > 0 AND char_length(leader_id) < 128)
);

CREATE TABLE outbox.river_queue (
    name       text        PRIMARY KEY NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    metadata   jsonb       NOT NULL DEFAULT '{}',
    paused_at  timestamptz,
    updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE outbox.river_notification (
    id         bigserial   PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now(),
    payload    text        NOT NULL,
    topic      text        NOT NULL,
    CONSTRAINT topic_length CHECK (length(topic) > 0 AND length(topic) < 128)
);
CREATE INDEX river_notification_created_at_idx ON outbox.river_notification (created_at);
CREATE INDEX river_notification_topic_id_idx ON outbox.river_notification (topic, id);

-- The one place where addresses are. Who has no subscription left is deleted.
CREATE TABLE outbox.recipient (
    id         uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    address    text        NOT NULL CONSTRAINT recipient_address CHECK (char_length(address) <= 254 AND address LIKE '_%@_%'),
    asked_at   timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT recipient_address_once UNIQUE (address)
);
COMMENT ON COLUMN outbox.recipient.id IS 'internal';
COMMENT ON COLUMN outbox.recipient.address IS 'personal: mail address';
COMMENT ON COLUMN outbox.recipient.asked_at IS 'internal: since when a confirmation is out; until it is answered no other is sent';

CREATE TABLE outbox.subscription (
    id           uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    recipient_id uuid        REFERENCES outbox.recipient ON DELETE SET NULL,
    target       text        NOT NULL CONSTRAINT subscription_target CHECK (target IN ('section', 'project', 'unit', 'area')),
    target_id    bigint      NOT NULL,
    about_de     text        NOT NULL,
    about_en     text        NOT NULL,
    frequency    text        NOT NULL CONSTRAINT subscription_frequency CHECK (frequency IN ('immediate', 'daily', 'weekly')),
    lang         text        NOT NULL CONSTRAINT subscription_lang CHECK (lang IN ('de', 'en')),
    status       text        NOT NULL DEFAULT 'pending' CONSTRAINT subscription_status CHECK (status IN ('pending', 'confirmed', 'ended')),
    created_at   timestamptz NOT NULL DEFAULT now(),
    confirmed_at timestamptz,
    ended_at     timestamptz,
    told_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT subscription_has_a_recipient CHECK (status = 'ended' OR recipient_id IS NOT NULL)
);
CREATE UNIQUE INDEX subscription_once ON outbox.subscription (recipient_id, target, target_id, status) WHERE status <> 'ended';
CREATE INDEX subscription_target_idx ON outbox.subscription (target, target_id) WHERE status = 'confirmed';
COMMENT ON COLUMN outbox.subscription.recipient_id IS 'internal: gone when the subscription has ended';
COMMENT ON COLUMN outbox.subscription.told_at IS 'internal: news up to then were in a digest';

-- Only what a token hashes to is kept: whoever reads this table can confirm and end nothing.
CREATE TABLE outbox.token (
    hash            bytea       PRIMARY KEY CONSTRAINT token_hash CHECK (octet_length(hash) = 32),
    recipient_id    uuid        REFERENCES outbox.recipient ON DELETE CASCADE,
    subscription_id uuid        REFERENCES outbox.subscription ON DELETE CASCADE,
    made_at         timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT token_confirms_or_ends CHECK (num_nonnulls(recipient_id, subscription_id) = 1)
);
CREATE INDEX token_recipient_idx ON outbox.token (recipient_id);
CREATE INDEX token_subscription_idx ON outbox.token (subscription_id);
COMMENT ON COLUMN outbox.token.hash IS 'secret';

-- What happened, once for all who want to know; only what the public may read anyway.
CREATE TABLE outbox.news (
    id       bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    at       timestamptz NOT NULL DEFAULT now(),
    at_once  boolean     NOT NULL DEFAULT false,
    title_de text        NOT NULL,
    title_en text        NOT NULL,
    text_de  text        NOT NULL,
    text_en  text        NOT NULL,
    path     text        NOT NULL
);
CREATE INDEX news_at_idx ON outbox.news (at);
COMMENT ON COLUMN outbox.news.at_once IS 'not kept for a digest';

CREATE TABLE outbox.news_target (
    news_id   bigint NOT NULL REFERENCES outbox.news ON DELETE CASCADE,
    target    text   NOT NULL,
    target_id bigint NOT NULL,
    PRIMARY KEY (news_id, target, target_id)
);
CREATE INDEX news_target_idx ON outbox.news_target (target, target_id);

CREATE TABLE outbox.mail (
    id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    recipient_id    uuid        REFERENCES outbox.recipient ON DELETE SET NULL,
    subscription_id uuid        REFERENCES outbox.subscription ON DELETE SET NULL,
    kind            text        NOT NULL CONSTRAINT mail_kind CHECK (kind IN ('confirm', 'news', 'digest')),
    cause           text        NOT NULL,
    lang            text        NOT NULL CONSTRAINT mail_lang CHECK (lang IN ('de', 'en')),
    subject         text        NOT NULL,
    body            text        NOT NULL,
    message_id      text        NOT NULL,
    state           text        NOT NULL DEFAULT 'waiting' CONSTRAINT mail_state CHECK (state IN ('waiting', 'sent', 'failed')),
    attempts        integer     NOT NULL DEFAULT 0,
    problem         text,
    made_at         timestamptz NOT NULL DEFAULT now(),
    tried_at        timestamptz,
    sent_at         timestamptz,
    CONSTRAINT mail_cause_once UNIQUE (recipient_id, cause),
    CONSTRAINT mail_message_once UNIQUE (message_id)
);
CREATE INDEX mail_state_idx ON outbox.mail (state, made_at DESC);
COMMENT ON TABLE outbox.mail IS 'Mails to be sent and sent; a sent one is kept 7 days without its body';
COMMENT ON COLUMN outbox.mail.recipient_id IS 'internal';
COMMENT ON COLUMN outbox.mail.subscription_id IS 'internal';
COMMENT ON COLUMN outbox.mail.body IS 'internal: with a mark where its links will stand; tokens are made when it is sent';

CREATE TABLE outbox.form_try (
    client text        NOT NULL,
    at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX form_try_idx ON outbox.form_try (client, at);
COMMENT ON COLUMN outbox.form_try.client IS 'personal: prefix of a network, kept for an hour';

CREATE TABLE outbox.form_key (
    one boolean PRIMARY KEY DEFAULT true CONSTRAINT form_key_one CHECK (one),
    key bytea   NOT NULL CONSTRAINT form_key_length CHECK (octet_length(key) = 32)
);
INSERT INTO outbox.form_key (key) SELECT sha256((gen_random_uuid()::text || gen_random_uuid()::text)::bytea);
COMMENT ON COLUMN outbox.form_key.key IS 'secret: signs when a form was shown';

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA outbox TO mitte_app;
REVOKE INSERT, UPDATE, DELETE ON outbox.river_migration, outbox.form_key FROM mitte_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA outbox TO mitte_app;

-- Who was told is known when the notice is made, when he was told only later; and what the notice said of his door is kept with it.
ALTER TABLE notice ADD COLUMN period daterange, ADD COLUMN reach_m double precision;
ALTER TABLE notice ADD CONSTRAINT notice_period CHECK (NOT isempty(period));
CREATE INDEX notice_section_idx ON notice (section_id);
ALTER TABLE notice_recipient ALTER COLUMN sent_at DROP NOT NULL;
ALTER TABLE notice_recipient ADD COLUMN door jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN notice_recipient.sent_at IS 'when this door was told; null until then';
COMMENT ON COLUMN notice_recipient.door IS 'internal: what the notice says of this door: days, way in, deliveries, bins';

---- create above / drop below ----

DELETE FROM notice_recipient WHERE sent_at IS NULL;
ALTER TABLE notice_recipient DROP COLUMN door;
ALTER TABLE notice_recipient ALTER COLUMN sent_at SET NOT NULL;
COMMENT ON COLUMN notice_recipient.sent_at IS NULL;
DROP INDEX notice_section_idx;
ALTER TABLE notice DROP COLUMN period, DROP COLUMN reach_m;

DROP TABLE outbox.form_key, outbox.form_try, outbox.mail, outbox.news_target, outbox.news, outbox.token, outbox.subscription,
    outbox.recipient, outbox.river_notification, outbox.river_queue, outbox.river_leader, outbox.river_job, outbox.river_migration;
DROP FUNCTION outbox.river_job_state_in_bitmask(bit, outbox.river_job_state);
DROP TYPE outbox.river_job_state;
DROP SCHEMA outbox;
