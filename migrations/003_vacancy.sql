-- Why: every vacancy figure comes from an append-only history of status events, never from a flag somebody last set.
-- What holds on a day is derived from it once, by trigger, into unit_state: half-open runs of days that an exclusion
-- constraint keeps from overlapping, so that a map, a tile and a figure for any date read the same row.

CREATE TABLE unit_status_event (
    id           bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    unit_id      bigint      NOT NULL REFERENCES unit ON DELETE CASCADE,
    "from"       text        NOT NULL,
    "to"         text        NOT NULL,
    at           date        NOT NULL,
    at_precision text        NOT NULL DEFAULT 'day' CONSTRAINT unit_status_event_precision CHECK (at_precision IN ('day', 'month', 'year', 'at_latest')),
    reason       text,
    irregular    boolean     NOT NULL DEFAULT false,
    source       text        NOT NULL CONSTRAINT unit_status_event_source CHECK (source IN ('walk', 'owner', 'report', 'import', 'system')),
    by           text        NOT NULL DEFAULT current_actor(),
    note         text,
    corrects_id  bigint      REFERENCES unit_status_event,
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    superseded_at timestamptz,
    CONSTRAINT unit_status_event_from CHECK ("from" IN ('occupied', 'threatened', 'vacant', 'marketing', 'reserved',
        'interim_use', 'refurbishment', 'converted', 'removed', 'unknown')),
    CONSTRAINT unit_status_event_to CHECK ("to" IN ('occupied', 'threatened', 'vacant', 'marketing', 'reserved',
        'interim_use', 'refurbishment', 'converted', 'removed', 'unknown')),
    CONSTRAINT unit_status_event_moves CHECK ("from" <> "to" OR corrects_id IS NOT NULL)
);
CREATE UNIQUE INDEX unit_status_event_one_a_day ON unit_status_event (unit_id, at) WHERE superseded_at IS NULL;
COMMENT ON COLUMN unit_status_event.note IS 'internal';
COMMENT ON COLUMN unit_status_event.by IS 'internal';

CREATE TABLE occupancy (
    id               bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version          integer     NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    updated_by       text        NOT NULL DEFAULT current_actor(),
    unit_id          bigint      NOT NULL REFERENCES unit ON DELETE CASCADE,
    business_name    text        NOT NULL CONSTRAINT occupancy_name CHECK (business_name <> ''),
    kind             text        NOT NULL DEFAULT 'regular' CONSTRAINT occupancy_kind CHECK (kind IN ('regular', 'interim')),
    wz_code          text,
    chain_shop_count integer     CONSTRAINT occupancy_chain CHECK (chain_shop_count >= 1),
    period           daterange   NOT NULL CONSTRAINT occupancy_period CHECK (NOT isempty(period)),
    lease_end        date,
    CONSTRAINT occupancy_no_overlap EXCLUDE USING gist (unit_id WITH =, period WITH &&)
);
COMMENT ON COLUMN occupancy.lease_end IS 'personal';
COMMENT ON COLUMN occupancy.business_name IS 'public: the name on the shop front, never a private person';

CREATE TABLE offer (
    id                   bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    version              integer     NOT NULL DEFAULT 1,
    created_at           timestamptz NOT NULL DEFAULT now(),
    updated_at           timestamptz NOT NULL DEFAULT now(),
    updated_by           text        NOT NULL DEFAULT current_actor(),
    unit_id              bigint      NOT NULL REFERENCES unit ON DELETE CASCADE,
    title_de             text        NOT NULL DEFAULT '',
    title_en             text        NOT NULL DEFAULT '',
    description_de       text        NOT NULL DEFAULT '',
    description_en       text        NOT NULL DEFAULT '',
    net_cold_rent_cents  bigint      CONSTRAINT offer_rent CHECK (net_cold_rent_cents >= 0),
    service_charges_cents bigint     CONSTRAINT offer_charges CHECK (service_charges_cents >= 0),
    deposit_cents        bigint      CONSTRAINT offer_deposit CHECK (deposit_cents >= 0),
    price_on_request     boolean     NOT NULL DEFAULT false,
    available_from       date,
    min_term_months      integer     CONSTRAINT offer_min_term CHECK (min_term_months BETWEEN 1 AND 1200),
    max_term_months      integer     CONSTRAINT offer_max_term CHECK (max_term_months BETWEEN 1 AND 1200),
    interim_use_possible boolean     NOT NULL DEFAULT false,
    suitable_uses        text[]      NOT NULL DEFAULT '{}',
    publication_status   text        NOT NULL DEFAULT 'internal' CONSTRAINT offer_publication_status
        CHECK (publication_status IN ('internal', 'consent_pending', 'published', 'withdrawn')),
    publication_basis    text        CONSTRAINT offer_publication_basis CHECK (publication_basis IN ('owner_consent',
        'no_objection_baugb_200_3', 'public_property', 'anonymised', 'open_data')),
    published_at         timestamptz,
    confirmed_until      date,
    made_up              boolean     NOT NULL DEFAULT false,
    CONSTRAINT offer_price_known CHECK (net_cold_rent_cents IS NOT NULL OR price_on_request OR publication_status IN ('internal', 'withdrawn')),
    CONSTRAINT offer_terms CHECK (min_term_months <= max_term_months),
    CONSTRAINT offer_published_has_basis CHECK (publication_status <> 'published'
        OR (publication_basis IS NOT NULL AND published_at IS NOT NULL AND confirmed_until IS NOT NULL))
);
CREATE UNIQUE INDEX offer_one_current ON offer (unit_id) WHERE publication_status <> 'withdrawn';
COMMENT ON COLUMN offer.net_cold_rent_cents IS 'public once published: cents a month, without charges';

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

CREATE TABLE survey (
    id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    unit_id     bigint      NOT NULL REFERENCES unit ON DELETE CASCADE,
    by          text        NOT NULL DEFAULT current_actor(),
    at          date        NOT NULL,
    result      text        NOT NULL CONSTRAINT survey_result CHECK (result IN ('confirmed', 'changed', 'not_accessible')),
    photo_id    uuid        REFERENCES media,
    recorded_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX survey_unit_idx ON survey (unit_id, at);
COMMENT ON COLUMN survey.by IS 'internal';

-- Derived: what holds for a unit in a run of days. Nothing but refresh_unit_state writes it.
CREATE TABLE unit_state (
    unit_id      bigint    NOT NULL REFERENCES unit ON DELETE CASCADE,
    period       daterange NOT NULL CONSTRAINT unit_state_period CHECK (NOT isempty(period)),
    status       text      NOT NULL,
    vacant_since date,
    occupancy_id bigint    REFERENCES occupancy ON DELETE CASCADE,
    CONSTRAINT unit_state_no_overlap EXCLUDE USING gist (unit_id WITH =, period WITH &&)
);
COMMENT ON TABLE unit_state IS 'Derived from unit_status_event and occupancy by refresh_unit_state';

-- A spell of vacancy begins on the first day in V (vacant, marketing, reserved) and goes on through V, interim_use and
-- refurbishment (domain.md 2.2): a pop-up does not make an old vacancy young. A unit that is just being deleted has none:
-- its events may go after its occupancies.
CREATE FUNCTION refresh_unit_state(ids bigint[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DELETE FROM unit_state WHERE unit_id = ANY (ids);

    WITH event AS (
        SELECT unit_id, at, "to" AS status
        FROM unit_status_event
        WHERE unit_id = ANY (ids) AND superseded_at IS NULL AND EXISTS (SELECT FROM unit u WHERE u.id = unit_id)
    ), first_event AS (
        SELECT unit_id, min(at) AS at FROM event GROUP BY unit_id
    ), boundary AS (
        SELECT unit_id, at, max(status) AS status
        FROM (
            SELECT unit_id, at, status FROM event
            UNION ALL
            SELECT o.unit_id, d.at, NULL
            FROM occupancy o JOIN first_event f ON f.unit_id = o.unit_id
            CROSS JOIN LATERAL (VALUES (lower(o.period)), (upper(o.period))) AS d(at)
            WHERE o.unit_id = ANY (ids) AND d.at > f.at
        ) AS either
        GROUP BY unit_id, at
    ), run AS (
        SELECT unit_id, daterange(at, lead(at) OVER (PARTITION BY unit_id ORDER BY at)) AS period, status,
               count(status) OVER (PARTITION BY unit_id ORDER BY at) AS nth
        FROM boundary
    ), stated AS (
        SELECT r.unit_id, r.period, o.id AS occupancy_id, max(r.status) OVER (PARTITION BY r.unit_id, r.nth) AS status
        FROM run r
        LEFT JOIN occupancy o ON o.unit_id = r.unit_id AND o.period @> lower(r.period)
    ), flagged AS (
        SELECT *, status IN ('vacant', 'marketing', 'reserved') AS in_v,
               status IN ('vacant', 'marketing', 'reserved', 'interim_use', 'refurbishment') AS goes_on
        FROM stated
    ), spelled AS (
        SELECT *, count(*) FILTER (WHERE NOT goes_on) OVER (PARTITION BY unit_id ORDER BY lower(period)) AS spell
        FROM flagged
    )
    INSERT INTO unit_state (unit_id, period, status, vacant_since, occupancy_id)
    SELECT unit_id, period, status,
           CASE WHEN goes_on THEN
               min(CASE WHEN in_v THEN lower(period) END) OVER (PARTITION BY unit_id, spell ORDER BY lower(period))
           END,
           occupancy_id
    FROM spelled;
$$;

-- It works with the owner's rights, so only the owner's triggers may call it.
REVOKE EXECUTE ON FUNCTION refresh_unit_state(bigint[]) FROM PUBLIC;

CREATE FUNCTION refresh_changed_units() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ids bigint[];
    found bigint[];
BEGIN
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        SELECT array_agg(DISTINCT unit_id) INTO ids FROM new_rows;
    END IF;
    IF TG_OP IN ('DELETE', 'UPDATE') THEN
        SELECT array_agg(DISTINCT unit_id) INTO found FROM old_rows;
        ids := ids || found;
    END IF;
    IF ids IS NOT NULL THEN
        PERFORM refresh_unit_state(ids);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION only_append() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        -- Only the removal of the whole unit may take its events along.
        IF EXISTS (SELECT FROM unit WHERE id = OLD.unit_id) THEN
            RAISE EXCEPTION 'status events are never deleted' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'unit_status_event_append_only';
        END IF;
        RETURN OLD;
    END IF;
    IF to_jsonb(NEW) - 'superseded_at' <> to_jsonb(OLD) - 'superseded_at' OR OLD.superseded_at IS NOT NULL THEN
        RAISE EXCEPTION 'status events are never changed, only superseded' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'unit_status_event_append_only';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON unit_status_event FOR EACH ROW EXECUTE FUNCTION only_append();

CREATE TRIGGER state_insert AFTER INSERT ON unit_status_event REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_changed_units();
CREATE TRIGGER state_update AFTER UPDATE ON unit_status_event REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_changed_units();
CREATE TRIGGER state_insert AFTER INSERT ON occupancy REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_changed_units();
CREATE TRIGGER state_update AFTER UPDATE ON occupancy REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_changed_units();
CREATE TRIGGER state_delete AFTER DELETE ON occupancy REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_changed_units();

CALL keep_versions('occupancy');
CALL keep_versions('offer');

CALL watch('unit_state', 'units', 'unit', 'unit_id');
CALL watch('occupancy', 'units', 'unit', 'unit_id');
CALL watch('offer', 'units', 'unit', 'unit_id');

---- create above / drop below ----

DROP TABLE unit_state, survey, space_request, offer, occupancy, unit_status_event;
DROP FUNCTION refresh_changed_units();
DROP FUNCTION refresh_unit_state(bigint[]);
DROP FUNCTION only_append();
