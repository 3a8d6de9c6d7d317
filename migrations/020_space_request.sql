-- Why: a space request (Ansiedlungsgesuch) says what kind of shop somebody looks for, so that the office can bring the two
-- together. The table was made with the register and nobody has written to it yet; it is made anew where everything is that the
-- public asks: its number tells nothing, who asks stands apart from what he looks for, and its address is where all addresses
-- are, in outbox. Planners see what is looked for, staff also who looks, and he himself his own by a secret link.
-- How much a criterion of a match counts is the office's to say.
-- Room enquiry owns these tables.

DROP TABLE space_request;

CREATE TABLE space_request (
    id             bigint        PRIMARY KEY DEFAULT random_id(),
    version        integer       NOT NULL DEFAULT 1,
    created_at     timestamptz   NOT NULL DEFAULT now(),
    updated_at     timestamptz   NOT NULL DEFAULT now(),
    updated_by     text          NOT NULL DEFAULT current_actor(),
    use_type       text          NOT NULL CONSTRAINT space_request_use CHECK (length(use_type) <= 40),
    area_min_m2    numeric(10,2) NOT NULL CONSTRAINT space_request_min CHECK (area_min_m2 >= 0),
    area_max_m2    numeric(10,2) NOT NULL,
    rent_max_cents bigint        CONSTRAINT space_request_rent CHECK (rent_max_cents >= 0),
    frontage_min_m numeric(8,2)  CONSTRAINT space_request_frontage CHECK (frontage_min_m >= 0),
    step_free      boolean       NOT NULL DEFAULT false,
    wanted_from    date,
    term_months    integer       CONSTRAINT space_request_term CHECK (term_months BETWEEN 1 AND 1200),
    place          text          NOT NULL DEFAULT '' CONSTRAINT space_request_place CHECK (length(place) <= 200),
    geom           geometry(MultiPolygon, 25832) CONSTRAINT space_request_geom CHECK (geom_fits(geom, 5000)),
    status         text          NOT NULL DEFAULT 'unconfirmed' CONSTRAINT space_request_status
        CHECK (status IN ('unconfirmed', 'active', 'paused', 'matched', 'expired', 'withdrawn')),
    confirmed_at   timestamptz,
    ends_on        date,
    reminded_for   date,
    ended_at       timestamptz,
    form_hash      bytea         CONSTRAINT space_request_form_once UNIQUE CONSTRAINT space_request_form_hash CHECK (octet_length(form_hash) = 32),
    CONSTRAINT space_request_range CHECK (area_min_m2 <= area_max_m2),
    CONSTRAINT space_request_confirmed CHECK ((status = 'unconfirmed') = (confirmed_at IS NULL) AND (confirmed_at IS NULL) = (ends_on IS NULL)),
    CONSTRAINT space_request_ended CHECK ((status IN ('matched', 'expired', 'withdrawn')) = (ended_at IS NOT NULL))
);
CREATE INDEX space_request_status_idx ON space_request (status, ends_on);
COMMENT ON TABLE space_request IS 'What somebody looks for; who it is stands in space_request_contact and in outbox';
COMMENT ON COLUMN space_request.id IS 'internal: random';
COMMENT ON COLUMN space_request.version IS 'internal';
COMMENT ON COLUMN space_request.created_at IS 'internal';
COMMENT ON COLUMN space_request.updated_at IS 'internal';
COMMENT ON COLUMN space_request.updated_by IS 'internal';
COMMENT ON COLUMN space_request.use_type IS 'internal';
COMMENT ON COLUMN space_request.area_min_m2 IS 'internal: m2';
COMMENT ON COLUMN space_request.area_max_m2 IS 'internal: m2';
COMMENT ON COLUMN space_request.rent_max_cents IS 'internal: cents a month, without charges';
COMMENT ON COLUMN space_request.frontage_min_m IS 'internal: m';
COMMENT ON COLUMN space_request.step_free IS 'internal: only step-free';
COMMENT ON COLUMN space_request.wanted_from IS 'internal';
COMMENT ON COLUMN space_request.term_months IS 'internal';
COMMENT ON COLUMN space_request.place IS 'internal: what the wanted place is called';
COMMENT ON COLUMN space_request.geom IS 'internal: the wanted place; null is everywhere';
COMMENT ON COLUMN space_request.status IS 'internal';
COMMENT ON COLUMN space_request.confirmed_at IS 'internal';
COMMENT ON COLUMN space_request.ends_on IS 'internal: the first day on which it no longer counts';
COMMENT ON COLUMN space_request.reminded_for IS 'internal: the end that a reminder has gone out for';
COMMENT ON COLUMN space_request.ended_at IS 'internal: 30 days later it is deleted';
COMMENT ON COLUMN space_request.form_hash IS 'internal: of the form that was sent, so that sending it twice is sending it once';
CREATE TRIGGER touch BEFORE UPDATE ON space_request FOR EACH ROW EXECUTE FUNCTION touch_row();

CREATE TABLE space_request_contact (
    request_id bigint      PRIMARY KEY REFERENCES space_request ON DELETE CASCADE,
    name       text        NOT NULL CONSTRAINT space_request_contact_name CHECK (length(name) <= 200),
    phone      text        NOT NULL CONSTRAINT space_request_contact_phone CHECK (length(phone) <= 50),
    lang       text        NOT NULL CONSTRAINT space_request_contact_lang CHECK (lang IN ('de', 'en')),
    consent_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN space_request_contact.request_id IS 'internal';
COMMENT ON COLUMN space_request_contact.name IS 'personal';
COMMENT ON COLUMN space_request_contact.phone IS 'personal';
COMMENT ON COLUMN space_request_contact.lang IS 'internal';
COMMENT ON COLUMN space_request_contact.consent_at IS 'internal: when he agreed that it is kept';

-- A form puts in and sees nothing; nobody of the office sees what nobody has confirmed; only staff change what is there.
CALL guard_rows('{space_request}', '{staff,planner,admin,asker,house,form}');
CREATE POLICY narrowed ON space_request AS RESTRICTIVE TO mitte_app, mitte_owner
    USING (acts_as('house') OR acts_as('asker') AND id::text = current_setting('mitte.request', true)
        OR acts_as('staff', 'planner', 'admin') AND status <> 'unconfirmed')
    WITH CHECK (acts_as('house', 'form', 'staff') OR acts_as('asker') AND id::text = current_setting('mitte.request', true));
CALL guard_rows('{space_request_contact}', '{staff,asker,house,form}');
CREATE POLICY narrowed ON space_request_contact AS RESTRICTIVE TO mitte_app, mitte_owner
    USING (acts_as('house') OR acts_as('asker') AND request_id::text = current_setting('mitte.request', true)
        OR acts_as('staff') AND EXISTS (SELECT FROM space_request r WHERE r.id = request_id))
    WITH CHECK (acts_as('house', 'form'));

CREATE TABLE match_weight (
    criterion text    PRIMARY KEY CONSTRAINT match_weight_criterion
        CHECK (criterion IN ('use', 'area', 'place', 'step_free', 'rent', 'frontage', 'location', 'date', 'term')),
    weight    integer NOT NULL CONSTRAINT match_weight_range CHECK (weight BETWEEN 0 AND 100)
);
COMMENT ON TABLE match_weight IS 'How much each criterion of a match counts; the office may change it';
COMMENT ON COLUMN match_weight.criterion IS 'internal';
COMMENT ON COLUMN match_weight.weight IS 'internal: against the others; 0 leaves it out of the score';
INSERT INTO match_weight (criterion, weight) VALUES ('use', 20), ('area', 25), ('place', 15), ('step_free', 10), ('rent', 15),
    ('frontage', 5), ('location', 5), ('date', 10), ('term', 5);

ALTER TABLE outbox.subscription DROP CONSTRAINT subscription_target;
ALTER TABLE outbox.subscription ADD CONSTRAINT subscription_target
    CHECK (target IN ('section', 'project', 'unit', 'area', 'enquiry', 'space_request'));

---- create above / drop below ----

DELETE FROM outbox.subscription WHERE target = 'space_request';
ALTER TABLE outbox.subscription DROP CONSTRAINT subscription_target;
ALTER TABLE outbox.subscription ADD CONSTRAINT subscription_target CHECK (target IN ('section', 'project', 'unit', 'area', 'enquiry'));
DROP TABLE match_weight, space_request_contact, space_request;

CREATE TABLE space_request (
    id            uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    version       integer     NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    use_type      text        NOT NULL,
    wz_code       text,
    area_min_m2   numeric(10,2) NOT NULL CONSTRAINT space_request_min CHECK (area_min_m2 >= 0),
    area_max_m2   numeric(10,2) NOT NULL,
    rent_max_cents bigint     CONSTRAINT space_request_rent CHECK (rent_max_cents >= 0),
    frontage_min_m numeric(8,2),
    step_free     boolean,
    wanted_from   date,
    term_months   integer,
    geom          geometry(Polygon, 25832) CONSTRAINT space_request_geom CHECK (geom_fits(geom, 5000)),
    contact       jsonb       NOT NULL,
    consent_at    timestamptz NOT NULL,
    status        text        NOT NULL DEFAULT 'unconfirmed' CONSTRAINT space_request_status
        CHECK (status IN ('unconfirmed', 'active', 'paused', 'matched', 'expired', 'withdrawn')),
    expires_at    timestamptz NOT NULL,
    delete_after  timestamptz NOT NULL,
    CONSTRAINT space_request_range CHECK (area_min_m2 <= area_max_m2)
);
COMMENT ON COLUMN space_request.contact IS 'personal';
CALL guard_rows('{space_request}', '{staff,planner,admin}');
