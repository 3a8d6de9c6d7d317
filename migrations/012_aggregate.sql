-- Why: staff edit a construction section with its phases, impacts and facilities as one thing with one version, and any
-- version of it can be looked at and brought back. History keeps each row by itself, so the rows of one edit must say the
-- same moment: a transaction may name it (mitte.moment), later than everything it changes, because the beginning of a
-- transaction that waited for a lock lies before the edit it waited for. What was deleted may come back under its id, which
-- ends its tombstone. Dependencies between phases were the only part without a history.

CREATE FUNCTION current_moment() RETURNS timestamptz
LANGUAGE sql STABLE
RETURN coalesce(nullif(current_setting('mitte.moment', true), '')::timestamptz, now());

CREATE OR REPLACE FUNCTION touch_row() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    NEW.created_at := OLD.created_at;
    NEW.updated_at := greatest(current_moment(), OLD.updated_at);
    NEW.updated_by := current_actor();
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION keep_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ended timestamptz := greatest(current_moment(), OLD.updated_at);
    old_row jsonb := to_jsonb(OLD);
    old_geom geometry;
BEGIN
    -- A statement of its own: tables without geom have a history too, and this one is then never looked at.
    IF old_row ? 'geom' THEN
        old_geom := OLD.geom;
    END IF;
    INSERT INTO history (table_name, id, version, known, op, row, geom, editor, reason)
    VALUES (TG_TABLE_NAME, OLD.id, OLD.version, tstzrange(OLD.updated_at, ended), lower(TG_OP),
            old_row - '{geom,geom_3857}'::text[], old_geom, OLD.updated_by,
            nullif(current_setting('mitte.reason', true), ''));
    IF TG_OP = 'DELETE' THEN
        INSERT INTO history (table_name, id, version, known, op, row, editor, reason)
        VALUES (TG_TABLE_NAME, OLD.id, OLD.version + 1, tstzrange(ended, NULL), 'tombstone', '{}', current_actor(),
                nullif(current_setting('mitte.reason', true), ''));
    END IF;
    RETURN NULL;
END $$;

-- A row that comes back has a version above that of its tombstone, and the tombstone ends where the row begins.
CREATE FUNCTION end_tombstone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE history SET known = tstzrange(lower(known), greatest(NEW.updated_at, lower(known)))
    WHERE table_name = TG_TABLE_NAME AND id = NEW.id AND op = 'tombstone' AND upper_inf(known);
    RETURN NULL;
END $$;

ALTER TABLE phase_dependency
    ADD COLUMN id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN version integer NOT NULL DEFAULT 1,
    ADD COLUMN created_at timestamptz NOT NULL DEFAULT current_moment(),
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT current_moment(),
    ADD COLUMN updated_by text NOT NULL DEFAULT current_actor(),
    ADD CONSTRAINT phase_dependency_id_once UNIQUE (id);
COMMENT ON COLUMN phase_dependency.id IS 'public: number of the row, for its history';
REVOKE SELECT ON phase_dependency FROM mitte_view;
GRANT SELECT (phase_id, depends_on_id) ON phase_dependency TO mitte_view;
CALL keep_versions('phase_dependency');

ALTER TABLE construction_section ALTER created_at SET DEFAULT current_moment(), ALTER updated_at SET DEFAULT current_moment();
ALTER TABLE construction_phase ALTER created_at SET DEFAULT current_moment(), ALTER updated_at SET DEFAULT current_moment();
ALTER TABLE impact ALTER created_at SET DEFAULT current_moment(), ALTER updated_at SET DEFAULT current_moment();
ALTER TABLE site_facility ALTER created_at SET DEFAULT current_moment(), ALTER updated_at SET DEFAULT current_moment();

CREATE TRIGGER comes_back AFTER INSERT ON construction_section FOR EACH ROW WHEN (NEW.version > 1) EXECUTE FUNCTION end_tombstone();
CREATE TRIGGER comes_back AFTER INSERT ON construction_phase FOR EACH ROW WHEN (NEW.version > 1) EXECUTE FUNCTION end_tombstone();
CREATE TRIGGER comes_back AFTER INSERT ON impact FOR EACH ROW WHEN (NEW.version > 1) EXECUTE FUNCTION end_tombstone();
CREATE TRIGGER comes_back AFTER INSERT ON site_facility FOR EACH ROW WHEN (NEW.version > 1) EXECUTE FUNCTION end_tombstone();

-- The parts that a section had are found by the section, or by the phase they hang on.
CREATE INDEX history_section_idx ON history (((row ->> 'section_id')::bigint)) WHERE row ->> 'section_id' IS NOT NULL;
CREATE INDEX history_phase_idx ON history (((row ->> 'phase_id')::bigint)) WHERE row ->> 'phase_id' IS NOT NULL;
CREATE INDEX site_facility_section_idx ON site_facility (section_id);

---- create above / drop below ----

DROP INDEX site_facility_section_idx, history_phase_idx, history_section_idx;
DROP TRIGGER comes_back ON site_facility;
DROP TRIGGER comes_back ON impact;
DROP TRIGGER comes_back ON construction_phase;
DROP TRIGGER comes_back ON construction_section;
ALTER TABLE site_facility ALTER created_at SET DEFAULT now(), ALTER updated_at SET DEFAULT now();
ALTER TABLE impact ALTER created_at SET DEFAULT now(), ALTER updated_at SET DEFAULT now();
ALTER TABLE construction_phase ALTER created_at SET DEFAULT now(), ALTER updated_at SET DEFAULT now();
ALTER TABLE construction_section ALTER created_at SET DEFAULT now(), ALTER updated_at SET DEFAULT now();
DROP TRIGGER history ON phase_dependency;
DROP TRIGGER touch ON phase_dependency;
ALTER TABLE phase_dependency DROP COLUMN id, DROP COLUMN version, DROP COLUMN created_at, DROP COLUMN updated_at, DROP COLUMN updated_by;
REVOKE SELECT ON phase_dependency FROM mitte_view;
GRANT SELECT ON phase_dependency TO mitte_view;
DROP FUNCTION end_tombstone();
CREATE OR REPLACE FUNCTION keep_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    ended timestamptz := greatest(now(), OLD.updated_at);
    old_row jsonb := to_jsonb(OLD);
    old_geom geometry;
BEGIN
    -- A statement of its own: tables without geom have a history too, and this one is then never looked at.
    IF old_row ? 'geom' THEN
        old_geom := OLD.geom;
    END IF;
    INSERT INTO history (table_name, id, version, known, op, row, geom, editor, reason)
    VALUES (TG_TABLE_NAME, OLD.id, OLD.version, tstzrange(OLD.updated_at, ended), lower(TG_OP),
            old_row - '{geom,geom_3857}'::text[], old_geom, OLD.updated_by,
            nullif(current_setting('mitte.reason', true), ''));
    IF TG_OP = 'DELETE' THEN
        INSERT INTO history (table_name, id, version, known, op, row, editor, reason)
        VALUES (TG_TABLE_NAME, OLD.id, OLD.version + 1, tstzrange(ended, NULL), 'tombstone', '{}', current_actor(),
                nullif(current_setting('mitte.reason', true), ''));
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION touch_row() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    NEW.created_at := OLD.created_at;
    NEW.updated_at := greatest(now(), OLD.updated_at);
    NEW.updated_by := current_actor();
    RETURN NEW;
END $$;
DROP FUNCTION current_moment();
