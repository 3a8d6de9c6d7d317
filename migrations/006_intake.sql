-- Why: an import must be all or nothing, answer the same file twice with nothing to do, and leave no trace when it is
-- killed. So a job row names the file by its hash, rows wait in one staging table keyed by job, and one final transaction
-- moves them; staging rows of jobs that died are swept at the next start. The table is permanent because the application's
-- role may not create tables. The final transaction first writes down what is to become of each row (outcome, target_id)
-- and then does it, so that counts, lists and changes cannot disagree.

CREATE TABLE import_job (
    id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    kind        text        NOT NULL CONSTRAINT import_job_kind CHECK (kind IN ('osm', 'alkis', 'works', 'units', 'town')),
    file_name   text        NOT NULL,
    sha256      bytea       NOT NULL CONSTRAINT import_job_sha256 CHECK (octet_length(sha256) = 32),
    options     jsonb       NOT NULL DEFAULT '{}',
    status      text        NOT NULL DEFAULT 'running' CONSTRAINT import_job_status
        CHECK (status IN ('running', 'done', 'nothing_to_do', 'refused', 'failed')),
    started_at  timestamptz NOT NULL DEFAULT now(),
    ended_at    timestamptz,
    started_by  text        NOT NULL DEFAULT current_actor(),
    rows_read   integer     NOT NULL DEFAULT 0,
    inserted    integer     NOT NULL DEFAULT 0,
    updated     integer     NOT NULL DEFAULT 0,
    unchanged   integer     NOT NULL DEFAULT 0,
    refused     integer     NOT NULL DEFAULT 0,
    detail      jsonb       NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE import_job IS 'internal: one row per import; its advisory lock (class 7001, id) tells a live job from a dead one';
COMMENT ON COLUMN import_job.options IS 'internal: options of the import; dry_run means that the counts were only tried';

CREATE TABLE import_row (
    job_id    bigint  NOT NULL REFERENCES import_job ON DELETE CASCADE,
    layer     text    NOT NULL,
    row_no    integer NOT NULL,
    file_row  integer NOT NULL,
    ref       text    NOT NULL,
    fields    jsonb   NOT NULL,
    geom      geometry(Geometry, 25832),
    axis      geometry(LineString, 25832),
    outcome   text    CONSTRAINT import_row_outcome CHECK (outcome IN ('refused', 'insert', 'update', 'same', 'kept', 'buried')),
    target_id bigint,
    PRIMARY KEY (job_id, layer, row_no)
) WITH (fillfactor = 70);
CREATE INDEX import_row_parcel_geom_idx ON import_row USING gist (geom) WHERE layer = 'parcel';
COMMENT ON TABLE import_row IS 'internal: rows of running imports; empty between imports';
COMMENT ON COLUMN import_row.row_no IS 'internal: running number within job and layer; one record of the file may give several rows';
COMMENT ON COLUMN import_row.file_row IS 'internal: number of the record in the file, from 1';
COMMENT ON COLUMN import_row.axis IS 'internal: the line that was widened to geom';

-- Staging is filled and asked within seconds, long before autovacuum would count it; planned for an empty table, the search
-- for overlaps takes the square of the rows. Only the owner may ANALYZE, so the application calls this.
CREATE FUNCTION analyze_import_rows() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    ANALYZE import_row;
END $$;
REVOKE EXECUTE ON FUNCTION analyze_import_rows() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION analyze_import_rows() TO mitte_app;

---- create above / drop below ----

DROP FUNCTION analyze_import_rows();
DROP TABLE import_row, import_job;
