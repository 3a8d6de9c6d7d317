-- Why: whoever filters the list of shops may have what comes new sent to him. A search is kept as the words of its address; the
-- mail address is where all are, in outbox. What a search has found is noted unit by unit, so that each is told once, and what is
-- told is looked up when the mail leaves, so that nothing is told that was taken back meanwhile.
-- Room enquiry owns these tables.

CREATE TABLE saved_search (
    id         bigint      PRIMARY KEY DEFAULT random_id(),
    created_at timestamptz NOT NULL DEFAULT now(),
    filter     text        NOT NULL CONSTRAINT saved_search_filter CHECK (length(filter) <= 1000),
    batch      integer     NOT NULL DEFAULT 0,
    told_at    timestamptz,
    form_hash  bytea       CONSTRAINT saved_search_form_once UNIQUE CONSTRAINT saved_search_form_hash CHECK (octet_length(form_hash) = 32)
);
COMMENT ON TABLE saved_search IS 'A filter of the list of shops that somebody has sent himself news of';
COMMENT ON COLUMN saved_search.id IS 'internal: random';
COMMENT ON COLUMN saved_search.created_at IS 'internal';
COMMENT ON COLUMN saved_search.filter IS 'personal: what somebody looks for, as the words of an address';
COMMENT ON COLUMN saved_search.batch IS 'internal: how many mails it has led to';
COMMENT ON COLUMN saved_search.told_at IS 'internal: when the last one was made';
COMMENT ON COLUMN saved_search.form_hash IS 'internal: of the form that was sent, so that sending it twice is sending it once';

CREATE TABLE saved_search_unit (
    search_id bigint      NOT NULL REFERENCES saved_search ON DELETE CASCADE,
    unit_id   bigint      NOT NULL REFERENCES unit ON DELETE CASCADE,
    found_at  timestamptz NOT NULL DEFAULT now(),
    batch     integer,
    PRIMARY KEY (search_id, unit_id)
);
CREATE INDEX saved_search_unit_idx ON saved_search_unit (unit_id);
COMMENT ON COLUMN saved_search_unit.search_id IS 'internal';
COMMENT ON COLUMN saved_search_unit.unit_id IS 'internal';
COMMENT ON COLUMN saved_search_unit.found_at IS 'internal';
COMMENT ON COLUMN saved_search_unit.batch IS 'internal: the mail that tells of it; 0: it was there when the search was confirmed; null: it waits';

CALL guard_rows('{saved_search,saved_search_unit}', '{house,form}');
CREATE POLICY narrowed ON saved_search AS RESTRICTIVE TO mitte_app, mitte_owner USING (acts_as('house')) WITH CHECK (acts_as('house', 'form'));
CREATE POLICY narrowed ON saved_search_unit AS RESTRICTIVE TO mitte_app, mitte_owner USING (acts_as('house'));

ALTER TABLE outbox.subscription DROP CONSTRAINT subscription_target;
ALTER TABLE outbox.subscription ADD CONSTRAINT subscription_target
    CHECK (target IN ('section', 'project', 'unit', 'area', 'enquiry', 'space_request', 'saved_search'));
ALTER TABLE outbox.mail DROP CONSTRAINT mail_kind;
ALTER TABLE outbox.mail ADD CONSTRAINT mail_kind CHECK (kind IN ('confirm', 'news', 'digest', 'letter', 'alert'));

---- create above / drop below ----

DELETE FROM outbox.subscription WHERE target = 'saved_search';
DELETE FROM outbox.mail WHERE kind = 'alert';
ALTER TABLE outbox.mail DROP CONSTRAINT mail_kind;
ALTER TABLE outbox.mail ADD CONSTRAINT mail_kind CHECK (kind IN ('confirm', 'news', 'digest', 'letter'));
ALTER TABLE outbox.subscription DROP CONSTRAINT subscription_target;
ALTER TABLE outbox.subscription ADD CONSTRAINT subscription_target
    CHECK (target IN ('section', 'project', 'unit', 'area', 'enquiry', 'space_request'));
DROP TABLE saved_search_unit, saved_search;
