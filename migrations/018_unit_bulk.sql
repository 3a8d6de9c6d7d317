-- Why: many units are changed in one go, and taken back in one go. What a bulk edit was is kept: whose it was, which version of each
-- unit it found and which it made. Undoing it writes the versions that it found as new ones, and is a bulk edit itself.

CREATE TABLE unit_bulk (
    id     uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    at     timestamptz NOT NULL DEFAULT now(),
    by     text        NOT NULL DEFAULT current_actor(),
    reason text,
    undoes uuid        REFERENCES unit_bulk,
    CONSTRAINT unit_bulk_undone_once UNIQUE (undoes)
);
COMMENT ON COLUMN unit_bulk.by IS 'internal';
COMMENT ON COLUMN unit_bulk.reason IS 'internal';

CREATE TABLE unit_bulk_row (
    bulk_id  uuid    NOT NULL REFERENCES unit_bulk ON DELETE CASCADE,
    unit_id  bigint  NOT NULL REFERENCES unit ON DELETE CASCADE,
    found    integer NOT NULL,
    made     integer NOT NULL,
    PRIMARY KEY (bulk_id, unit_id)
);

---- create above / drop below ----

DROP TABLE unit_bulk_row, unit_bulk;
