-- Why: whoever asks the office something gives away what is nobody else's business, so what he wrote and who he is stands in
-- tables of its own, closed row by row: open to the desk that answers, to himself by his secret link, and to nobody who did not
-- say for whom he asks. What the house needs to steer by (number, kind, desk,
-- state, due day) stands apart and names nobody. The address is where all addresses are, in outbox: an enquiry is a
-- correspondence there, pending until its one confirmation is answered, like a subscription.

-- Of a row about a person not even the number tells anything: not how many there are, nor which came first. 52 bits, so that
-- every JSON reader holds it.
CREATE FUNCTION random_id() RETURNS bigint
LANGUAGE sql VOLATILE
RETURN ('x' || right(replace(gen_random_uuid()::text, '-', ''), 13))::bit(52)::bigint;

CREATE TABLE enquiry_route (
    kind text PRIMARY KEY CONSTRAINT enquiry_route_kind CHECK (kind IN ('space', 'works', 'fund', 'vacancy_report', 'participation', 'general')),
    desk text NOT NULL CONSTRAINT enquiry_route_desk CHECK (desk IN ('technical', 'social', 'city'))
);
COMMENT ON TABLE enquiry_route IS 'Which desk answers what; the office may change it';
COMMENT ON COLUMN enquiry_route.kind IS 'internal';
COMMENT ON COLUMN enquiry_route.desk IS 'internal';
INSERT INTO enquiry_route (kind, desk) VALUES ('space', 'city'), ('works', 'technical'), ('fund', 'city'), ('vacancy_report', 'city'),
    ('participation', 'social'), ('general', 'city');

CREATE TABLE enquiry_year (
    year integer PRIMARY KEY,
    last integer NOT NULL
);
COMMENT ON TABLE enquiry_year IS 'The last number given in a year';
COMMENT ON COLUMN enquiry_year.year IS 'internal';
COMMENT ON COLUMN enquiry_year.last IS 'internal';

CREATE TABLE enquiry (
    id             bigint      PRIMARY KEY DEFAULT random_id(),
    version        integer     NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    updated_by     text        NOT NULL DEFAULT current_actor(),
    no             text        CONSTRAINT enquiry_no_once UNIQUE,
    kind           text        NOT NULL REFERENCES enquiry_route (kind),
    desk           text        NOT NULL CONSTRAINT enquiry_desk CHECK (desk IN ('technical', 'social', 'city')),
    status         text        NOT NULL DEFAULT 'unconfirmed' CONSTRAINT enquiry_status CHECK (status IN ('unconfirmed', 'new', 'assigned',
        'in_progress', 'waiting_for_customer', 'answered', 'closed', 'forwarded', 'duplicate', 'not_responsible', 'spam', 'withdrawn')),
    priority       text        NOT NULL DEFAULT 'normal' CONSTRAINT enquiry_priority CHECK (priority IN ('low', 'normal', 'high')),
    received_via   text        NOT NULL DEFAULT 'form' CONSTRAINT enquiry_via CHECK (received_via IN ('form', 'mail', 'phone', 'in_person', 'letter')),
    received_at    timestamptz,
    due_at         date,
    assignee_id    bigint      REFERENCES account,
    unit_id        bigint      REFERENCES unit ON DELETE SET NULL,
    section_id     bigint      REFERENCES construction_section ON DELETE SET NULL,
    duplicate_of   bigint      REFERENCES enquiry ON DELETE SET NULL,
    forwarded_to   text        CONSTRAINT enquiry_forwarded CHECK (length(forwarded_to) <= 200),
    first_answer_at timestamptz,
    ended_at       timestamptz,
    anonymised_at  timestamptz,
    form_hash      bytea       CONSTRAINT enquiry_form_once UNIQUE CONSTRAINT enquiry_form_hash CHECK (octet_length(form_hash) = 32),
    CONSTRAINT enquiry_has_a_number CHECK ((status = 'unconfirmed') = (no IS NULL)),
    CONSTRAINT enquiry_is_received CHECK ((no IS NULL) = (received_at IS NULL)),
    CONSTRAINT enquiry_not_its_own CHECK (duplicate_of <> id)
);
CREATE INDEX enquiry_desk_idx ON enquiry (desk, status, due_at);
CREATE INDEX enquiry_unit_idx ON enquiry (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX enquiry_section_idx ON enquiry (section_id) WHERE section_id IS NOT NULL;
CREATE INDEX enquiry_duplicate_idx ON enquiry (duplicate_of) WHERE duplicate_of IS NOT NULL;
COMMENT ON TABLE enquiry IS 'What the office steers an enquiry by; nothing here says who asks or what he wrote';
COMMENT ON COLUMN enquiry.id IS 'internal: random';
COMMENT ON COLUMN enquiry.version IS 'internal';
COMMENT ON COLUMN enquiry.created_at IS 'internal';
COMMENT ON COLUMN enquiry.updated_at IS 'internal';
COMMENT ON COLUMN enquiry.updated_by IS 'internal';
COMMENT ON COLUMN enquiry.no IS 'internal: running in the year, given when it is confirmed';
COMMENT ON COLUMN enquiry.kind IS 'internal';
COMMENT ON COLUMN enquiry.desk IS 'internal';
COMMENT ON COLUMN enquiry.status IS 'internal';
COMMENT ON COLUMN enquiry.priority IS 'internal';
COMMENT ON COLUMN enquiry.received_via IS 'internal';
COMMENT ON COLUMN enquiry.received_at IS 'internal: when it was confirmed, or entered by staff';
COMMENT ON COLUMN enquiry.due_at IS 'internal: the day by which it is answered';
COMMENT ON COLUMN enquiry.assignee_id IS 'internal';
COMMENT ON COLUMN enquiry.unit_id IS 'internal';
COMMENT ON COLUMN enquiry.section_id IS 'internal';
COMMENT ON COLUMN enquiry.duplicate_of IS 'internal';
COMMENT ON COLUMN enquiry.forwarded_to IS 'internal: an office, never a person';
COMMENT ON COLUMN enquiry.first_answer_at IS 'internal';
COMMENT ON COLUMN enquiry.ended_at IS 'internal: when it was answered or came to another end';
COMMENT ON COLUMN enquiry.anonymised_at IS 'internal: since when nobody knows any more who asked';
COMMENT ON COLUMN enquiry.form_hash IS 'internal: of the form that was sent, so that sending it twice is sending it once';
CREATE TRIGGER touch BEFORE UPDATE ON enquiry FOR EACH ROW EXECUTE FUNCTION touch_row();

CREATE TABLE enquiry_content (
    enquiry_id bigint      PRIMARY KEY REFERENCES enquiry ON DELETE CASCADE,
    subject    text        NOT NULL CONSTRAINT enquiry_subject CHECK (length(subject) <= 200),
    body       text        NOT NULL CONSTRAINT enquiry_body CHECK (length(body) <= 5000),
    name       text        NOT NULL CONSTRAINT enquiry_name CHECK (length(name) <= 200),
    phone      text        NOT NULL CONSTRAINT enquiry_phone CHECK (length(phone) <= 50),
    lang       text        NOT NULL CONSTRAINT enquiry_lang CHECK (lang IN ('de', 'en')),
    consent_at timestamptz
);
COMMENT ON COLUMN enquiry_content.enquiry_id IS 'internal';
COMMENT ON COLUMN enquiry_content.subject IS 'personal';
COMMENT ON COLUMN enquiry_content.body IS 'personal';
COMMENT ON COLUMN enquiry_content.name IS 'personal';
COMMENT ON COLUMN enquiry_content.phone IS 'personal';
COMMENT ON COLUMN enquiry_content.lang IS 'internal';
COMMENT ON COLUMN enquiry_content.consent_at IS 'internal: when he agreed to be answered';

CREATE TABLE enquiry_message (
    id         bigint      PRIMARY KEY DEFAULT random_id(),
    enquiry_id bigint      NOT NULL REFERENCES enquiry ON DELETE CASCADE,
    direction  text        NOT NULL CONSTRAINT enquiry_message_direction CHECK (direction IN ('in', 'out', 'internal')),
    body       text        NOT NULL CONSTRAINT enquiry_message_body CHECK (length(body) BETWEEN 1 AND 5000),
    at         timestamptz NOT NULL DEFAULT now(),
    by         text        NOT NULL DEFAULT ''
);
CREATE INDEX enquiry_message_idx ON enquiry_message (enquiry_id, at);
COMMENT ON COLUMN enquiry_message.id IS 'internal: random';
COMMENT ON COLUMN enquiry_message.enquiry_id IS 'internal';
COMMENT ON COLUMN enquiry_message.direction IS 'internal';
COMMENT ON COLUMN enquiry_message.body IS 'personal';
COMMENT ON COLUMN enquiry_message.at IS 'internal';
COMMENT ON COLUMN enquiry_message.by IS 'internal: account:12; empty for who asked';

-- Who may see what was written: the desk that has it, who asked, and the house where it acts for nobody, such as when an address is
-- confirmed. A form puts in and sees nothing. These policies narrow what row_security lets through.
CREATE FUNCTION enquiry_open(enquiry_id bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN acts_as('house')
    OR acts_as('asker') AND enquiry_open.enquiry_id::text = current_setting('mitte.enquiry', true)
    OR acts_as('staff') AND EXISTS (SELECT FROM enquiry e
        WHERE e.id = enquiry_open.enquiry_id AND e.status <> 'unconfirmed' AND e.desk = current_setting('mitte.desk', true));
CALL guard_rows('{enquiry_content,enquiry_message}', '{staff,asker,house,form}');
CREATE POLICY narrowed ON enquiry_content AS RESTRICTIVE TO mitte_app, mitte_owner USING (enquiry_open(enquiry_id))
    WITH CHECK (acts_as('form') OR enquiry_open(enquiry_id));
CREATE POLICY narrowed ON enquiry_message AS RESTRICTIVE TO mitte_app, mitte_owner USING (enquiry_open(enquiry_id));

CREATE TABLE proof_spent (
    challenge bytea       PRIMARY KEY CONSTRAINT proof_spent_challenge CHECK (octet_length(challenge) = 32),
    until     timestamptz NOT NULL
);
COMMENT ON TABLE proof_spent IS 'Proofs of work that were accepted; none is accepted twice';
COMMENT ON COLUMN proof_spent.challenge IS 'internal';
COMMENT ON COLUMN proof_spent.until IS 'internal: when it would have been too old anyway';

ALTER TABLE outbox.subscription DROP CONSTRAINT subscription_target;
ALTER TABLE outbox.subscription ADD CONSTRAINT subscription_target CHECK (target IN ('section', 'project', 'unit', 'area', 'enquiry'));
ALTER TABLE outbox.mail DROP CONSTRAINT mail_kind;
ALTER TABLE outbox.mail ADD CONSTRAINT mail_kind CHECK (kind IN ('confirm', 'news', 'digest', 'letter'));
COMMENT ON COLUMN outbox.mail.body IS 'personal: with a mark where its links will stand; tokens are made when it is sent, and then it is emptied';
CALL guard_rows('{outbox.mail}', '{post}');

---- create above / drop below ----

DROP POLICY row_security ON outbox.mail;
ALTER TABLE outbox.mail NO FORCE ROW LEVEL SECURITY;
ALTER TABLE outbox.mail DISABLE ROW LEVEL SECURITY;
DELETE FROM outbox.subscription WHERE target = 'enquiry';
DELETE FROM outbox.mail WHERE kind = 'letter';
COMMENT ON COLUMN outbox.mail.body IS 'internal: with a mark where its links will stand; tokens are made when it is sent';
ALTER TABLE outbox.mail DROP CONSTRAINT mail_kind;
ALTER TABLE outbox.mail ADD CONSTRAINT mail_kind CHECK (kind IN ('confirm', 'news', 'digest'));
ALTER TABLE outbox.subscription DROP CONSTRAINT subscription_target;
ALTER TABLE outbox.subscription ADD CONSTRAINT subscription_target CHECK (target IN ('section', 'project', 'unit', 'area'));
DROP TABLE proof_spent, enquiry_message, enquiry_content;
DROP FUNCTION enquiry_open(bigint);
DROP TABLE enquiry, enquiry_year, enquiry_route;
DROP FUNCTION random_id();
