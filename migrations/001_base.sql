-- Why: every later table leans on four things that must exist before it: a schema for what the public may read, one
-- ordered check that no geometry slips past whoever writes it, a history that a trigger keeps so that no program can
-- forget it, and the change table by which tiles and other processes learn of every edit, psql's and ogr2ogr's too.
-- Roles and extensions need rights the owner does not have; geo/pg.Prepare makes them before the first migration.

CREATE SCHEMA pub;
CREATE SCHEMA owner_data;

GRANT USAGE, CREATE ON SCHEMA pub TO mitte_view;
GRANT USAGE ON SCHEMA public TO mitte_app, mitte_view;
GRANT USAGE ON SCHEMA pub TO mitte_app, mitte_public;

-- Columns say in their comment who may read them: public, internal, personal or secret. A test reads the catalogue.

-- geom_fits is the third net under api and geo: cheap questions first, so that ST_IsValid never sees a geometry that is
-- empty, too long or full of NaN. The box is Germany in EPSG:25832; comparisons with NaN are false and so refuse it.
CREATE FUNCTION geom_fits(g geometry, max_vertices integer) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN g IS NULL THEN true
    WHEN ST_IsEmpty(g) THEN false
    WHEN ST_NDims(g) <> 2 THEN false
    WHEN ST_NPoints(g) > max_vertices THEN false
    WHEN NOT coalesce(ST_XMin(g) >= 250000 AND ST_XMax(g) <= 970000
                  AND ST_YMin(g) >= 5200000 AND ST_YMax(g) <= 6130000, false) THEN false
    ELSE coalesce(ST_IsValid(g), false)
END;

-- mitte.actor and mitte.reason are set per transaction by pg.InTx; an edit by psql shows the database role.
CREATE FUNCTION current_actor() RETURNS text
LANGUAGE sql STABLE
RETURN coalesce(nullif(current_setting('mitte.actor', true), ''), 'db:' || session_user);

CREATE FUNCTION touch_row() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    NEW.created_at := OLD.created_at;
    NEW.updated_at := greatest(now(), OLD.updated_at);
    NEW.updated_by := current_actor();
    RETURN NEW;
END $$;

-- One history table for all map objects: the superseded versions, whole, with the time they were known. The current
-- version is in the object's own table, so a fresh bulk load costs no history; replay = history, then the row. A delete
-- leaves the last version and a tombstone that says who and why.
CREATE TABLE history (
    table_name text      NOT NULL,
    id         bigint    NOT NULL,
    version    integer   NOT NULL,
    known      tstzrange NOT NULL,
    op         text      NOT NULL CONSTRAINT history_op CHECK (op IN ('update', 'delete', 'tombstone')),
    row        jsonb     NOT NULL,
    geom       geometry,
    editor     text      NOT NULL,
    reason     text,
    PRIMARY KEY (table_name, id, version),
    CONSTRAINT history_known_once EXCLUDE USING gist (table_name WITH =, id WITH =, known WITH &&)
);
COMMENT ON TABLE history IS 'Superseded versions of map objects, kept by trigger; editor made that version';

CREATE FUNCTION keep_history() RETURNS trigger
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
            old_row - 'geom', old_geom, OLD.updated_by,
            nullif(current_setting('mitte.reason', true), ''));
    IF TG_OP = 'DELETE' THEN
        INSERT INTO history (table_name, id, version, known, op, row, editor, reason)
        VALUES (TG_TABLE_NAME, OLD.id, OLD.version + 1, tstzrange(ended, NULL), 'tombstone', '{}', current_actor(),
                nullif(current_setting('mitte.reason', true), ''));
    END IF;
    RETURN NULL;
END $$;

-- The change table is the truth about what changed; NOTIFY is only a hint to look. A reader keeps a cursor on (xid, id)
-- that never passes pg_snapshot_xmin(pg_current_snapshot()): sequence order is not commit order. Boxes are of the
-- geometry projected to EPSG:3857, because the projected corners of a box are not the box of the projection.
-- op 'bulk' names no feature: so much changed at once that a reader should load the layer anew.
CREATE TABLE change (
    xid        xid8        NOT NULL DEFAULT pg_current_xact_id(),
    id         bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    at         timestamptz NOT NULL DEFAULT now(),
    layer      text        NOT NULL,
    op         text        NOT NULL CONSTRAINT change_op CHECK (op IN ('insert', 'update', 'delete', 'bulk')),
    feature_id bigint,
    old_box    double precision[],
    new_box    double precision[],
    PRIMARY KEY (xid, id),
    CONSTRAINT change_names_a_feature CHECK ((op = 'bulk') = (feature_id IS NULL)),
    CONSTRAINT change_boxes CHECK (coalesce(cardinality(old_box), 4) = 4 AND coalesce(cardinality(new_box), 4) = 4)
);
CREATE INDEX change_at ON change (at);
COMMENT ON TABLE change IS 'What changed on the map, for tiles, feeds and browsers; kept 24 hours';

-- The serving role may not write this table, but has to keep it short.
CREATE FUNCTION forget_changes() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (DELETE FROM change WHERE at < now() - interval '24 hours' RETURNING 1) SELECT count(*) FROM gone;
$$;
REVOKE EXECUTE ON FUNCTION forget_changes() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_changes() TO mitte_app;

CREATE FUNCTION box_3857(g geometry) RETURNS double precision[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN g IS NOT NULL THEN (
    SELECT ARRAY[ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b)] FROM ST_Envelope(ST_Transform(g, 3857)) AS b
) END;

-- record_change(layer) watches a table whose id and geom are the feature's own.
CREATE FUNCTION record_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    bulk constant integer := 5000;
    n bigint;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO change (layer, op) VALUES (TG_ARGV[0], 'bulk');
        RETURN NULL;
    END IF;
    IF TG_OP = 'DELETE' THEN
        SELECT count(*) INTO n FROM old_rows;
    ELSE
        SELECT count(*) INTO n FROM new_rows;
    END IF;
    IF n > bulk THEN
        INSERT INTO change (layer, op) VALUES (TG_ARGV[0], 'bulk');
    ELSIF TG_OP = 'INSERT' THEN
        INSERT INTO change (layer, op, feature_id, new_box)
        SELECT TG_ARGV[0], 'insert', id, box_3857(geom) FROM new_rows;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO change (layer, op, feature_id, old_box)
        SELECT TG_ARGV[0], 'delete', id, box_3857(geom) FROM old_rows;
    ELSE
        INSERT INTO change (layer, op, feature_id, old_box, new_box)
        SELECT TG_ARGV[0], 'update', n.id, box_3857(o.geom), box_3857(n.geom)
        FROM new_rows n JOIN old_rows o ON o.id = n.id;
    END IF;
    RETURN NULL;
END $$;

-- record_dependent_change(layer, table, key column, match column) watches a table whose rows only colour features of
-- another table: those whose match column, mostly id, is in the key column of a touched row.
CREATE FUNCTION record_dependent_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    bulk constant integer := 5000;
    keys CONSTANT text := 'SELECT array_agg(k) FROM (SELECT DISTINCT %I AS k FROM %s WHERE %1$I IS NOT NULL LIMIT %3$s) s';
    ids bigint[];
    found bigint[];
BEGIN
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        EXECUTE format(keys, TG_ARGV[2], 'new_rows', bulk + 1) INTO ids;
    END IF;
    IF TG_OP IN ('DELETE', 'UPDATE') THEN
        EXECUTE format(keys, TG_ARGV[2], 'old_rows', bulk + 1) INTO found;
        ids := ARRAY(SELECT unnest(ids) UNION SELECT unnest(found));
    END IF;
    IF TG_OP = 'TRUNCATE' OR cardinality(ids) > bulk THEN
        INSERT INTO change (layer, op) VALUES (TG_ARGV[0], 'bulk');
    ELSIF cardinality(ids) > 0 THEN
        EXECUTE format('INSERT INTO change (layer, op, feature_id, old_box, new_box)
            SELECT $1, ''update'', f.id, box_3857(f.geom), box_3857(f.geom) FROM %I f WHERE f.%I = ANY ($2)',
            TG_ARGV[1], coalesce(TG_ARGV[3], 'id'))
        USING TG_ARGV[0], ids;
    END IF;
    RETURN NULL;
END $$;

-- record_whole_change(layer) watches a small table whose rows have no number: any edit means to read it anew.
CREATE FUNCTION record_whole_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO change (layer, op) VALUES (TG_ARGV[0], 'bulk');
    RETURN NULL;
END $$;

-- The watchers are many and alike, so two procedures put them up; later migrations call them for their tables.
CREATE PROCEDURE keep_versions(watched regclass)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER touch BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION touch_row()', watched);
    EXECUTE format('CREATE TRIGGER history AFTER UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION keep_history()', watched);
END $$;

CREATE PROCEDURE watch(watched regclass, layer text, feature_table text DEFAULT NULL, key_column text DEFAULT NULL,
    match_column text DEFAULT 'id')
LANGUAGE plpgsql AS $$
DECLARE
    call text := CASE WHEN feature_table IS NULL
        THEN format('record_change(%L)', layer)
        ELSE format('record_dependent_change(%L, %L, %L, %L)', layer, feature_table, key_column, match_column) END;
    suffix text := layer || CASE WHEN key_column IS NULL THEN '' ELSE '_' || key_column END;
BEGIN
    EXECUTE format('CREATE TRIGGER change_insert_%s AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION %s', suffix, watched, call);
    EXECUTE format('CREATE TRIGGER change_update_%s AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION %s', suffix, watched, call);
    EXECUTE format('CREATE TRIGGER change_delete_%s AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION %s', suffix, watched, call);
    EXECUTE format('CREATE TRIGGER change_truncate_%s AFTER TRUNCATE ON %s
        FOR EACH STATEMENT EXECUTE FUNCTION %s', suffix, watched, call);
END $$;

CREATE PROCEDURE watch_whole(watched regclass, layer text)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER change_%s AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s
        FOR EACH STATEMENT EXECUTE FUNCTION record_whole_change(%1$L)', layer, watched);
END $$;

---- create above / drop below ----

DROP PROCEDURE watch_whole(regclass, text);
DROP PROCEDURE watch(regclass, text, text, text, text);
DROP PROCEDURE keep_versions(regclass);
DROP FUNCTION record_whole_change();
DROP FUNCTION record_dependent_change();
DROP FUNCTION record_change();
DROP FUNCTION box_3857(geometry);
DROP FUNCTION forget_changes();
DROP TABLE change;
DROP FUNCTION keep_history();
DROP TABLE history;
DROP FUNCTION touch_row();
DROP FUNCTION current_actor();
DROP FUNCTION geom_fits(geometry, integer);
DROP SCHEMA owner_data;
DROP SCHEMA pub;
